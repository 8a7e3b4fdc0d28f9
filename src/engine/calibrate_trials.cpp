#include "engine/calibrate_trials.hpp"

#include <algorithm>
#include <memory>
#include <mutex>
#include <stdexcept>

#include "core/math/vecmath.hpp"
#include "engine/fit.hpp"
#include "engine/tasks.hpp"
#include "model/schedule.hpp"

namespace echelon {

namespace {

bool is_ratio(const std::string& series) { return series == "rd_gdp"; }

std::size_t place_of(const Scenario& scenario, const std::string& path) {
  for (std::size_t i = 0; i < scenario.parameters.size(); ++i) {
    if (scenario.parameters[i].path == path) return i;
  }
  throw std::invalid_argument("there is no parameter " + path);
}

bool varies(const ParameterValue& v) { return !v.fixed_by_user && v.prior.kind != Prior::Kind::fixed; }

std::vector<double> look(const Scenario& scenario, const std::vector<Datum>& data, const Record& record) {
  std::vector<double> out;
  for (const Datum& d : data) {
    const int year = d.observation.year - scenario.horizon.first.year();
    out.push_back(d.seen(observe_series(d.observation.series, record, scenario, year)));
    if (out.back() != out.back()) throw std::runtime_error("the world has no " + d.observation.id);
  }
  return out;
}

}  // namespace

double Datum::seen(double figure) const { return vlog(figure + offset); }

std::vector<Datum> data_for(const Scenario& scenario, const std::string& use) {
  std::vector<Datum> data;
  for (const Observation& o : scenario.observations) {
    const bool simulated = o.year >= scenario.horizon.first.year() && o.year <= scenario.horizon.last.year();
    if (!used_for(o, use) || !simulated) continue;
    const double offset = is_ratio(o.series) ? 0 : 0.5 / scenario.scale;
    data.push_back({o, offset, vlog(o.value + offset), o.tolerance * o.value / (o.value + offset)});
  }
  return data;
}

SearchSpace search_space(const Scenario& scenario, const std::vector<std::string>& named, bool hold_others) {
  SearchSpace space;
  for (const std::string& path : named) {
    space.free.push_back(place_of(scenario, path));
    if (!varies(scenario.parameters[space.free.back()])) throw std::invalid_argument(path + " has no prior to search");
  }
  for (std::size_t i = 0; i < scenario.parameters.size(); ++i) {
    const ParameterValue& v = scenario.parameters[i];
    if (!varies(v)) continue;
    if (named.empty() && v.cls == ParameterClass::calibrated) space.free.push_back(i);
    else if (!hold_others && std::find(space.free.begin(), space.free.end(), i) == space.free.end()) space.noise.push_back(i);
  }
  return space;
}

std::vector<std::string> SearchSpace::paths(const Scenario& scenario) const {
  std::vector<std::string> out;
  for (const std::size_t i : free) out.push_back(scenario.parameters[i].path);
  return out;
}

std::vector<double> SearchSpace::values(const Scenario& scenario, const std::vector<double>& u, const std::vector<double>& other) const {
  std::vector<double> out;
  for (const ParameterValue& v : scenario.parameters) out.push_back(v.value);
  for (std::size_t j = 0; j < free.size(); ++j) out[free[j]] = scenario.parameters[free[j]].prior.quantile(u[j]);
  for (std::size_t j = 0; j < noise.size(); ++j) out[noise[j]] = scenario.parameters[noise[j]].prior.quantile(other[j]);
  return out;
}

TrialsOutcome run_trials(const Scenario& scenario, const SearchSpace& space, const std::vector<Datum>& data,
                         const std::vector<Trial>& trials, std::uint64_t seed, const EnsembleOptions& options) {
  TrialsOutcome out;
  out.seen.resize(trials.size());
  std::vector<std::string> reasons(trials.size());
  std::mutex mutex;
  Progress progress{0, trials.size(), 0};
  run_tasks(trials.size(), options.threads, options.interrupt, [&] {
    return [&, simulation = std::make_shared<Simulation>(scenario, fitting(scenario))](std::size_t k) {
      double lived = 0;
      try {
        const std::vector<double> values = space.values(scenario, trials[k].u, trials[k].noise);
        const Record record = simulation->run(bind_parameters(scenario, values), philox_key(seed, trials[k].luck));
        lived = record.firm_quarters;
        out.seen[k] = look(scenario, data, record);
      } catch (const std::exception& e) {
        reasons[k] = e.what();
      }
      const std::lock_guard lock(mutex);
      ++progress.done, progress.firm_quarters += lived;
      if (options.on_progress) options.on_progress(progress);
    };
  });
  for (std::size_t k = 0; k < trials.size(); ++k) {
    if (!reasons[k].empty()) out.failures.push_back({k, reasons[k]});
  }
  out.firm_quarters = progress.firm_quarters;
  out.interrupted = progress.done < trials.size();
  return out;
}

}  // namespace echelon
