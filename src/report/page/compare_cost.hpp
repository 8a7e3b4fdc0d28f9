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
// The words of the card, up to the end of a year: what was paid more, and what one more firm of a ladder cost.
std::string outlay_words(const ComparedScenario& scenario, std::size_t year);
std::string price_words(const CostSeries& cost, std::size_t year);
// Why the city may sell or employ less where more is paid: who gained and who lost; "" unless the result shows it.
std::string drawn_from_others(const ComparedScenario& scenario, std::size_t year);
std::string returned_words(const ComparedScenario& scenario, std::size_t year);  // markup; "" where nothing was paid

}  // namespace echelon::page
