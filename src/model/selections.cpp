// What happens to holders of certificates beside the desks: revocation, selection from a pool, awards for holding (S15).
#include <algorithm>

#include "core/math/vecmath.hpp"
#include "model/draws.hpp"
#include "model/schedule.hpp"
#include "model/state.hpp"

namespace echelon {

namespace {
float f(double v) { return static_cast<float>(v); }
}  // namespace

void Simulation::revoke() {
  for (int s = 0; s < world_.schemes(); ++s) {
    const float chance = f(p_->schemes[s].revocation.v);
    if (chance <= 0) continue;
    const std::uint32_t bit = 1u << s;
    for (const Block& b : world_.blocks()) {
      for (std::uint32_t i = b.begin; i < b.end; ++i) {
        if ((world_.held[i] & bit) == 0 || world_.until[s][i] < t_) continue;
        const Words4 luck = philox(key_, world_.uid[i], t_, kCallRevoke, s);
        if (unit_float(luck.w0) < chance) registry_.revoke(world_, s, i, t_);
      }
    }
  }
}

// Every firm that holds the certificate at the end of the year and is at work.
void Simulation::reward_holding(int s) {
  const std::vector<PolicyShelf::Offer> offers = shelf_.awards(s, Trigger::every_year_held, date());
  if (offers.empty()) return;
  for (const Block& b : world_.blocks()) {
    for (std::uint32_t i = b.begin; i < b.end; ++i) {
      if (world_.until[s][i] >= t_ && world_.status[i] == kActive) claim_offers(offers, i);
    }
  }
}

// Once a year the best of a pool are selected for the award; a firm in two pools gets the higher one only (R14).
void Simulation::select_from_pool(int s) {
  const double share = shelf_.selected_share(s, date());
  if (share <= 0) return;
  candidates_.clear();
  for (const Block& b : world_.blocks()) {
    for (std::uint32_t i = b.begin; i < b.end; ++i) {
      if (world_.until[s][i] < t_ || world_.status[i] != kActive) continue;
      const double noise = inverse_normal(static_cast<double>(unit_float(philox(key_, world_.uid[i], t_, kCallScheme, s).w3)));
      const double growth = world_.revenue1[i] > 0 && world_.revenue0[i] > 0
                                ? vlog(static_cast<double>(world_.revenue0[i])) - vlog(static_cast<double>(world_.revenue1[i]))
                                : 0;
      const double merit = vlog1p(static_cast<double>(world_.inventions[i])) + growth;
      candidates_.push_back({f(merit + p_->certification.selection_noise.v * noise), world_.uid[i], i});
    }
  }
  const double pool = static_cast<double>(candidates_.size());
  const std::size_t n = select_best(candidates_, static_cast<std::size_t>(share * pool + 0.5));
  const std::vector<PolicyShelf::Offer> offers = shelf_.awards(s, Trigger::selected, date());
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t uid = candidates_[i].uid, slot = candidates_[i].slot;
    if (std::find(selected_this_year_.begin(), selected_this_year_.end(), uid) != selected_this_year_.end()) continue;
    selected_this_year_.push_back(uid);
    for (const PolicyShelf::Offer& offer : offers) {
      const bool among = i < static_cast<std::size_t>(shelf_.instruments()[offer.instrument].selected_share * pool + 0.5);
      if (among) treasury_.claim({t_ + offer.lag, offer.instrument, uid, slot, offer.amount});
    }
  }
}

}  // namespace echelon
