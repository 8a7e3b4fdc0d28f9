// The reference model ladder-ref on echelon's core, on the plain scalar oracle and in NumPy, in the same rounds.
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <limits>

#include "app/bench.hpp"
#include "app/home.hpp"
#include "core/statistics.hpp"
#include "engine/reference/ladder_ref.hpp"

namespace echelon::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* python = "/usr/bin/python3";

// Firms per rung after 48 steps of 100,000 firms: mean and standard deviation of one run.
// Source: 670 double-precision runs of ladder-ref by twelve independent programs; also in tests/engine/ladder_ref.cpp.
constexpr RungCounts published_mean = {47245, 22822, 17085, 9096, 3752, 93344, 4970, 1443, 244};
constexpr RungCounts published_sd = {154, 128, 117, 90, 63, 40, 60, 28, 14};
constexpr double published_runs = 670;
constexpr const char* rung_names[ladder_rungs] = {"A0", "A1", "A2", "A3", "A4", "B0", "B1", "B2", "B3"};

std::string quoted(const std::string& word) {
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

// What a program writes to its standard output; nothing when it fails.
std::optional<std::string> output_of(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) line += quoted(word) + " ";
  FILE* const pipe = popen((line + "2>/dev/null").c_str(), "r");
  if (pipe == nullptr) return std::nullopt;
  std::string text;
  char part[4096];
  for (std::size_t n; (n = std::fread(part, 1, sizeof part, pipe)) > 0;) text.append(part, n);
  if (pclose(pipe) != 0) return std::nullopt;
  return text;
}

fs::path peer() { return home() / "bench" / "peers" / "ladder_ref_numpy.py"; }

std::string why_no_numpy() {
  std::error_code ignored;
  if (!fs::exists(peer(), ignored)) return "not compared with NumPy: " + peer().string() + " is not there";
  if (!output_of({python, "-c", "import numpy"})) return "not compared with NumPy: apt-get install python3-numpy brings it";
  return "";
}

// The rounds of one side.
struct Rounds {
  LadderSide side;
  std::vector<double> rates;

  void add(double rate, const RungCounts& counts) {
    rates.push_back(rate);
    for (int r = 0; r < ladder_rungs; ++r) side.counts[r] += counts[r];
  }
  LadderSide finish() {
    side.firm_steps_per_second = quantile(rates, 0.5);
    for (double& count : side.counts) count /= static_cast<double>(rates.size());
    return side;
  }
};

LadderRefResult round_of(Rounds& rounds, const std::string& kind, int seed) {
  const LadderRefResult result = run_ladder_ref(kind, static_cast<std::uint64_t>(seed), ladder_firms, ladder_steps);
  RungCounts counts{};
  for (int r = 0; r < ladder_rungs; ++r) counts[r] = static_cast<double>(r < 5 ? result.a[r] : result.b[r - 5]);
  rounds.add(result.firm_steps_per_second, counts);
  return result;
}

bool numpy_round(Rounds& rounds, int seed) {
  const auto text = output_of({python, peer().string(), "1", std::to_string(ladder_firms), std::to_string(ladder_steps),
                               std::to_string(seed)});
  const Json result = Json::parse(text.value_or(""), nullptr, false);
  if (!result.is_object()) return false;
  RungCounts counts{};
  for (int r = 0; r < ladder_rungs; ++r) counts[r] = r < 5 ? result["a"][r] : result["b"][r - 5];
  rounds.side.name = result["implementation"];
  rounds.add(result["firm_steps_per_second"], counts);
  return true;
}

}  // namespace

LadderBench bench_ladder(int rounds) {
  LadderBench bench;
  bench.rounds = rounds;
  bench.why_no_numpy = why_no_numpy();
  Rounds oracle{{"plain oracle", 0, {}}, {}}, numpy;
  std::vector<Rounds> sets;
  for (const Isa isa : sets_of_machine()) sets.push_back({{name(isa), 0, {}}, {}});
  for (int seed = 1; seed <= rounds; ++seed) {
    round_of(oracle, "scalar", seed);
    const LadderRefResult first = round_of(sets.front(), sets.front().side.name, seed);
    for (std::size_t i = 1; i < sets.size(); ++i) {
      const LadderRefResult other = round_of(sets[i], sets[i].side.name, seed);
      bench.same_counts = bench.same_counts && other.a == first.a && other.b == first.b;
    }
    if (bench.why_no_numpy.empty() && !numpy_round(numpy, seed)) bench.why_no_numpy = "not compared with NumPy: " + peer().string() + " fails";
  }
  bench.oracle = oracle.finish();
  for (Rounds& set : sets) bench.sets.push_back(set.finish());
  if (bench.why_no_numpy.empty()) bench.numpy = numpy.finish();
  return bench;
}

std::array<RungAgreement, ladder_rungs> agreement(const LadderBench& bench) {
  std::array<RungAgreement, ladder_rungs> all{};
  const double n = bench.rounds;
  for (int r = 0; r < ladder_rungs; ++r) {
    const double ours = bench.sets.back().counts[r], sd = published_sd[r];
    const double theirs = bench.numpy ? bench.numpy->counts[r] : std::numeric_limits<double>::quiet_NaN();
    all[r] = {rung_names[r], ours, theirs, published_mean[r], sd, (ours - theirs) / (sd * std::sqrt(2 / n)),
              (ours - published_mean[r]) / (sd * std::sqrt(1 / n + 1 / published_runs))};
  }
  return all;
}

}  // namespace echelon::app
