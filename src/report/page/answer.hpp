#pragma once
#include <string>

#include "report/page/run_charts.hpp"

namespace echelon::page {

// The first screen of a run: question, answer in words, the targets that can be judged, and four cards: what binds, what to
// change, what it costs, what is assumed.
std::string answer_body(const RunData& data, const Chart& hangs);

std::string target_name(const TargetSummary& target);  // markup: id, name, mark of an assumed goal
std::string median_words(const TargetSummary& target); // markup: median (5-95 %)
bool is_assumed(const std::string& source);            // a parameter's

}  // namespace echelon::page
