#pragma once
// TREASURY (S16)
// What        The only place where public money moves. Claims are paid by due date, instrument and firm; a line with a cap
//             pays what still fits, and what does not waits as arrears and comes first next year.
// Equation    (T1) claims made = paid + waiting + void (the firm is gone), per instrument, to the thousand yuan, always
//             (T2) paid in a year ≤ budget of the line in that year
// Reads       claims
// Writes      cash, project money, the ledger
// Parameters  config/parameters/treasury.yaml
// Draws       none
// Neglects    borrowing by districts, interest on arrears
// Source      model page S16; decisions 21, 22
#include <cstdint>
#include <vector>

#include "core/clock.hpp"
#include "core/quantity.hpp"
#include "model/scenario.hpp"

namespace echelon {

class World;

struct TreasuryParams {
  Share cit_local;    // local share of corporate income tax
};

// Slots of claims that no firm makes: a person, a builder or a contractor; a bank for a loss; a guidance fund for its capital.
constexpr std::uint32_t kNoFirm = 0xffffffffu;
constexpr std::uint32_t kBank = 0xfffffffeu;
constexpr std::uint32_t kFund = 0xfffffffdu;

struct Claim {
  int due;                  // quarter of the run
  int instrument;
  std::uint32_t uid;
  std::uint32_t slot;
  std::int64_t amount;      // thousand CNY
  bool for_project = false; // pays for R&D that would not have been
};

struct Payment {
  int quarter;
  int instrument;
  std::uint32_t uid;
  std::int64_t amount;
};

// Thousand CNY since the start of the run.
struct LineTotals {
  std::int64_t claimed = 0, paid = 0, voided = 0;
};

class Treasury {
 public:
  // Budgets are scaled with the city.
  void open(const std::vector<Instrument>& instruments, double scale, bool keep_payments, std::size_t districts = 0);
  void open_year();
  void claim(const Claim& claim);
  // Pays what is due, in order: arrears, then by instrument and uid (T2). Returns thousand CNY paid to firms.
  std::int64_t pay(World& world, int quarter);

  // Paid last for R&D that would not have been.
  struct ProjectMoney {
    int instrument;
    std::uint32_t slot;
    std::int64_t amount;
  };
  const std::vector<ProjectMoney>& project_money() const { return projects_; }
  // Paid this year by the instrument to firms of the district.
  std::int64_t paid_in(int instrument, std::size_t district) const { return places_[static_cast<std::size_t>(instrument) * districts_ + district]; }
  std::int64_t budget_of_year(int instrument) const { return budget_[instrument]; }
  std::int64_t paid_this_year(int instrument) const { return paid_year_[instrument]; }
  // Claimed and neither paid nor void, by instrument.
  std::vector<std::int64_t> waiting() const;
  std::int64_t waiting(int instrument) const { return waiting()[static_cast<std::size_t>(instrument)]; }
  const LineTotals& totals(int instrument) const { return totals_[instrument]; }
  const std::vector<Payment>& payments() const { return payments_; }
  // Paid since the start to persons, to banks and to funds: part of the outlay, no firm's cash.
  std::int64_t paid_to_people() const { return to_people_; }
  std::int64_t paid_to_banks() const { return to_banks_; }
  std::int64_t paid_to_funds() const { return to_funds_; }

 private:
  std::size_t contested();

  std::vector<Claim> waiting_;          // arrears and claims not yet due
  std::vector<Claim> due_;
  std::vector<std::int64_t> budget_;    // thousand CNY a year; negative: no known cap
  std::vector<std::int64_t> paid_year_;
  std::vector<LineTotals> totals_;
  std::vector<Payment> payments_;
  std::vector<ProjectMoney> projects_;
  std::size_t districts_ = 0;
  std::vector<std::int64_t> places_;    // instrument × district
  std::int64_t to_people_ = 0, to_banks_ = 0, to_funds_ = 0;
  bool keep_payments_ = false;
};

}  // namespace echelon
