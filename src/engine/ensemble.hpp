#pragma once
// Many replicates of one scenario over all cores. Threads live only here. The result does not depend on their number.
#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "engine/results.hpp"
#include "model/scenario.hpp"

namespace echelon {

struct Progress {
  std::size_t done;           // replicates finished
  std::size_t total;
  double firm_quarters;       // simulated so far
};

struct EnsembleOptions {
  int threads = 1;
  std::function<void(const Progress&)> on_progress;    // called from one thread at a time
  const std::atomic<bool>* interrupt = nullptr;        // set: finish running replicates and return
};

struct ReplicateFailure {
  std::size_t replicate;
  std::string reason;
};

struct EnsembleOutcome {
  Results results;                          // replicates that finished, in order
  std::vector<ReplicateFailure> failures;   // recorded, never dropped silently
  double seconds;
  double firm_quarters;
  bool interrupted;
};

EnsembleOutcome run_ensemble(const Scenario& scenario, const EnsembleOptions& options);

}  // namespace echelon
