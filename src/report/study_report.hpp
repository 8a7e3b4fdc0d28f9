#pragma once
// What a finished study says, from its result alone.
#include <string>

#include "engine/results.hpp"
#include "report/words.hpp"

namespace echelon {

std::string study_report(const Results& results, Lang lang);

}  // namespace echelon
