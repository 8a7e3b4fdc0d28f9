#include "model/lanes.hpp"
#include "model/processes/exit.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

void exit_quarter(Block block, const ExitView& view, const ExitTables& tables, float level, std::int16_t quarter,
                  const Luck& luck, const ExitEvents& events) {
  const auto birth = view.birth;
  const auto log_sales = view.log_sales;
  const auto inventions = view.inventions;
  const auto cash = view.cash;
  const auto status = view.status;
  const auto flags = view.flags;
  std::uint8_t* const leaves = events.leaves;
  std::uint8_t* const turns = events.turns;
  const float minus_omega = tables.minus_omega, innovator = tables.innovator, insolvent = tables.insolvent;
  const float dormant_exit = tables.dormant_exit * level, wake = tables.wake;
  const float* const rates = tables.active;
  const float* const dormancies = tables.dormancy;
  const std::uint32_t* const hazard = luck.lane1;
  const std::uint32_t* const dormancy = luck.lane3;
  const std::size_t n = block.end - block.begin;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin, j = 0; j < n; ++i, ++j) {
    const int age = quarter - birth[i] - 1;  // a newborn firm lives its first quarter now
    const int slot = age < 0 ? 0 : (age > kAgeTable - 1 ? kAgeTable - 1 : age);
    const std::int32_t state = status[i];
    const std::int32_t active = one_if(state == kActive);
    const std::int32_t present = one_if(state != kEmpty);
    // (X1)
    const float p_active = ordinary_exit(rates[slot], log_sales[i], inventions[i] > 0, level, minus_omega, innovator);
    // (X4)
    const std::int32_t flag = flags[i];
    const bool broke = cash[i] < 0;
    const std::int32_t twice = one_if(broke) & one_if((flag & kInsolvent) != 0);
    const float ruined = insolvent * (1.0f - p_active);
    const float p = choose(active, p_active + (twice != 0 ? ruined : 0.0f), dormant_exit);
    const float p_turn = choose(active, dormancies[slot], wake);  // (X2)
    const std::int32_t leave = present & one_if(unit_float(hazard[j]) < p);
    const std::int32_t turn = present & one_if(unit_float(dormancy[j]) < p_turn);
    leaves[j] = static_cast<std::uint8_t>(leave);
    turns[j] = static_cast<std::uint8_t>(turn);
    flags[i] = static_cast<std::uint8_t>((flag & ~kInsolvent) | (broke ? kInsolvent : 0));
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
