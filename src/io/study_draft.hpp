#pragma once
// A study in the making: the file's nodes beside the scenarios that it starts from.
#include <filesystem>

#include "engine/study/study.hpp"
#include "io/files.hpp"
#include "io/load.hpp"

namespace echelon {

struct StudyDraft {
  Study study;
  yaml::Node root;
  std::filesystem::path file;
  bool loaded = false;   // the scenarios could be read, so that paths and outcomes can be checked against them
  const Scenario& scenario() const { return study.scenarios.front(); }
  Problems& problems;
};

void read_factors(StudyDraft& draft);         // uncertainties, levers, groups, others
void read_correlations(StudyDraft& draft);    // after the factors
void read_players(StudyDraft& draft);         // shapley, after the factors
void read_outcomes(StudyDraft& draft);        // outcomes, constraints, stop
void read_table(StudyDraft& draft, Files& files);  // a design of one's own

// The factor of a path that a study may vary; reported at `where` when there is none. Levers have no range yet.
Factor factor_of(const StudyDraft& draft, const std::string& path, const SourcePos& where);

}  // namespace echelon
