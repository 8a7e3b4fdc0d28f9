#pragma once
// Columns, luck and block kernels of ladder-ref.
#include <cstddef>
#include <cstdint>

#include "core/column.hpp"
#include "core/isa.hpp"
#include "core/random/philox.hpp"

namespace echelon::ladder_ref {

struct LogRevenue { using type = float; };
struct Revenue { using type = float; };
struct Damping { using type = float; };       // rev^-0.15, of the shocks
struct Knowledge { using type = float; };
struct Age { using type = std::uint8_t; };    // quarters, stops at 255
struct RungA { using type = std::uint8_t; };
struct RungB { using type = std::uint8_t; };
struct Clock { using type = std::uint8_t; };  // quarters on the A rung, stops at 255

// Counters are (firm, step, purpose, place). In a step two firms share one call of the generator: firm j of a block and
// firm j + kHalf. Words 0 and 1 go to the first, 2 and 3 to the second: one word for growth, one for exit (low half)
// and ladder A (high half). Start and entry have a call for each firm, by its number in the sector.
constexpr std::uint32_t kBlock = 1024;
constexpr std::uint32_t kHalf = kBlock / 2;
enum Purpose : std::uint32_t { kStep, kStart, kEntrant };

constexpr std::uint32_t block_address(std::uint32_t sector, std::uint32_t firm_in_sector) {
  return (sector << 24) + firm_in_sector / kBlock;
}

struct View {
  In<LogRevenue> x;             // now
  InOut<LogRevenue> next;       // read: four steps before next; written: next
  InOut<Revenue> revenue;
  InOut<Damping> damping;
  InOut<Knowledge> knowledge;
  InOut<Age> age;
  InOut<RungA> a;
  InOut<RungB> b;
  InOut<Clock> clock;
};

struct Env {
  PhiloxKey key;
  std::uint32_t step;
  std::uint32_t block;  // its address
  float mean;           // M[s]
  float intensity;      // i[s]
  float cut;            // scores below it cannot be among the best
};

// Per block: which firms leave and which are candidates, and two exact sums.
enum Flag : std::uint8_t { kLeaves = 1, kCandidate = 2 };
constexpr std::uint32_t kRow = kBlock + 48;  // rows a whole page apart would fight for the same cache lines
struct Scratch {
  alignas(64) std::uint32_t counter[kHalf];  // 0, 1, 2, ...
  alignas(64) std::uint32_t growth[kRow];
  alignas(64) std::uint32_t chance[kRow];
  alignas(64) float four_ago[kRow];
  alignas(64) float shock[kRow];
  alignas(64) float score[kRow];
  alignas(64) float ratio[kRow];  // R&D over revenue
  alignas(64) std::uint8_t flags[kBlock];
  std::int64_t revenue_fixed;
  std::int64_t log_fixed;
};

// A batch of entrants of one sector: numbers in the sector in, state out.
constexpr std::uint32_t kBatch = 2 * kBlock;
struct Entrants {
  std::uint32_t slot[kBatch], counter[kBatch], words[4][kBatch];
  float x[kBatch], revenue[kBatch], damping[kBatch];
};

// Fixed point for the sums. ln revenue lies in [-8, 14]: 22 x 2^16 x 1024 firms stays below 2^31.
constexpr float kLogScale = 65536.0f;
constexpr double kRevenueScale = 1048576.0;

constexpr std::size_t kRungs = 9;  // 5 of A, then 4 of B

struct Kernels {
  // One step of all firms of a block, but for entrants and the ranking.
  void (*step)(Block block, const View& view, const Env& env, Scratch& scratch);
  // Who was eligible, with scores, from the state after step(): candidates as step() finds them without a cut.
  void (*rescan)(Block block, const View& view, const Env& env, Scratch& scratch);
  // State of the first n entrants.
  void (*enter)(std::uint32_t n, PhiloxKey key, std::uint32_t step, std::uint32_t sector, Entrants& entrants);
  // Firms per rung into counts[kRungs].
  void (*count)(Block block, const View& view, std::int32_t* counts);
};

}  // namespace echelon::ladder_ref

namespace echelon {
namespace baseline {
ladder_ref::Kernels ladder_ref_kernels();
}
#if defined(__x86_64__)
namespace avx2 {
ladder_ref::Kernels ladder_ref_kernels();
}
namespace avx512 {
ladder_ref::Kernels ladder_ref_kernels();
}
#endif
}  // namespace echelon
