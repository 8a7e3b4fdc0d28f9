// Facts 16 to 20: who does R&D, how much, and for how long. Seen are the reported figures, as a survey would.
#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

#include "core/math/vecmath.hpp"
#include "core/statistics.hpp"
#include "engine/facts_sample.hpp"
#include "engine/facts_statistics.hpp"

namespace echelon {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kLeast = 30;

constexpr int kStaffClasses = 5;  // below 10, 20, 50, 100 and above
int staff_class(float staff) {
  constexpr std::array<float, kStaffClasses - 1> bounds{10, 20, 50, 100};
  return static_cast<int>(std::upper_bound(bounds.begin(), bounds.end(), staff) - bounds.begin());
}

// The upper classes hold few firms, so all years count for the rise.
void participation(const FactSample& s, int reference, FactValues& out) {
  std::array<double, kStaffClasses> n{}, performers{};
  double firms = 0, none = 0;
  for (int y = 0; y < s.years(); ++y) {
    const PanelYear& p = s.year(y);
    for (std::size_t k = 0; k < p.size(); ++k) {
      if (!s.whole(y, static_cast<std::int32_t>(k))) continue;
      const bool performs = p.rd_reported[k] > 0;
      n[staff_class(p.employees[k])] += 1, performers[staff_class(p.employees[k])] += performs;
      if (y == reference) firms += 1, none += !performs;
    }
  }
  double step = kNone, last = kNone;
  for (std::size_t c = 0; c < n.size(); ++c) {
    if (n[c] < kLeast) continue;
    const double share = performers[c] / n[c];
    if (last == last && !(share - last >= step)) step = share - last;
    last = share;
  }
  out["rd_rises"] = step;
  out["rd_none"] = firms > 0 ? none / firms : kNone;
}

void intensity(const FactSample& s, int y, FactValues& out) {
  const PanelYear& p = s.year(y);
  std::vector<double> rate, log_size, log_rd, one;
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (!s.whole(y, static_cast<std::int32_t>(k)) || p.rd_reported[k] <= 0 || p.revenue[k] <= 0) continue;
    rate.push_back(p.rd_reported[k] / p.revenue[k]);
    log_size.push_back(vlog(static_cast<double>(p.revenue[k]))), log_rd.push_back(vlog(static_cast<double>(p.rd_reported[k])));
    one.push_back(1);
  }
  const bool enough = rate.size() >= kLeast;
  const double median = enough ? quantile(rate, 0.5) : kNone;
  out["rd_median"] = median;
  out["rd_upper"] = enough ? quantile(rate, 0.9) / median : kNone;
  out["rd_lower"] = enough ? median / quantile(rate, 0.1) : kNone;
  out["rd_size"] = enough ? weighted_slope(log_size, log_rd, one) : kNone;
}

// Slope of ln intensity on its value a year before, all pairs of years of all performers.
void persistence(const FactSample& s, FactValues& out) {
  std::vector<double> before, now;
  for (int y = 1; y < s.years(); ++y) {
    const PanelYear& b = s.year(y);
    const PanelYear& a = s.year(y - 1);
    for (std::size_t k = 0; k < b.size(); ++k) {
      const std::int32_t r = s.row(y - 1, b.firm[k]);
      if (!s.whole(y, static_cast<std::int32_t>(k)) || !s.whole(y - 1, r)) continue;
      if (b.rd_reported[k] <= 0 || b.revenue[k] <= 0 || a.rd_reported[r] <= 0 || a.revenue[r] <= 0) continue;
      before.push_back(vlog(static_cast<double>(a.rd_reported[r] / a.revenue[r])));
      now.push_back(vlog(static_cast<double>(b.rd_reported[k] / b.revenue[k])));
    }
  }
  out["rd_persistence"] = now.size() < kLeast ? kNone : ols_slope(before, now);
}

void concentration(const FactSample& s, int y, FactValues& out) {
  std::vector<double> rd;
  const PanelYear& p = s.year(y);
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (s.active(y, static_cast<std::int32_t>(k))) rd.push_back(p.rd_reported[k]);
  }
  std::sort(rd.begin(), rd.end(), std::greater<>());
  const double all = std::accumulate(rd.begin(), rd.end(), 0.0);
  for (const int percent : {1, 10}) {
    const auto top = static_cast<std::ptrdiff_t>(rd.size() * static_cast<std::size_t>(percent) / 100);
    out["rd_top" + std::to_string(percent)] = top > 0 && all > 0 ? std::accumulate(rd.begin(), rd.begin() + top, 0.0) / all : kNone;
  }
}

}  // namespace

void measure_research(const FactSample& sample, const FactOptions& options, FactValues& out) {
  const int y = sample.index_of(options.reference_year);
  participation(sample, y, out);
  intensity(sample, y, out);
  persistence(sample, out);
  concentration(sample, y, out);
}

// Applications that are alive, granted or under examination, of all firms: most have none.
void measure_patents(const FactSample& s, const FactOptions& options, FactValues& out) {
  const int y = s.index_of(options.reference_year);
  const PanelYear& p = s.year(y);
  std::vector<int> applicants;
  std::vector<double> all, rd, counts;
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (!s.active(y, static_cast<std::int32_t>(k))) continue;
    const int n = p.inventions[k] + p.pending[k];
    all.push_back(n);
    if (n > 0) applicants.push_back(n);
    if (p.rd_reported[k] > 0 && s.whole(y, static_cast<std::int32_t>(k))) rd.push_back(p.rd_reported[k]), counts.push_back(n);
  }
  const bool enough = all.size() >= kLeast;
  out["patents_tail"] = discrete_tail(applicants, 50).exponent;
  out["patents_none"] = enough ? 1 - static_cast<double>(applicants.size()) / static_cast<double>(all.size()) : kNone;
  const double level = enough ? mean(all) : 0;
  out["patents_dispersion"] = level > 0 ? sd(all) * sd(all) / level : kNone;
  out["patents_rd"] = poisson_elasticity(rd, counts);
}

}  // namespace echelon
