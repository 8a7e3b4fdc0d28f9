#include "engine/calibrate.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "core/math/vecmath.hpp"
#include "core/statistics.hpp"
#include "engine/calibrate_planted.hpp"
#include "engine/calibrate_sampler.hpp"
#include "engine/designs.hpp"
#include "engine/fit.hpp"

namespace echelon {

namespace {

using Places = std::vector<std::vector<double>>;

// What is known of one candidate after its own worlds.
struct Judged {
  std::vector<double> mean;   // by figure; empty when none of its worlds finished
  double worst = 0;           // its n-th largest implausibility
};

class Search {
 public:
  Search(const Scenario& scenario, const CalibrationStudy& study, const EnsembleOptions& options)
      : scenario_(scenario), study_(study), options_(options), space_(search_space(scenario, study.free, study.hold_others)),
        data_(data_for(scenario, study.use)) {
    if (data_.empty()) throw std::invalid_argument("no observation of the horizon has the use " + study.use);
    if (space_.free.empty()) throw std::invalid_argument("no parameter is free");
    out_.paths = space_.paths(scenario_), out_.data = data_.size();
    for (const auto& [a, b] : study_.confounded) place(a), place(b);
  }

  CalibrationOutcome run() {
    if (!first_wave()) return finish();
    plant();
    if (study_.candidates == 0) return finish();
    for (int wave = 2; wave <= study_.waves; ++wave) {
      if (!next_wave(wave)) return finish();
    }
    judge_candidates();
    return finish();
  }

 private:
  // Runs the trials and keeps those that finished for the emulator; false when interrupted.
  bool learn(std::vector<Trial> trials) {
    const TrialsOutcome outcome = run(trials);
    WaveReport report{trials.size(), outcome.failures.size(), {}, {}};
    Places seen;
    for (std::size_t k = 0; k < trials.size(); ++k) {
      if (outcome.seen[k].empty()) continue;
      u_.push_back(trials[k].u), noise_.push_back(trials[k].noise), y_.push_back(outcome.seen[k]);
      seen.push_back(outcome.seen[k]);
    }
    for (std::size_t j = 0; j < data_.size() && seen.size() > 1; ++j) {
      const auto column = column_of(seen, j);
      report.mean.push_back(mean(column)), report.spread.push_back(sd(column));
    }
    out_.waves.push_back(std::move(report));
    return !outcome.interrupted;
  }

  TrialsOutcome run(std::vector<Trial>& trials) {
    for (Trial& trial : trials) trial.luck = out_.worlds++;
    TrialsOutcome outcome = run_trials(scenario_, space_, data_, trials, study_.seed, options_);
    out_.firm_quarters += outcome.firm_quarters;
    out_.failures.insert(out_.failures.end(), outcome.failures.begin(), outcome.failures.end());
    out_.interrupted = out_.interrupted || outcome.interrupted;
    return outcome;
  }

  Places noise(std::size_t n, std::uint64_t stream) const {
    return design("latin-hypercube", n, space_.noise.size(), study_.seed + 1000003 * (stream + 1));
  }

  std::vector<Trial> prior_sample(int n, std::uint64_t stream) const {
    const Places all = design("latin-hypercube", static_cast<std::size_t>(n), space_.free.size(), study_.seed + stream);
    const Places others = noise(all.size(), stream);
    std::vector<Trial> trials;
    for (std::size_t k = 0; k < all.size(); ++k) trials.push_back({all[k], others[k], 0});
    return trials;
  }

  bool first_wave() { return learn(prior_sample(study_.first_wave, 1)); }

  bool next_wave(int wave) {
    const Emulator emulator(u_, noise_, y_);
    const Places points = sample(emulator, study_.next_waves, static_cast<std::uint64_t>(wave));
    const Places others = noise(points.size(), static_cast<std::uint64_t>(wave));
    std::vector<Trial> trials;
    for (std::size_t k = 0; k < points.size(); ++k) trials.push_back({points[k], others[k], 0});
    return learn(std::move(trials));
  }

  Places sample(const Emulator& emulator, int n, std::uint64_t stream) const {
    return sample_points(emulator, data_, space_.free.size(),
                         {static_cast<std::size_t>(n), static_cast<std::size_t>(study_.warm_up), static_cast<std::size_t>(study_.thin),
                          study_.seed, stream, false});
  }

  // Truths are planted before anything is fitted to the city: the emulator then knows the prior alone.
  void plant() {
    if (study_.planted == 0) return;
    std::vector<Trial> truths = prior_sample(study_.planted, 2);
    const TrialsOutcome outcome = run(truths);
    out_.recovered = recover_planted(Emulator(u_, noise_, y_), data_, out_.paths, truths, outcome.seen, study_, options_.threads);
  }

  void judge_candidates() {
    const Emulator emulator(u_, noise_, y_);
    const Places points = sample(emulator, study_.candidates, 100);
    std::vector<Trial> trials;
    for (std::size_t k = 0; k < points.size(); ++k) {
      const Places others = noise(static_cast<std::size_t>(study_.worlds), 1000 + k);
      for (const auto& other : others) trials.push_back({points[k], other, 0});
    }
    const TrialsOutcome outcome = run(trials);
    if (outcome.interrupted) return;
    const std::vector<Judged> judged = judge(points.size(), outcome.seen);
    select(points, judged);
    describe(emulator, judged);
  }

  // Averages over a candidate's worlds; the error of an average comes from the scatter inside all candidates together.
  std::vector<Judged> judge(std::size_t candidates, const Places& seen) const {
    const auto worlds = static_cast<std::size_t>(study_.worlds);
    std::vector<Judged> judged(candidates);
    std::vector<double> inside(data_.size(), 0);
    double freedom = 0;
    std::vector<double> counts(candidates, 0);
    for (std::size_t k = 0; k < candidates; ++k) {
      Places own;
      for (std::size_t i = 0; i < worlds; ++i) {
        if (!seen[k * worlds + i].empty()) own.push_back(seen[k * worlds + i]);
      }
      if (own.empty()) continue;
      counts[k] = static_cast<double>(own.size()), freedom += counts[k] - 1;
      for (std::size_t j = 0; j < data_.size(); ++j) {
        const auto column = column_of(own, j);
        judged[k].mean.push_back(mean(column));
        for (const double v : column) inside[j] += (v - judged[k].mean[j]) * (v - judged[k].mean[j]);
      }
    }
    for (std::size_t k = 0; k < candidates; ++k) {
      std::vector<double> apart;
      for (std::size_t j = 0; j < judged[k].mean.size(); ++j)
        apart.push_back(implausibility(data_[j], judged[k].mean[j], __builtin_sqrt(inside[j] / std::max(freedom, 1.0) / counts[k])));
      std::sort(apart.rbegin(), apart.rend());
      const auto nth = static_cast<std::size_t>(study_.nth - 1);
      judged[k].worst = apart.empty() ? INFINITY : apart[std::min(nth, apart.size() - 1)];
    }
    return judged;
  }

  // The plausible ones in the order in which they were drawn; if they are too few, the least implausible, and how far that was.
  void select(const Places& points, const std::vector<Judged>& judged) {
    const auto wanted = static_cast<std::size_t>(study_.keep);
    out_.candidates = points.size(), out_.threshold = study_.cutoff;
    for (const Judged& j : judged) out_.plausible += j.worst <= study_.cutoff;
    if (out_.plausible < wanted) {
      std::vector<double> worst;
      for (const Judged& j : judged) {
        if (!j.mean.empty()) worst.push_back(j.worst);
      }
      std::sort(worst.begin(), worst.end());
      if (!worst.empty()) out_.threshold = std::max(study_.cutoff, worst[std::min(wanted, worst.size()) - 1]);
    }
    for (std::size_t k = 0; k < points.size() && kept_.size() < wanted; ++k) {
      if (judged[k].worst <= out_.threshold && !judged[k].mean.empty()) kept_.push_back(k), out_.places.push_back(points[k]);
    }
    if (kept_.empty()) throw std::runtime_error("no candidate finished a world");
    const std::vector<double> middle(space_.noise.size(), 0.5);
    for (const auto& u : out_.places) {
      const std::vector<double> all = space_.values(scenario_, u, middle);
      std::vector<double> row;
      for (const std::size_t i : space_.free) row.push_back(all[i]);
      out_.points.push_back(std::move(row));
    }
  }

  void describe(const Emulator& emulator, const std::vector<Judged>& judged) {
    Places kept;
    for (const std::size_t k : kept_) kept.push_back(judged[k].mean);
    const auto first = static_cast<std::ptrdiff_t>(out_.waves[0].worlds - out_.waves[0].failed);
    const Places prior(y_.begin(), y_.begin() + first);
    for (std::size_t j = 0; j < data_.size(); ++j) {
      const auto own = [&](double v) { return vexp(v) - data_[j].offset; };
      FittedFigure f{data_[j].observation, 0, 0, 0, 0, 0, 0, emulator.explained(j)};
      const auto before = column_of(prior, j), after = column_of(kept, j);
      f.prior_median = own(quantile(before, 0.5)), f.prior_p05 = own(quantile(before, 0.05)), f.prior_p95 = own(quantile(before, 0.95));
      f.kept_median = own(quantile(after, 0.5)), f.kept_p05 = own(quantile(after, 0.05)), f.kept_p95 = own(quantile(after, 0.95));
      out_.figures.push_back(std::move(f));
    }
    for (std::size_t i = 0; i < out_.paths.size(); ++i) {
      const auto column = column_of(out_.places, i);
      const double spread = column.size() > 1 ? sd(column) * 3.4641016151377544 : 0;  // sqrt 12
      out_.shifts.push_back({out_.paths[i], quantile(column, 0.5), spread});
    }
    out_.ridges = find_ridges(out_.paths, out_.places, study_.ridge);
    for (const auto& [a, b] : study_.confounded) {
      const auto x = column_of(out_.places, place(a)), y = column_of(out_.places, place(b));
      out_.confounded.push_back({a, b, x.size() > 2 ? correlation(x, y) : NAN});
    }
  }

  std::size_t place(const std::string& path) const {
    const auto at = std::find(out_.paths.begin(), out_.paths.end(), path);
    if (at == out_.paths.end()) throw std::invalid_argument(path + " is not searched, so it is confounded with nothing");
    return static_cast<std::size_t>(at - out_.paths.begin());
  }

  static std::vector<double> column_of(const Places& rows, std::size_t i) {
    std::vector<double> out;
    for (const auto& row : rows) out.push_back(row[i]);
    return out;
  }

  CalibrationOutcome finish() { return std::move(out_); }

  const Scenario& scenario_;
  const CalibrationStudy& study_;
  const EnsembleOptions& options_;
  SearchSpace space_;
  std::vector<Datum> data_;
  Places u_, noise_, y_;   // what the emulator learns from
  std::vector<std::size_t> kept_;
  CalibrationOutcome out_;
};

Scenario known(Scenario scenario, const CalibrationStudy& study) {
  return study.known_until > 0 ? freeze_information(std::move(scenario), study.known_until) : scenario;
}

}  // namespace

CalibrationOutcome calibrate(const Scenario& scenario, const CalibrationStudy& study, const EnsembleOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  Scenario own = known(scenario, study);
  own.horizon = study.horizon, own.scale = study.scale;
  CalibrationOutcome outcome = Search(own, study, options).run();
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return outcome;
}

Scenario table_scenario(const Scenario& scenario, const CalibrationStudy& study) {
  Scenario own = known(scenario, study);
  own.horizon = study.table_horizon, own.scale = study.table_scale, own.replicates = study.table_replicates;
  return own;
}

std::vector<RidgePair> find_ridges(const std::vector<std::string>& paths, const std::vector<std::vector<double>>& places, double least) {
  std::vector<RidgePair> all;
  if (places.size() < 3) return all;
  std::vector<std::vector<double>> columns(paths.size());
  for (const auto& row : places) {
    for (std::size_t i = 0; i < paths.size(); ++i) columns[i].push_back(row[i]);
  }
  for (std::size_t a = 0; a < paths.size(); ++a) {
    for (std::size_t b = a + 1; b < paths.size(); ++b) {
      const double r = correlation(columns[a], columns[b]);
      if (std::abs(r) > least) all.push_back({paths[a], paths[b], r});
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const RidgePair& x, const RidgePair& y) { return std::abs(x.correlation) > std::abs(y.correlation); });
  return all;
}

}  // namespace echelon
