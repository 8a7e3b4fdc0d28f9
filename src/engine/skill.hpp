#pragma once
// Skill of a frozen ensemble on figures published after its freeze, against forecasts that need no model (pitfall P16).
#include <vector>

#include "engine/fit.hpp"

namespace echelon {

// Forecasts of one figure. NaN: the series has too few figures up to the freeze.
struct SkillRow {
  Observation observation;
  double model;      // median of the ensemble
  double last;       // the last figure up to the freeze
  double line;       // the straight line through the last two
  double growth;     // the growth rate between the last two
};

// 1 − Σ|ln(model/published)| / Σ|ln(naive/published)| over the figures for which the naive forecast exists: above zero the model is nearer.
struct Skill {
  std::size_t figures = 0;
  double skill;      // NaN without figures
};

struct SkillTable {
  std::vector<SkillRow> rows;
  Skill last, line, growth;
};

// Figures later than `known_until` that judge the ensemble (held out or test), without bounds. The naive forecasts may use every published
// figure up to then, also those that were computed from later ones: where that matters it favours them.
SkillTable skill_table(const FitTable& table, int known_until);

}  // namespace echelon
