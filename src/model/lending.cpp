// Banks, risk-compensation pools and guidance funds in the quarter (S9).
#include <algorithm>

#include "model/draws.hpp"
#include "model/schedule.hpp"
#include "model/shortlist.hpp"
#include "model/state.hpp"

namespace echelon {

// What owners leave in the firm is what it would like to hold (L1).
LoanEnv Simulation::loan_env() const { return {key_, t_, k_, tax_scheme_, p_->finance.payout_above.v, scenario_.scale}; }

// A pool that has no money, bears no part of a loss or takes no loan leaves no trace.
void Simulation::open_pools() {
  loans_.close_pools();
  const std::span<const Instrument> all = shelf_.instruments();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Instrument& x = all[i];
    const auto money = static_cast<std::int64_t>(x.amount / 1000 * scenario_.scale);
    const bool some = money > 0 && x.share > 0 && x.loan_cap >= 1000;
    if (x.kind != InstrumentKind::loan_guarantee || !some || !shelf_.in_force(x, date())) continue;
    LoanPool pool{};
    pool.instrument = static_cast<int>(i), pool.share = static_cast<float>(x.share), pool.open = true;
    pool.cap = static_cast<std::int64_t>(x.loan_cap / 1000), pool.money = money;
    loans_.set_pool(pool);
  }
}

// What is owed is paid or not; then banks lend. Who asks was not asked to leave this quarter: banks see who is closing.
void Simulation::borrow() {
  const LoanFlows before = loans_.ever();
  open_pools();
  const LoanParams& p = p_->loans;
  loans_.service(world_, p, loan_env());
  const NeedTerms terms{static_cast<float>(p_->finance.payout_above.v), static_cast<float>(p.ahead.v), static_cast<float>(1000 * p.least.v),
                        static_cast<float>(p.limit.v * (1 + p.title.v)), static_cast<float>(p.right_value.v * p.protection.v)};
  const std::size_t performers = list_needy(world_, terms, k_, slots_);
  keep_by_coin(world_, {key_, t_, kCallLoan, 0, 3}, p.ask.v, k_, slots_);
  std::vector<std::uint32_t> closing = leaves_;
  std::sort(closing.begin(), closing.end());
  std::erase_if(slots_, [&](std::uint32_t slot) { return std::binary_search(closing.begin(), closing.end(), slot); });
  loans_.lend(world_, p, loan_env(), slots_, performers);
  compensate();
  const LoanFlows& now = loans_.ever();
  cash_.borrowed += now.lent - before.lent;
  cash_.debt_service += now.repaid - before.repaid + now.interest - before.interest;
}

// Before firms leave: their banks take what there is.
void Simulation::settle_debts(std::span<const std::uint32_t> slots) {
  const std::int64_t before = loans_.ever().repaid;
  loans_.leave(world_, p_->loans, slots);
  cash_.debt_service += loans_.ever().repaid - before;
  compensate();
}

// What a pool bears goes to the bank, through the treasury.
void Simulation::compensate() {
  for (const LoanBook::Compensation& c : loans_.take_claims()) {
    const Instrument& x = shelf_.instruments()[static_cast<std::size_t>(c.instrument)];
    treasury_.claim({t_ + x.lag_quarters, c.instrument, 0, kBank, c.amount});
  }
}

// (G2): funds call what they can match. A fund that may call nothing leaves no trace.
void Simulation::call_funds() {
  const std::span<const Instrument> all = shelf_.instruments();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Instrument& x = all[i];
    const int line = static_cast<int>(i);
    if (x.kind != InstrumentKind::guidance_fund || x.per_year < 1 || !shelf_.in_force(x, date())) continue;
    auto fund = std::find_if(funds_.begin(), funds_.end(), [&](const GuidanceFund& f) { return f.instrument == line; });
    if (fund == funds_.end()) {
      const double realised = realised_share(p_->guidance, key_, PolicyShelf::luck_of(x), static_cast<int>(x.per_year));
      funds_.push_back({line, x.amount / 1000 * scenario_.scale, realised, PolicyShelf::sectors_of(x, scenario_.sectors)});
      fund = funds_.end() - 1;
    }
    const std::int64_t called = call_of(*fund, x.pace);
    if (called <= 0) continue;
    fund->called += called;
    treasury_.claim({t_ + x.lag_quarters, line, 0, kFund, called});
  }
}

// (G3), (G4): books what came in, and what of the private pool is left to all sectors.
double Simulation::take_beside_funds(double pool) {
  call_funds();
  std::int64_t beside = 0;
  for (GuidanceFund& fund : funds_) {
    const std::int64_t before = fund.public_in;
    beside += receive(fund, treasury_.totals(fund.instrument).paid, p_->guidance);
    fund_called_ += fund.public_in - before;
  }
  fund_private_ += beside;
  const double left = pool - p_->guidance.crowding.v * static_cast<double>(beside);
  return left > 0 ? left : 0;
}

// (G5): the leftovers of the private pool, by sector and score.
void Simulation::invest_funds(VentureEnv env) {
  std::vector<std::uint32_t> seekers;
  for (GuidanceFund& fund : funds_) {
    if (fund.idle() <= 0) continue;
    seekers.clear();
    for (const std::uint32_t slot : seekers_) {
      const bool funded = world_.since_round[slot] == 0;
      if (!funded && (fund.sectors >> world_.sector_of_slot(slot) & 1u) != 0) seekers.push_back(slot);
    }
    std::vector<std::int64_t> by_sector(sectors_.size(), 0);
    env.pool = static_cast<double>(fund.idle());
    const std::int64_t invested = venture_rounds(world_, seekers, p_->venture, env, candidates_, by_sector.data());
    fund.invested += invested;
    cash_.equity += invested;
    for (std::size_t s = 0; s < by_sector.size(); ++s) venture_sums_[s] += by_sector[s], fund_sums_[s] += by_sector[s];
  }
}

void Simulation::observe_finance(int year) {
  Record& r = *record_;
  const LoanFlows& f = loans_.year();
  for (std::size_t s = 0; s < sectors_.size(); ++s) {
    r.at(Series::loans_granted, year, static_cast<int>(s)) = loans_.lent_by_sector()[s];
    r.at(Series::guidance_invested, year, static_cast<int>(s)) = fund_sums_[s];
  }
  r.at(Series::loans_outstanding, year) = loans_.outstanding();
  r.at(Series::loans_guaranteed, year) = f.guaranteed;
  r.at(Series::loans_lost, year) = f.lost;
  r.at(Series::loans_compensated, year) = f.compensated;
  r.at(Series::loan_count, year) = f.loans;
  r.at(Series::loan_defaults, year) = f.defaults;
  r.at(Series::pledge_loans, year) = f.pledges;
  r.at(Series::pledge_amount, year) = f.pledged;
  r.at(Series::guidance_called, year) = fund_called_;
  r.at(Series::guidance_private, year) = fund_private_;
}

}  // namespace echelon
