// Facts 28, 29 and 33: productivity and growth, where its growth comes from, and what others gain from a firm's R&D.
#include <limits>
#include <map>
#include <utility>

#include "core/math/vecmath.hpp"
#include "engine/facts_sample.hpp"
#include "model/processes/research.hpp"
#include "model/processes/spillover.hpp"

namespace echelon {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

struct Mean {
  double sum = 0, n = 0;
  double value() const { return sum / n; }
};

// Fact 28: the squared correlation of growth with the labour productivity of the year before, less the mean of sector and year.
double explained_by_level(const FactSample& s) {
  const auto level = [](const Growth1& g) { return g.log_size - vlog(g.staff); };
  std::map<std::pair<int, int>, Mean> means;
  for (const Growth1& g : s.growth()) {
    if (g.staff <= 0) continue;
    Mean& m = means[{g.sector, g.year}];
    m.sum += level(g), m.n += 1;
  }
  double xx = 0, xy = 0, yy = 0;
  for (const Growth1& g : s.growth()) {
    if (g.staff <= 0) continue;
    const double x = level(g) - means[{g.sector, g.year}].value();
    xx += x * x, xy += x * g.growth, yy += g.growth * g.growth;
  }
  return xx > 0 && yy > 0 ? xy * xy / (xx * yy) : kNone;
}

// A firm's log sales per head and its part of the staff in one year; of nobody when it was not at work the whole year.
struct Place {
  double log = 0, part = 0;
  bool there = false;
};

std::vector<Place> places(const FactSample& s, int y, double& total) {
  std::vector<Place> all(s.panel().firms.size());
  double staff = 0;
  const PanelYear& p = s.year(y);
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (!s.whole(y, static_cast<std::int32_t>(k)) || p.employees[k] <= 0 || p.revenue[k] <= 0) continue;
    all[p.firm[k]] = {vlog(static_cast<double>(p.revenue[k]) / static_cast<double>(p.employees[k])), p.employees[k], true};
    staff += p.employees[k];
  }
  total = 0;
  for (Place& x : all) x.part /= staff, total += x.part * x.log;
  return all;
}

// Fact 29, after Griliches and Regev: parts of the growth of the staff-weighted mean of log sales per head.
void sources(const FactSample& s, const FactOptions& options, FactValues& out) {
  const int last = s.index_of(options.reference_year), first = last - options.productivity_years;
  if (first < 0) return;
  double before = 0, after = 0;
  const std::vector<Place> a = places(s, first, before), b = places(s, last, after);
  const double middle = 0.5 * (before + after);
  double within = 0, between = 0, entry = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].there && b[i].there) {
      within += 0.5 * (a[i].part + b[i].part) * (b[i].log - a[i].log);
      between += (b[i].part - a[i].part) * (0.5 * (a[i].log + b[i].log) - middle);
    } else if (b[i].there) {
      entry += b[i].part * (b[i].log - middle);
    } else if (a[i].there) {
      entry -= a[i].part * (a[i].log - middle);
    }
  }
  const double all = after - before;
  out["within_more"] = all > 0 ? (within - between) / all : kNone;
  out["entry_share"] = all > 0 ? entry / all : kNone;
  out["within_share"] = all > 0 ? within / all : kNone;
}

// Fact 33: 1 + ζ·ā/α. What a firm's last yuan of R&D adds to its own innovations goes with α, to those of firms that absorb it with ζ·a.
double social_over_private(const FactSample& s, const FactOptions& options, const Parameters& p) {
  const PanelYear& year = s.year(s.index_of(options.reference_year));
  const double wage = vpow(1 + p.research.wage_growth.v, static_cast<double>(options.reference_year - s.year(0).year));
  double weight = 0, absorbed = 0;
  for (std::size_t k = 0; k < year.size(); ++k) {
    const double real = static_cast<double>(year.rd_real[k]) / wage;
    if (year.status[k] != kActive || real <= 0) continue;
    const double innovations = vexp(p.innovation.rd_elasticity.v * vlog(real));
    weight += innovations, absorbed += innovations * real / (real + p.spillover.absorption.v);
  }
  return weight > 0 && room_on(s.scenario(), "spillover") ? 1 + p.spillover.elasticity.v * absorbed / weight / p.innovation.rd_elasticity.v : kNone;
}

}  // namespace

void measure_productivity(const FactSample& s, const FactOptions& options, const Parameters& p, FactValues& out) {
  out["level_explains"] = explained_by_level(s);
  sources(s, options, out);
  out["spillover_ratio"] = social_over_private(s, options, p);
}

}  // namespace echelon
