#pragma once
// Statistics that only the stylised facts need. An empty sample, or one too small for the question, gives NaN: a replicate
// may lack firms of a kind, and the median over replicates then says so.
#include <cstddef>
#include <span>
#include <vector>

namespace echelon {

// Smallest value at which half of the weight is reached.
double weighted_median(std::vector<double> values, std::vector<double> weights);

// Slope of the line of y on x by weighted least squares.
double weighted_slope(std::span<const double> x, std::span<const double> y, std::span<const double> weights);

// Hurwitz' zeta, sum over k >= 0 of (q + k)^-s, by Euler and Maclaurin; s > 1, q > 0. Relative error below 1e-10.
double hurwitz_zeta(double s, double q);

// Discrete power law P(X = x) ~ x^-a for x >= cutoff, by maximum likelihood, the cutoff where the fit lies closest to the
// data (Clauset, Shalizi and Newman 2009, equations 3.5 and 3.9). Cutoffs that leave fewer than `least` values are not tried.
struct DiscreteTail {
  double exponent;
  int cutoff;
  std::size_t n;     // values from the cutoff on
  double distance;   // Kolmogorov and Smirnov's
};
DiscreteTail discrete_tail(const std::vector<int>& values, std::size_t least);

// Elasticity b of ln E[count] = a + b ln x, by Poisson quasi maximum likelihood; zeros count. x > 0.
double poisson_elasticity(std::span<const double> x, std::span<const double> counts);

// Shape of growth inside cells: Subbotin's b of every cell with at least `least` values, and the median over the cells
// weighted by their size.
double median_shape(const std::vector<std::vector<double>>& cells, std::size_t least);

// Slope of ln sd(y) on the mean of x over bins of width `width` in x that hold at least `least` values. Every bin counts
// the same, as in the literature, so that the many small firms do not decide alone.
double spread_slope(std::span<const double> x, std::span<const double> y, double width, std::size_t least);

}  // namespace echelon
