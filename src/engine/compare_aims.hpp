#pragma once
// In what the instruments of the sides differ, and which title each is aimed at: by this a report knows whose price it should name first.
#include <vector>

#include "engine/results.hpp"
#include "model/scenario.hpp"

namespace echelon {

// To the results of a comparison: `instrument_scheme`, and `instrument_differs` for every other scenario.
void add_aims(Results& results, const Scenario& reference, const std::vector<Scenario>& others);

}  // namespace echelon
