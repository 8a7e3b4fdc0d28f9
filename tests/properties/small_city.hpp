#pragma once
// Small cities for the laws: a hundredth or so of Wuxi, with a policy and parameters drawn at random, or as they are.
#include <string>
#include <vector>

#include "engine/assemble.hpp"
#include "engine/draw.hpp"
#include "io/digest.hpp"
#include "io/load.hpp"
#include "io/vocabulary.hpp"
#include "model/schedule.hpp"

namespace echelon::test {

inline Scenario load_city(const std::string& scenario, std::vector<std::string> sets = {}) {
  const std::string root = ECHELON_SOURCE_DIR;
  std::vector<std::string> all = {"ensemble=none", "replicates=1", "scale=0.01"};
  all.insert(all.end(), sets.begin(), sets.end());
  Problems problems;
  const LoadRequest request{root + "/config", root + "/scenarios", scenario, all, model_vocabulary()};
  Scenario s = load_scenario(request, problems);
  if (!problems.empty()) throw std::runtime_error(problems.text());
  return s;
}

// A scenario of this folder: tests/properties/data/<stem>.yaml.
inline std::string own(const std::string& stem) {
  return std::string(ECHELON_SOURCE_DIR) + "/tests/properties/data/" + stem + ".yaml";
}

inline Parameters central(const Scenario& s) {
  std::vector<double> values;
  for (const ParameterValue& v : s.parameters) values.push_back(v.value);
  return bind_parameters(s, values);
}

// Points from the priors, as an ensemble would draw them.
inline std::vector<Parameters> drawn(Scenario s, int points, std::uint64_t seed) {
  s.replicates = points, s.seeds_per_point = 1, s.seed = seed, s.design = "random";
  std::vector<Parameters> all;
  for (const std::vector<double>& values : draw_parameters(s).points) all.push_back(bind_parameters(s, values));
  return all;
}

// The table value of a parameter, changed: `with(p, "growth.sigma", 0.3)` reads best inline.
inline void set_value(Scenario& s, const std::string& path, double value) {
  for (ParameterValue& v : s.parameters) {
    if (v.path == path) {
      v.value = value;
      return;
    }
  }
  throw std::logic_error("no parameter " + path);
}

inline SimulationOptions small(bool audit = false) {
  SimulationOptions o;
  o.block_size = 64;  // a small city in large blocks is mostly empty seats
  o.audit = audit;
  return o;
}

inline Record run_once(const Scenario& s, const Parameters& p, std::uint64_t replicate = 0,
                       SimulationOptions options = small()) {
  Simulation simulation(s, options);
  return simulation.run(p, philox_key(s.seed, replicate));
}

inline Record run_once(const Scenario& s, std::uint64_t replicate = 0, SimulationOptions options = small()) {
  return run_once(s, central(s), replicate, options);
}

// Everything that is recorded of the city, or all of it with instruments.
inline std::string digest_of(const Scenario& s, Record r, bool world_only) {
  r.parameters.assign(s.parameters.size(), 0.0);
  const std::vector<Record> one{std::move(r)};
  return digest(assemble(s, one, {0}), world_only);
}
inline std::string world_digest(const Scenario& s, const Record& r) { return digest_of(s, r, true); }
inline std::string full_digest(const Scenario& s, const Record& r) { return digest_of(s, r, false); }

// The first series and place in which two records differ, for messages; empty when they agree.
inline std::string first_difference(const Record& a, const Record& b) {
  for (int i = 0; i < kSeries; ++i) {
    const Series s = static_cast<Series>(i);
    const SeriesInfo& info = series_info()[i];
    if (info.axis == Axis::instrument) continue;
    if (a.steps(s) != b.steps(s) || a.width(s) != b.width(s)) return std::string(info.name) + ": shape";
    for (int t = 0; t < a.steps(s); ++t) {
      for (int k = 0; k < a.width(s); ++k) {
        if (a.at(s, t, k) != b.at(s, t, k))
          return std::string(info.name) + " at step " + std::to_string(t) + ", item " + std::to_string(k) + ": " +
                 std::to_string(a.at(s, t, k)) + " and " + std::to_string(b.at(s, t, k));
      }
    }
  }
  return a.gdp == b.gdp && a.rd_gdp == b.rd_gdp && a.city_grants == b.city_grants && a.city_valid == b.city_valid
             ? ""
             : "yearly figures of the city";
}

// Uniforms for the choices of a test itself.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(philox_key(seed, 0), 1, 2, 3) {}
  double uniform() { return unit_float(engine_()); }
  double between(double low, double high) { return low + (high - low) * uniform(); }
  int whole(int low, int high) { return low + static_cast<int>(uniform() * (high - low + 1)); }
  bool chance(double p) { return uniform() < p; }

 private:
  PhiloxEngine engine_;
};

// Instruments dropped, moved in time, made larger or smaller, given a budget or none.
inline void shuffle_policy(Scenario& s, Dice& dice) {
  std::vector<Instrument> kept;
  for (Instrument x : s.instruments) {
    if (dice.chance(0.25)) continue;
    x.amount *= dice.between(0, 5);
    x.per_year = x.kind == InstrumentKind::campaign ? dice.uniform() : x.per_year * dice.between(0, 3);
    x.factor = dice.between(0.2, 3);
    x.selected_share = dice.uniform();
    x.lag_quarters = dice.whole(0, 6);
    x.from = Quarter::of(2018, 1) + dice.whole(0, 40);
    x.to = x.from + dice.whole(0, 60);
    x.budget = dice.chance(0.5) ? -1 : dice.between(0, 3e8);
    kept.push_back(x);
  }
  s.instruments = kept;
}

}  // namespace echelon::test
