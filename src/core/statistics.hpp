#pragma once
// Small statistics over columns of doubles. An empty sample, or one too small for the question, throws
// std::invalid_argument.
#include <cstddef>
#include <span>
#include <vector>

namespace echelon {

// Quantile of type 7 (Hyndman and Fan 1996; the default of R and NumPy): linear between order statistics, p in [0, 1].
double quantile(std::vector<double> v, double p);

double mean(std::span<const double> v);
double sd(std::span<const double> v);  // divides by n - 1

struct Interval {
  double low, high;
};

// Two-sided intervals for a proportion after k successes in n trials; level 0.95 is 95 %.
Interval wilson(std::size_t k, std::size_t n, double level);  // Wilson 1927
// Equal tails of Beta(k + 1/2, n - k + 1/2); low is 0 at k = 0, high is 1 at k = n.
Interval jeffreys(std::size_t k, std::size_t n, double level);

// Hill's estimate of the exponent a in P(X > x) ~ x^-a from the top share of the values (at least 2, all positive).
double hill_exponent(std::vector<double> v, double top_share);

// Slope of the ordinary least squares line of y on x.
double ols_slope(std::span<const double> x, std::span<const double> y);

double correlation(std::span<const double> x, std::span<const double> y);

// Ranks from 1 on; equal values share the mean of theirs.
std::vector<double> ranks(std::span<const double> v);
// Spearman's: the correlation of the ranks.
double rank_correlation(std::span<const double> x, std::span<const double> y);

// Maximum likelihood of b in the exponential power law exp(-|x/a|^b / b), values centred at their median: 1 Laplace,
// 2 normal. Searched in [0.2, 10].
double subbotin_shape(std::vector<double> v);

}  // namespace echelon
