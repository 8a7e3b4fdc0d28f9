// The engine inside a program of one's own: loads a scenario, simulates one small world, prints a series.
#include <cstdio>
#include <filesystem>

#include "engine/ensemble.hpp"
#include "io/digest.hpp"
#include "io/load.hpp"
#include "io/vocabulary.hpp"

int main() {
  using namespace echelon;
  const std::filesystem::path data = DATA_DIR;
  const LoadRequest request{data / "config", data / "scenarios", "action-plan", {"scale=0.02", "horizon=2018Q1..2024Q4", "replicates=1", "seed=7"}, model_vocabulary()};
  Problems problems;
  const Scenario scenario = load_scenario(request, problems);
  if (!problems.empty()) {
    std::fprintf(stderr, "%s\n", problems.text().c_str());
    return 2;
  }
  const EnsembleOutcome outcome = run_ensemble(scenario, {});
  const ResultVariable& entries = *outcome.results.find("entries");  // replicate, year, channel
  const auto& numbers = std::get<std::vector<std::int64_t>>(entries.data);
  const auto& years = std::get<std::vector<std::int64_t>>(outcome.results.dimension("year")->values);
  const std::size_t channels = outcome.results.dimension("channel")->size();
  for (std::size_t y = 0; y < years.size(); ++y) {
    std::int64_t sum = 0;
    for (std::size_t c = 0; c < channels; ++c) sum += numbers[y * channels + c];
    std::printf("%lld %lld\n", static_cast<long long>(years[y]), static_cast<long long>(sum));
  }
  std::printf("digest %s\n", digest(outcome.results, false).c_str());
  return 0;
}
