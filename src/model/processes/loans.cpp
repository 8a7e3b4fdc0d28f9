#include "model/processes/loans.hpp"

#include <algorithm>

#include "core/math/vecmath.hpp"
#include "model/draws.hpp"
#include "model/fields.hpp"
#include "model/kernels.hpp"
#include "model/world.hpp"

namespace echelon {

namespace {

constexpr std::size_t kChunk = 1024;    // firms whose luck is drawn side by side
constexpr double kMostAQuarter = 0.25;  // (L5)

// What the service of a loan looks at; `doubtful` when it has to ask how likely a default is.
void fetch_borrower(const World& w, std::uint32_t slot, bool doubtful) {
  fetch_ahead(w.status, slot), fetch_ahead(w.cash, slot), fetch_ahead(w.debt, slot);
  if (doubtful) fetch_ahead(w.sales, slot), fetch_ahead(w.spread, slot), fetch_ahead(w.birth, slot);
}

}  // namespace

RiskTerms risk_terms(const LoanParams& p) { return {p.risk.v, p.risk_cash.v, p.risk_spread.v, p.risk_young.v, p.noise.v}; }

std::int32_t loan_need(const World& w, std::uint32_t slot, const LoanParams& p, double reserve) {
  const double sales = w.sales[slot], planned = w.rd_rate[slot];
  return static_cast<std::int32_t>(clip(1000 * sales * (reserve + p.ahead.v * planned) - w.cash[slot], 0, 1e9));
}

double loan_limit(const World& w, std::uint32_t slot, const LoanParams& p, int certificate, int quarter, bool rights) {
  const bool titled = certificate >= 0 && w.until[certificate][slot] >= quarter;
  const double books = w.sales[slot] * p.limit.v * (titled ? 1 + p.title.v : 1);
  return 1000 * (books + (rights ? p.right_value.v * p.protection.v * w.inventions[slot] : 0));
}

double loan_risk_logit(const World& w, std::uint32_t slot, const LoanParams& p, int quarter) {
  return risk_logit(w.sales[slot], w.cash[slot], w.spread[slot], quarter - w.birth[slot] < kYoungBorrower, risk_terms(p));
}

double default_chance(double yearly, double guarantee, double volume, const LoanParams& p) {
  const double more = 1 + guarantee * (p.boldness.v + p.dilution.v * volume);
  return kMostAQuarter * clip(yearly * more, 0, 1);
}

void LoanBook::open(std::size_t sectors) {
  loans_.clear(), pools_.clear(), claims_.clear();
  by_sector_.assign(sectors, 0);
  year_ = ever_ = {};
  outstanding_ = 0, volume_ = 0;
}

void LoanBook::open_year() {
  year_ = {};
  std::fill(by_sector_.begin(), by_sector_.end(), 0);
}

void LoanBook::set_pool(const LoanPool& pool) {
  if (LoanPool* known = pool_of(pool.instrument)) known->open = true;
  else pools_.push_back(pool);
}

void LoanBook::close_pools() {
  for (LoanPool& pool : pools_) pool.open = false;
}

LoanPool* LoanBook::pool_of(int instrument) {
  for (LoanPool& pool : pools_) {
    if (pool.instrument == instrument) return &pool;
  }
  return nullptr;
}

void LoanBook::add(std::int64_t LoanFlows::*flow, std::int64_t amount) {
  year_.*flow += amount;
  ever_.*flow += amount;
}

std::vector<LoanBook::Compensation> LoanBook::take_claims() {
  std::vector<Compensation> claims;
  claims.swap(claims_);
  return claims;
}

// The firm pays a part of what it owes.
void LoanBook::pay_back(World& w, Loan& loan, std::int64_t amount) {
  const auto part = static_cast<std::int32_t>(amount);
  loan.left -= part;
  w.cash[loan.slot] -= part;
  w.debt[loan.slot] = loan.left;
  outstanding_ -= part;
  if (LoanPool* pool = pool_of(loan.pool)) pool->guaranteed -= part;
  add(&LoanFlows::repaid, part);
}

// Nothing is owed any more: the pool bears it no longer.
void LoanBook::end(Loan& loan) {
  LoanPool* pool = pool_of(loan.pool);
  if (pool != nullptr) pool->loans -= 1;
  loan.pool = kNoPool;
}

// (L7)
void LoanBook::fail(World& w, Loan& loan, const LoanParams& p) {
  const std::int32_t cash = w.cash[loan.slot];
  pay_back(w, loan, std::min(std::max(cash, 0), loan.left));
  const std::int64_t rest = loan.left;
  if (rest > 0) {
    const auto sold = static_cast<std::int64_t>(p.recovery.v * static_cast<double>(rest));
    const std::int64_t loss = rest - sold;
    add(&LoanFlows::recovered, sold), add(&LoanFlows::lost, loss), add(&LoanFlows::defaults, 1);
    outstanding_ -= rest;
    if (LoanPool* pool = pool_of(loan.pool)) {
      pool->guaranteed -= rest;
      const auto share = static_cast<std::int64_t>(static_cast<double>(loan.guarantee) * static_cast<double>(loss));
      const std::int64_t paid = std::min(share, pool->money - pool->spent);
      if (paid > 0) {
        pool->spent += paid;
        claims_.push_back({pool->instrument, paid});
        add(&LoanFlows::compensated, paid);
      }
    }
  }
  loan.left = 0;
  w.debt[loan.slot] = 0;
  end(loan);
}

void LoanBook::service(World& w, const LoanParams& p, const LoanEnv& env) {
  const auto term = static_cast<int>(p.term.v), barred = static_cast<int>(4 * p.barred.v);
  uids_.resize(kChunk), words_.resize(4 * kChunk);
  const LuckOut luck{words_.data(), words_.data() + kChunk, words_.data() + 2 * kChunk, words_.data() + 3 * kChunk};
  std::size_t kept = 0;
  for (std::size_t begin = 0; begin < loans_.size(); begin += kChunk) {
    const std::size_t n = std::min(kChunk, loans_.size() - begin);
    for (std::size_t j = 0; j < n; ++j) uids_[j] = loans_[begin + j].uid;
    env.kernels.fill_luck(env.key, uids_.data(), static_cast<std::uint32_t>(n), static_cast<std::uint32_t>(env.quarter), kCallLoan, 0, luck);
    for (std::size_t j = 0; j < n; ++j) {
      if (j + kFetchAhead < n) fetch_borrower(w, loans_[begin + j + kFetchAhead].slot, unit_float(luck.lane0[j + kFetchAhead]) < kMostAQuarter);
      Loan loan = loans_[begin + j];
      const std::uint32_t slot = loan.slot;
      const int age = env.quarter - loan.since;
      if (loan.left == 0) {
        if (w.uid[slot] != loan.uid) continue;  // a barred firm that left; loans that somebody owes are settled when it leaves
        if (age < barred) loans_[kept++] = loan;
        else w.flags[slot] = static_cast<std::uint8_t>(w.flags[slot] & ~kBarred);
        continue;
      }
      const double u = unit_float(luck.lane0[j]);
      const bool fails = w.status[slot] != kActive ||
                         (u < kMostAQuarter && u < default_chance(logistic(loan_risk_logit(w, slot, p, env.quarter)), loan.guarantee, volume_, p));
      if (fails) {
        const std::int64_t before = ever_.defaults;
        fail(w, loan, p);
        if (ever_.defaults == before) continue;  // its cash paid for all
        loan.since = static_cast<std::int16_t>(env.quarter);
        w.flags[slot] |= kBarred;
        loans_[kept++] = loan;
        continue;
      }
      const auto interest = static_cast<std::int32_t>(0.25 * p.interest.v * loan.left);
      w.cash[slot] -= interest;
      add(&LoanFlows::interest, interest);
      pay_back(w, loan, age >= term ? loan.left : std::min(loan.left, loan.first / term));
      if (loan.left > 0) loans_[kept++] = loan;
      else end(loan);
    }
  }
  loans_.resize(kept);
}

void LoanBook::leave(World& w, const LoanParams& p, std::span<const std::uint32_t> slots) {
  owing_.assign(w.slots_in_use() / 64 + 1, 0);
  bool any = false;
  for (const std::uint32_t slot : slots) {
    const bool owes = w.debt[slot] > 0;
    owing_[slot / 64] |= std::uint64_t{owes} << slot % 64;
    any |= owes;
  }
  if (!any) return;
  std::size_t kept = 0;
  for (Loan& loan : loans_) {
    const bool goes = loan.left > 0 && (owing_[loan.slot / 64] >> loan.slot % 64 & 1u) != 0;
    if (goes) fail(w, loan, p);  // a firm that closes with enough cash pays all
    else loans_[kept++] = loan;
  }
  loans_.resize(kept);
}

std::span<const Field> loans_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(loans, ask, "s", "per quarter", 0, 1, "probability that a firm in need asks a bank", "申请贷款概率"),
      ECHELON_FIELD(loans, ahead, "", "years", 0, 3, "planned R&D that a firm wants to hold in cash", "研发资金储备期"),
      ECHELON_FIELD(loans, least, "", "million CNY", 0.01, 10, "smallest loan", "最小贷款额"),
      ECHELON_FIELD(loans, limit, "", "%", 0, 2, "loan over yearly sales", "授信占销售额比例"),
      ECHELON_FIELD(loans, title, "", "1", 0, 5, "how much more with a valid high-tech certificate", "高企增信系数"),
      ECHELON_FIELD(loans, right_value, "", "million CNY", 0, 50, "value of an invention to a bank that is sure of it", "单件发明质押价值"),
      ECHELON_FIELD(loans, protection, "θ", "%", 0, 1, "what banks dare to lend on rights, by how well they are protected", "知识产权保护指数（信贷）"),
      ECHELON_FIELD(loans, term, "", "quarters", 1, 40, "term of a loan", "贷款期限"),
      ECHELON_FIELD(loans, interest, "r", "per year", 0, 0.3, "interest", "贷款利率"),
      ECHELON_FIELD(loans, risk, "b₀", "1", -12, 5, "logit of yearly default without cash and spread", "违约截距"),
      ECHELON_FIELD(loans, risk_cash, "b_c", "1", 0, 50, "how default falls with cash over sales", "现金对违约的作用"),
      ECHELON_FIELD(loans, risk_spread, "b_σ", "1", 0, 50, "how default rises with the spread of growth", "波动对违约的作用"),
      ECHELON_FIELD(loans, risk_young, "b_y", "1", -5, 5, "how default rises below three years of age", "年轻企业的违约加成"),
      ECHELON_FIELD(loans, noise, "", "1", 0, 5, "sd of a bank's error about the logit of default", "银行判断误差"),
      ECHELON_FIELD(loans, tolerance, "τ", "per year", 0, 1, "expected default that a bank bears", "不良容忍度"),
      ECHELON_FIELD(loans, anyway, "", "%", 0, 1, "firms safe enough alone that are put under a pool", "本可获贷而纳入风险补偿的比例"),
      ECHELON_FIELD(loans, boldness, "κ", "1", 0, 10, "rise of default when a loss is wholly guaranteed", "担保道德风险"),
      ECHELON_FIELD(loans, dilution, "ν", "1", 0, 100, "further rise when every firm had a guaranteed loan", "规模稀释"),
      ECHELON_FIELD(loans, multiple, "", "1", 0, 100, "guaranteed loans over what is left in the pool", "资金池放大倍数"),
      ECHELON_FIELD(loans, money, "", "million CNY", 0, 1e7, "what banks lend to technology firms in 2018, a year", "银行科技信贷规模"),
      ECHELON_FIELD(loans, money_growth, "", "per year", -0.5, 0.5, "its yearly growth", "科技信贷增长"),
      ECHELON_FIELD(loans, recovery, "", "%", 0, 1, "part of what cash does not pay that comes from what the firm owned", "违约回收率"),
      ECHELON_FIELD(loans, barred, "", "years", 0, 50, "how long who defaulted gets no loan", "失信限制期"),
  };
  return fields;
}

}  // namespace echelon
