// Facts 7 to 11: who leaves, how young the population is, how small entrants are.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/math/vecmath.hpp"
#include "engine/facts_sample.hpp"
#include "engine/facts_statistics.hpp"
#include "model/parameters.hpp"

namespace echelon {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr int kCohortYears = 12;  // older cohorts of a run of 18 years are few

struct Cohorts {                       // by quarter of age: firms that reached it under observation, and that left in it
  std::array<double, 4 * kCohortYears + 1> at_risk{}, left{};
  // A firm is first at risk one quarter after its birth.
  void add(const Life& life) {
    for (int a = 1; a <= life.quarters && a <= 4 * kCohortYears; ++a) at_risk[a] += 1;
    if (life.left && life.quarters <= 4 * kCohortYears) left[life.quarters] += 1;
  }
  // Yearly hazard of the n-th year of life, its four quarters at risk, from deaths over quarters lived.
  double hazard(int n) const {
    double deaths = 0, quarters = 0;
    for (int a = 4 * n - 3; a <= 4 * n; ++a) deaths += left[a], quarters += at_risk[a];
    return quarters > 0 ? 1 - vpow(1 - deaths / quarters, 4.0) : kNone;
  }
  // Share that reaches an age (Kaplan and Meier).
  double survival(int years) const {
    double share = 1;
    for (int a = 1; a <= 4 * years; ++a) share = at_risk[a] > 0 ? share * (1 - left[a] / at_risk[a]) : kNone;
    return share;
  }
};

// Slope of ln hazard on ln sales inside bands of age; a cell counts by its deaths, the inverse variance of ln hazard.
void hazard_by_size(const FactSample& s, FactValues& out) {
  constexpr int bands = 4, bins = 24;
  std::array<std::array<double, bins>, bands> n{}, deaths{}, size{};
  for (int y = 0; y + 1 < s.years(); ++y) {
    const int from = s.panel().quarter_of(s.year(y).year + 1, 1);
    for (std::size_t k = 0; k < s.year(y).size(); ++k) {
      const auto row = static_cast<std::int32_t>(k);
      const float revenue = s.year(y).revenue[k];
      if (!s.whole(y, row) || revenue <= 0) continue;
      const PanelFirm& firm = s.panel().firms[s.year(y).firm[k]];
      const double age = s.age(y, s.year(y).firm[k]), log_size = vlog(static_cast<double>(revenue));
      const int band = age < 3 ? 0 : (age < 7 ? 1 : (age < 10 ? 2 : 3));
      const int bin = std::clamp(static_cast<int>(std::floor(log_size)) + 8, 0, bins - 1);
      n[band][bin] += 1, size[band][bin] += log_size;
      deaths[band][bin] += firm.left >= from && firm.left < from + 4;
    }
  }
  std::vector<double> x, y, w;
  for (int b = 0; b < bands; ++b) {
    double sum = 0, mx = 0, my = 0;
    const std::size_t first = x.size();
    for (int k = 0; k < bins; ++k) {
      if (deaths[b][k] < 5) continue;
      x.push_back(size[b][k] / n[b][k]), y.push_back(vlog(deaths[b][k] / n[b][k])), w.push_back(deaths[b][k]);
      sum += w.back(), mx += w.back() * x.back(), my += w.back() * y.back();
    }
    for (std::size_t i = first; i < x.size(); ++i) x[i] -= mx / sum, y[i] -= my / sum;
  }
  out["hazard_size"] = weighted_slope(x, y, w);
}

void youth(const FactSample& s, const FactOptions& options, FactValues& out) {
  const int y = s.index_of(options.reference_year);
  const PanelYear& p = s.year(y);
  double firms = 0, young = 0, entrants = 0, entrant_staff = 0, staff = 0, small = 0;
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (!s.active(y, static_cast<std::int32_t>(k))) continue;
    const bool is_new = s.panel().firms[p.firm[k]].born >= s.panel().quarter_of(p.year, 1);
    firms += 1, young += s.age(y, p.firm[k]) < 5;
    if (is_new) entrants += 1, entrant_staff += p.employees[k], small += p.employees[k] <= 10;
    else staff += p.employees[k];
  }
  out["young_share"] = firms > 0 ? young / firms : kNone;
  const bool both = entrants > 0 && firms > entrants;
  out["entrant_size"] = both ? entrant_staff / entrants / (staff / (firms - entrants)) : kNone;
  out["entrant_small"] = entrants > 0 ? small / entrants : kNone;
}

// Exits of a year over the firms registered when it began, dormant ones included.
void city_exits(const FactSample& s, const FactOptions& options, FactValues& out) {
  const int y = s.index_of(options.reference_year);
  const Record& r = s.record();
  const auto stock = static_cast<double>(r.total(Series::firms, 4 * y) + r.total(Series::dormant, 4 * y));
  out["city_exit_rate"] = stock > 0 ? static_cast<double>(r.total(Series::exits, y)) / stock : kNone;
}

}  // namespace

Parameters reference_parameters(const Parameters& p) {
  Parameters reference = p;
  reference.exit.local_level.v = 1;
  reference.exit.innovator.v = 1;
  reference.exit.size_exponent.v = 0;
  reference.exit.cycle.v = 0;
  return reference;
}

std::vector<Life> lives_of(const Simulation& finished) {
  std::vector<Life> lives;
  for (const Departure& d : finished.departures()) {
    if (d.birth >= 0) lives.push_back({d.quarter - d.birth, true});
  }
  const World& w = finished.world();
  const int last = finished.scenario().horizon.quarters() - 1;
  for (const Block& b : w.blocks()) {
    for (std::uint32_t i = b.begin; i < b.end; ++i) {
      if (w.status[i] != kEmpty && w.birth[i] >= 0) lives.push_back({last - w.birth[i], false});
    }
  }
  return lives;
}

void measure_cohorts(std::span<const Life> lives, FactValues& out) {
  Cohorts cohorts;
  for (const Life& life : lives) cohorts.add(life);
  double highest = 0, peak = kNone, late = kNone;
  for (int n = 1; n <= kCohortYears; ++n) {
    const double h = cohorts.hazard(n);
    if (n <= 7) out["hazard_" + std::to_string(n)] = h;
    if (h > highest) highest = h, peak = n;
    if (n > 7 && !(h <= late)) late = h;
  }
  out["hazard_peak"] = peak, out["hazard_late"] = late;
  for (const int years : {3, 5, 10}) out["survival_" + std::to_string(years)] = cohorts.survival(years);
}

void measure_demography(const FactSample& sample, const FactOptions& options, FactValues& out) {
  hazard_by_size(sample, out);
  youth(sample, options, out);
  city_exits(sample, options, out);
}

}  // namespace echelon
