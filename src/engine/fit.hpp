#pragma once
// Published figures beside simulated ones: who is fitted, who is held out, and how far the model is off.
#include <string>
#include <vector>

#include "engine/ensemble.hpp"
#include "model/observation.hpp"
#include "model/scenario.hpp"

namespace echelon {

// Whether an observation's list of uses ("fit-2021, fit-all") names this one.
bool used_for(const Observation& observation, const std::string& use);

// The scenario as somebody could have written it at the end of `year`: paths of the city end there, instruments and rule
// versions that begin later are gone (the last known rule goes on), later quotas are gone, a scheme that opens later never
// opens. Priors stay: a few of them lean on later figures, which docs/model/calibration.md names.
Scenario freeze_information(Scenario scenario, int year);

// How one figure is to be read beside the model.
enum class FitRole {
  fitted,     // the ensemble was fitted to it
  held_out,   // a fit uses it, but not this one: it judges this ensemble
  test,       // judged, never fitted
  shown,      // derived, or it leaks: computed from a later figure; judges nothing
  outside     // its year is not simulated
};

struct FitRow {
  Observation observation;
  FitRole role;
  double median, p05, p95;   // over replicates, in the observation's unit; NaN outside
  double miss;               // median / value - 1; of a bound only what breaks it, else 0
  bool inside;               // the 90 % band holds the value (of a bound: some of the band satisfies it)
};

// What the worlds say of a published series at the end of one year, in the unit of the observations.
struct SeriesYear {
  std::string series;
  int year;
  double p05, p25, median, p75, p95;
};

struct FitTable {
  std::vector<FitRow> rows;  // in the order of the observations
  std::size_t replicates;
  std::vector<ReplicateFailure> failures;
  bool interrupted;
  std::vector<SeriesYear> said;  // every series that has an observation, in every simulated year in which it has a value
};

// `use` is what the ensemble of the scenario was fitted to: fit-2021, fit-all; empty for none. Replicates, seed, scale,
// horizon and ensemble are the scenario's.
FitTable fit_table(const Scenario& scenario, const std::string& use, const EnsembleOptions& options);

// The same from finished records, and from what so many of them said.
FitTable fit_table(const Scenario& scenario, const std::string& use, const std::vector<Record>& records);
FitTable fit_table(const Scenario& scenario, const std::string& use, std::vector<SeriesYear> said, std::size_t replicates);

// How a figure is read beside an ensemble that was fitted to `use`, wherever it was simulated.
FitRole role_of(const Observation& observation, const std::string& use);
// Fills in `miss` and `inside` from the quantiles.
void judge(FitRow& row);

// "fitted", "held-out", "test", "shown", "outside"
const char* role_id(FitRole role);

}  // namespace echelon
