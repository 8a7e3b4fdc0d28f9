#pragma once
// What a comparison says of money and research: the price of one more firm, and what a yuan of outlay goes with.
#include <string>
#include <vector>

#include "report/compare_report.hpp"
#include "report/page/chart.hpp"

namespace echelon::page {

// Real and reported R&D beside the reference; without lines where the result does not hold both. `id` is the charts' prefix.
Chart rd_chart_of(const ComparedScenario& scenario, const std::string& id);

// Outlay for one additional firm of every ladder, gross and net; those without any price are left out.
std::vector<Chart> price_charts(const ComparedScenario& scenario, const std::string& id);

std::string price_table_of(const ComparedScenario& scenario, std::size_t year);  // markup; "" without a price
std::string returned_words(const ComparedScenario& scenario, std::size_t year);  // markup; "" where nothing was paid

}  // namespace echelon::page
