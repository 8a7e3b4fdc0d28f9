#pragma once
// Calibration studies (scenarios/studies/*.yaml with `study: calibrate`) in, stored ensembles out.
#include <filesystem>
#include <string>
#include <vector>

#include "core/problems.hpp"
#include "engine/calibrate.hpp"

namespace echelon {

// The file of a study: a path, the stem of a file in `folder`, or that stem without `calibrate-`. Empty and reported when there is none.
std::filesystem::path find_study(const std::filesystem::path& folder, const std::string& name, Problems& problems);

// `name` is a path, the stem of a file in scenario_dir/studies, or that stem without `calibrate-`.
CalibrationStudy load_calibration(const std::filesystem::path& scenario_dir, const std::string& name, Problems& problems);

// The file that load_scenario reads back: remarks as lines of `#`, a header of paths, one point a line, every number the
// shortest text of the same double. Whole or not at all; throws IoError.
void save_ensemble(const std::filesystem::path& file, const std::vector<std::string>& remarks, const std::vector<std::string>& paths,
                   const std::vector<std::vector<double>>& points);

}  // namespace echelon
