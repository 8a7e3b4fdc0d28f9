#pragma once
#include <string>

#include "report/summary.hpp"
#include "report/words.hpp"

namespace echelon {

// The report of a run as text: the answer in one sentence, the table of targets, joint probabilities, certificates,
// outlay, what was drawn, what is assumed.
std::string run_report(const RunSummary& run, Lang lang);

// The answer alone.
std::string answer(const RunSummary& run, Lang lang);

}  // namespace echelon
