// Whole worlds on the code path that `run` uses, with all schemes, outputs and the ledger on.
#include <memory>

#include "app/bench.hpp"
#include "app/machine.hpp"
#include "core/statistics.hpp"
#include "engine/ensemble.hpp"
#include "engine/reference/thread_clock.hpp"

namespace echelon::app {
namespace {

constexpr int replicates_a_thread = 2;

struct Live {
  Record record;
  double seconds;  // of processor time
};

Live live(Simulation& simulation, const Scenario& scenario, const Parameters& parameters) {
  const double begin = thread_seconds();
  Record record = simulation.run(parameters, philox_key(scenario.seed, 0));
  return {std::move(record), thread_seconds() - begin};
}

MemoryUse memory_of(const Simulation& simulation, const Record& record, std::int64_t peak) {
  const World& world = simulation.world();
  MemoryUse use;
  use.bytes_per_slot = static_cast<double>(World::bytes_per_slot(world.schemes()));
  use.column_bytes = use.bytes_per_slot * world.slots_in_use();
  use.peak_bytes = static_cast<double>(peak);
  use.firms = static_cast<double>(record.total(Series::firms, record.quarters()) + record.at(Series::dormant, record.quarters()));
  return use;
}

}  // namespace

std::vector<Isa> sets_of_machine() {
  std::vector<Isa> sets;
  for (const Isa isa : {Isa::baseline, Isa::avx2, Isa::avx512}) {
    if (available(isa)) sets.push_back(isa);
  }
  return sets;
}

// Every set keeps its simulation over the rounds, as a thread of `run` does over replicates.
WorldBench bench_worlds(const Scenario& scenario, const Parameters& parameters, int rounds) {
  const std::vector<Isa> sets = sets_of_machine();
  std::vector<std::unique_ptr<Simulation>> simulations(sets.size());
  std::vector<std::vector<double>> rates(sets.size()), seconds(sets.size());
  WorldBench bench;
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < sets.size(); ++i) {
      const std::int64_t peak = peak_memory_bytes();
      if (!simulations[i]) {
        SimulationOptions options;
        options.isa = sets[i];
        simulations[i] = std::make_unique<Simulation>(scenario, options);
      }
      const Live world = live(*simulations[i], scenario, parameters);
      if (round == 0 && i == 0) bench.memory = memory_of(*simulations[i], world.record, peak_memory_bytes() - peak);
      rates[i].push_back(world.record.firm_quarters / world.seconds);
      seconds[i].push_back(world.seconds);
    }
  }
  for (std::size_t i = 0; i < sets.size(); ++i) bench.rates.push_back({name(sets[i]), quantile(rates[i], 0.5), quantile(seconds[i], 0.5)});
  return bench;
}

std::vector<ThreadRate> bench_threads(const Scenario& scenario, int threads, int rounds) {
  std::vector<int> numbers = {1};
  if (threads > 1) numbers.push_back(threads);
  std::vector<std::vector<double>> rates(numbers.size()), replicates(numbers.size());
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      Scenario many = scenario;
      many.replicates = many.seeds_per_point = replicates_a_thread * numbers[i];
      EnsembleOptions options;
      options.threads = numbers[i];
      const EnsembleOutcome outcome = run_ensemble(many, options);
      rates[i].push_back(outcome.firm_quarters / outcome.seconds);
      replicates[i].push_back(many.replicates / outcome.seconds);
    }
  }
  std::vector<ThreadRate> result;
  for (std::size_t i = 0; i < numbers.size(); ++i) result.push_back({numbers[i], quantile(rates[i], 0.5), quantile(replicates[i], 0.5)});
  return result;
}

}  // namespace echelon::app
