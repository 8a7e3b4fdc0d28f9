#pragma once
// What pairs of runs under the same luck say of a difference.
#include <span>

namespace echelon {

// Of other - reference, over n pairs. Everything that n does not allow is NaN.
struct PairedDifference {
  double mean;
  double low, high;       // interval of the mean: Student's t over the pairs; needs two pairs
  double p05, p95;        // of single pairs: 5 % and 95 % quantile
  double variance_ratio;  // var(other - reference) / (var(other) + var(reference)); below 1 the pairing pays; NaN if both are constant
};

// `level` 0.9 gives 90 % intervals. Throws std::invalid_argument when the samples are empty or of different size.
PairedDifference paired_difference(std::span<const double> reference, std::span<const double> other, double level);

// mean(cost) / mean(effect) with Fieller's interval (1954) over pairs. Where the effect's own interval holds zero the
// ratio has no bounded interval: low and high are NaN. The ratio is NaN where the mean effect is zero.
struct CostPerUnit {
  double value, low, high;
};
CostPerUnit cost_per_unit(std::span<const double> cost, std::span<const double> effect, double level);

}  // namespace echelon
