#include "model/lanes.hpp"
#include "model/processes/venture.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

void venture_quarter(Block block, const VentureView& view, float seek, float seek_next, std::int16_t runway, std::int16_t quarter, std::int16_t age_limit,
                     const Luck& luck, std::uint8_t* seeks) {
  const auto status = view.status;
  const auto flags = view.flags;
  const auto birth = view.birth;
  const auto round = view.round;
  const auto since = view.since_round;
  const std::uint32_t* const seeking = luck.lane1;
  const std::size_t n = block.end - block.begin;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin, j = 0; j < n; ++i, ++j) {
    const std::int32_t state = status[i], flag = flags[i], rounds = round[i], waited = since[i], born = birth[i];
    const std::int32_t active = one_if(state == kActive);
    const std::int32_t open = one_if((flag & (kPerformer | kListed)) == kPerformer);  // does R&D and is on no exchange
    const std::int32_t young = one_if(quarter - born <= age_limit);
    const std::int32_t ready = one_if(waited >= 5) & one_if(rounds < 8);
    const float chance = (rounds > 0) & (waited <= runway) ? seek_next : seek;
    const std::int32_t wants = one_if(unit_float(seeking[j]) < chance);
    seeks[j] = static_cast<std::uint8_t>(active & open & young & ready & wants);
    since[i] = static_cast<std::uint8_t>(waited < 255 ? waited + 1 : 255);
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
