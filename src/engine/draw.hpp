#pragma once
// What differs between replicates besides luck: parameters from the stored ensemble and from their priors, by a design.
#include <cstdint>
#include <string>
#include <vector>

#include "model/scenario.hpp"

namespace echelon {

// One point per replicate (or per `seeds_per_point` replicates), each a value for every parameter of the scenario, in its order.
struct ParameterDraws {
  std::vector<std::vector<double>> points;
  std::size_t drawn_from_priors = 0;    // parameters that vary by their prior
  std::size_t drawn_from_ensemble = 0;  // parameters that vary with the stored ensemble
  std::size_t fixed = 0;
};

// Calibrated parameters come jointly from the ensemble's rows (unless the user fixed them), all others from their priors.
// Throws std::logic_error when the ensemble names a parameter that does not exist.
ParameterDraws draw_parameters(const Scenario& scenario);

}  // namespace echelon
