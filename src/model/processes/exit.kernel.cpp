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
  const float dormant_exit = tables.dormant_exit, wake = tables.wake;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = block.begin; i < block.end; ++i) {
    const std::uint32_t j = i - block.begin;
    const int age = quarter - birth[i] - 1;  // a newborn firm lives its first quarter now
    const int slot = age < 0 ? 0 : (age > kAgeTable - 1 ? kAgeTable - 1 : age);
    const bool active = status[i] == kActive;
    const bool dormant = status[i] == kDormant;
    // (X1)
    const float rate = tables.active[slot] * vexp(minus_omega * log_sales[i]) * level *
                       (inventions[i] > 0 ? innovator : 1.0f);
    const float p_active = 1.0f - vexp(-rate);
    // (X4)
    const bool broke = cash[i] < 0;
    const bool twice = broke && (flags[i] & kInsolvent) != 0;
    const float p = active ? p_active + (twice ? insolvent * (1.0f - p_active) : 0.0f) : dormant_exit * level;
    const float u = unit_float(luck.lane1[j]);
    const float v = unit_float(luck.lane3[j]);
    const float p_turn = active ? tables.dormancy[slot] : wake;  // (X2)
    leaves[j] = static_cast<std::uint8_t>((active || dormant) && u < p);
    turns[j] = static_cast<std::uint8_t>((active || dormant) && v < p_turn);
    flags[i] = static_cast<std::uint8_t>((flags[i] & ~kInsolvent) | (broke ? kInsolvent : 0));
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
