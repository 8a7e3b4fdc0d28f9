#pragma once
// The stylised facts of the model page (section 2): what is known of firms everywhere and must come out of the model without
// having been put in. Each is one or more statistics with a range; it holds when every median over the replicates lies in its
// range. A fact that the model misses stays in the table, with the reason.
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/ensemble.hpp"
#include "model/scenario.hpp"

namespace echelon {

enum class FactRule : std::uint8_t {
  median_in_range,   // the median over replicates lies in [low, high]
  band_holds,        // the 90 % band of the replicates holds the published value
  shown              // printed for contrast, not judged
};

struct FactStatistic {
  std::string id;
  Names name;
  double low;        // accepted range, ends included; infinite where the page gives one side
  double high;
  FactRule rule;
};

struct FactDefinition {
  std::string number;            // as on the model page: 1, 12b; 7w is the city's own exit rate
  char tier;                     // G gate, S scored
  char use;                      // C may calibrate, V held out
  Names name;
  std::string reference;         // tags of the bibliography
  std::vector<FactStatistic> statistics;
  Names later;                   // why there is nothing to measure yet; empty when there is
};

std::span<const FactDefinition> fact_definitions();

// Facts that the model is known to miss and why. A fact that is listed here and holds, or is missed and not listed, is news:
// the tests say so.
struct KnownMiss {
  enum class Where : std::uint8_t { everywhere, whole_city, part_of_city };  // the tests look at a tenth of the city
  std::string number;
  Names why;
  Where where = Where::everywhere;
};
std::span<const KnownMiss> known_misses();

enum class FactVerdict : std::uint8_t { in, missed, unmeasured, later };

struct StatisticResult {
  double low, high;              // accepted
  double median, p05, p95;       // over replicates; NaN when none could be measured
  bool in;                       // true for those that are only shown
};

struct FactResult {
  FactDefinition definition;
  std::vector<StatisticResult> statistics;
  FactVerdict verdict;
  Names explanation;             // of a known miss
};

// The page asks for the median over at least so many replicates.
constexpr int kFactReplicates = 20;

struct FactOptions {
  int threads = 1;
  int reference_year = 2023;     // the last year of which most of the evidence speaks; facts of a level are read here
  int drift_years = 15;          // of fact 1, from the first closed year
  int leak_years = 2;            // of fact 32: how long before the reference year the grants begin to be more
  int funnel_years = 8;          // of fact 30: how long rounds of equity are followed
  double more_grants = 10;       // by how many times the lines in force: enough to stand out of chance
  int pulse_years = 2;           // of fact 31: how long the grants are more
  int follow_years = 5;          // and how long after the reference year R&D is looked at
  double ratio_cap = 10;         // the largest ratio between poor and rich that is told
  int productivity_years = 5;    // of fact 29
  int push_year = 2019;          // of fact 26: when the high-tech certificate is pushed
  double push_award = 500000;    // CNY an application in that year
  double push_desk = 3;          // cases that the desk takes in that year, over its own
  std::function<void(const Progress&)> on_progress;
  const std::atomic<bool>* interrupt = nullptr;
};

// Statistics of one replicate by id; what cannot be measured is NaN or missing.
using FactValues = std::map<std::string, double>;

struct FactsOutcome {
  std::vector<FactResult> facts;
  std::vector<FactValues> values;          // by replicate that finished
  std::vector<ReplicateFailure> failures;
  double seconds = 0;
  double firm_quarters = 0;
  bool interrupted = false;
};

// Runs the scenario's replicates, each six times: as it is, with every firm looked at; on the national reference hazard
// for the cohorts of facts 7 and 8 (decision 26); with nobody answering the notch, for fact 23; and with the same luck and a push of
// policy: more grants for fact 32, where there is a market of people, and for two years for fact 31, and one year's awards for fact 26. Throws std::invalid_argument when the horizon is shorter than the facts need.
FactsOutcome run_facts(const Scenario& scenario, const FactOptions& options);

// Judges measured values; what run_facts does at its end.
std::vector<FactResult> judge_facts(const Scenario& scenario, const std::vector<FactValues>& values);

class Record;
// The scenario with more of every grant line in force (fact 32).
Scenario with_more_grants(const Scenario& scenario, const FactOptions& options);
// The scenario with more of every grant line for `pulse_years` years (fact 31).
Scenario with_grant_pulse(const Scenario& scenario, const FactOptions& options);
// The scenario with a year of awards and a wider desk for the high-tech certificate, unchanged where there is none or the horizon does
// not hold the year and the three after it; and its echo: additional passes three years later
// over those of the year (fact 26); NaN when the push brings none.
Scenario with_title_push(const Scenario& scenario, const FactOptions& options);
double title_echo(const Scenario& scenario, const Record& usual, const Record& pushed, const FactOptions& options);
// The share of the extra R&D money of a year that pays the same people more; NaN when there is no extra money.
double wage_leak(const Scenario& scenario, const Record& usual, const Record& more, double staff_share, int year);

// Parameters of the reference run: hazards as the national registry has them, whatever the firm's size, inventions, place or
// the business cycle.
struct Parameters;
Parameters reference_parameters(const Parameters& p);

}  // namespace echelon
