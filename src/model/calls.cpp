// Calls for projects: merit, connections and chance decide; the money is additional only in part (S5, S16).
#include "core/math/vecmath.hpp"
#include "model/draws.hpp"
#include "model/schedule.hpp"
#include "model/state.hpp"

namespace echelon {

namespace {
float f(double v) { return static_cast<float>(v); }
}  // namespace

void Simulation::grant_calls() {
  const std::span<const Instrument> all = shelf_.instruments();
  for (std::size_t g = 0; g < all.size(); ++g) {
    const Instrument& call = all[g];
    if (call.kind != InstrumentKind::grant || call.amount < 1000 || !shelf_.in_force(call, date())) continue;
    const std::uint32_t own_luck = PolicyShelf::luck_of(call);
    candidates_.clear();
    for (const Block& b : world_.blocks()) {
      for (std::uint32_t i = b.begin; i < b.end; ++i) {
        if (world_.status[i] != kActive || (world_.flags[i] & kPerformer) == 0) continue;
        const Words4 luck = philox(key_, world_.uid[i], t_, kCallGrant, own_luck);
        if (unit_float(luck.w3) >= p_->research.grant_apply.v) continue;
        // Merit and luck weigh alike: selections do not find the best with certainty [L7, L8].
        const double merit = vlog1p(static_cast<double>(world_.inventions[i])) +
                             vlog1p(static_cast<double>(world_.knowledge[i]));
        const double noise = inverse_normal(static_cast<double>(unit_float(luck.w0)));
        candidates_.push_back({f(merit + p_->certification.selection_noise.v * noise), world_.uid[i], i});
      }
    }
    const std::size_t n = select_best(candidates_, static_cast<std::size_t>(call.per_year * scenario_.scale + 0.5));
    for (std::size_t c = 0; c < n; ++c) {
      const std::uint32_t slot = candidates_[c].slot;
      const double years = call.duration_quarters / 4.0;
      const double project = 1e6 * world_.rd_rate[slot] * world_.sales[slot] * (years > 0 ? years : 1);
      const double most = call.share * project < call.amount ? call.share * project : call.amount;
      const auto amount = static_cast<std::int64_t>(most / 1000);
      const auto now = static_cast<std::int64_t>(call.first_year_share * static_cast<double>(amount));
      // (R6)
      const Words4 luck = philox(key_, world_.uid[slot], t_, kCallGrant, own_luck);
      const double slack = world_.sales[slot] > 0 ? 0.001 * world_.cash[slot] / world_.sales[slot] : 0;
      const double anyway = logistic(p_->research.inframarginal.v + p_->research.inframarginal_slack.v * slack);
      const bool additional = unit_float(luck.w1) >= anyway && unit_float(luck.w2) >= p_->research.diverted.v;
      // Project money is spent as the treasury pays it, not as it is promised.
      const int due = t_ + call.lag_quarters;
      const int line = static_cast<int>(g);
      treasury_.claim({due, line, world_.uid[slot], slot, now, additional});
      treasury_.claim({due + call.duration_quarters, line, world_.uid[slot], slot, amount - now, additional});
    }
  }
}

}  // namespace echelon
