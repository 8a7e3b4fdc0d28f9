#pragma once
// What a run says about its targets, schemes and instruments, taken from its result alone: the tables of the report and
// the JSON document are two views of it.
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "engine/results.hpp"
#include "model/scenario.hpp"
#include "report/drivers.hpp"

namespace echelon {

// Numbers are in the target's own unit; NaN where there is none (no public goal, no judgement).
struct TargetSummary {
  std::string id;
  std::string register_id;
  Names name;
  std::string metric, relation, unit, source, confidence, status, verdict, why;
  double goal_low, goal_high;
  int deadline;
  bool assumption;
  double median, p05, p95;                                    // at the deadline, over replicates
  double probability, probability_low, probability_high;
  double first_year_median;                                   // NaN when fewer than half of the replicates get there
  double shortfall_mean;
  std::string withheld;                                       // why the verdict cannot be given: too-few-worlds, too-small-a-trial, or ""
  std::vector<Driver> drivers;                                // what it hangs on, the strongest first

  bool judged() const;    // has a probability
  bool measured() const;  // the model says something about it, whether or not the goal is known
  const std::string& verdict_shown() const { return withheld.empty() ? verdict : withheld; }
};

struct YearValue {
  int year;
  double value;
};

struct SeriesSummary {
  std::string id;
  Names name;
  std::string assumption;         // what of an instrument is assumed
  std::vector<YearValue> medians; // over replicates
};

struct JointProbability {
  std::string label;  // <register>@<deadline>
  double probability;
};

struct RunSummary {
  std::string scenario, seed, interrupted;
  std::string scale;                        // share of the city's firms that was simulated, "" for all
  Names title;
  std::size_t replicates;
  Horizon horizon;
  std::vector<TargetSummary> targets;
  std::vector<JointProbability> joint;
  std::vector<SeriesSummary> certificates;  // titles valid on 31 December; the first is the opening stock
  std::vector<SeriesSummary> outlay;        // CNY per year
  std::size_t parameters;
  std::size_t drawn;                        // parameters whose value differs between replicates
};

// Whether a goal is one of so few in a trial of a part of the city that no verdict can be given on it.
bool too_small_a_trial(double goal, const std::string& unit, const std::string& scale);
// The target that is least likely: of those whose numbers are public goals of the city's own documents, where there is one, else of all
// that are judged (stand-ins and what follows from other goals). Those whose verdict is withheld come last. nullptr where none is judged.
const TargetSummary* binding_target(const RunSummary& run);

class ResultView;
// Share of the city's firms that was simulated. A result holds what was simulated; a summary holds counts and amounts of the whole city.
double scale_of(const ResultView& view);

// Throws IoError when `results` is not the result of a run.
RunSummary summarise(const Results& results);

}  // namespace echelon
