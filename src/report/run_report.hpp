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

// Parts of it, which the page of a run says too: "≥ 200 persons"; "likely (assumption)"; "3 likely, 1 uncertain" of the targets
// that are judged or of the others.
std::string goal_text(const TargetSummary& target, Lang lang);
bool goal_is_assumed(const TargetSummary& target);
std::string verdict_text(const TargetSummary& target, Lang lang);
std::string verdict_counts(const RunSummary& run, bool judged, Lang lang);

}  // namespace echelon
