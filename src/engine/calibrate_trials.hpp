#pragma once
// The model as calibration sees it: places in the priors in, logarithms of the observed figures out.
#include <cstdint>
#include <string>
#include <vector>

#include "engine/ensemble.hpp"
#include "model/scenario.hpp"

namespace echelon {

// One published figure on the scale of the fit: ln(figure + offset). The offset is half a simulated firm for counts, so
// that a count of zero in a small city has a logarithm, and 0 for ratios.
struct Datum {
  Observation observation;
  double offset;
  double value;   // on that scale
  double spread;  // standard deviation of what model and definition may differ, on that scale
  double seen(double figure) const;
};

// The observations with this use inside the horizon, in their order.
std::vector<Datum> data_for(const Scenario& scenario, const std::string& use);

// The parameters that are searched, and those that are drawn as noise: all others with a prior.
struct SearchSpace {
  std::vector<std::size_t> free, noise;   // places in scenario.parameters
  std::vector<std::string> paths(const Scenario& scenario) const;
  // Values of all parameters from places in (0,1) of the free and the noise parameters.
  std::vector<double> values(const Scenario& scenario, const std::vector<double>& u, const std::vector<double>& noise) const;
};

// free: the parameters named, or those of class calibrated when `named` is empty. noise: every other parameter that has a
// prior, or none of them when `hold_others`. A parameter that the user fixed is neither. Throws std::invalid_argument for
// a name that is unknown or has no prior.
SearchSpace search_space(const Scenario& scenario, const std::vector<std::string>& named, bool hold_others);

// One world that is tried: where in the priors, and which luck.
struct Trial {
  std::vector<double> u;       // of the free parameters
  std::vector<double> noise;   // of the others
  std::uint64_t luck;          // replicate number of its key
};

struct TrialsOutcome {
  std::vector<std::vector<double>> seen;   // by trial: the data on their scale; empty where it failed
  std::vector<ReplicateFailure> failures;
  double firm_quarters = 0;
  bool interrupted = false;
};

TrialsOutcome run_trials(const Scenario& scenario, const SearchSpace& space, const std::vector<Datum>& data,
                         const std::vector<Trial>& trials, std::uint64_t seed, const EnsembleOptions& options);

}  // namespace echelon
