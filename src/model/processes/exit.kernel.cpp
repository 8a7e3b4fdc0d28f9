#include "core/collect.hpp"
#include "model/kernels.hpp"
#include "model/lanes.hpp"
#include "model/processes/exit.hpp"

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

// What holds for all firms of a block.
struct Terms {
  float safe, level, dormant_exit;
  std::int16_t quarter;
};

// The columns of a part, from its first firm on.
struct Part {
  Part(const ExitView& v, std::size_t begin, const Luck& luck, std::size_t done)
      : hazard(luck.lane1 + done), dormancy(luck.lane3 + done), log_sales(v.log_sales.data() + begin), cash(v.cash.data() + begin),
        birth(v.birth.data() + begin), inventions(v.inventions.data() + begin), status(v.status.data() + begin), flags(v.flags.data() + begin) {}
  const std::uint32_t *hazard, *dormancy;
  const float* log_sales;
  const std::int32_t* cash;
  const std::int16_t* birth;
  const std::uint16_t* inventions;
  const std::uint8_t* status;
  std::uint8_t* flags;
};

// Who falls dormant, wakes, or leaves as a dormant firm; and into `why` which active firms are asked whether they leave.
ECHELON_INLINE void look_over(const Part& all, std::size_t n, const ExitTables& tables, const Terms& terms, std::uint8_t* leaves,
                              std::uint8_t* turns, std::uint8_t* why) {
  const Part v = all;
  const Terms t = terms;
  const float wake = tables.wake, falls_first = tables.falls_first, falls_later = tables.falls_later;
  ECHELON_EACH_FIRM
  for (std::size_t j = 0; j < n; ++j) {
    const std::int32_t flag = v.flags[j], state = v.status[j], broke = one_if(v.cash[j] < 0);
    const std::int32_t active = one_if(state == kActive), dormant = one_if(state == kDormant);
    const std::int32_t in_first_year = one_if(t.quarter - v.birth[j] - 1 < kFirstQuarters);  // a newborn firm lives its first quarter now
    const float p_turn = choose(active, choose(in_first_year, falls_first, falls_later), wake);  // (X2)
    const std::int32_t ruined = broke & one_if((flag & kInsolvent) != 0);                        // (X4)
    const float u = unit_float(v.hazard[j]);
    const std::int32_t may = ruined | one_if(u < kHardlyLeaves) | one_if(v.log_sales[j] < t.safe);
    turns[j] = static_cast<std::uint8_t>((active | dormant) & one_if(unit_float(v.dormancy[j]) < p_turn));
    leaves[j] = static_cast<std::uint8_t>(dormant & one_if(u < t.dormant_exit));
    why[j] = static_cast<std::uint8_t>((may * kAsk | ruined * kRuined) & -active);
    v.flags[j] = static_cast<std::uint8_t>((flag & ~kInsolvent) | broke * kInsolvent);
  }
}

// Which of the n firms of `asked` leave.
ECHELON_INLINE void ask(Asked& asked, const Part& all, std::uint32_t n, const ExitTables& tables, const Terms& t) {
  collect(asked.why, asked.at, n, asked.marks), collect(all.hazard, asked.at, n, asked.hazard), collect(all.birth, asked.at, n, asked.birth);
  collect(all.log_sales, asked.at, n, asked.log_sales), collect(all.inventions, asked.at, n, asked.inventions);
  const float insolvent = tables.insolvent, minus_omega = tables.minus_omega, innovator = tables.innovator, level = t.level;
  for_lanes(n, [&asked, rates = tables.active, quarter = t.quarter, insolvent, minus_omega, innovator, level](std::size_t i) {
    const int age = quarter - asked.birth[i] - 1;
    const int slot = age < 0 ? 0 : (age > kAgeTable - 1 ? kAgeTable - 1 : age);
    const float p = ordinary_exit(rates[slot], asked.log_sales[i], asked.inventions[i] > 0, level, minus_omega, innovator);  // (X1)
    const float ruin = choose(one_if((asked.marks[i] & kRuined) != 0), insolvent * (1.0f - p), 0.0f);                        // (X4)
    asked.leaves[i] = static_cast<std::uint8_t>(one_if(unit_float(asked.hazard[i]) < p + ruin));
  });
}

}  // namespace

void exit_quarter(Block block, const ExitView& view, const ExitTables& tables, float level, std::int16_t quarter,
                  const Luck& luck, const ExitEvents& events) {
  const Terms terms{safe_size(tables, level), level, tables.dormant_exit * level, quarter};
  Asked asked;
  for (std::size_t begin = block.begin, done = 0; begin < block.end; begin += kPart, done += kPart) {
    const std::size_t part = block.end - begin < kPart ? block.end - begin : kPart;
    const Part all(view, begin, luck, done);
    std::uint8_t* const leaves = events.leaves + done;
    look_over(all, part, tables, terms, leaves, events.turns + done, asked.why);
    const std::uint32_t n = append_set(asked.why, static_cast<std::uint32_t>(part), 0, asked.at);
    ask(asked, all, n, tables, terms);
    for (std::uint32_t i = 0; i < n; ++i) leaves[asked.at[i]] = asked.leaves[i];
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
