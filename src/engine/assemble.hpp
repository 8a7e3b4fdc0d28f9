#pragma once
// From the records of replicates to the arrays of a result file.
#include <cstdint>
#include <vector>

#include "engine/results.hpp"
#include "model/observation.hpp"
#include "model/scenario.hpp"

namespace echelon {

// `replicates` are the numbers of the records, in order.
Results assemble(const Scenario& scenario, const std::vector<Record>& records, const std::vector<std::size_t>& replicates);

// Adds what the targets say of the replicates: paths, probabilities with their Monte Carlo interval, verdicts (decision 29).
void assess_targets(const Scenario& scenario, const std::vector<Record>& records, double level, Results& results);

// Whether a target has a goal that a path can be held against.
bool judged(const Target& target);

std::string verdict_of(const Target& target, double probability);

}  // namespace echelon
