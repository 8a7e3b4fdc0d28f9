#pragma once
// What a comparison says, taken from its result alone: the text and the JSON document are two views of it.
#include <string>
#include <vector>

#include "engine/results.hpp"
#include "model/scenario.hpp"
#include "report/words.hpp"

namespace echelon {

// Other - reference at the end of a year or over it, in the quantity's own unit; NaN where pairs do not say it. Counts and amounts are those
// of the whole city also where only a share of it was simulated.
struct YearDifference {
  int year;
  double reference;             // mean of the reference over the pairs
  double mean, low, high;       // mean difference and its 90 % interval
  double p05, p95;              // of single pairs
  double variance_ratio;        // of the paired difference over an unpaired one
  bool sure() const { return low > 0 || high < 0; }
};

struct DifferenceSeries {
  std::string id;
  Names name;
  std::string unit;
  std::vector<YearDifference> years;
  int deadline = 0;             // of a target: the year whose end counts
};

// Outlay more than the reference over some years, with the 90 % interval of that sum; CNY.
struct PeriodSum {
  int first, last;
  double mean, low, high;
};
constexpr std::size_t kLately = 4;  // years

// Outlay since the start over additional unique firms at the end of the year, and over additional firm-years; CNY. low and
// high are NaN where the additional firms are not told from none.
struct YearCost {
  int year;
  double per_firm, per_firm_low, per_firm_high;
  double per_year, per_year_low, per_year_high;
  double net, net_low, net_high;  // per firm, after the additional local tax
};

// What a yuan of outlay added up to the end of the year.
struct YearReturn {
  int year;
  double real, real_low, real_high;              // of real R&D
  double reported, reported_low, reported_high;  // of reported R&D
};

// Who gained sales in a year: firms that were paid more than under the reference, and all others; CNY a year.
struct YearGain {
  int year;
  double supported, supported_low, supported_high;
  double others, others_low, others_high;
  double displaced, displaced_low, displaced_high;  // −others over supported; the interval NaN where supported is not told from none
};

struct CostSeries {
  std::string ladder;
  Names name;
  std::vector<YearCost> years;
};

struct ComparedScenario {
  std::string id;
  Names title;
  std::vector<DifferenceSeries> certificates, granted, ladders, city, targets, outlay;
  DifferenceSeries outlay_total;
  std::vector<CostSeries> cost;
  std::vector<YearReturn> returns;
  std::vector<YearGain> gains;  // empty when the result does not say
  std::vector<std::string> aims;                        // titles at which instruments are aimed that differ from the reference
  std::vector<PeriodSum> outlay_so_far, outlay_lately;  // by year: since the start, over the last kLately years
};

struct ComparisonSummary {
  std::string reference, seed, horizon, interrupted, drawn;
  Names title;
  std::size_t pairs;
  int look_at;   // the year of the tables: that of most targets, or the last
  double scale;  // share of the city's firms that was simulated
  std::vector<ComparedScenario> scenarios;
};

bool moves(const DifferenceSeries& series);            // in any pair and year
int first_year_apart(const DifferenceSeries& series);  // the first year in which it moves
// That year, or the last where the result ends before it.
const YearDifference& at_year(const DifferenceSeries& series, int year);

// Throws IoError when `results` is not the result of a comparison.
ComparisonSummary summarise_comparison(const Results& results);

std::string compare_report(const ComparisonSummary& comparison, Lang lang);

}  // namespace echelon
