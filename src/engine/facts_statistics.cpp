#include "engine/facts_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "core/math/vecmath.hpp"
#include "core/statistics.hpp"

namespace echelon {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// How often every value occurs, rising.
using Counts = std::vector<std::pair<int, std::size_t>>;

Counts count(const std::vector<int>& values) {
  std::map<int, std::size_t> table;
  for (const int v : values) {
    if (v > 0) ++table[v];
  }
  return {table.begin(), table.end()};
}

// Maximum likelihood of the exponent for values from the cutoff on, with mean log `log_mean`.
double tail_exponent(double log_mean, int cutoff) {
  const double golden = 0.61803398874989484820;
  const auto likelihood = [&](double a) { return -vlog(hurwitz_zeta(a, cutoff)) - a * log_mean; };
  double low = 1.01, high = 8;
  double a = high - golden * (high - low), b = low + golden * (high - low);
  double fa = likelihood(a), fb = likelihood(b);
  while (high - low > 1e-6) {
    if (fa > fb) {
      high = b, b = a, fb = fa;
      a = high - golden * (high - low), fa = likelihood(a);
    } else {
      low = a, a = b, fa = fb;
      b = low + golden * (high - low), fb = likelihood(b);
    }
  }
  return 0.5 * (low + high);
}

// Largest gap between the distribution of the data and that of the fit.
double distance(const Counts& counts, std::size_t first, double exponent, std::size_t n) {
  const double whole = hurwitz_zeta(exponent, counts[first].first);
  double seen = 0, gap = 0;
  for (std::size_t k = first; k < counts.size(); ++k) {
    seen += static_cast<double>(counts[k].second) / static_cast<double>(n);
    const double below = 1 - hurwitz_zeta(exponent, counts[k].first + 1) / whole;
    gap = std::max(gap, std::abs(seen - below));
  }
  return gap;
}

}  // namespace

double weighted_median(std::vector<double> values, std::vector<double> weights) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  const double whole = std::accumulate(weights.begin(), weights.end(), 0.0);
  double sum = 0;
  for (const std::size_t k : order) {
    sum += weights[k];
    if (2 * sum >= whole && whole > 0) return values[k];
  }
  return kNone;
}

double weighted_slope(std::span<const double> x, std::span<const double> y, std::span<const double> weights) {
  double w = 0, mx = 0, my = 0, xx = 0, xy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) w += weights[i], mx += weights[i] * x[i], my += weights[i] * y[i];
  if (!(w > 0)) return kNone;
  mx /= w, my /= w;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xx += weights[i] * (x[i] - mx) * (x[i] - mx);
    xy += weights[i] * (x[i] - mx) * (y[i] - my);
  }
  return xx > 0 ? xy / xx : kNone;
}

double hurwitz_zeta(double s, double q) {
  constexpr int direct = 12;
  double sum = 0;
  for (int k = 0; k < direct; ++k) sum += vpow(q + k, -s);
  const double a = q + direct, tail = vpow(a, -s);
  sum += a * tail / (s - 1) + 0.5 * tail;
  // Bernoulli numbers over factorials: 1/12, -1/720, 1/30240, -1/1209600
  double term = s * tail / a;
  sum += term / 12;
  term *= (s + 1) * (s + 2) / (a * a);
  sum -= term / 720;
  term *= (s + 3) * (s + 4) / (a * a);
  sum += term / 30240;
  term *= (s + 5) * (s + 6) / (a * a);
  return sum - term / 1209600;
}

DiscreteTail discrete_tail(const std::vector<int>& values, std::size_t least) {
  const Counts counts = count(values);
  DiscreteTail best{kNone, 0, 0, std::numeric_limits<double>::infinity()};
  std::size_t n = 0;
  double logs = 0;
  for (std::size_t k = counts.size(); k-- > 0;) {
    n += counts[k].second;
    logs += static_cast<double>(counts[k].second) * vlog(static_cast<double>(counts[k].first));
    if (n < least || k + 1 == counts.size()) continue;
    const double exponent = tail_exponent(logs / static_cast<double>(n), counts[k].first);
    const double gap = distance(counts, k, exponent, n);
    if (gap <= best.distance) best = {exponent, counts[k].first, n, gap};
  }
  return best;
}

double poisson_elasticity(std::span<const double> x, std::span<const double> counts) {
  const std::size_t n = x.size();
  if (n < 3) return kNone;
  std::vector<double> log_x(n);
  for (std::size_t i = 0; i < n; ++i) log_x[i] = vlog(x[i]);
  const double centre = mean(log_x), level = mean(counts);
  if (!(level > 0)) return kNone;
  double a = vlog(level), b = 0;
  for (int step = 0; step < 100; ++step) {  // Newton; the likelihood is concave
    double g0 = 0, g1 = 0, h00 = 0, h01 = 0, h11 = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double z = log_x[i] - centre, m = vexp(a + b * z);
      g0 += counts[i] - m, g1 += (counts[i] - m) * z;
      h00 += m, h01 += m * z, h11 += m * z * z;
    }
    const double det = h00 * h11 - h01 * h01;
    if (!(det > 0)) return kNone;
    const double da = (h11 * g0 - h01 * g1) / det, db = (h00 * g1 - h01 * g0) / det;
    const double size = std::max(std::abs(da), std::abs(db)), cut = size > 1 ? 1 / size : 1;
    a += cut * da, b += cut * db;
    if (size < 1e-9) return b;
  }
  return kNone;
}

double median_shape(const std::vector<std::vector<double>>& cells, std::size_t least) {
  std::vector<double> shapes, weights;
  for (const auto& cell : cells) {
    if (cell.size() < least) continue;
    shapes.push_back(subbotin_shape(cell));
    weights.push_back(static_cast<double>(cell.size()));
  }
  return weighted_median(std::move(shapes), std::move(weights));
}

double spread_slope(std::span<const double> x, std::span<const double> y, double width, std::size_t least) {
  std::map<int, std::pair<std::vector<double>, std::vector<double>>> bins;
  for (std::size_t i = 0; i < x.size(); ++i) {
    auto& [xs, ys] = bins[static_cast<int>(std::floor(x[i] / width))];
    xs.push_back(x[i]), ys.push_back(y[i]);
  }
  std::vector<double> at, log_sd, one;
  for (const auto& [k, bin] : bins) {
    if (bin.first.size() < least) continue;
    at.push_back(mean(bin.first)), log_sd.push_back(vlog(sd(bin.second))), one.push_back(1);
  }
  return weighted_slope(at, log_sd, one);
}

}  // namespace echelon
