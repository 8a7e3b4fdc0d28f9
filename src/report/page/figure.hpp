#pragma once
#include <string>

#include "report/page/chart.hpp"

namespace echelon::page {

// A chart as the page holds it: heading, static picture, legend, the numbers as a table that opens, the numbers for the script.
std::string figure(const Chart& chart);

// What charts with `shares_legend` have in common: bands, lines and, where they have one, the goal.
std::string shared_legend(const Chart& chart, bool with_goal = true);

}  // namespace echelon::page
