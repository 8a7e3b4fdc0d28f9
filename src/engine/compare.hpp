#pragma once
// Scenarios side by side under the same luck: every replicate draws one point of the parameters and one key, and all
// scenarios live through it. What differs between them is then policy alone, and the difference is known far better than
// either side (common random numbers; model page 4.4).
#include <vector>

#include "engine/draw.hpp"
#include "engine/ensemble.hpp"
#include "engine/results.hpp"
#include "model/observation.hpp"
#include "model/scenario.hpp"

namespace echelon {

struct ComparisonOutcome {
  Results results;                          // replicates in which every scenario finished
  std::vector<ReplicateFailure> failures;   // the replicate and the scenario that failed in it
  double seconds;
  double firm_quarters;
  bool interrupted;
};

// Seed, number of replicates, design and ensemble are the reference's. The results hold, for the others in the order given:
//   reference_<x>        (replicate, year, ...)             the reference itself, at the end of the year or over it
//   <x>_difference       (replicate, scenario, year, ...)   other - reference
//   <x>_difference_mean, _low, _high, _p05, _p95, _variance_ratio   (scenario, year, ...), see PairedDifference; level 90 %
//   outlay_total, cost_per_additional_firm (CNY: outlay since the start over the difference of unique firms at year end),
//   net_cost_per_additional_firm (of the outlay the additional local tax has come back), cost_per_firm_year (the same over the sum
//   of the differences of all years so far), rd_real_per_cny, rd_reported_per_cny (no ladder), each with _low and _high
//   sales_gain_supported, sales_gain_others (replicate, scenario, year, sector): see SalesGain; with _mean, _low, _high (scenario, year)
//   of their sums over sectors; displacement, _low, _high (scenario, year): −others/supported at that year, Fieller's interval
// x is certificates, certificates_granted (scheme), certified_firms (ladder), outlay (instrument; of all scenarios),
// firms, entries, revenue, employment, rd_real, rd_reported, patents_filed, venture_invested, tax_local (whole city), target_value.
// Throws std::invalid_argument, saying what differs, when scenarios cannot share their luck.
ComparisonOutcome run_comparison(const Scenario& reference, const std::vector<Scenario>& others, const EnsembleOptions& options);

// One list of points per scenario, the reference first, each in its own scenario's order of parameters. Parameters are
// matched by path; one that a scenario fixes keeps its value there and is drawn in the others. Throws as above.
std::vector<ParameterDraws> pair_parameters(const Scenario& reference, const std::vector<Scenario>& others);

// The arrays above from finished records: records[s][k] is scenario s (0 the reference) in replicate `replicates[k]`.
Results assemble_comparison(const Scenario& reference, const std::vector<Scenario>& others,
                            const std::vector<std::vector<Record>>& records, const std::vector<std::size_t>& replicates);

}  // namespace echelon
