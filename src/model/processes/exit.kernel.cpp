#include "core/collect.hpp"
#include "model/kernels.hpp"
#include "model/lanes.hpp"
#include "model/processes/exit.hpp"
#include "model/rules/inputs.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

namespace {

// So many firms are looked through at a time.
constexpr std::size_t kPart = 1024;

// An active firm whose luck lies above this stays unless it is small or ruined: few need be asked the exact question.
constexpr float kHardlyLeaves = 0x1p-5f;

// Of a part, byte by byte: who is asked, and of those who are, what is known.
struct Asked {
  alignas(64) std::uint8_t why[kPart], marks[kPart], leaves[kPart];
  alignas(64) std::uint32_t at[kPart + kAppendRoom], hazard[kPart];
  alignas(64) std::int16_t birth[kPart];
  alignas(64) std::uint16_t inventions[kPart];
  alignas(64) float log_sales[kPart];
};
constexpr std::uint8_t kAsk = 1, kRuined = 2;

// Log sales from which on the rate of no active firm exceeds kHardlyLeaves, so that its chance 1 - e^-rate stays a sixtieth below: far
// more than rounding could move it.
float safe_size(const ExitTables& t, float level) {
  const float most = t.most_active * level * (t.innovator > 1.0f ? t.innovator : 1.0f) / kHardlyLeaves;
  if (!(t.minus_omega < 0)) return most < 1.0f ? -100.0f : 100.0f;
  return most > 0 ? vlog(most) / -t.minus_omega : -100.0f;
}

}  // namespace

void exit_quarter(Block block, const ExitView& view, const ExitTables& tables, float level, std::int16_t quarter,
                  const Luck& luck, const ExitEvents& events) {
  const float safe = safe_size(tables, level);
  const float minus_omega = tables.minus_omega, innovator = tables.innovator, insolvent = tables.insolvent;
  const float dormant_exit = tables.dormant_exit * level, wake = tables.wake, falls_first = tables.falls_first, falls_later = tables.falls_later;
  Asked asked;
  for (std::size_t begin = block.begin, done = 0; begin < block.end; begin += kPart, done += kPart) {
    const std::size_t part = block.end - begin < kPart ? block.end - begin : kPart;
    const std::uint32_t *const hazard = luck.lane1 + done, *const dormancy = luck.lane3 + done;
    const float* const log_sales = view.log_sales.data() + begin;
    const std::int32_t* const cash = view.cash.data() + begin;
    const std::int16_t* const birth = view.birth.data() + begin;
    const std::uint8_t* const status = view.status.data() + begin;
    std::uint8_t *const flags = view.flags.data() + begin, *const why = asked.why;
    std::uint8_t *const leaves = events.leaves + done, *const turns = events.turns + done;
    ECHELON_EACH_FIRM
    for (std::size_t j = 0; j < part; ++j) {
      const std::int32_t flag = flags[j], state = status[j], broke = one_if(cash[j] < 0);
      const std::int32_t active = one_if(state == kActive), dormant = one_if(state == kDormant);
      const std::int32_t in_first_year = one_if(quarter - birth[j] - 1 < kFirstQuarters);  // a newborn firm lives its first quarter now
      const float p_turn = choose(active, choose(in_first_year, falls_first, falls_later), wake);  // (X2)
      const std::int32_t ruined = broke & one_if((flag & kInsolvent) != 0);  // (X4)
      const float u = unit_float(hazard[j]);
      const std::int32_t may = ruined | one_if(u < kHardlyLeaves) | one_if(log_sales[j] < safe);
      turns[j] = static_cast<std::uint8_t>((active | dormant) & one_if(unit_float(dormancy[j]) < p_turn));
      leaves[j] = static_cast<std::uint8_t>(dormant & one_if(u < dormant_exit));
      why[j] = static_cast<std::uint8_t>((may * kAsk | ruined * kRuined) & -active);
      flags[j] = static_cast<std::uint8_t>((flag & ~kInsolvent) | broke * kInsolvent);
    }
    const std::uint32_t n = append_set(why, static_cast<std::uint32_t>(part), 0, asked.at);
    collect(why, asked.at, n, asked.marks), collect(hazard, asked.at, n, asked.hazard), collect(birth, asked.at, n, asked.birth);
    collect(log_sales, asked.at, n, asked.log_sales), collect(view.inventions.data() + begin, asked.at, n, asked.inventions);
    for_lanes(n, [&asked, &tables, quarter, level, minus_omega, innovator, insolvent](std::size_t i) {
      const int age = quarter - asked.birth[i] - 1;
      const int slot = age < 0 ? 0 : (age > kAgeTable - 1 ? kAgeTable - 1 : age);
      // (X1)
      const float p = ordinary_exit(tables.active[slot], asked.log_sales[i], asked.inventions[i] > 0, level, minus_omega, innovator);
      const float ruin = choose(one_if((asked.marks[i] & kRuined) != 0), insolvent * (1.0f - p), 0.0f);
      asked.leaves[i] = static_cast<std::uint8_t>(one_if(unit_float(asked.hazard[i]) < p + ruin));
    });
    for (std::uint32_t i = 0; i < n; ++i) leaves[asked.at[i]] = asked.leaves[i];
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
