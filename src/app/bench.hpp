#pragma once
// The parts of `echelon bench`: what each measures, and how the whole is shown. One thread unless said; a rate is the median of
// interleaved rounds, so that a busy moment of the machine does not hit one side alone.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/document.hpp"
#include "model/parameters.hpp"
#include "model/schedule.hpp"

namespace echelon::app {

// --- the reference model ladder-ref, beside NumPy (bench_ladder.cpp) ---

constexpr int ladder_firms = 100000;
constexpr int ladder_steps = 48;
constexpr int ladder_rungs = 9;  // five of ladder A, four of ladder B

using RungCounts = std::array<double, ladder_rungs>;

struct LadderSide {
  std::string name;
  double firm_steps_per_second = 0;
  RungCounts counts{};  // firms per rung at the end, mean over the rounds
};

struct LadderBench {
  int rounds = 0;
  LadderSide oracle;                 // plain scalar program in double precision
  std::vector<LadderSide> sets;      // echelon's core, the widest instruction set last
  std::optional<LadderSide> numpy;
  std::string why_no_numpy;          // how to get it; empty where it ran
  bool same_counts = true;           // of all instruction sets, in every round
};

struct RungAgreement {
  const char* rung;
  double echelon, numpy, published, published_sd;  // NaN where NumPy is not there
  double z_numpy, z_published;                     // differences in standard errors
};

LadderBench bench_ladder(int rounds);
std::array<RungAgreement, ladder_rungs> agreement(const LadderBench& bench);

// --- whole worlds (bench_worlds.cpp) ---

struct WorldRate {
  std::string set;
  double firm_quarters_per_second = 0;
  double seconds = 0;  // a replicate
};

struct MemoryUse {
  double bytes_per_slot = 0;  // columns of one firm
  double column_bytes = 0;    // of the seats in use when the replicate ends, empty ones included
  double peak_bytes = 0;      // by which one replicate raised the peak of the process
  double firms = 0;           // active and dormant ones when the replicate ends
};

struct WorldBench {
  std::vector<WorldRate> rates;
  MemoryUse memory;
};

struct ThreadRate {
  int threads = 0;
  double firm_quarters_per_second = 0;
  double replicates_per_second = 0;
};

std::vector<Isa> sets_of_machine();
WorldBench bench_worlds(const Scenario& scenario, const Parameters& parameters, int rounds);
// One thread, then all; all replicates have one set of parameters, so that every thread has the same work. Wall time.
std::vector<ThreadRate> bench_threads(const Scenario& scenario, int threads, int rounds);

// --- inside a world (bench_rooms.cpp) ---

// Nanoseconds a firm and quarter: in the loops over firms by room, and in the phases of a quarter with and without those loops.
struct RoomTime {
  std::string name;
  double nanoseconds = 0;
};
struct PhaseTime {
  std::string name;
  std::string rest;  // what happens in it outside the loops
  double nanoseconds = 0, outside_loops = 0;
};
struct InsideBench {
  std::vector<RoomTime> rooms;
  std::vector<PhaseTime> phases;
};

InsideBench bench_inside(const Scenario& scenario, const Parameters& parameters, int rounds);

// --- all of it (bench_report.cpp) ---

struct BenchReport {
  std::string scenario;
  double scale = 1;
  int quarters = 0;
  int rounds = 0;
  LadderBench ladder;
  WorldBench worlds;
  InsideBench inside;
  std::vector<ThreadRate> threads;
};

std::string bench_text(const BenchReport& report);
Json bench_document(const BenchReport& report);

}  // namespace echelon::app
