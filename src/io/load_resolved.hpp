#pragma once
#include <string>

#include "io/load.hpp"

namespace echelon {

// As load_scenario, from the text of a resolved scenario, as a result file keeps it; `request.scenario` is what messages call it.
Scenario load_resolved(const std::string& text, const LoadRequest& request, Problems& problems);

}  // namespace echelon
