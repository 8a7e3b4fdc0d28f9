// Facts 1 to 6: how large firms are and how they grow.
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/math/vecmath.hpp"
#include "core/statistics.hpp"
#include "engine/facts_sample.hpp"
#include "engine/facts_statistics.hpp"

namespace echelon {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kLeastCell = 100;  // values in a cell of fact 2: b is then known to about 0.15

std::vector<double> sizes(const FactSample& s, int y, bool staff) {
  std::vector<double> v;
  for (std::size_t k = 0; k < s.year(y).size(); ++k) {
    if (!s.whole(y, static_cast<std::int32_t>(k))) continue;
    const float size = staff ? s.year(y).employees[k] : s.year(y).revenue[k];
    if (size > 0) v.push_back(size);
  }
  return v;
}

double hill(const FactSample& s, int y, bool staff, double share) {
  const std::vector<double> v = sizes(s, y, staff);
  return share * static_cast<double>(v.size()) < 10 ? kNone : hill_exponent(v, share);
}

void size_tail(const FactSample& s, const FactOptions& options, FactValues& out) {
  const int now = s.index_of(options.reference_year), last = std::min(options.drift_years, s.years() - 1);
  for (const bool staff : {false, true}) {
    for (const int percent : {1, 5}) {
      const std::string name = std::string(staff ? "staff" : "sales") + "_top" + std::to_string(percent);
      out["tail_" + name] = hill(s, now, staff, 0.01 * percent);
      out["drift_" + name] = std::abs(hill(s, last, staff, 0.01 * percent) - hill(s, 0, staff, 0.01 * percent));
    }
  }
}

// Size classes half a unit of ln sales wide: e^0.5 = 1.65 times larger from one to the next.
int size_class(double log_size) { return std::clamp(static_cast<int>(std::floor(2 * log_size)) + 8, 0, 31); }

void shape(const FactSample& s, FactValues& out) {
  std::vector<std::vector<double>> cells(32 * s.scenario().sectors.size());
  std::vector<double> all;
  for (const Growth1& g : s.growth()) {
    cells[32 * g.sector + size_class(g.log_size)].push_back(g.growth);
    all.push_back(g.growth);
  }
  out["shape_in_cells"] = median_shape(cells, kLeastCell);
  out["shape_pooled"] = all.size() < kLeastCell ? kNone : subbotin_shape(std::move(all));
}

void spread(const FactSample& s, FactValues& out) {
  std::vector<double> size, age, growth;
  for (const Growth1& g : s.growth()) {
    size.push_back(g.log_size), growth.push_back(g.growth);
    age.push_back(vlog(std::max(g.age, 0.25)));
  }
  out["spread_size"] = spread_slope(size, growth, 0.5, kLeastCell);
  out["spread_age"] = spread_slope(age, growth, 0.25, kLeastCell);
}

void memory(const FactSample& s, FactValues& out) {
  struct Pairs {
    std::vector<double> before, now;
  } micro, small, large;
  for (const Growth1& g : s.growth()) {
    if (g.before < 0) continue;
    const Growth1& b = s.growth()[g.before];
    Pairs& pairs = b.staff < 10 ? micro : (b.staff < 100 ? small : large);
    pairs.before.push_back(b.growth), pairs.now.push_back(g.growth);
  }
  const auto of = [](const Pairs& p) { return p.now.size() < 30 ? kNone : correlation(p.before, p.now); };
  out["memory_micro"] = of(micro), out["memory_small"] = of(small), out["memory_large"] = of(large);
}

// Growth on size with every year of age its own level: both against the mean of the age.
double size_effect(const std::vector<const Growth1*>& growth, const std::vector<double>& size) {
  constexpr int ages = 40;
  std::vector<double> n(ages, 0), mean_size(ages, 0), mean_growth(ages, 0);
  const auto at = [](const Growth1& g) { return std::clamp(static_cast<int>(g.age), 0, ages - 1); };
  for (std::size_t i = 0; i < growth.size(); ++i) {
    const int a = at(*growth[i]);
    n[a] += 1, mean_size[a] += size[i], mean_growth[a] += growth[i]->growth;
  }
  double xx = 0, xy = 0;
  for (std::size_t i = 0; i < growth.size(); ++i) {
    const int a = at(*growth[i]);
    const double x = size[i] - mean_size[a] / n[a];
    xx += x * x, xy += x * (growth[i]->growth - mean_growth[a] / n[a]);
  }
  return xx > 0 ? xy / xx : kNone;
}

// Size is that of the year before the growth began: size at its start holds passing luck that the growth undoes, and size at
// its end holds the growth itself.
void age_or_size(const FactSample& s, FactValues& out) {
  std::vector<const Growth1*> late, all;
  std::vector<double> earlier, middle;
  for (const Growth1& g : s.growth()) {
    all.push_back(&g), middle.push_back(g.mean_log_size);
    if (g.before >= 0) late.push_back(&g), earlier.push_back(s.growth()[g.before].log_size);
  }
  out["size_given_age"] = size_effect(late, earlier);
  out["mean_size_given_age"] = size_effect(all, middle);
}

}  // namespace

void measure_growth(const FactSample& sample, const FactOptions& options, FactValues& out) {
  size_tail(sample, options, out);
  shape(sample, out);
  spread(sample, out);
  memory(sample, out);
  age_or_size(sample, out);
}

}  // namespace echelon
