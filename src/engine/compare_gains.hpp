#pragma once
// Who gained sales in a comparison, as arrays of its result.
#include <vector>

#include "engine/displacement.hpp"
#include "engine/results.hpp"

namespace echelon {

// gains[s][k]: scenario s (0 the reference, empty) in pair k. The arrays are named in compare.hpp; `results` gets sectors as a dimension.
void add_gains(Results& results, const Scenario& reference, const std::vector<std::vector<SalesGain>>& gains);

}  // namespace echelon
