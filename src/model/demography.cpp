// Who leaves, who falls dormant or wakes (S4).
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

}  // namespace echelon
