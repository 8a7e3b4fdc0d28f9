#pragma once
// Calibration in words: how the search went, what it could and could not tell, and every published figure beside the
// simulated one, misses included.
#include <string>

#include "engine/calibrate.hpp"
#include "engine/fit.hpp"
#include "report/words.hpp"

namespace echelon {

constexpr double kCloseEnough = 0.10;  // how near a median counts as near, as a share of what was published

std::string calibration_report(const CalibrationStudy& study, const CalibrationOutcome& outcome, Lang lang);

// `rows` is the number of points of the ensemble.
std::string fit_report(const CalibrationStudy& study, const FitTable& table, std::size_t rows, Lang lang);

// The lines of `#` above a stored ensemble: what it was fitted to, with how many worlds, what was kept and why.
std::vector<std::string> ensemble_remarks(const CalibrationStudy& study, const CalibrationOutcome& outcome);

}  // namespace echelon
