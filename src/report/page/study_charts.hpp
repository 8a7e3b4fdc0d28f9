#pragma once
// The charts of a study; without rows or lines where it has nothing of the kind.
#include <vector>

#include "report/page/study_data.hpp"

namespace echelon::page {

constexpr std::size_t inputs_drawn = 12;
constexpr std::size_t variants_drawn = 6;  // of more than these a table is easier to read

Chart odds_chart(const StudyData& data);                         // probability of every goal
Chart distance_chart(const StudyData& data);                     // median and 5-95 % as shares of the goals
std::vector<Chart> reached_charts(const StudyData& data);        // share that has reached a goal by a year
Chart index_chart(const StudyData& data, std::size_t outcome);   // what an outcome depends on
Chart drivers_chart(const StudyData& data, std::size_t outcome); // the same of a Monte Carlo study, by rank correlation
Chart difference_chart(const StudyData& data, std::size_t outcome);
Chart paid_chart(const StudyData& data);                         // outlay beside the reference, and less the tax that comes back
Chart acceptability_chart(const StudyData& data, std::size_t outcome);
Chart shapley_chart(const StudyData& data, std::size_t shared);  // shared: an outcome, or behind them the outlay
Chart experiment_chart(const StudyData& data, std::size_t outcome);

std::string player_name(std::string id);

// Quantiles of the outlay over the horizon of a variant, over the experiments that are a sample.
Estimate outlay_of(const StudyData& data, std::size_t variant);

}  // namespace echelon::page
