#pragma once
// Independent tasks over all cores. Threads of the engine live here and in the ensemble alone.
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

#include "model/schedule.hpp"

namespace echelon {

// Calls start() once per thread for a worker, and worker(k) once for every k below n, in any order on any thread: what a
// task leaves must be found by its number. When `interrupt` is set no further task begins. A worker must not throw.
template <class Start>
void run_tasks(std::size_t n, int threads, const std::atomic<bool>* interrupt, Start start) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    auto worker = start();
    for (std::size_t k = next++; k < n; k = next++) {
      if (interrupt != nullptr && *interrupt) return;
      worker(k);
    }
  };
  std::vector<std::jthread> others;
  for (std::size_t i = 1; i < n && static_cast<int>(i) < threads; ++i) others.emplace_back(work);
  work();
}

// A small city in large blocks is mostly empty seats; the size of a block changes no result.
inline SimulationOptions fitting(const Scenario& scenario) {
  SimulationOptions options;
  if (scenario.scale < 0.5) options.block_size = scenario.scale < 0.05 ? 64 : 256;
  return options;
}

}  // namespace echelon
