// What happens to holders of certificates beside the desks: revocation, selection from a pool, awards for holding (S15).
#include <algorithm>

#include "model/draws.hpp"
#include "model/schedule.hpp"
#include "model/shortlist.hpp"
#include "model/state.hpp"

namespace echelon {

namespace {
float f(double v) { return static_cast<float>(v); }
}  // namespace

void Simulation::revoke() {
  for (int s = 0; s < world_.schemes(); ++s) {
    const float chance = f(p_->schemes[s].revocation.v);
    if (chance <= 0) continue;
    list_holders(world_, s, t_, true, k_, slots_);
    keep_by_coin(world_, {key_, t_, kCallRevoke, static_cast<std::uint32_t>(s), 0}, chance, k_, slots_);
    for (const std::uint32_t slot : slots_) registry_.revoke(world_, s, slot, t_);
  }
}

// Every firm that holds the certificate at the end of the year and is at work.
void Simulation::reward_holding(int s) {
  const std::vector<PolicyShelf::Offer> offers = shelf_.awards(s, Trigger::every_year_held, date());
  if (offers.empty()) return;
  list_holders(world_, s, t_, false, k_, slots_);
  for (const std::uint32_t slot : slots_) claim_offers(offers, slot);
}

// Once a year the best of a pool are selected for the award; a firm in two pools gets the higher one only (R14).
void Simulation::select_from_pool(int s) {
  const double share = shelf_.selected_share(s, date());
  if (share <= 0) return;
  candidates_.clear();
  list_holders(world_, s, t_, false, k_, slots_);
  const MeritWeights weights{.growth = 1, .inventions = 1, .noise = f(p_->certification.selection_noise.v)};
  add_candidates(world_, slots_, weights, {key_, t_, kCallScheme, static_cast<std::uint32_t>(s), 3}, k_, candidates_);
  const double pool = static_cast<double>(candidates_.size());
  const std::size_t n = select_best(candidates_, static_cast<std::size_t>(share * pool + 0.5));
  const std::vector<PolicyShelf::Offer> offers = shelf_.awards(s, Trigger::selected, date());
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t uid = candidates_[i].uid, slot = candidates_[i].slot;
    if (std::find(selected_this_year_.begin(), selected_this_year_.end(), uid) != selected_this_year_.end()) continue;
    selected_this_year_.push_back(uid);
    for (const PolicyShelf::Offer& offer : offers) {
      const bool among = i < static_cast<std::size_t>(shelf_.instruments()[offer.instrument].selected_share * pool + 0.5);
      if (among && offer.is_for(world_.district[slot])) treasury_.claim({t_ + offer.lag, offer.instrument, uid, slot, offer.amount});
    }
  }
}

}  // namespace echelon
