#pragma once
// A study: many experiments with one scenario or a few, to learn how likely an outcome is, what it depends on, or which
// scenario does better. docs/studies.md says what every kind is.
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "engine/study/copula.hpp"
#include "model/scenario.hpp"

namespace echelon {

enum class StudyKind { monte_carlo, prcc, pawn, morris, sobol, grid, table, compare, shapley };
inline constexpr const char* study_kinds[] = {"monte-carlo", "prcc", "pawn", "morris", "sobol", "grid", "table", "compare", "shapley"};

// One number that experiments vary.
struct Factor {
  enum class Kind {
    parameter,  // by its prior
    ensemble,   // a row of the stored ensemble: all calibrated parameters jointly
    luck,       // which luck: a replicate's key
    dummy,      // not used by the model: what an input without influence looks like
    amount,     // a number of an instrument: policy.<instrument>.<field>
    on_off,     // policy.<instrument> or rooms.<room>: 1 on, 0 off
    player,     // players.<id>: 1 its instruments take part, 0 they do not (sampled Shapley shares)
    macro_path  // which path of the economy: a key of its own
  };
  std::string id;
  Kind kind = Kind::parameter;
  Names name;
  std::string unit;
  Prior prior;                  // continuous
  std::vector<double> levels;   // discrete: equally likely; empty for a continuous factor
  std::string input;            // factors with the same input are moved and judged together
  double value(double u) const; // of a place in (0,1)
};

// One number that is looked at in every experiment.
struct StudyOutcome {
  std::string id;
  Names name;
  std::string unit;
  Metric metric;
  int year = 0;                 // at whose end it is read
  double goal = std::numeric_limits<double>::quiet_NaN();  // NaN: none to be held against
  int base_year = 0;            // the first year in which the goal may count as reached
  bool assumption = false;
};

// Instruments that take part together or not at all.
struct Player {
  std::string id;
  std::vector<std::string> instruments;
};

enum class StudyLuck {
  own,     // every point has its own luck
  common,  // all points share theirs (common random numbers)
  factor   // luck is an input like others
};

// Which path of the economy and of the venture climate (S1).
enum class StudyMacro {
  luck,    // the one of the experiment's luck
  common,  // the same for all experiments
  factor   // an input of its own, told apart from all other chance
};

struct Study {
  std::string id;
  Names name;
  std::string question, source;
  StudyKind kind = StudyKind::monte_carlo;
  std::string design = "latin-hypercube";  // of monte-carlo, prcc, pawn, compare, shapley, sobol: random, latin-hypercube, sobol
  std::size_t points = 0;       // points; base rows of a Saltelli design; trajectories of Morris
  std::size_t seeds = 1;        // experiments at every point that differ by luck alone
  std::size_t block = 0;        // experiments that are written together
  std::size_t levels = 0;       // Morris: levels of the grid; grid: places of a continuous factor
  std::size_t slices = 0;       // PAWN: conditioning intervals
  std::size_t resamples = 0;    // of the bootstrap
  double level = 0;             // of all intervals
  double precision = 0;         // an index has converged when half its interval is no wider than this
  bool second_order = false;    // Sobol' S2
  StudyLuck luck = StudyLuck::own;
  StudyMacro macro = StudyMacro::luck;
  std::uint64_t seed = 0;
  std::vector<Factor> factors;
  std::vector<RankCorrelation> correlations;     // between factors, by their places
  std::vector<std::string> inputs;               // as judged, in order
  std::vector<StudyOutcome> outcomes;
  std::vector<std::string> constraints;          // outcomes whose goals are to be reached together
  std::string stop_outcome;                      // empty: all points are run
  double stop_half_width = 0;
  std::vector<std::vector<double>> table;        // a design of one's own, one row of factor values each
  std::vector<Player> players;                   // shapley: groups of instruments among which the effect is shared
  bool sampled = false;                          // shapley: two orders of joining at every point instead of every coalition
  std::vector<Scenario> scenarios;               // variants; the first is the reference
};

// The inputs of factors in the order in which they are first met.
std::vector<std::string> inputs_of(const std::vector<Factor>& factors);

// For `others: drawn`: every parameter with a prior that is no factor yet and the user has not fixed, and the ensemble where
// there is one; with `input` not empty they are judged together under that name.
std::vector<Factor> drawn_factors(const Scenario& scenario, const std::vector<Factor>& known, const std::string& input);
Factor parameter_factor(const ParameterValue& parameter);
Factor plain_factor(Factor::Kind kind, const Scenario& scenario);  // ensemble, luck, macro_path, dummy

// Every target of the scenario that can be measured within the horizon.
std::vector<StudyOutcome> target_outcomes(const Scenario& scenario);

// Everything that decides the numbers, as text: two studies with the same text give the same result.
std::string study_text(const Study& study);

}  // namespace echelon
