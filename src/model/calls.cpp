// Calls for projects: merit, connections and chance decide; the money is additional only in part (S5, S16).
#include "core/math/vecmath.hpp"
#include "model/draws.hpp"
#include "model/schedule.hpp"
#include "model/shortlist.hpp"
#include "model/state.hpp"

namespace echelon {

void Simulation::grant_calls() {
  const std::span<const Instrument> all = shelf_.instruments();
  std::vector<std::uint32_t> performers;
  const SelectionRule rule = selection_rule();
  for (std::size_t g = 0; g < all.size(); ++g) {
    const Instrument& call = all[g];
    if (call.kind != InstrumentKind::grant || call.amount < 1000 || !shelf_.in_force(call, date())) continue;
    if (performers.empty()) list_performers(world_, k_, performers);
    const std::uint32_t own_luck = PolicyShelf::luck_of(call);
    slots_ = performers;
    keep_by_coin(world_, {key_, t_, kCallGrant, own_luck, 3}, p_->research.grant_apply.v, k_, slots_);
    // Merit and luck weigh alike: selections do not find the best with certainty [L7, L8].
    const auto record = static_cast<float>(1 - rule.bold);  // (J2)
    const MeritWeights weights{.growth = static_cast<float>(rule.bold), .inventions = record, .knowledge = record, .noise = static_cast<float>(p_->certification.selection_noise.v)};
    candidates_.clear();
    add_candidates(world_, slots_, weights, {key_, t_, kCallGrant, own_luck, 0}, k_, candidates_);
    for (Candidate& x : candidates_) {                      // (J1)
      if (rule.need > 0) x.score -= static_cast<float>(rule.need * vecmath::at_most(vecmath::at_least(slack_of(x.slot), 0.0), 2.0));
    }
    const std::size_t n = select_best(candidates_, static_cast<std::size_t>(call.per_year * scenario_.scale + 0.5));
    for (std::size_t c = 0; c < n; ++c) promise(static_cast<int>(g), candidates_[c].slot);
  }
}

double Simulation::slack_of(std::uint32_t slot) const {
  return world_.sales[slot] > 0 ? 0.001 * world_.cash[slot] / world_.sales[slot] : 0;
}

// What a firm could put into R&D beyond the project money that it holds, thousand CNY.
double Simulation::spare(std::uint32_t slot) const {
  const double credit = 1000 * (p_->finance.credit.v - p_->finance.reserve.v) * world_.sales[slot];
  return vecmath::at_least(static_cast<double>(world_.cash[slot] - world_.grant_left[slot]) + credit, 0.0);
}

// (R6) Whether public money pays for R&D that would not have been. `cost` of the project, thousand CNY.
bool Simulation::is_additional(std::uint32_t slot, const Words4& luck, double cost) const {
  const double times = cost > 0 ? vecmath::at_most(spare(slot) / cost, 100.0) : 0;
  const double anyway = logistic(p_->research.inframarginal.v + p_->research.inframarginal_slack.v * times);
  return unit_float(luck.w1) >= anyway && unit_float(luck.w2) >= p_->research.diverted.v;
}

// What a project gets, at once and at its end, and whether it would have run anyway.
void Simulation::promise(int line, std::uint32_t slot) {
  const Instrument& call = shelf_.instruments()[static_cast<std::size_t>(line)];
  const double years = call.duration_quarters / 4.0;
  const double project = 1e6 * world_.rd_rate[slot] * world_.sales[slot] * (years > 0 ? years : 1);
  const double most = call.share * project < call.amount ? call.share * project : call.amount;
  const auto amount = static_cast<std::int64_t>(most / 1000);
  const auto now = static_cast<std::int64_t>(call.first_year_share * static_cast<double>(amount));
  const Words4 luck = philox(key_, world_.uid[slot], t_, kCallGrant, PolicyShelf::luck_of(call));
  const bool additional = is_additional(slot, luck, call.share > 0 ? static_cast<double>(amount) / call.share : 0);
  // Project money is spent as the treasury pays it, not as it is promised.
  const int due = t_ + static_cast<int>(call.lag_quarters * (1 - selection_rule().faster) + 0.5);  // (J3)
  treasury_.claim({due, line, world_.uid[slot], slot, now, additional});
  treasury_.claim({due + call.duration_quarters, line, world_.uid[slot], slot, amount - now, additional});
}

// (R7) A call pays for a share of a project's new R&D, so the firm binds money of its own beside what was paid.
void Simulation::bind_own_part() {
  for (const Treasury::ProjectMoney& x : treasury_.project_money()) {
    const double share = shelf_.instruments()[static_cast<std::size_t>(x.instrument)].share;
    if (share <= 0) continue;
    const double own = p_->research.own_part.v * static_cast<double>(x.amount) * (1 / share - 1);
    world_.grant_left[x.slot] += static_cast<std::int32_t>(vecmath::at_most(own, spare(x.slot)));
  }
}

}  // namespace echelon
