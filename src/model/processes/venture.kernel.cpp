#include "model/processes/venture.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

void venture_quarter(Block block, const VentureView& view, float seek, std::int16_t quarter, std::int16_t age_limit,
                     const Luck& luck, std::uint8_t* seeks) {
  const auto status = view.status;
  const auto flags = view.flags;
  const auto birth = view.birth;
  const auto round = view.round;
  const auto since = view.since_round;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = block.begin; i < block.end; ++i) {
    const std::uint32_t j = i - block.begin;
    const bool active = status[i] == kActive;
    const bool performer = (flags[i] & kPerformer) != 0;
    const bool unlisted = (flags[i] & kListed) == 0;
    const bool young = quarter - birth[i] <= age_limit;
    const bool ready = since[i] >= 5 && round[i] < 8;
    const bool wants = unit_float(luck.lane1[j]) < seek;
    seeks[j] = static_cast<std::uint8_t>(active && performer && unlisted && young && ready && wants);
    since[i] = static_cast<std::uint8_t>(since[i] < 255 ? since[i] + 1 : 255);
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
