#include "model/processes/macro.hpp"

#include "core/math/vecmath.hpp"
#include "core/random/uniform.hpp"
#include "model/draws.hpp"
#include "model/fields.hpp"
#include "model/scenario.hpp"
#include "model/uid.hpp"

namespace echelon {

namespace {

const CityPath* find_path(const Scenario& scenario, const char* id) {
  for (const CityPath& path : scenario.paths) {
    if (path.id == id) return &path;
  }
  return nullptr;
}

// Yearly log growth published for `year`, by interpolating between the nearest published years; 0 beyond the last.
bool published_growth(const CityPath& path, int year, double& growth) {
  for (std::size_t i = 1; i < path.points.size(); ++i) {
    const SeriesPoint& a = path.points[i - 1];
    const SeriesPoint& b = path.points[i];
    if ((year > a.year || i == 1) && year <= b.year) {
      growth = (vlog(b.value) - vlog(a.value)) / (b.year - a.year);
      return true;
    }
  }
  return false;
}

int last_published(const CityPath& path) { return path.points.empty() ? 0 : path.points.back().year; }

double projected_growth(const MacroParams& p, int year, int from) {
  const double t = from >= 2035 ? 1.0 : (year - from) / static_cast<double>(2035 - from);
  return p.growth_now.v + (p.growth_2035.v - p.growth_now.v) * (t < 0 ? 0 : (t > 1 ? 1 : t));
}

}  // namespace

void macro_quarter(MacroState& state, const MacroParams& p, const Scenario& scenario, PhiloxKey key, int quarter) {
  const Quarter date = scenario.horizon.first + quarter;
  const CityPath* path = find_path(scenario, "gdp");
  const std::uint32_t id = make_uid(Channel::reserved, 0, 0, 0);
  const Words4 luck = philox(key, id, quarter, kCallMacro, 0);
  const auto normal = [](std::uint32_t word) { return inverse_normal(static_cast<double>(unit_float(word))); };
  // (M1)
  const double phi = p.z_persistence.v;
  state.z = phi * state.z + p.z_spread.v * __builtin_sqrt(1 - phi * phi) * normal(luck.w0);
  if (state.downturn_left > 0) {
    --state.downturn_left;
  } else if (unit_float(luck.w1) < p.downturn_rate.v / 4) {
    state.downturn_left = static_cast<int>(p.downturn_length.v + 0.5);
  }
  // (M3)
  const double keep = p.climate_persistence.v, rho = p.climate_correlation.v;
  const double shock = rho * normal(luck.w0) + __builtin_sqrt(1 - rho * rho) * normal(luck.w2);
  state.log_climate = keep * state.log_climate + p.climate_spread.v * __builtin_sqrt(1 - keep * keep) * shock;
  // (M4)
  double known = 0;
  const bool published = path != nullptr && published_growth(*path, date.year(), known);
  const int last = path != nullptr ? last_published(*path) : date.year();
  state.city_growth = published ? known : projected_growth(p, date.year(), last);
  const double jump = published ? 0.0 : (state.downturn_left > 0 ? p.downturn_size.v : 0.0);
  // (M2)
  state.demand.resize(scenario.sectors.size());
  for (std::size_t s = 0; s < scenario.sectors.size(); ++s) {
    const Sector& sector = scenario.sectors[s];
    const std::uint32_t sid = make_uid(Channel::reserved, static_cast<int>(s), 0, 1);
    const double eps = normal(philox(key, sid, quarter, kCallSector, 0).w0);
    const double common = published ? 0.0 : sector.demand_loading * state.z;
    state.demand[s] = state.city_growth + sector.demand_trend + common + p.sector_spread.v * eps - jump;
  }
  // GDP by year: published, else last year's grown by the city's growth with its shocks.
  if (date.of_year() == 1) {
    double value = 0;
    if (published && path->points.size() > 1) {
      const SeriesPoint& first = path->points.front();
      value = state.gdp.empty() ? first.value * vexp(known * (date.year() - first.year))
                                : state.gdp.back() * vexp(known);
      for (const SeriesPoint& point : path->points) {
        if (point.year == date.year()) value = point.value;
      }
    } else {
      const double before = state.gdp.empty() ? (path ? path->points.back().value : 1.0) : state.gdp.back();
      value = before * vexp(state.city_growth + state.z - jump);
    }
    state.gdp.push_back(value);
  }
}

std::span<const Field> macro_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(macro, growth_now, "ḡ", "per year", -0.1, 0.2, "nominal growth of the city after the last published year",
                    "名义增长率"),
      ECHELON_FIELD(macro, growth_2035, "ḡ", "per year", -0.1, 0.2, "nominal growth of the city in 2035", "2035年名义增长率"),
      ECHELON_FIELD(macro, z_persistence, "φ", "1", 0, 0.999, "persistence of the growth shock over a quarter", "冲击持续性"),
      ECHELON_FIELD(macro, z_spread, "σz", "per year", 0, 0.2, "sd of the city's growth shock", "增长冲击波动"),
      ECHELON_FIELD(macro, downturn_rate, "δ", "per year", 0, 1, "downturns a year", "衰退频率"),
      ECHELON_FIELD(macro, downturn_length, "n", "quarters", 1, 40, "length of a downturn", "衰退长度"),
      ECHELON_FIELD(macro, downturn_size, "J", "per year", 0, 0.5, "growth lost in a downturn", "衰退幅度"),
      ECHELON_FIELD(macro, sector_spread, "σs", "per year", 0, 0.3, "sd of a sector's own demand shock", "行业冲击波动"),
      ECHELON_FIELD(macro, climate_persistence, "", "1", 0, 0.999, "persistence of the venture climate", "创投气候持续性"),
      ECHELON_FIELD(macro, climate_spread, "", "1", 0, 2, "sd of the log venture climate", "创投气候波动"),
      ECHELON_FIELD(macro, climate_correlation, "", "1", -1, 1, "correlation of the climate with the growth shock",
                    "创投气候相关性"),
  };
  return fields;
}

}  // namespace echelon
