#include "engine/facts.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

#include "core/math/vecmath.hpp"
#include "core/statistics.hpp"
#include "engine/draw.hpp"
#include "engine/facts_sample.hpp"
#include "model/parameters.hpp"

namespace echelon {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

struct Shared {
  const Scenario& scenario;
  const FactOptions& options;
  const ParameterDraws& draws;
  std::vector<std::optional<FactValues>> values;
  std::vector<std::string> reasons;
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::size_t done = 0;
  double firm_quarters = 0;
};

FactValues measure(const PanelRun& run, const Scenario& scenario, const Parameters& p, const FactOptions& options) {
  FactValues out;
  const FactSample sample(run, scenario);
  measure_growth(sample, options, out);
  measure_demography(sample, options, out);
  measure_fast_growth(sample, options, out);
  measure_research(sample, options, out);
  measure_patents(sample, options, out);
  measure_ladders(sample, options, out);
  measure_notch(sample, options, "", out);
  measure_funnel(sample, options, out);
  measure_productivity(sample, options, p, out);
  return out;
}

void work(Shared& shared) {
  Simulation watched(shared.scenario, panel_options());
  SimulationOptions departures;
  departures.keep_departures = true;
  Simulation reference(shared.scenario, departures);
  const Scenario more_scenario = with_more_grants(shared.scenario, shared.options);
  const bool paired = talent_on(more_scenario) && more_scenario.instruments.size() > shared.scenario.instruments.size();
  Simulation more(more_scenario);
  const Scenario pulse_scenario = with_grant_pulse(shared.scenario, shared.options);
  const bool granted = pulse_scenario.instruments.size() > shared.scenario.instruments.size();
  Simulation pulse(pulse_scenario, panel_options());
  const Scenario push_scenario = with_title_push(shared.scenario, shared.options);
  const bool titled = push_scenario.instruments.size() > shared.scenario.instruments.size();
  Simulation push(push_scenario);
  Scenario without = shared.scenario;  // fact 23: nobody answers the notch
  without.rooms["notch"] = false;
  Simulation unanswered(without, panel_options());
  const auto per_point = static_cast<std::size_t>(std::max(shared.scenario.seeds_per_point, 1));
  for (std::size_t k = shared.next++; k < shared.values.size(); k = shared.next++) {
    if (shared.options.interrupt != nullptr && *shared.options.interrupt) return;
    double firm_quarters = 0;
    try {
      const Parameters p = bind_parameters(shared.scenario, shared.draws.points[k / per_point]);
      const PhiloxKey key = philox_key(shared.scenario.seed, k);
      const PanelRun run = run_with_panel(watched, p, key);
      FactValues values = measure(run, shared.scenario, p, shared.options);
      measure_alliances(watched.consortia(), values);
      const Parameters national = reference_parameters(p);
      firm_quarters = run.record.firm_quarters + reference.run(national, key).firm_quarters;
      measure_cohorts(lives_of(reference), values);
      if (paired) {
        const Record twin = more.run(p, key);
        firm_quarters += twin.firm_quarters;
        measure_pair(shared.scenario, run.record, twin, p, shared.options, values);
      }
      if (granted) {
        const PanelRun twin = run_with_panel(pulse, p, key);
        firm_quarters += twin.record.firm_quarters;
        measure_additionality(run, twin, shared.options, values);
      }
      if (titled) {
        const Record pushed = push.run(p, key);
        firm_quarters += pushed.firm_quarters;
        values["title_echo"] = title_echo(shared.scenario, run.record, pushed, shared.options);
      }
      const PanelRun plain = run_with_panel(unanswered, p, key);
      firm_quarters += plain.record.firm_quarters;
      measure_notch(FactSample(plain, without), shared.options, "_off", values);
      shared.values[k] = std::move(values);
    } catch (const std::exception& e) {
      shared.reasons[k] = e.what();
    }
    const std::lock_guard lock(shared.mutex);
    ++shared.done, shared.firm_quarters += firm_quarters;
    if (shared.options.on_progress) shared.options.on_progress({shared.done, shared.values.size(), shared.firm_quarters});
  }
}

std::vector<double> finite(const std::vector<FactValues>& values, const std::string& id) {
  std::vector<double> v;
  for (const FactValues& one : values) {
    const auto it = one.find(id);
    if (it != one.end() && std::isfinite(it->second)) v.push_back(it->second);
  }
  return v;
}

StatisticResult judge(const FactStatistic& s, const std::vector<FactValues>& values) {
  StatisticResult r{s.low, s.high, kNone, kNone, kNone, s.rule == FactRule::shown};
  const std::vector<double> v = finite(values, s.id);
  if (v.empty()) return r;
  r.median = quantile(v, 0.5), r.p05 = quantile(v, 0.05), r.p95 = quantile(v, 0.95);
  if (s.rule == FactRule::median_in_range) r.in = r.median >= s.low && r.median <= s.high;
  return r;
}

double published(const Scenario& scenario, int year) {
  for (const Observation& o : scenario.observations) {
    if (o.series == "hte" && o.year == year && o.bound.empty()) return o.value;
  }
  return kNone;
}

// Fact 35 against the observations of the city; without them it cannot be measured.
void judge_series(const Scenario& scenario, const std::vector<FactValues>& values, FactResult& fact) {
  const std::pair<int, int> spans[] = {{2019, 2021}, {2021, 2022}, {2022, 2023}};
  for (std::size_t i = 0; i < std::size(spans); ++i) {
    StatisticResult& r = fact.statistics[i];
    const auto [from, to] = spans[i];
    r.low = r.high = vpow(published(scenario, to) / published(scenario, from), 1.0 / (to - from)) - 1;
    r.in = r.p05 <= r.low && r.low <= r.p95;
  }
  std::vector<double> errors;
  for (const int year : {2019, 2021, 2022, 2023}) {
    const std::vector<double> v = finite(values, "hte_" + std::to_string(year));
    const double error = v.empty() ? kNone : std::abs(quantile(v, 0.5) / published(scenario, year) - 1);
    if (std::isfinite(error)) errors.push_back(error);
  }
  StatisticResult& r = fact.statistics.back();
  r.median = errors.empty() ? kNone : quantile(errors, 0.5);
  r.in = r.median >= r.low && r.median <= r.high;
}

FactVerdict verdict(const FactResult& fact) {
  if (!fact.definition.later.en.empty()) return FactVerdict::later;
  bool all_in = true;
  for (std::size_t i = 0; i < fact.statistics.size(); ++i) {
    if (fact.definition.statistics[i].rule == FactRule::shown) continue;
    if (std::isnan(fact.statistics[i].median) || std::isnan(fact.statistics[i].low)) return FactVerdict::unmeasured;
    all_in = all_in && fact.statistics[i].in;
  }
  return all_in ? FactVerdict::in : FactVerdict::missed;
}

void require_horizon(const Scenario& scenario, const FactOptions& options) {
  const Horizon& h = scenario.horizon;
  const bool whole_years = h.first.of_year() == 1 && h.last.of_year() == 4;
  if (whole_years && h.first.year() <= options.reference_year && options.reference_year <= h.last.year() && h.years() >= 2) return;
  throw std::invalid_argument("the facts need whole years from " + std::to_string(options.reference_year - 1) + " or before to " +
                              std::to_string(options.reference_year) + " or after");
}

}  // namespace

std::vector<FactResult> judge_facts(const Scenario& scenario, const std::vector<FactValues>& values) {
  std::vector<FactResult> results;
  for (const FactDefinition& definition : fact_definitions()) {
    FactResult fact{definition, {}, FactVerdict::unmeasured, {}};
    for (const FactStatistic& s : definition.statistics) fact.statistics.push_back(judge(s, values));
    if (definition.number == "35") judge_series(scenario, values, fact);
    fact.verdict = verdict(fact);
    for (const KnownMiss& miss : known_misses()) {
      if (miss.number == definition.number && fact.verdict == FactVerdict::missed) fact.explanation = miss.why;
    }
    results.push_back(std::move(fact));
  }
  return results;
}

FactsOutcome run_facts(const Scenario& scenario, const FactOptions& options) {
  require_horizon(scenario, options);
  const auto start = std::chrono::steady_clock::now();
  const ParameterDraws draws = draw_parameters(scenario);
  const auto n = static_cast<std::size_t>(scenario.replicates);
  Shared shared{scenario, options, draws, {}, {}, {}, {}, 0, 0};
  shared.values.resize(n), shared.reasons.resize(n);
  {
    std::vector<std::jthread> threads;
    const std::size_t count = std::min(static_cast<std::size_t>(std::max(options.threads, 1)), n);
    for (std::size_t i = 1; i < count; ++i) threads.emplace_back([&] { work(shared); });
    work(shared);
  }
  FactsOutcome outcome;
  for (std::size_t k = 0; k < n; ++k) {
    if (shared.values[k]) outcome.values.push_back(std::move(*shared.values[k]));
    else if (!shared.reasons[k].empty()) outcome.failures.push_back({k, shared.reasons[k]});
  }
  outcome.interrupted = outcome.values.size() + outcome.failures.size() < n;
  outcome.facts = judge_facts(scenario, outcome.values);
  outcome.firm_quarters = shared.firm_quarters;
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return outcome;
}

}  // namespace echelon
