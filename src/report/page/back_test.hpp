#pragma once
// The back-test of the model: an ensemble that was frozen in some year beside what was published since.
#include <string>
#include <vector>

#include "engine/skill.hpp"
#include "report/page/shell.hpp"

namespace echelon::page {

struct BackTest {
  Names name;                // of the study
  std::string study, ensemble, scenario, version;  // version: of the program that made it
  std::size_t points;        // of the ensemble
  int known_until;
  double scale;
  bool same_ensemble;        // false: it was made from another version of the ensemble, and nothing of it is shown
  bool same_worlds;          // false: this program and its configuration no longer give the same worlds
  FitTable table;
  SkillTable skill;
  std::string file;
};

// `scenario` lends the names of titles and districts; nullptr where there is none.
Section back_test_section(const BackTest& test, const Scenario* scenario);

}  // namespace echelon::page
