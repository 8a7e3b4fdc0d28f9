#include "engine/study/indices.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "core/statistics.hpp"

namespace echelon {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct Spread {
  double mean, variance;
};

Spread spread_of(const Saltelli& y, const Rows& rows) {
  const double n = 2 * static_cast<double>(rows.size());
  double sum = 0, squares = 0;
  for (const std::size_t r : rows) sum += y.a[r] + y.b[r];
  const double mean = sum / n;
  for (const std::size_t r : rows) squares += (y.a[r] - mean) * (y.a[r] - mean) + (y.b[r] - mean) * (y.b[r] - mean);
  return {mean, squares / n};
}

// Saltelli (2002): mean(BA_i AB_j) - mean(A B) is the part of the variance that i and j explain together.
void add_second(const Saltelli& y, const Rows& rows, Spread s, SobolIndices& out) {
  const std::size_t k = y.ab.size();
  out.second.assign(k * k, kNan);
  if (!(s.variance > 0)) return;
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = i + 1; j < k; ++j) {
      double sum = 0;
      for (const std::size_t r : rows) {
        sum += (y.ba[i][r] - s.mean) * (y.ab[j][r] - s.mean) - (y.a[r] - s.mean) * (y.b[r] - s.mean);
      }
      out.second[i * k + j] = sum / static_cast<double>(rows.size()) / s.variance - out.first[i] - out.first[j];
    }
  }
}

}  // namespace

SobolIndices sobol_indices(const Saltelli& y, const Rows& rows) {
  SobolIndices out;
  const std::size_t k = y.ab.size();
  out.first.assign(k, kNan), out.total.assign(k, kNan);
  if (rows.empty()) return out;
  const Spread s = spread_of(y, rows);
  const double n = static_cast<double>(rows.size());
  for (std::size_t i = 0; i < k && s.variance > 0; ++i) {
    double first = 0, total = 0;
    for (const std::size_t r : rows) {
      const double change = y.ab[i][r] - y.a[r];
      first += (y.b[r] - s.mean) * change;
      total += change * change;
    }
    out.first[i] = first / n / s.variance;
    out.total[i] = 0.5 * total / n / s.variance;
  }
  if (!y.ba.empty()) add_second(y, rows, s, out);
  return out;
}

MorrisIndices morris_indices(const std::vector<std::vector<double>>& effects, const Rows& trajectories) {
  MorrisIndices out;
  const std::size_t k = effects.empty() ? 0 : effects.front().size();
  for (std::size_t i = 0; i < k; ++i) {
    Column found, sizes;
    for (const std::size_t t : trajectories) {
      const double e = effects[t][i];
      if (e == e) found.push_back(e), sizes.push_back(e < 0 ? -e : e);
    }
    out.mu.push_back(found.empty() ? kNan : mean(found));
    out.mu_star.push_back(found.empty() ? kNan : mean(sizes));
    out.sigma.push_back(found.size() < 2 ? kNan : sd(found));
  }
  return out;
}

double noise_share(const Column& outcome, std::size_t seeds, const Rows& points) {
  if (seeds < 2 || points.size() < 2) return kNan;
  const double r = static_cast<double>(seeds), n = static_cast<double>(points.size());
  double within = 0, between = 0, grand = 0;
  Column means;
  for (const std::size_t p : points) {
    double sum = 0;
    for (std::size_t s = 0; s < seeds; ++s) sum += outcome[p * seeds + s];
    means.push_back(sum / r), grand += sum / r / n;
  }
  for (std::size_t i = 0; i < points.size(); ++i) {
    between += r * (means[i] - grand) * (means[i] - grand);
    for (std::size_t s = 0; s < seeds; ++s) {
      const double away = outcome[points[i] * seeds + s] - means[i];
      within += away * away;
    }
  }
  within /= n * (r - 1), between /= n - 1;
  const double real = between > within ? (between - within) / r : 0;  // variance of what points differ by but luck
  return within + real > 0 ? within / (within + real) : kNan;
}

}  // namespace echelon
