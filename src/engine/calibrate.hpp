#pragma once
// Calibration in waves: a sample of the prior is run, an emulator learns from it where the published figures are expected,
// the next wave is drawn there, and in the end every candidate is judged by worlds of its own. What remains is stored.
// Method: history matching with an emulator (model page 3.3; McCulloch et al. 2022 [L85]); docs/model/calibration.md.
#include <string>
#include <vector>

#include "engine/calibrate_trials.hpp"
#include "engine/ensemble.hpp"
#include "model/scenario.hpp"

namespace echelon {

// A study file of the kind `calibrate`; docs/model/calibration.md names every key.
struct CalibrationStudy {
  std::string id;
  Names name;
  std::string scenario;
  std::string ensemble;              // what is written: config/ensembles/<ensemble>.csv; empty: nothing
  std::string use;                   // observations with this use are fitted; empty: only planted truths are recovered
  int known_until = 0;               // nothing later is known to the model; 0: everything is
  Horizon horizon;                   // of the fit
  double scale = 1;                  // of the fit
  std::vector<std::string> free;     // searched; empty: all parameters of class calibrated
  bool hold_others = false;          // other parameters stay at their values instead of being drawn from their priors
  int first_wave = 0, next_waves = 0, waves = 0;  // worlds of the first wave, of each further one; number of waves
  int candidates = 0, worlds = 0;    // judged in the end, by so many worlds each
  int keep = 0;                      // rows of the ensemble at most
  int warm_up = 0, thin = 0;         // of the sampler
  double cutoff = 3;                 // a candidate is implausible when its n-th largest implausibility exceeds this
  int nth = 2;
  int planted = 0;                   // truths planted to see what can be recovered
  double ridge = 0.5;                // correlations above this are printed
  std::vector<std::pair<std::string, std::string>> confounded;  // pairs that are always printed
  std::uint64_t seed = 0;
  Horizon table_horizon;             // of the table afterwards
  double table_scale = 1;
  int table_replicates = 0;
  std::string source;
};

struct WaveReport {
  std::size_t worlds, failed;
  std::vector<double> mean;          // by figure, over the wave's worlds, on the scale of the data
  std::vector<double> spread;
};

// One fitted figure: how the search went. In the figure's own unit.
struct FittedFigure {
  Observation observation;
  double prior_median, prior_p05, prior_p95;  // worlds of the first wave
  double kept_median, kept_p05, kept_p95;     // means of the kept candidates
  double explained;                           // share of the prior variance that the emulator explains
};

struct ParameterShift {              // in the units of the prior's places: 0 is its low end, 1 its high end
  std::string path;
  double median;
  double narrowed;                   // sd of the kept over that of the prior (1 / sqrt 12)
};

struct RidgePair {
  std::string a, b;
  double correlation;                // of places in the priors, over the kept
};

struct Recovered {
  std::string path;
  double rank_correlation;           // planted and recovered median, over the planted truths
  double coverage;                   // share of 90 % intervals that hold the truth
  bool identified() const { return rank_correlation >= 0.7; }
};

struct CalibrationOutcome {
  std::vector<std::string> paths;
  std::vector<std::vector<double>> points;    // kept: values in the parameters' own units
  std::vector<std::vector<double>> places;    // the same in (0,1)
  std::vector<WaveReport> waves;
  std::vector<FittedFigure> figures;
  std::vector<ParameterShift> shifts;         // as paths
  std::vector<RidgePair> ridges;                 // strongest first
  std::vector<RidgePair> confounded;             // the declared pairs
  std::vector<Recovered> recovered;           // as paths; empty when nothing was planted
  std::size_t candidates = 0, plausible = 0;
  double threshold = 0;                       // the cutoff, or what was needed to keep as many as are kept
  std::size_t data = 0;                       // figures with the study's use
  std::size_t worlds = 0;
  double firm_quarters = 0, seconds = 0;
  std::vector<ReplicateFailure> failures;
  bool interrupted = false;
};

// `scenario` is the study's, loaded without an ensemble; horizon, scale and the freeze are applied here. The same for any
// number of threads. Throws std::invalid_argument when the study asks for what the scenario has not.
CalibrationOutcome calibrate(const Scenario& scenario, const CalibrationStudy& study, const EnsembleOptions& options);

// The scenario in which the study's ensemble is shown: frozen where the study is, over the horizon of the table.
Scenario table_scenario(const Scenario& scenario, const CalibrationStudy& study);

// Pairs of columns with a correlation above `least` in absolute value, strongest first.
std::vector<RidgePair> find_ridges(const std::vector<std::string>& paths, const std::vector<std::vector<double>>& places, double least);

}  // namespace echelon
