#include "engine/compare_statistics.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <limits>
#include <stdexcept>
#include <vector>

#include "core/statistics.hpp"

namespace echelon {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

double square(double x) { return x * x; }

double t_quantile(std::size_t n, double level) {
  return boost::math::quantile(boost::math::students_t(static_cast<double>(n - 1)), 0.5 + level / 2);
}

void require_pairs(std::size_t a, std::size_t b) {
  if (a == 0 || a != b) throw std::invalid_argument("pairs need two samples of one size");
}

// Sample covariance of means: divides by n (n - 1).
double covariance_of_means(std::span<const double> x, double mx, std::span<const double> y, double my) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += (x[i] - mx) * (y[i] - my);
  return sum / static_cast<double>(x.size()) / static_cast<double>(x.size() - 1);
}

}  // namespace

PairedDifference paired_difference(std::span<const double> reference, std::span<const double> other, double level) {
  require_pairs(reference.size(), other.size());
  std::vector<double> d;
  for (std::size_t i = 0; i < reference.size(); ++i) d.push_back(other[i] - reference[i]);
  PairedDifference out{mean(d), kNan, kNan, quantile(d, 0.5 - level / 2), quantile(d, 0.5 + level / 2), kNan};
  if (d.size() < 2) return out;
  const double spread = sd(d), apart = square(sd(reference)) + square(sd(other));
  const double half = t_quantile(d.size(), level) * spread / __builtin_sqrt(static_cast<double>(d.size()));
  out.low = out.mean - half, out.high = out.mean + half;
  if (apart > 0) out.variance_ratio = square(spread) / apart;
  return out;
}

CostPerUnit cost_per_unit(std::span<const double> cost, std::span<const double> effect, double level) {
  require_pairs(cost.size(), effect.size());
  const double a = mean(cost), b = mean(effect);
  CostPerUnit out{b == 0 ? kNan : a / b, kNan, kNan};
  if (cost.size() < 2) return out;
  const double tt = square(t_quantile(cost.size(), level));
  const double ab = a * b - tt * covariance_of_means(cost, a, effect, b);
  const double aa = a * a - tt * covariance_of_means(cost, a, cost, a);
  const double bb = b * b - tt * covariance_of_means(effect, b, effect, b);
  const double root = ab * ab - aa * bb;
  if (bb <= 0 || root < 0) return out;
  out.low = (ab - __builtin_sqrt(root)) / bb, out.high = (ab + __builtin_sqrt(root)) / bb;
  return out;
}

}  // namespace echelon
