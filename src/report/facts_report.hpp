#pragma once
#include <string>

#include "engine/facts.hpp"
#include "report/words.hpp"

namespace echelon {

// The table of the stylised facts: every statistic with its median and band over the replicates, the range it should lie in,
// and whether the fact holds; then why a missed one is missed.
std::string facts_report(const FactsOutcome& outcome, Lang lang);

// in, missed, unmeasured, later: the words of the JSON document.
std::string fact_verdict_id(FactVerdict verdict);

}  // namespace echelon
