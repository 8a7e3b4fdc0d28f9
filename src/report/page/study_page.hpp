#pragma once
#include <string>

#include "report/page/study_charts.hpp"

namespace echelon::page {

// The page of a finished study.
std::string study_page(const PageInput& input);

// Its first screen: the question, the answer in words, four cards, the table of what was found.
std::string study_answer(const StudyData& data);

// Its tables; "" where it has nothing of the kind.
std::string study_scoreboard(const StudyData& data);
std::string study_moments(const StudyData& data);
std::string study_pairs(const StudyData& data);
std::string study_shares(const StudyData& data);
std::string study_second_order(const StudyData& data);
std::string study_experiments(const StudyData& data);
std::string study_factors(const StudyData& data);
std::string study_failures(const StudyData& data);

}  // namespace echelon::page
