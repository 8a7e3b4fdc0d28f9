#include "core/statistics.hpp"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <numeric>
#include <stdexcept>

#include "core/math/log_gamma.hpp"
#include "core/math/vecmath.hpp"

namespace echelon {

namespace {

void require(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(what);
}

void require_trials(std::size_t k, std::size_t n, double level) {
  require(n > 0 && k <= n, "a proportion needs at least one trial and no more successes than trials");
  require(level > 0 && level < 1, "a level lies between 0 and 1");
}

struct Moments {
  double xx = 0, xy = 0, yy = 0;
};

Moments centred(std::span<const double> x, std::span<const double> y) {
  require(x.size() == y.size() && x.size() >= 2, "two columns of equal length, at least two rows");
  const double mx = mean(x), my = mean(y);
  Moments m;
  for (std::size_t i = 0; i < x.size(); ++i) {
    m.xx += (x[i] - mx) * (x[i] - mx);
    m.xy += (x[i] - mx) * (y[i] - my);
    m.yy += (y[i] - my) * (y[i] - my);
  }
  return m;
}

// Log likelihood a value at the best scale, a^b = mean |x|^b, up to nothing.
double subbotin_likelihood(const std::vector<double>& log_size, double b) {
  double sum = 0;
  for (double l : log_size) sum += vexp(b * l);
  const double log_scale = vlog(sum / static_cast<double>(log_size.size())) / b;
  return -(vlog(2.0) + log_scale + vlog(b) / b + log_gamma(1.0 + 1.0 / b)) - 1.0 / b;
}

}  // namespace

double quantile(std::vector<double> v, double p) {
  require(!v.empty(), "a quantile of nothing");
  require(p >= 0 && p <= 1, "a quantile's probability lies between 0 and 1");
  for (double x : v) require(x == x, "a quantile of values that are not numbers");
  const double position = p * static_cast<double>(v.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const auto at = v.begin() + static_cast<std::ptrdiff_t>(below);
  std::nth_element(v.begin(), at, v.end());
  const double weight = position - static_cast<double>(below);
  if (weight == 0) return *at;
  const double next = *std::min_element(at + 1, v.end());
  return *at + weight * (next - *at);
}

double mean(std::span<const double> v) {
  require(!v.empty(), "a mean of nothing");
  double sum = 0;
  for (double x : v) sum += x;
  return sum / static_cast<double>(v.size());
}

double sd(std::span<const double> v) {
  require(v.size() >= 2, "a standard deviation needs two values");
  const double m = mean(v);
  double sum = 0;
  for (double x : v) sum += (x - m) * (x - m);
  return __builtin_sqrt(sum / static_cast<double>(v.size() - 1));
}

Interval wilson(std::size_t k, std::size_t n, double level) {
  require_trials(k, n, level);
  const double z = inverse_normal(0.5 + 0.5 * level), trials = static_cast<double>(n);
  const double share = static_cast<double>(k) / trials, z2 = z * z / trials;
  const double centre = share + 0.5 * z2;
  const double half = z * __builtin_sqrt(share * (1 - share) / trials + 0.25 * z2 / trials);
  return {k == 0 ? 0.0 : (centre - half) / (1 + z2), k == n ? 1.0 : (centre + half) / (1 + z2)};
}

Interval jeffreys(std::size_t k, std::size_t n, double level) {
  require_trials(k, n, level);
  const boost::math::beta_distribution<double> posterior(static_cast<double>(k) + 0.5, static_cast<double>(n - k) + 0.5);
  const double tail = 0.5 * (1 - level);
  return {k == 0 ? 0.0 : boost::math::quantile(posterior, tail),
          k == n ? 1.0 : boost::math::quantile(boost::math::complement(posterior, tail))};
}

double hill_exponent(std::vector<double> v, double top_share) {
  require(top_share > 0 && top_share <= 1, "a top share lies between 0 and 1");
  const auto k = static_cast<std::size_t>(top_share * static_cast<double>(v.size()));
  require(k >= 2 && k < v.size(), "the top share must hold at least two values and leave one out");
  const auto last = v.begin() + static_cast<std::ptrdiff_t>(k);
  std::nth_element(v.begin(), last, v.end(), std::greater<>());
  require(*last > 0, "Hill's estimate needs positive values");
  std::sort(v.begin(), last);
  double sum = 0;
  for (auto it = v.begin(); it != last; ++it) sum += vlog(*it / *last);
  require(sum > 0, "Hill's estimate needs values that differ");
  return static_cast<double>(k) / sum;
}

double ols_slope(std::span<const double> x, std::span<const double> y) {
  const Moments m = centred(x, y);
  require(m.xx > 0, "a slope needs an x that varies");
  return m.xy / m.xx;
}

double correlation(std::span<const double> x, std::span<const double> y) {
  const Moments m = centred(x, y);
  require(m.xx > 0 && m.yy > 0, "a correlation needs columns that vary");
  return m.xy / (__builtin_sqrt(m.xx) * __builtin_sqrt(m.yy));
}

std::vector<double> ranks(std::span<const double> v) {
  for (double x : v) require(x == x, "ranks of values that are not numbers");
  std::vector<std::size_t> order(v.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return v[a] < v[b]; });
  std::vector<double> rank(v.size());
  for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
    while (to < order.size() && v[order[to]] == v[order[from]]) ++to;
    for (std::size_t i = from; i < to; ++i) rank[order[i]] = 0.5 * static_cast<double>(from + 1 + to);
  }
  return rank;
}

double rank_correlation(std::span<const double> x, std::span<const double> y) { return correlation(ranks(x), ranks(y)); }

double subbotin_shape(std::vector<double> v) {
  require(v.size() >= 10, "a shape needs ten values");
  const double median = quantile(v, 0.5);
  double scale = 0;
  for (double& x : v) {
    x = x < median ? median - x : x - median;
    scale += x;
  }
  require(scale > 0, "a shape needs values that differ");
  scale /= static_cast<double>(v.size());
  for (double& x : v) x = vlog(x / scale);  // a value at the median counts as the smallest positive number
  const double golden = 0.61803398874989484820;
  double low = vlog(0.2), high = vlog(10.0);
  const auto at = [&](double log_b) { return subbotin_likelihood(v, vexp(log_b)); };
  double a = high - golden * (high - low), b = low + golden * (high - low), fa = at(a), fb = at(b);
  while (high - low > 1e-7) {
    if (fa > fb) {
      high = b, b = a, fb = fa;
      a = high - golden * (high - low), fa = at(a);
    } else {
      low = a, a = b, fa = fb;
      b = low + golden * (high - low), fb = at(b);
    }
  }
  return vexp(0.5 * (low + high));
}

}  // namespace echelon
