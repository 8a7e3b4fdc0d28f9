#include "model/processes/innovation.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

void innovation_quarter(Block block, const InnovationView& view, float strategic, const Luck& luck,
                        std::uint8_t* events) {
  const auto status = view.status;
  const auto flags = view.flags;
  const auto rate = view.rate;
  const auto pending = view.pending;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = block.begin; i < block.end; ++i) {
    const std::uint32_t j = i - block.begin;
    const bool active = status[i] == kActive;
    // Poisson by inversion: at least one arrival when u lies above the probability of none (I1).
    const bool arrives = active && unit_float(luck.lane0[j]) > vexp(-rate[i]);
    const bool files = active && (flags[i] & kSeeksTitle) != 0 && unit_float(luck.lane3[j]) < strategic;
    const bool examined = pending[i] > 0;
    events[j] = static_cast<std::uint8_t>((arrives ? kArrival : 0) | (examined ? kExamined : 0) | (files ? kStrategic : 0));
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
