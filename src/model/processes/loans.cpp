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
constexpr std::size_t kAhead = 16;      // loans between asking for a borrower's values and using them
constexpr double kMostAQuarter = 0.25;  // (L5)
constexpr double kYoung = 12;           // quarters

double clip(double v, double low, double high) { return vecmath::at_most(vecmath::at_least(v, low), high); }

void fetch_borrower(const World& w, std::uint32_t slot) {
  fetch_ahead(w.uid, slot), fetch_ahead(w.status, slot), fetch_ahead(w.cash, slot), fetch_ahead(w.debt, slot);
  fetch_ahead(w.sales, slot), fetch_ahead(w.spread, slot), fetch_ahead(w.birth, slot);
}

}  // namespace

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
  const double sales = w.sales[slot];
  const double cover = clip(sales > 0 ? 0.001 * w.cash[slot] / sales : 0, -0.5, 1);
  const double yearly_sd = 2.0 * w.spread[slot];  // of growth; `spread` is that of a quarter
  const bool young = quarter - w.birth[slot] < kYoung;
  return p.risk.v - p.risk_cash.v * cover + p.risk_spread.v * yearly_sd + (young ? p.risk_young.v : 0);
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
      if (j + kAhead < n) fetch_borrower(w, loans_[begin + j + kAhead].slot);
      Loan loan = loans_[begin + j];
      const std::uint32_t slot = loan.slot;
      if (w.uid[slot] != loan.uid) continue;  // a barred firm that left: its loans are settled when it leaves
      const int age = env.quarter - loan.since;
      if (loan.left == 0) {
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
  std::vector<std::uint32_t> owing;
  for (const std::uint32_t slot : slots) {
    if (w.debt[slot] > 0) owing.push_back(slot);
  }
  if (owing.empty()) return;
  std::sort(owing.begin(), owing.end());
  std::size_t kept = 0;
  for (Loan& loan : loans_) {
    const bool goes = loan.left > 0 && std::binary_search(owing.begin(), owing.end(), loan.slot);
    if (goes) fail(w, loan, p);  // a firm that closes with enough cash pays all
    else loans_[kept++] = loan;
  }
  loans_.resize(kept);
}

// The first pool that would make the loan and has room for it (L4), (L8).
LoanPool* LoanBook::guarantor(const LoanCase& c, std::int64_t amount, const LoanParams& p) {
  for (LoanPool& pool : pools_) {
    const bool helps = pool.open && (1 - static_cast<double>(pool.share)) * c.risk <= p.tolerance.v;
    const std::int64_t covered = std::min(amount, pool.cap);
    const double room = p.multiple.v * static_cast<double>(pool.money - pool.spent);
    const bool fits = static_cast<double>(pool.guaranteed + covered) <= room && static_cast<double>(covered) >= 1000 * p.least.v;
    if (helps && fits) return &pool;
  }
  return nullptr;
}

// (L4); false when the quarter's money does not reach.
bool LoanBook::grant(World& w, const LoanCase& c, const LoanParams& p, const LoanEnv& env, std::int64_t& money) {
  const bool alone = c.risk <= p.tolerance.v;
  std::int64_t amount = std::min(c.need, c.limit);
  LoanPool* pool = !alone || c.anyway ? guarantor(c, amount, p) : nullptr;
  if (!alone && pool == nullptr) return true;
  if (pool != nullptr && amount > pool->cap) {
    if (alone) pool = nullptr;  // a larger loan than the pool takes, made without it
    else amount = pool->cap;
  }
  if (amount > money) return false;
  money -= amount;
  const auto whole = static_cast<std::int32_t>(amount);
  loans_.push_back({w.uid[c.slot], c.slot, whole, whole, static_cast<std::int16_t>(env.quarter),
                    pool != nullptr ? static_cast<std::int16_t>(pool->instrument) : kNoPool, pool != nullptr ? pool->share : 0.0f});
  w.cash[c.slot] += whole;
  w.debt[c.slot] = whole;
  outstanding_ += amount;
  by_sector_[w.sector_of_slot(c.slot)] += amount;
  add(&LoanFlows::lent, amount), add(&LoanFlows::loans, 1);
  if (pool != nullptr) pool->guaranteed += amount, pool->loans += 1, add(&LoanFlows::guaranteed, amount);
  if (amount > c.bare) add(&LoanFlows::pledges, 1), add(&LoanFlows::pledged, amount);
  return true;
}

void LoanBook::lend(World& w, const LoanParams& p, const LoanEnv& env, std::span<const std::uint32_t> firms, std::size_t performers) {
  cases_.clear(), order_.clear();
  const auto least = static_cast<std::int32_t>(1000 * p.least.v);
  for (const std::uint32_t slot : firms) {
    if (w.debt[slot] > 0 || (w.flags[slot] & kBarred) != 0) continue;
    const std::int32_t need = loan_need(w, slot, p, env.reserve);
    const double limit = clip(loan_limit(w, slot, p, env.certificate, env.quarter, true), 0, 1e9);
    if (need < least || limit < least) continue;
    const Words4 luck = philox(env.key, w.uid[slot], static_cast<std::uint32_t>(env.quarter), kCallLoan, 0);
    const double noise = p.noise.v * inverse_normal(static_cast<double>(unit_float(luck.w2)));
    const double seen = loan_risk_logit(w, slot, p, env.quarter) + noise;
    const double bare = loan_limit(w, slot, p, env.certificate, env.quarter, false);
    order_.push_back({static_cast<float>(-seen), w.uid[slot], static_cast<std::uint32_t>(cases_.size())});
    cases_.push_back({slot, need, static_cast<std::int32_t>(clip(bare, 0, 1e9)), static_cast<std::int32_t>(limit), logistic(seen),
                      unit_float(luck.w1) < static_cast<float>(p.anyway.v)});
  }
  std::sort(order_.begin(), order_.end(), better);
  auto money = static_cast<std::int64_t>(250 * p.money.v * env.scale * vpow(1 + p.money_growth.v, env.quarter / 4.0));
  for (const Candidate& c : order_) {
    if (!grant(w, cases_[c.slot], p, env, money)) break;
  }
  std::int64_t guaranteed = 0;
  for (const LoanPool& pool : pools_) guaranteed += pool.loans;
  volume_ = performers > 0 ? static_cast<double>(guaranteed) / static_cast<double>(performers) : 0;
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
