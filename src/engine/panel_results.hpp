#pragma once
// The panel of firms as named arrays, for a file of its own beside the result (`run --firms FILE`).
//
// Dimensions: `firm` (identity; every firm that ever was in the register), `row` (one firm in one year, all years of a firm
// together) and `scheme`. A row says whose it is by `firm_of_row` and `year`. Dates are days, so that readers show them as such;
// what is not there (not left, never held) is NaN. Money is in CNY.
#include <cstddef>

#include "engine/panel.hpp"
#include "engine/results.hpp"

namespace echelon {

Results panel_results(const Panel& panel, const Scenario& scenario);

// The replicate of this number exactly as `run_ensemble` runs it, once more and looked at.
Panel panel_of_replicate(const Scenario& scenario, std::size_t replicate);

}  // namespace echelon
