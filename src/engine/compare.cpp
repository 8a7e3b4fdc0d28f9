#include "engine/compare.hpp"
#include "engine/compare_aims.hpp"
#include "engine/compare_gains.hpp"

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>

#include "engine/tasks.hpp"
#include "model/schedule.hpp"

namespace echelon {

namespace {

[[noreturn]] void refuse(const Scenario& a, const Scenario& b, const std::string& what) {
  throw std::invalid_argument(a.id + " and " + b.id + " cannot be compared: " + what);
}

bool same(const Prior& a, const Prior& b) {
  return a.kind == b.kind && a.low == b.low && a.high == b.high && a.centre == b.centre && a.spread == b.spread;
}

template <class List>
bool same_ids(const List& a, const List& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].id != b[i].id) return false;
  }
  return true;
}

void require_pair(const Scenario& a, const Scenario& b) {
  if (a.horizon.first != b.horizon.first || a.horizon.last != b.horizon.last) refuse(a, b, "their horizons differ");
  if (a.scale != b.scale) refuse(a, b, "their scales differ");
  if (!same_ids(a.schemes, b.schemes)) refuse(a, b, "their schemes differ");
  if (!same_ids(a.ladders, b.ladders)) refuse(a, b, "their ladders differ");
  if (a.ensemble != b.ensemble) refuse(a, b, "they draw from different ensembles");
}

const ParameterValue* find(const Scenario& s, const std::string& path) {
  for (const ParameterValue& v : s.parameters) {
    if (v.path == path) return &v;
  }
  return nullptr;
}

// The reference, with every parameter free that is free in any scenario.
Scenario common_ground(const Scenario& reference, const std::vector<Scenario>& others) {
  Scenario common = reference;
  for (const Scenario& other : others) {
    require_pair(reference, other);
    if (other.parameters.size() != reference.parameters.size()) refuse(reference, other, "they have different parameters");
    for (ParameterValue& mine : common.parameters) {
      const ParameterValue* theirs = find(other, mine.path);
      if (theirs == nullptr) refuse(reference, other, "only the first has the parameter " + mine.path);
      if (theirs->fixed_by_user) continue;
      if (mine.fixed_by_user) mine = *theirs;
      else if (!same(mine.prior, theirs->prior)) refuse(reference, other, "they have different priors of " + mine.path);
    }
  }
  return common;
}

ParameterDraws seen_by(const Scenario& scenario, const Scenario& common, const ParameterDraws& draws) {
  ParameterDraws own = draws;
  for (std::size_t i = 0; i < scenario.parameters.size(); ++i) {
    const ParameterValue& v = scenario.parameters[i];
    const auto at = static_cast<std::size_t>(find(common, v.path) - common.parameters.data());
    for (std::size_t k = 0; k < own.points.size(); ++k) own.points[k][i] = v.fixed_by_user ? v.value : draws.points[k][at];
  }
  return own;
}

struct Tournament {
  std::vector<const Scenario*> scenarios;
  std::vector<ParameterDraws> draws;
  std::size_t replicates, per_point;
  std::vector<std::optional<Record>> records;  // [scenario * replicates + replicate]
  std::vector<SalesGain> gains;                // likewise
  std::vector<std::string> reasons;
  std::mutex mutex;
  std::size_t done = 0;
  double firm_quarters = 0;
};

// What a thread keeps from replicate to replicate.
struct Player {
  explicit Player(std::size_t scenarios) : own(scenarios) {}
  std::vector<std::unique_ptr<Simulation>> own;
  FirmSales reference, other;
};

SimulationOptions with_payments(const Scenario& scenario) {
  SimulationOptions options = fitting(scenario);
  options.keep_payments = true;
  return options;
}

// One scenario of a replicate; the reference, the first, is looked back at by the others.
void play(Tournament& t, std::size_t k, std::size_t s, Player& player, const EnsembleOptions& options) {
  const std::size_t at = s * t.replicates + k;
  const Scenario& scenario = *t.scenarios[s];
  try {
    if (!player.own[s]) player.own[s] = std::make_unique<Simulation>(scenario, with_payments(scenario));
    const std::vector<double>& values = t.draws[s].points[k / t.per_point];
    FirmSales& seen = s == 0 ? player.reference : player.other;
    Record record = run_with_sales(*player.own[s], bind_parameters(scenario, values), philox_key(t.scenarios[0]->seed, k), seen);
    record.parameters = values;
    if (s > 0 && t.records[k]) t.gains[at] = sales_gain(player.reference, player.other, scenario.sectors.size());
    t.records[at] = std::move(record);
  } catch (const std::exception& e) {
    t.reasons[at] = scenario.id + ": " + e.what();
  }
  const std::lock_guard lock(t.mutex);
  ++t.done;
  if (t.records[at]) t.firm_quarters += t.records[at]->firm_quarters;
  if (options.on_progress) options.on_progress({t.done, t.records.size(), t.firm_quarters});
}

// Only replicates that every scenario finished make pairs.
void gather(Tournament& t, const Scenario& reference, const std::vector<Scenario>& others, ComparisonOutcome& outcome) {
  std::vector<std::vector<Record>> records(t.scenarios.size());
  std::vector<std::vector<SalesGain>> gains(t.scenarios.size());
  std::vector<std::size_t> numbers;
  for (std::size_t k = 0; k < t.replicates; ++k) {
    bool whole = true;
    for (std::size_t s = 0; s < t.scenarios.size(); ++s) {
      const std::size_t at = s * t.replicates + k;
      whole = whole && t.records[at].has_value();
      if (!t.reasons[at].empty()) outcome.failures.push_back({k, t.reasons[at]});
    }
    if (!whole) continue;
    numbers.push_back(k);
    for (std::size_t s = 0; s < t.scenarios.size(); ++s) {
      records[s].push_back(std::move(*t.records[s * t.replicates + k]));
      gains[s].push_back(std::move(t.gains[s * t.replicates + k]));
    }
  }
  outcome.interrupted = t.done < t.records.size();
  outcome.results = assemble_comparison(reference, others, records, numbers);
  add_gains(outcome.results, reference, gains);
  add_aims(outcome.results, reference, others);
}

}  // namespace

std::vector<ParameterDraws> pair_parameters(const Scenario& reference, const std::vector<Scenario>& others) {
  const Scenario common = common_ground(reference, others);
  const ParameterDraws draws = draw_parameters(common);
  std::vector<ParameterDraws> all = {seen_by(reference, common, draws)};
  for (const Scenario& other : others) all.push_back(seen_by(other, common, draws));
  return all;
}

ComparisonOutcome run_comparison(const Scenario& reference, const std::vector<Scenario>& others, const EnsembleOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  Tournament t;
  t.scenarios = {&reference};
  for (const Scenario& other : others) t.scenarios.push_back(&other);
  t.draws = pair_parameters(reference, others);
  t.replicates = static_cast<std::size_t>(reference.replicates);
  t.per_point = reference.seeds_per_point > 0 ? static_cast<std::size_t>(reference.seeds_per_point) : 1;
  t.records.resize(t.replicates * t.scenarios.size());
  t.reasons.resize(t.records.size()), t.gains.resize(t.records.size());
  run_tasks(t.replicates, options.threads, options.interrupt, [&] {
    return [&, player = std::make_shared<Player>(t.scenarios.size())](std::size_t k) {
      for (std::size_t s = 0; s < t.scenarios.size(); ++s) play(t, k, s, *player, options);
    };
  });
  ComparisonOutcome outcome{};
  gather(t, reference, others, outcome);
  outcome.results.attributes["drawn"] = std::to_string(t.draws[0].drawn_from_ensemble) + " parameters from the ensemble, " +
                                        std::to_string(t.draws[0].drawn_from_priors) + " from their priors, " +
                                        std::to_string(t.draws[0].fixed) + " fixed";
  outcome.firm_quarters = t.firm_quarters;
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return outcome;
}

}  // namespace echelon
