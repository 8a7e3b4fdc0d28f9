#pragma once
// What could be learned at all: truths are planted, the model makes the figures, and the search that sees only the figures
// says what it would have believed (model page 3.2, pitfall P17).
#include "engine/calibrate.hpp"
#include "engine/calibrate_sampler.hpp"

namespace echelon {

// truths[k] produced seen[k]; a truth whose world failed is left out. By parameter.
std::vector<Recovered> recover_planted(const Emulator& emulator, const std::vector<Datum>& data, const std::vector<std::string>& paths,
                                       const std::vector<Trial>& truths, const std::vector<std::vector<double>>& seen,
                                       const CalibrationStudy& study, int threads);

}  // namespace echelon
