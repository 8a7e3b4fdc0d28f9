#include "core/math/vecmath.hpp"
#include "core/random/uniform.hpp"
#include "model/lanes.hpp"
#include "model/processes/entry.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

void may_spin_off(Block block, const ParentView& view, float mean, std::uint8_t* may) {
  const auto status = view.status;
  const auto knowledge = view.knowledge;
  const std::size_t n = block.end - block.begin;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin, j = 0; j < n; ++i, ++j) {
    const std::int32_t state = status[i];
    may[j] = static_cast<std::uint8_t>(one_if(state == kActive) & one_if(knowledge[i] > mean));
  }
}

void parent_scores(std::uint32_t n, const float* knowledge, float mean, const Luck& luck, float* scores) {
  const std::uint32_t* const words = luck.lane0;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = 0; i < n; ++i)
    scores[i] = vlog_inside(unit_float(words[i])) / __builtin_sqrtf(knowledge[i] / mean);
}

}  // namespace ECHELON_ISA
}  // namespace echelon
