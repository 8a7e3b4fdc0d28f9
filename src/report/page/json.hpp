#pragma once
// The numbers of the charts for the page's script, as JSON that may stand inside a <script> element.
#include <string>
#include <vector>

#include "report/page/chart.hpp"

namespace echelon::page {

// A JSON string; < > & are written as \u003c and so on, so that no text can end the element it stands in.
std::string json_text(const std::string& text);
std::string json_numbers(const std::vector<double>& values);  // null for NaN

std::string json(const Chart& chart);

}  // namespace echelon::page
