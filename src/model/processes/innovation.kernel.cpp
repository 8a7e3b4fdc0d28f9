#include "model/lanes.hpp"
#include "model/processes/innovation.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

namespace {

// Whether u lies above the probability that none of n happens, or less than a thousandth below it: innovation_events and
// innovation_lapse put the exact question to those for whom this holds.
ECHELON_INLINE std::int32_t some_may(std::int32_t n, float log_none, float u) {
  return one_if(n > 0) & one_if(u > 0.999f * vexp_falling(static_cast<float>(n) * log_none));
}

}  // namespace

void innovation_quarter(Block block, const InnovationView& view, float strategic, float log_unexamined, const Luck& luck,
                        std::uint8_t* events) {
  const auto status = view.status;
  const auto flags = view.flags;
  const auto rate = view.rate;
  const auto pending = view.pending;
  const std::uint32_t* const arrival = luck.lane0;
  const std::uint32_t* const examination = luck.lane2;
  const std::uint32_t* const strategy = luck.lane3;
  const std::size_t n = block.end - block.begin;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin, j = 0; j < n; ++i, ++j) {
    const std::int32_t state = status[i], flag = flags[i], waiting = pending[i];
    const std::int32_t active = one_if(state == kActive);
    // Poisson by inversion: at least one arrival when u lies above the probability of none (I1).
    const std::int32_t arrives = active & one_if(unit_float(arrival[j]) > vexp_falling(-rate[i]));
    const std::int32_t files = active & one_if((flag & kSeeksTitle) != 0) & one_if(unit_float(strategy[j]) < strategic);
    const std::int32_t examined = some_may(waiting, log_unexamined, unit_float(examination[j]));
    events[j] = static_cast<std::uint8_t>(arrives * kArrival + examined * kExamined + files * kStrategic);
  }
}

void innovation_gains(std::uint32_t n, const std::int32_t* arrivals, const float* sales, const GainConstants& constants,
                      const Luck& luck, float* gains) {
  const float value = static_cast<float>(constants.value), spread = static_cast<float>(constants.value_spread);
  const float chance = static_cast<float>(constants.radical), times = static_cast<float>(constants.radical_factor);
  const float weight = static_cast<float>(constants.gain);
  const std::uint32_t* const worth = luck.lane0;
  const std::uint32_t* const radicals = luck.lane1;
  for_lanes(n, [=](std::size_t i) {
    const float factor = unit_float(radicals[i]) < chance ? times : 1.0f;
    const float all = value * vexp(spread * inverse_normal_inside(unit_float(worth[i]))) * factor * static_cast<float>(arrivals[i]);
    gains[i] = weight * vlog1p(all / sales[i]);
  });
}

void innovation_year(Block block, const PatentView& view, float log_kept, const Luck& luck, std::uint8_t* lapses) {
  const auto inventions = view.inventions;
  const auto utilities = view.utilities;
  const std::uint32_t* const first = luck.lane0;
  const std::uint32_t* const second = luck.lane1;
  const std::size_t n = block.end - block.begin;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin, j = 0; j < n; ++i, ++j) {
    const std::int32_t lost = some_may(inventions[i], log_kept, unit_float(first[j]));
    const std::int32_t models = some_may(utilities[i], log_kept, unit_float(second[j]));
    lapses[j] = static_cast<std::uint8_t>(lost | models);
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
