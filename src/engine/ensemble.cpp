#include "engine/ensemble.hpp"

#include <chrono>
#include <mutex>
#include <optional>
#include <thread>

#include "engine/assemble.hpp"
#include "engine/draw.hpp"
#include "model/schedule.hpp"

namespace echelon {

namespace {

struct Shared {
  const Scenario& scenario;
  const ParameterDraws& draws;
  const EnsembleOptions& options;
  std::vector<std::optional<Record>> records;
  std::vector<std::string> reasons;
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::size_t done = 0;
  double firm_quarters = 0;
};

// Replicates that share a parameter point differ by their key only.
void work(Shared& shared) {
  Simulation simulation(shared.scenario);
  const auto per_point = static_cast<std::size_t>(shared.scenario.seeds_per_point > 0 ? shared.scenario.seeds_per_point : 1);
  for (std::size_t k = shared.next++; k < shared.records.size(); k = shared.next++) {
    if (shared.options.interrupt != nullptr && *shared.options.interrupt) return;
    try {
      const std::vector<double>& values = shared.draws.points[k / per_point];
      const Parameters parameters = bind_parameters(shared.scenario, values);
      Record record = simulation.run(parameters, philox_key(shared.scenario.seed, k));
      record.parameters = values;
      shared.records[k] = std::move(record);
    } catch (const std::exception& e) {
      shared.reasons[k] = e.what();
    }
    const std::lock_guard lock(shared.mutex);
    ++shared.done;
    if (shared.records[k]) shared.firm_quarters += shared.records[k]->firm_quarters;
    if (shared.options.on_progress) shared.options.on_progress({shared.done, shared.records.size(), shared.firm_quarters});
  }
}

}  // namespace

EnsembleOutcome run_ensemble(const Scenario& scenario, const EnsembleOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  const ParameterDraws draws = draw_parameters(scenario);
  const auto n = static_cast<std::size_t>(scenario.replicates);
  Shared shared{scenario, draws, options, {}, {}, {}, {}, 0, 0};
  shared.records.resize(n);
  shared.reasons.resize(n);
  {
    std::vector<std::jthread> threads;
    const std::size_t count = static_cast<std::size_t>(options.threads) < n ? options.threads : n;
    for (std::size_t i = 1; i < count; ++i) threads.emplace_back([&] { work(shared); });
    work(shared);
  }
  EnsembleOutcome outcome{};
  std::vector<Record> records;
  std::vector<std::size_t> numbers;
  for (std::size_t k = 0; k < n; ++k) {
    if (shared.records[k]) records.push_back(std::move(*shared.records[k])), numbers.push_back(k);
    else if (!shared.reasons[k].empty()) outcome.failures.push_back({k, shared.reasons[k]});
  }
  outcome.interrupted = records.size() + outcome.failures.size() < n;
  outcome.results = assemble(scenario, records, numbers);
  assess_targets(scenario, records, 0.95, outcome.results);
  outcome.results.attributes["drawn"] = std::to_string(draws.drawn_from_ensemble) + " parameters from the ensemble, " +
                                        std::to_string(draws.drawn_from_priors) + " from their priors, " +
                                        std::to_string(draws.fixed) + " fixed";
  outcome.firm_quarters = shared.firm_quarters;
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return outcome;
}

}  // namespace echelon
