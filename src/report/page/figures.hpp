#pragma once
// Published figures beside simulated ones, as a run and a back-test show them.
#include <functional>
#include <string>
#include <vector>

#include "engine/fit.hpp"
#include "report/page/html.hpp"
#include "report/page/run_data.hpp"

namespace echelon::page {

// Every published figure that the result holds beside what the run says of it; of a trial blown up to the whole city.
std::vector<FitRow> fit_rows(const RunData& data);
// The value that the run gives to a published series, of a replicate in a year; an empty function where the result does not hold it.
std::function<double(std::size_t, std::size_t)> published_series(const RunData& data, const std::string& series);
std::vector<Mark> marks_of_series(const RunData& data, const std::string& series);
MarkRole mark_role(FitRole role);  // of one that is simulated

std::string figure_words(const std::string& series, double value);  // 4,608; 3.21 %

// The name of a series with its id beside it; the id alone where no scenario can name it.
std::string series_markup(const std::string& series, const Scenario* scenario);

// How many of the fitted and of the other figures that judge the model lie inside the band, and how many medians are near.
std::string score_lines(const std::vector<FitRow>& rows);
// Every figure that lies outside the 90 % band; "" where none does.
std::string missed_list(const std::vector<FitRow>& rows, const Scenario* scenario);
std::string figures_table(const Names& caption, const std::vector<FitRow>& rows, const Scenario* scenario);

}  // namespace echelon::page
