#pragma once
// "ladder-ref", the small reference model by which the hot loop is measured: firms in 16 sectors grow, do R&D, exit and
// are replaced, and climb two ladders, one by thresholds and one by a ranking of the whole economy. It is written on
// echelon's own core (columns, blocks, keyed draws, vectorising functions, exact sums, selection) and serves the
// benchmark and the tests only; no scenario reads it. The model's equations stand in ladder_ref_oracle.cpp.
#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace echelon {

constexpr int kLadderSectors = 16;

// What is recorded of one sector at the end of a step, after all moves.
struct LadderRefRecord {
  std::int64_t revenue_fixed;  // sum of revenue, in units of 2^-20
  std::int64_t log_fixed;      // sum of (ln revenue + 8), in units of 2^-16
  std::array<std::int32_t, 5> a;
  std::array<std::int32_t, 4> b;
  friend bool operator==(const LadderRefRecord&, const LadderRefRecord&) = default;
};

struct LadderRefResult {
  std::array<long, 5> a{};  // firms per rung at the end
  std::array<long, 4> b{};
  double mean_x = 0;        // mean of ln revenue at the end
  long exits = 0;           // over the run
  double seconds = 0;       // of the steps, set-up excluded
  double firm_steps_per_second = 0;
  int fallbacks = 0;        // steps in which last step's cut-off let too few candidates through
  std::vector<LadderRefRecord> records;  // step by step, sector by sector; empty for the oracle
};

// `isa` is baseline, avx2, avx512, or scalar for the oracle in double precision; all use the same draws. The three
// copies of the kernel give the same result bit for bit. `firms` must be a positive multiple of 16, `steps` at least 1.
// Throws std::invalid_argument for anything else and std::runtime_error when the machine lacks the instruction set.
LadderRefResult run_ladder_ref(const std::string& isa, std::uint64_t seed, int firms, int steps);

// The oracle itself, one firm after the other.
LadderRefResult run_ladder_ref_oracle(std::uint64_t seed, int firms, int steps);

}  // namespace echelon
