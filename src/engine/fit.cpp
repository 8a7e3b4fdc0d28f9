#include "engine/fit.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>

#include "core/statistics.hpp"
#include "engine/draw.hpp"
#include "engine/tasks.hpp"
#include "model/schedule.hpp"

namespace echelon {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr Quarter kNeverEnds = Quarter::of(9999, 4);

// A title that opens after the horizon, or that nobody knew of when the information was frozen.
bool never_opens(const std::string& series, const Scenario& s) {
  const std::string id = series.substr(0, series.find('.'));
  return std::any_of(s.schemes.begin(), s.schemes.end(), [&](const Scheme& x) { return x.id == id && x.opens > s.horizon.last; });
}

bool simulated(const Observation& o, const Scenario& s) {
  return o.year >= s.horizon.first.year() && o.year <= s.horizon.last.year() && !never_opens(o.series, s);
}

std::vector<SeriesYear> said_by(const Scenario& scenario, const std::vector<Record>& records) {
  std::vector<std::string> series;
  for (const Observation& o : scenario.observations) {
    if (std::find(series.begin(), series.end(), o.series) == series.end() && !never_opens(o.series, scenario)) series.push_back(o.series);
  }
  std::vector<SeriesYear> out;
  for (const std::string& s : series) {
    for (int year = scenario.horizon.first.year(); year <= scenario.horizon.last.year(); ++year) {
      std::vector<double> values;
      for (const Record& record : records) {
        const double v = observe_series(s, record, scenario, year - scenario.horizon.first.year());
        if (v == v) values.push_back(v);
      }
      if (values.empty()) continue;
      const auto at = [&](double p) { return quantile(values, p); };
      out.push_back({s, year, at(0.05), at(0.25), at(0.5), at(0.75), at(0.95)});
    }
  }
  return out;
}

void keep_known_rules(Scheme& scheme, Quarter end) {
  if (scheme.opens > end) scheme.opens = kNeverEnds;
  std::erase_if(scheme.quota, [&](const auto& q) { return q.first > end.year(); });
  const auto later = [&](const RuleVersion& v) { return v.from > end; };
  if (std::all_of(scheme.versions.begin(), scheme.versions.end(), later)) return;
  std::erase_if(scheme.versions, later);
  for (RuleVersion& v : scheme.versions) {
    if (v.to >= end) v.to = kNeverEnds;
  }
}

}  // namespace

bool used_for(const Observation& o, const std::string& use) {
  for (std::size_t at = 0; at < o.use.size();) {
    const std::size_t end = std::min(o.use.find(", ", at), o.use.size());
    if (o.use.compare(at, end - at, use) == 0) return true;
    at = end + 2;
  }
  return false;
}

Scenario freeze_information(Scenario s, int year) {
  const Quarter end = Quarter::of(year, 4);
  for (CityPath& path : s.paths) std::erase_if(path.points, [&](const SeriesPoint& p) { return p.year > year; });
  std::erase_if(s.instruments, [&](const Instrument& x) { return x.from > end; });
  for (Scheme& scheme : s.schemes) keep_known_rules(scheme, end);
  return s;
}

FitRole role_of(const Observation& o, const std::string& use) {
  if (!use.empty() && used_for(o, use)) return FitRole::fitted;
  if (used_for(o, "shown")) return FitRole::shown;
  return used_for(o, "test") ? FitRole::test : FitRole::held_out;
}

void judge(FitRow& row) {
  const double z = row.observation.value;
  const std::string& bound = row.observation.bound;
  row.miss = row.median / z - 1;
  row.inside = row.p05 <= z && z <= row.p95;
  if (bound == "lower") row.miss = std::min(row.miss, 0.0), row.inside = row.p95 >= z;
  if (bound == "upper") row.miss = std::max(row.miss, 0.0), row.inside = row.p05 <= z;
}

FitTable fit_table(const Scenario& scenario, const std::string& use, const std::vector<Record>& records) {
  return fit_table(scenario, use, said_by(scenario, records), records.size());
}

FitTable fit_table(const Scenario& scenario, const std::string& use, std::vector<SeriesYear> said, std::size_t replicates) {
  FitTable table{{}, replicates, {}, false, std::move(said)};
  for (const Observation& o : scenario.observations) {
    FitRow row{o, FitRole::outside, kNan, kNan, kNan, kNan, false};
    const auto found = std::find_if(table.said.begin(), table.said.end(), [&](const SeriesYear& s) { return s.series == o.series && s.year == o.year; });
    if (found != table.said.end() && simulated(o, scenario)) {
      row.role = role_of(o, use), row.median = found->median, row.p05 = found->p05, row.p95 = found->p95;
      judge(row);
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

FitTable fit_table(const Scenario& scenario, const std::string& use, const EnsembleOptions& options) {
  const ParameterDraws draws = draw_parameters(scenario);
  const auto n = static_cast<std::size_t>(scenario.replicates);
  const std::size_t per_point = scenario.seeds_per_point > 0 ? static_cast<std::size_t>(scenario.seeds_per_point) : 1;
  std::vector<std::optional<Record>> records(n);
  std::vector<std::string> reasons(n);
  std::mutex mutex;
  Progress progress{0, n, 0};
  run_tasks(n, options.threads, options.interrupt, [&] {
    return [&, simulation = std::make_shared<Simulation>(scenario, fitting(scenario))](std::size_t k) {
      try {
        records[k] = simulation->run(bind_parameters(scenario, draws.points[k / per_point]), philox_key(scenario.seed, k));
      } catch (const std::exception& e) {
        reasons[k] = e.what();
      }
      const std::lock_guard lock(mutex);
      ++progress.done;
      if (records[k]) progress.firm_quarters += records[k]->firm_quarters;
      if (options.on_progress) options.on_progress(progress);
    };
  });
  std::vector<Record> finished;
  std::vector<ReplicateFailure> failures;
  for (std::size_t k = 0; k < n; ++k) {
    if (records[k]) finished.push_back(std::move(*records[k]));
    else if (!reasons[k].empty()) failures.push_back({k, reasons[k]});
  }
  FitTable table = fit_table(scenario, use, finished);
  table.failures = std::move(failures);
  table.interrupted = progress.done < n;
  return table;
}

const char* role_id(FitRole role) {
  const char* const ids[] = {"fitted", "held-out", "test", "shown", "outside"};
  return ids[static_cast<int>(role)];
}

}  // namespace echelon
