#pragma once
// Counts from one uniform by inversion: the smallest n whose distribution function is at least u. For a fixed u the
// count never falls when the mean (the probability) rises, up to the last digits of double precision: a higher rate
// only adds. No libm; the walk starts at the mode, so that means up to 1e5 neither underflow nor take more than some
// ten standard deviations of steps. u is cut to [0, 1 - 2^-53]. All throw std::invalid_argument on NaN and on
// parameters outside their range.

#include <vector>

namespace echelon {

// Mean >= 0.
int poisson_inverse(double u, double mean);

// n >= 0 trials, probability p in [0, 1].
int binomial_inverse(double u, int n, double p);

// The same counts as binomial_inverse for one p and many n: what the walk starts from is kept for every n up to 1023.
class BinomialLaw {
 public:
  explicit BinomialLaw(double p);
  int inverse(double u, int n);
  // What counts.hpp asks for.
  float odds() const { return static_cast<float>(odds_); }
  float log_failure() const { return log_failure_; }

 private:
  struct Start {
    double mass = -1;   // at the mode; negative: not yet known
    double below = 0;   // F(mode - 1)
    double mode = 0;
  };
  double p_, odds_;
  float log_failure_;  // ln(1 - p)
  std::vector<Start> start_;
};

// Poisson with a gamma-distributed mean: variance mean + mean^2 / k, k > 0.
int negative_binomial_inverse(double u, double mean, double k);

}  // namespace echelon
