#include "core/math/gamma_table.hpp"

#include <stdexcept>
#include <string>

#include "core/math/log_gamma.hpp"
#include "core/math/vecmath.hpp"

namespace echelon {

namespace {

// Logarithms of the lower and the upper probability and of the density of y = ln x at x, for x ~ Gamma(k).
class LogGammaLaw {
 public:
  explicit LogGammaLaw(double k) : k_(k), log_norm_(log_gamma(k)) {}

  double log_density(double y) const { return k_ * y - vexp(y) - log_norm_; }

  double log_lower(double y) const {
    const double x = vexp(y);
    return x < k_ + 1.0 ? log_density(y) + vlog(series(x)) : vlog1p(-vexp(log_density(y) + vlog(fraction(x))));
  }

  double log_upper(double y) const {
    const double x = vexp(y);
    return x < k_ + 1.0 ? vlog1p(-vexp(log_density(y) + vlog(series(x)))) : log_density(y) + vlog(fraction(x));
  }

 private:
  // Sum of x^n / (k (k + 1) ... (k + n)).
  double series(double x) const {
    double term = 1.0 / k_, sum = term;
    for (double n = 1.0; term > 1e-17 * sum; n += 1.0) {
      term *= x / (k_ + n);
      sum += term;
    }
    return sum;
  }

  // Legendre's continued fraction 1/(x+1-k - 1(1-k)/(x+3-k - 2(2-k)/(x+5-k - ...))), evaluated from the far end.
  double fraction(double x) const {
    const int depth = 24 + static_cast<int>(200.0 / x);
    double rest = 0.0;
    for (int n = depth; n > 0; --n) rest = n * (n - k_) / (x + 1.0 - k_ + 2.0 * n - rest);
    return 1.0 / (x + 1.0 - k_ - rest);
  }

  double k_;
  double log_norm_;
};

// ln P and ln(1 - P) are concave in y, so that Newton's steps from any start settle; a few suffice from a neighbour.
template <class LogProbability>
double solve(const LogGammaLaw& law, double target, double start, double direction, LogProbability log_probability) {
  double y = start;
  for (int step = 0; step < 60; ++step) {
    const double value = log_probability(y);
    const double slope = direction * vexp(law.log_density(y) - value);
    const double move = (target - value) / slope;
    y += vecmath::at_most(vecmath::at_least(move, -2.0), 2.0);
    if (move < 1e-9 && move > -1e-9) break;
  }
  return y;
}

// The last nodes, and where the parabola through them expects the next one: a node then takes two of Newton's steps instead of four.
class Ahead {
 public:
  explicit Ahead(double start) : y_{start} {}
  double expect(double t) const {
    if (n_ < 2) return y_[0];
    const double first = slope(0);
    const double bend = n_ == 2 ? 0 : (first - slope(1)) / (t_[0] - t_[2]);
    return y_[0] + (t - t_[0]) * (first + (t - t_[1]) * bend);
  }
  void add(double t, double y) {
    for (int i = 2; i > 0; --i) t_[i] = t_[i - 1], y_[i] = y_[i - 1];
    t_[0] = t, y_[0] = y;
    n_ = n_ < 3 ? n_ + 1 : 3;
  }

 private:
  double slope(int i) const { return (y_[i] - y_[i + 1]) / (t_[i] - t_[i + 1]); }
  double t_[3] = {}, y_[3] = {};
  int n_ = 0;  // nodes so far
};

// min(u, 1 - u) at a node of one side.
double node_position(int index) {
  const std::uint32_t bits = ((127u - 24u) << 23) + (static_cast<std::uint32_t>(index) << (23 - kGammaSplitBits));
  return std::bit_cast<float>(bits);
}

std::vector<float> tabulate(double shape) {
  const LogGammaLaw law(shape);
  std::vector<float> node(2 * kGammaSide);
  const int last = kGammaOctaves << kGammaSplitBits;  // u = 1/2 on both sides
  Ahead rising((vlog(node_position(0)) + log_gamma(shape + 1.0)) / shape);
  double y = 0;
  for (int i = 0; i <= last; ++i) {
    const double target = vlog(node_position(i));
    y = solve(law, target, rising.expect(target), 1.0, [&](double at) { return law.log_lower(at); });
    rising.add(target, y);
    node[i] = static_cast<float>(vexp(y) / shape);
  }
  Ahead falling(y);
  for (int i = last; i >= 0; --i) {
    const double target = vlog(node_position(i));
    y = solve(law, target, falling.expect(target), -1.0, [&](double at) { return law.log_upper(at); });
    falling.add(target, y);
    node[kGammaSide + i] = static_cast<float>(vexp(y) / shape);
  }
  node[last + 1] = node[last];  // read at u = 1/2, where its weight is zero
  node[kGammaSide + last + 1] = node[kGammaSide + last];
  return node;
}

}  // namespace

GammaTable::GammaTable(double shape) : shape_(shape) {
  if (!(shape >= 0.3 && shape <= 5.0))
    throw std::invalid_argument("a gamma table needs a shape from 0.3 to 5, not " + std::to_string(shape));
  node_ = tabulate(shape);
}

float GammaTable::quantile(float u) const {
  if (node_.empty()) throw std::logic_error("an empty gamma table has no quantiles");
  return gamma_quantile(view(), u);
}

}  // namespace echelon
