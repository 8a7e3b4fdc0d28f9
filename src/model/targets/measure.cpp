// Targets only look: a metric is a reading of the record of a run.
#include <limits>

#include "core/math/vecmath.hpp"
#include "model/observation.hpp"
#include "model/scenario.hpp"

namespace echelon {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct Select {
  std::string key, value;
};

Select select_of(const std::string& text) {
  const std::size_t eq = text.find('=');
  return eq == std::string::npos ? Select{} : Select{text.substr(0, eq), text.substr(eq + 1)};
}

int channel_index(const std::string& name) {
  const char* names[] = {"initial", "organic", "spin_off", "attracted", "talent"};
  for (int i = 0; i < 5; ++i) {
    if (name == names[i]) return i;
  }
  return -1;
}

int scheme_of(const Scenario& scenario, const std::string& id) {
  for (std::size_t i = 0; i < scenario.schemes.size(); ++i) {
    if (scenario.schemes[i].id == id) return static_cast<int>(i);
  }
  return -1;
}

double count(const Metric& m, const Record& r, const Scenario& scenario, int year) {
  const int scheme = scheme_of(scenario, m.of);
  const Select select = select_of(m.select);
  if (select.key.empty()) return observe_series(m.of, r, scenario, year);
  if (scheme < 0) return kNan;
  if (select.key == "track" && select.value == "any")
    return static_cast<double>(r.at(Series::certificates_in_tracks, year, scheme)) / scenario.scale;
  if (select.key == "district") return observe_series(m.of + "." + select.value, r, scenario, year);
  return kNan;
}

double of_track(const std::string& series, const std::string& track, const Record& r, const Scenario& scenario, int year) {
  for (int i = 0; i < kSeries; ++i) {
    const SeriesInfo& info = series_info()[i];
    if (series != info.name || info.axis != Axis::track || !recorded(info, scenario)) continue;
    for (std::size_t k = 0; k < scenario.tracks.size(); ++k) {
      const Series s = static_cast<Series>(i);
      const double one = static_cast<double>(r.at(s, info.quarterly ? 4 * (year + 1) : year, static_cast<int>(k))) * info.unit_scale;
      if (scenario.tracks[k].id == track) return info.unit_scale == 1.0 / kOneInRecord ? one : one / scenario.scale;
    }
  }
  return kNan;
}

// A flow of one year, by channel when the metric selects one.
double flow(const Metric& m, const Record& r, const Scenario& scenario, int year) {
  const Select select = select_of(m.select);
  if (m.of == "entries" && select.key == "channel") {
    const int channel = channel_index(select.value);
    return channel < 0 || channel >= r.width(Series::entries) ? kNan : static_cast<double>(r.at(Series::entries, year, channel)) / scenario.scale;
  }
  if (m.of == "consortia_formed" && select.key == "consortium") {
    for (int k = 0; k < kConsortiumKinds; ++k) {
      if (select.value == consortium_kinds[k]) return static_cast<double>(r.at(Series::consortia_formed, year, k)) / scenario.scale;
    }
    return kNan;
  }
  if (select.key == "track") return of_track(m.of, select.value, r, scenario, year);
  return select.key.empty() ? observe_series(m.of, r, scenario, year) : kNan;
}

double unique(const Metric& m, const Record& r, const Scenario& scenario, int year) {
  for (std::size_t l = 0; l < scenario.ladders.size(); ++l) {
    if (scenario.ladders[l].id == m.of)
      return static_cast<double>(r.at(Series::certified_firms, 4 * (year + 1), static_cast<int>(l))) / scenario.scale;
  }
  return kNan;
}

}  // namespace

double measure(const Metric& m, const Record& r, const Scenario& scenario, int year) {
  if (year < 0 || year >= r.years()) return kNan;
  if (m.kind == "count") return count(m, r, scenario, year);
  if (m.kind == "unique") return unique(m, r, scenario, year);
  if (m.kind == "sum") return flow(m, r, scenario, year);
  if (m.kind == "ratio" || m.kind == "share") {
    const double top = flow(m, r, scenario, year);
    return m.over.empty() ? top : top / observe_series(m.over, r, scenario, year);
  }
  if (m.kind == "growth") {  // compound, a year
    const int from = m.since - scenario.horizon.first.year();
    if (from < 0 || from >= year) return kNan;
    const double before = flow(m, r, scenario, from), now = flow(m, r, scenario, year);
    return before > 0 && now > 0 ? vexp((vlog(now) - vlog(before)) / (year - from)) - 1 : kNan;
  }
  if (m.kind == "cumulative") {
    double sum = 0;
    for (int y = m.since - scenario.horizon.first.year(); y <= year; ++y) {
      if (y >= 0) sum += flow(m, r, scenario, y);
    }
    return sum;
  }
  return kNan;
}

}  // namespace echelon
