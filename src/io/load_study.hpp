#pragma once
// Study files (scenarios/studies/*.yaml) other than calibrations; docs/formats.md names every key.
#include <string>

#include "engine/study/study.hpp"
#include "io/load.hpp"

namespace echelon {

// `name` is a path or the stem of a file in request.scenario_dir/studies. request.sets are applied behind those of the study;
// request.scenario is not used. The study is meaningful only when there is no problem.
Study load_study(const LoadRequest& request, const std::string& name, Problems& problems);

}  // namespace echelon
