// Who leaves, who falls dormant or wakes, who comes (S2, S4).
#include <algorithm>

#include "core/math/vecmath.hpp"
#include "model/draws.hpp"
#include "model/schedule.hpp"
#include "model/state.hpp"

namespace echelon {

void Simulation::leave() {
  const int year = date().year() - scenario_.horizon.first.year();
  if (loans_on_) settle_debts(leaves_);
  for (const std::uint32_t slot : leaves_) {
    const bool dormant = world_.status[slot] == kDormant;
    const bool broke = world_.cash[slot] < 0;
    const int cause = dormant ? 2 : (broke ? 1 : 0);
    record_->at(Series::exits, year, cause) += 1;
    if (options_.keep_departures)
      departures_.push_back({t_, world_.uid[slot], world_.birth[slot], world_.district[slot], world_.track[slot],
                             static_cast<std::uint8_t>(cause)});
    registry_.close(world_, slot, t_);
    cash_.leavers += world_.cash[slot];
  }
  world_.vacate(leaves_);
}

// A firm that left this quarter cannot also fall dormant: its slot is empty by now.
void Simulation::turn() {
  for (const std::uint32_t slot : turns_) {
    if (world_.status[slot] == kActive) world_.status[slot] = kDormant;
    else if (world_.status[slot] == kDormant) world_.status[slot] = kActive;
  }
}

void Simulation::enter() {
  const int year = date().year() - scenario_.horizon.first.year();
  const std::vector<PolicyShelf::Attraction> offers = shelf_.attraction(date());
  double deals = 0, package = 0;
  for (const auto& offer : offers) deals += offer.deals, package += offer.deals * offer.package;
  const double firms = p_->population.firms.v * scenario_.scale;
  for (int s = 0; s < world_.sectors(); ++s) {
    SectorState& state = sectors_[s];
    const double share = active_now_ > 0 ? static_cast<double>(state.active) / static_cast<double>(active_now_) : 0;
    const EntryEnv env{key_, t_, static_cast<double>(active_now_) / firms, vexp(state.deviation), macro_.z, share, firms,
                       scenario_.scale, deals * share * scenario_.scale, deals > 0 ? package / deals : 0, state.spin_weight};
    const EntryCounts n = entry_counts(p_->entry, env, s);
    const auto born = [&](Channel channel, int count, std::span<const double> parents) {
      give_birth(world_, k_, *p_, scenario_, key_, {channel, s, t_, static_cast<std::uint32_t>(count), parents}, slots_);
      for (const std::uint32_t slot : slots_) {
        cash_.entrants += world_.cash[slot];
        record_->at(Series::relocated, year) += (world_.flags[slot] & kRelocated) != 0;
      }
      record_->at(Series::entries, year, static_cast<int>(channel)) += count;
    };
    const std::vector<Candidate> parents =
        spin_off_parents(world_, k_, {key_, t_, s, state.knowledge_mean}, static_cast<std::size_t>(n.spin_off));
    std::vector<double> inherited;
    for (const Candidate& c : parents) inherited.push_back(world_.knowledge[c.slot]);
    born(Channel::organic, n.organic, {});
    born(Channel::spin_off, static_cast<int>(inherited.size()), inherited);
    born(Channel::attracted, n.attracted, {});
    for (int i = 0; i < n.attracted; ++i) {
      const std::uint32_t slot = slots_[i];
      arrive_certified(slot);
      if (i >= n.supported) continue;
      // The i-th package is paid by the offers in turn, in proportion to their deals.
      double place = (i + 0.5) / n.supported * deals;
      for (const auto& offer : offers) {
        if (place < offer.deals) {
          treasury_.claim({t_ + offer.lag, offer.instrument, world_.uid[slot], slot, static_cast<std::int64_t>(offer.package / 1000)});
          break;
        }
        place -= offer.deals;
      }
    }
    enter_founders(s);
  }
  founders_.clear();
}

// A few attracted firms bring a valid high-tech certificate with them.
void Simulation::arrive_certified(std::uint32_t slot) {
  if (tax_scheme_ < 0) return;
  const Words4 luck = philox(key_, world_.uid[slot], kForLife, kCallBirthB, 0);
  if (unit_float(luck.w3) >= p_->entry.arrives_certified.v) return;
  const int left = 1 + static_cast<int>(unit_float(luck.w0) * 10);
  registry_.grant(world_, tax_scheme_, slot, t_, t_ + left - 11, t_ + left, false, true);
  claim_awards(tax_scheme_, Trigger::moved_in, slot);
}

}  // namespace echelon
