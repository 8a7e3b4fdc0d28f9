#include "core/random/discrete.hpp"

#include <limits>
#include <stdexcept>
#include <string>

#include "core/math/log_gamma.hpp"
#include "core/math/vecmath.hpp"

namespace echelon {

namespace {

void require(bool holds, const char* law, double value) {
  if (!holds) throw std::invalid_argument(std::string(law) + ": parameter out of range: " + std::to_string(value));
}

double cut(double u) {
  require(u == u, "inversion of a uniform", u);
  return vecmath::at_most(vecmath::at_least(u, 0.0), 1.0 - 0x1p-53);
}

// Stirling's rest for any x > 0; Loader, "Fast and accurate computation of binomial probabilities" (2000).
double rest(double x) {
  if (x >= 8.0) return vecmath::stirling_rest(x);
  return log_gamma(x + 1.0) - ((x + 0.5) * vlog(x) - x + 0.91893853320467274178);
}

// Loader's deviance x ln(x/m) + m - x, without cancellation near x = m.
double deviance(double x, double m) {
  const double d = x - m;
  if (d > 0.1 * (x + m) || -d > 0.1 * (x + m)) return x * vlog(x / m) + m - x;
  const double v = d / (x + m);
  double sum = d * v, power = 2.0 * x * v;
  for (double k = 3.0; k < 60.0; k += 2.0) {
    power *= v * v;
    const double next = sum + power / k;
    if (next == sum) break;
    sum = next;
  }
  return sum;
}

constexpr double kTwoPi = 6.2831853071795864769;

double poisson_mass(double x, double mean) {
  if (x == 0.0) return vexp(-mean);
  return vexp(-rest(x) - deviance(x, mean)) / __builtin_sqrt(kTwoPi * x);
}

// n and x may be real: the negative binomial law needs that.
double binomial_mass(double x, double n, double p) {
  const double q = 1.0 - p;
  if (x == 0.0) return vexp(n * vlog1p(-p));
  if (x == n) return vexp(n * vlog(p));
  const double exponent = rest(n) - rest(x) - rest(n - x) - deviance(x, n * p) - deviance(n - x, n * q);
  return vexp(exponent) * __builtin_sqrt(n / (kTwoPi * x * (n - x)));
}

// How a law goes on from a value to its neighbours: up(n) is mass(n + 1) / mass(n), down(n) the inverse. Both are factors: a division that
// waits for the mass would make a step three times as long.
template <class Up, class Down>
struct Steps {
  Up up;
  Down down;
};

// P(N < mode), by summing down from the mode.
template <class Law>
double sum_below(double mode, double mass, const Law& law) {
  double below = 0.0;
  for (double n = mode; n > 0.0 && mass > 1e-20 * below;) {
    n -= 1.0;
    mass *= law.down(n);
    below += mass;
  }
  return below;
}

// Smallest n with F(n) >= u: a walk from the mode, where F(mode - 1) is `below`.
template <class Law>
int walk_from(double u, double mode, double mass, double below, double highest, const Law& law) {
  double n = mode;
  if (u > below) {
    double reached = below + mass;
    while (u > reached && n < highest) {
      mass *= law.up(n);
      n += 1.0;
      const double next = reached + mass;
      if (next == reached && mass < 1e-17) break;
      reached = next;
    }
    return static_cast<int>(n);
  }
  while (n > 0.0) {
    n -= 1.0;
    mass *= law.down(n);
    below -= mass;
    if (u > below || mass < 1e-20) break;
  }
  return static_cast<int>(n);
}

template <class Law>
int walk(double u, double mode, double mass_at_mode, double highest, const Law& law) {
  return walk_from(u, mode, mass_at_mode, sum_below(mode, mass_at_mode, law), highest, law);
}

auto poisson_steps(double mean) {
  return Steps{[=](double n) { return mean / (n + 1.0); }, [=, inverse = 1.0 / mean](double n) { return (n + 1.0) * inverse; }};
}
auto binomial_steps(int n, double odds) {
  return Steps{[=](double x) { return (n - x) / (x + 1.0) * odds; }, [=](double x) { return (x + 1.0) / ((n - x) * odds); }};
}
auto negative_binomial_steps(double k, double q) {
  return Steps{[=](double n) { return (n + k) / (n + 1.0) * q; }, [=](double n) { return (n + 1.0) / ((n + k) * q); }};
}

double whole(double x) { return static_cast<double>(static_cast<int>(x)); }
constexpr double kMostSteps = 2e9;

}  // namespace

int poisson_inverse(double u, double mean) {
  require(mean >= 0.0 && mean < 1e9, "Poisson mean", mean);
  u = cut(u);
  const double mode = whole(mean);
  return walk(u, mode, poisson_mass(mode, mean), kMostSteps, poisson_steps(mean));
}

int binomial_inverse(double u, int n, double p) {
  require(n >= 0, "binomial trials", n);
  require(p >= 0.0 && p <= 1.0, "binomial probability", p);
  u = cut(u);
  if (n == 0 || p == 0.0) return 0;
  if (p == 1.0) return n;
  const double mode = vecmath::at_most(whole((n + 1.0) * p), static_cast<double>(n));
  const double odds = p / (1.0 - p);
  return walk(u, mode, binomial_mass(mode, n, p), n, binomial_steps(n, odds));
}

BinomialLaw::BinomialLaw(double p)
    : p_(p), odds_(p / (1.0 - p)), log_failure_(static_cast<float>(vlog1p(-p))), start_(1024) {
  require(p >= 0.0 && p <= 1.0, "binomial probability", p);
}

int BinomialLaw::inverse(double u, int n) {
  const bool plain = n > 0 && p_ > 0.0 && p_ < 1.0 && static_cast<std::size_t>(n) < start_.size();
  if (!plain) return binomial_inverse(u, n, p_);
  u = cut(u);
  const auto steps = binomial_steps(n, odds_);
  Start& s = start_[static_cast<std::size_t>(n)];
  if (s.mass < 0) {
    s.mode = vecmath::at_most(whole((n + 1.0) * p_), static_cast<double>(n));
    s.mass = binomial_mass(s.mode, n, p_);
    s.below = sum_below(s.mode, s.mass, steps);
  }
  return walk_from(u, s.mode, s.mass, s.below, n, steps);
}

int negative_binomial_inverse(double u, double mean, double k) {
  require(mean >= 0.0 && mean < 1e9, "negative binomial mean", mean);
  require(k > 0.0 && k <= std::numeric_limits<double>::max(), "negative binomial shape", k);
  u = cut(u);
  if (mean == 0.0) return 0;
  const double q = mean / (k + mean);
  const double mode = k > 1.0 ? whole((k - 1.0) * mean / k) : 0.0;
  const double mass = mode == 0.0 ? vexp(-k * vlog1p(mean / k)) : k / (k + mode) * binomial_mass(mode, mode + k, q);
  return walk(u, mode, mass, kMostSteps, negative_binomial_steps(k, q));
}

}  // namespace echelon
