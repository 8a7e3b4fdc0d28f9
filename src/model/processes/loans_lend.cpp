// Who gets a loan this quarter, and under which pool (L1)-(L4), (L8).
#include <algorithm>

#include "core/math/vecmath.hpp"
#include "core/random/uniform.hpp"
#include "model/draws.hpp"
#include "model/kernels.hpp"
#include "model/luck.hpp"
#include "model/processes/loans.hpp"
#include "model/world.hpp"

namespace echelon {

namespace {

void fetch_asking(const World& w, std::uint32_t slot) {
  fetch_ahead(w.uid, slot), fetch_ahead(w.flags, slot), fetch_ahead(w.cash, slot), fetch_ahead(w.debt, slot), fetch_ahead(w.birth, slot);
  fetch_ahead(w.sales, slot), fetch_ahead(w.spread, slot), fetch_ahead(w.rd_rate, slot), fetch_ahead(w.inventions, slot);
}

}  // namespace

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

// Firms of which a bank takes a look, side by side.
struct LoanBook::Asking {
  static constexpr std::uint32_t kSize = 256;
  std::uint32_t n = 0;
  std::uint32_t slot[kSize], uid[kSize];
  std::int32_t need[kSize], cash[kSize], age[kSize];
  float sales[kSize], spread[kSize];
  double limit[kSize], seen[kSize], risk[kSize];
  LuckWords<kSize> words;
};

void LoanBook::look_at(const World& w, const LoanParams& p, const LoanEnv& env, Asking& a) {
  env.kernels.fill_luck(env.key, a.uid, a.n, static_cast<std::uint32_t>(env.quarter), kCallLoan, 0, a.words.out());
  env.kernels.loan_risks(a.n, {a.sales, a.spread, a.cash, a.age}, risk_terms(p), a.words.lane[2], a.seen, a.risk);
  for (std::uint32_t i = 0; i < a.n; ++i) {
    const double bare = loan_limit(w, a.slot[i], p, env.certificate, env.quarter, false);
    order_.push_back({static_cast<float>(-a.seen[i]), a.uid[i], static_cast<std::uint32_t>(cases_.size())});
    cases_.push_back({a.slot[i], a.need[i], static_cast<std::int32_t>(clip(bare, 0, 1e9)), static_cast<std::int32_t>(a.limit[i]),
                      a.risk[i], unit_float(a.words.lane[1][i]) < static_cast<float>(p.anyway.v)});
  }
  a.n = 0;
}

// Who may borrow as much as is worth the trouble, the safest first (L1)-(L4).
void LoanBook::list_cases(const World& w, const LoanParams& p, const LoanEnv& env, std::span<const std::uint32_t> firms) {
  cases_.clear(), order_.clear();
  const auto least = static_cast<std::int32_t>(1000 * p.least.v);
  Asking a;
  for (std::size_t j = 0; j < firms.size(); ++j) {
    if (j + kFetchAhead < firms.size()) fetch_asking(w, firms[j + kFetchAhead]);
    const std::uint32_t slot = firms[j];
    if (w.debt[slot] > 0 || (w.flags[slot] & kBarred) != 0) continue;
    const std::int32_t need = loan_need(w, slot, p, env.reserve);
    const double limit = clip(loan_limit(w, slot, p, env.certificate, env.quarter, true), 0, 1e9);
    if (need < least || limit < least) continue;
    a.slot[a.n] = slot, a.uid[a.n] = w.uid[slot], a.need[a.n] = need, a.limit[a.n] = limit;
    a.sales[a.n] = w.sales[slot], a.cash[a.n] = w.cash[slot], a.spread[a.n] = w.spread[slot], a.age[a.n] = env.quarter - w.birth[slot];
    if (++a.n == Asking::kSize) look_at(w, p, env, a);
  }
  look_at(w, p, env, a);
  std::sort(order_.begin(), order_.end(), better);
}

void LoanBook::lend(World& w, const LoanParams& p, const LoanEnv& env, std::span<const std::uint32_t> firms, std::size_t performers) {
  list_cases(w, p, env, firms);
  auto money = static_cast<std::int64_t>(250 * p.money.v * env.scale * vpow(1 + p.money_growth.v, env.quarter / 4.0));
  for (const Candidate& c : order_) {
    if (!grant(w, cases_[c.slot], p, env, money)) break;
  }
  std::int64_t guaranteed = 0;
  for (const LoanPool& pool : pools_) guaranteed += pool.loans;
  volume_ = performers > 0 ? static_cast<double>(guaranteed) / static_cast<double>(performers) : 0;
}

}  // namespace echelon
