#pragma once
// LOANS (the loan part of S9, the credit part of S14)
// What        Performers short of money for their plans borrow from banks. A bank lends what books, title and rights bear to whom it
//             thinks safe enough; a pool that bears part of a loss makes more firms safe enough, and borrowers bolder.
// Equation    (L1) need = S·(reserve + ahead·ρ) − cash; who needs more than the least loan and owes nothing asks with probability s a quarter
//             (L2) limit = S·share·(1 + title·[valid high-tech certificate]) + value·θ·inventions; θ, the index of protection, is what a
//                  bank dares to lend on rights; loan = min(need, limit), in whole thousand CNY
//             (L3) π = logit⁻¹(b₀ − b_c·min(max(cash/S, −½), 1) + b_σ·σ_i + b_y·[age < 3]), a year
//             (L4) the bank sees logit π with noise and lends while that is ≤ τ, and with a guarantee share g while (1−g)·π̂ ≤ τ; the safest
//                  first while the quarter's money lasts; who is safe enough alone is put under a pool all the same with a probability
//             (L5) default a quarter = ¼·min(1, π·(1 + g·(κ + ν·V))), V = guaranteed loans over firms that do R&D
//             (L6) a loan is paid back in equal parts over its term, with interest on what is left, into the red if need be
//             (L7) on default, or when the borrower closes or falls dormant, the bank takes the cash there is; of the rest `recovery`
//                  comes from what the firm owned; the pool pays g of the loss until it is empty; a living defaulter gets no loan for a while
//             (L8) guaranteed loans outstanding ≤ multiple · what is left in the pool
//             (L9) lent = repaid + recovered + lost + outstanding, to the thousand yuan, always; outstanding = Σ debt of firms
// Reads       status, flags, cash, debt, sales, rd_rate, spread, birth, inventions, certificates
// Writes      cash, debt, flags (barred)
// Parameters  config/parameters/loans.yaml
// Draws       loans.default, .anyway, .noise, .ask (quarter)
// Neglects    renewal of loans, interest by risk, collateral other than rights, interest as a cost that lowers tax, banks' own capital
// Source      model page S9, S14: [L19]; data A24-A27
#include <cstdint>
#include <span>
#include <vector>

#include "core/isa.hpp"
#include "core/math/vecmath.hpp"
#include "core/quantity.hpp"
#include "core/random/philox.hpp"
#include "core/selection.hpp"

namespace echelon {

class World;
struct Kernels;

struct LoanParams {
  PerQuarter ask;         // s
  Years ahead;            // of planned R&D that a firm wants to hold in cash beside its reserve
  Million least;          // smaller loans are not worth the trouble
  Share limit;            // of yearly sales
  Number title;           // how much more with a valid high-tech certificate
  Million right_value;    // of an invention, in full
  Share protection;       // θ: what banks dare to lend on it
  Quarters term;
  PerYear interest;
  Number risk;            // b₀
  Number risk_cash;       // b_c
  Number risk_spread;     // b_σ
  Number risk_young;      // b_y
  Number noise;           // of the bank's view of logit π
  PerYear tolerance;      // τ
  Share anyway;           // safe enough alone and yet under a pool
  Number boldness;        // κ
  Number dilution;        // ν
  Number multiple;        // guaranteed loans over what is left in a pool
  Million money;          // that banks lend to technology firms in 2018, a year
  PerYear money_growth;
  Share recovery;
  Years barred;
};

struct Loan {
  std::uint32_t uid, slot;
  std::int32_t first;      // thousand CNY lent
  std::int32_t left;       // still owed; 0: nothing more is, the firm is barred
  std::int16_t since;      // quarter
  std::int16_t pool;       // instrument that bears part of a loss; kNoPool
  float guarantee;         // g
};
constexpr std::int16_t kNoPool = -1;

// A risk-compensation pool.
struct LoanPool {
  int instrument;
  float share;             // g
  std::int64_t cap;        // of a loan, thousand CNY
  std::int64_t money;      // given to it, thousand CNY
  std::int64_t spent = 0;  // paid for losses, or claimed and on its way
  std::int64_t guaranteed = 0;  // outstanding under it
  std::int64_t loans = 0;  // their number
  bool open = false;       // takes new loans this quarter
};

// Thousand CNY and numbers, of a year and of all time.
struct LoanFlows {
  std::int64_t lent = 0, repaid = 0, interest = 0, recovered = 0, lost = 0, compensated = 0;
  std::int64_t guaranteed = 0;                  // lent under a pool
  std::int64_t pledges = 0, pledged = 0;        // loans that rest on rights: number, money
  std::int64_t loans = 0, defaults = 0;
};

struct LoanEnv {
  PhiloxKey key;
  int quarter;
  const Kernels& kernels;
  int certificate;         // scheme of the high-tech certificate; negative: none
  double reserve;          // of yearly sales, as finance has it
  double scale;
};

// What a bank sees and what is true of one firm.
struct LoanCase {
  std::uint32_t slot;
  std::int32_t need, bare, limit;  // thousand CNY; bare: the limit without rights
  double risk;                     // π̂
  bool anyway;
};

// Firms that ask, side by side; `age` in quarters. And what (L3) and (L4) make of them.
struct LoanLook {
  const float *sales, *spread;
  const std::int32_t *cash, *age;
};
struct RiskTerms {
  double base, by_cash, by_spread, by_young, noise;
};
constexpr std::int32_t kYoungBorrower = 12;  // quarters

inline namespace ECHELON_ISA {

ECHELON_INLINE double clip(double v, double low, double high) { return vecmath::at_most(vecmath::at_least(v, low), high); }

// (L3) as a logit
ECHELON_INLINE double risk_logit(float sales, std::int32_t cash, float spread, bool young, const RiskTerms& t) {
  const double yearly = sales;
  const double cover = clip(yearly > 0 ? 0.001 * cash / yearly : 0, -0.5, 1);
  const double yearly_sd = 2.0 * spread;  // of growth; `spread` is that of a quarter
  return t.base - t.by_cash * cover + t.by_spread * yearly_sd + (young ? t.by_young : 0);
}

// What the bank sees of logit π, and π̂ (L4). All arrays reach to in_lanes(n).
void loan_risks(std::uint32_t n, const LoanLook& look, const RiskTerms& terms, const std::uint32_t* noise, double* seen, double* risk);

}  // namespace ECHELON_ISA

RiskTerms risk_terms(const LoanParams& p);
// (L1), (L2), (L3)
std::int32_t loan_need(const World& w, std::uint32_t slot, const LoanParams& p, double reserve);
double loan_limit(const World& w, std::uint32_t slot, const LoanParams& p, int certificate, int quarter, bool rights);
double loan_risk_logit(const World& w, std::uint32_t slot, const LoanParams& p, int quarter);
// (L5), a quarter
double default_chance(double yearly, double guarantee, double volume, const LoanParams& p);

class LoanBook {
 public:
  void open(std::size_t sectors);
  void open_year();
  // The pools that there are; those that take new loans are `open`. Kept by instrument.
  void set_pool(const LoanPool& pool);
  void close_pools();
  // (L6), (L7): what firms pay and who fails. Compensations are left in claims().
  void service(World& w, const LoanParams& p, const LoanEnv& env);
  // (L7): of firms that leave the register; slots in any order.
  void leave(World& w, const LoanParams& p, std::span<const std::uint32_t> slots);
  // (L1)-(L4), (L8): `firms` are those that may ask, `performers` how many firms do R&D.
  void lend(World& w, const LoanParams& p, const LoanEnv& env, std::span<const std::uint32_t> firms, std::size_t performers);

  struct Compensation {
    int instrument;
    std::int64_t amount;
  };
  std::vector<Compensation> take_claims();

  const std::vector<Loan>& loans() const { return loans_; }
  const std::vector<LoanPool>& pools() const { return pools_; }
  const LoanFlows& year() const { return year_; }
  const LoanFlows& ever() const { return ever_; }
  const std::vector<std::int64_t>& lent_by_sector() const { return by_sector_; }
  std::int64_t outstanding() const { return outstanding_; }

 private:
  struct Asking;
  LoanPool* pool_of(int instrument);
  void add(std::int64_t LoanFlows::*flow, std::int64_t amount);
  void pay_back(World& w, Loan& loan, std::int64_t amount);
  void fail(World& w, Loan& loan, const LoanParams& p);
  void end(Loan& loan);
  void list_cases(const World& w, const LoanParams& p, const LoanEnv& env, std::span<const std::uint32_t> firms);
  void look_at(const World& w, const LoanParams& p, const LoanEnv& env, Asking& asking);
  LoanPool* guarantor(const LoanCase& c, std::int64_t amount, const LoanParams& p);
  bool grant(World& w, const LoanCase& c, const LoanParams& p, const LoanEnv& env, std::int64_t& money);

  std::vector<Loan> loans_;        // in the order in which they were granted
  std::vector<LoanPool> pools_;
  std::vector<Compensation> claims_;
  std::vector<std::int64_t> by_sector_;
  std::vector<std::uint32_t> uids_, words_;
  std::vector<Candidate> order_;
  std::vector<LoanCase> cases_;
  std::vector<std::uint64_t> owing_;  // a bit a seat: its firm leaves and owes
  LoanFlows year_, ever_;
  std::int64_t outstanding_ = 0;
  double volume_ = 0;              // V of the last quarter's end
};

}  // namespace echelon
