#pragma once
// The back-test of a frozen ensemble: what it said of every published series, kept beside the ensemble for the pages of runs.
// What was published is not kept: it comes from the configuration whenever a page is made.
#include <filesystem>
#include <vector>

#include "app/command.hpp"
#include "engine/calibrate.hpp"
#include "engine/fit.hpp"
#include "report/page/back_test.hpp"

namespace echelon::app {

// config/ensembles/frozen-2021.csv -> config/ensembles/frozen-2021.backtest.json
std::filesystem::path back_test_beside(std::filesystem::path ensemble);

// `scenario`: the study's, drawing from the ensemble whose file is named. Throws IoError when the file cannot be written.
void save_back_test(const std::filesystem::path& file, const CalibrationStudy& study, const Scenario& scenario, const FitTable& table,
                    const std::filesystem::path& ensemble);

// Of every study in scenarios/studies that is frozen and has a back-test beside its ensemble. Each is held against this program and its
// configuration: the digest of the ensemble's file, and two worlds of a hundredth of the city, which take a blink. A file that cannot be
// read is named on the standard error and left out.
std::vector<page::BackTest> back_tests(const Context& context);

}  // namespace echelon::app
