#include "model/lanes.hpp"
#include "model/processes/innovation.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

void innovation_quarter(Block block, const InnovationView& view, float strategic, const Luck& luck,
                        std::uint8_t* events) {
  const auto status = view.status;
  const auto flags = view.flags;
  const auto rate = view.rate;
  const auto pending = view.pending;
  const std::uint32_t* const arrival = luck.lane0;
  const std::uint32_t* const strategy = luck.lane3;
  const std::size_t n = block.end - block.begin;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin, j = 0; j < n; ++i, ++j) {
    const std::int32_t state = status[i], flag = flags[i], waiting = pending[i];
    const std::int32_t active = one_if(state == kActive);
    // Poisson by inversion: at least one arrival when u lies above the probability of none (I1).
    const std::int32_t arrives = active & one_if(unit_float(arrival[j]) > vexp(-rate[i]));
    const std::int32_t files = active & one_if((flag & kSeeksTitle) != 0) & one_if(unit_float(strategy[j]) < strategic);
    const std::int32_t examined = one_if(waiting > 0);
    events[j] = static_cast<std::uint8_t>(arrives * kArrival + examined * kExamined + files * kStrategic);
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
