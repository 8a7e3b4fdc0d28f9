#pragma once
// The skill of a frozen ensemble beside forecasts without a model, in words.
#include <string>

#include "engine/skill.hpp"
#include "report/words.hpp"

namespace echelon {

std::string skill_report(const SkillTable& table, int known_until, Lang lang);

}  // namespace echelon
