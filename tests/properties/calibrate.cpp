// Calibration and comparison of a small city of Wuxi's own configuration.
#include <catch2/catch.hpp>

#include "engine/calibrate.hpp"
#include "engine/compare.hpp"
#include "small_city.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

CalibrationStudy tiny_study() {
  CalibrationStudy s;
  s.use = "fit-2021", s.known_until = 2021, s.horizon = {Quarter::of(2018, 1), Quarter::of(2021, 4)}, s.scale = 0.01;
  s.free = {"innovation.rate", "schemes.hte.apply", "research.intensity"};
  s.waves = 2, s.first_wave = 40, s.next_waves = 12, s.candidates = 6, s.worlds = 2, s.keep = 4, s.warm_up = 50, s.thin = 5, s.planted = 4;
  s.seed = 7;
  s.confounded = {{"innovation.rate", "research.intensity"}};
  return s;
}

EnsembleOptions on(int threads) {
  EnsembleOptions o;
  o.threads = threads;
  return o;
}

}  // namespace

TEST_CASE("law: the ensemble does not depend on the threads, and no point leaves its prior", "[slow]") {
  const Scenario city = load_city("baseline");
  const CalibrationOutcome one = calibrate(city, tiny_study(), on(1)), two = calibrate(city, tiny_study(), on(2));
  CHECK(one.points == two.points);
  CHECK(one.threshold == two.threshold);
  REQUIRE(one.points.size() >= 4);
  CHECK((one.waves.size() == 2 && one.failures.empty() && one.worlds == 40 + 4 + 12 + 12 && one.recovered.size() == 3));
  for (const auto& row : one.points) {
    for (std::size_t i = 0; i < one.paths.size(); ++i) {
      for (const ParameterValue& v : city.parameters) {
        if (v.path == one.paths[i]) CHECK((row[i] >= v.prior.low && row[i] <= v.prior.high));
      }
    }
  }
  CalibrationStudy other = tiny_study();
  other.seed = 8;
  CHECK(calibrate(city, other, on(2)).points != one.points);
}

TEST_CASE("law: a scenario differs from its own copy in nothing, and the comparison does not depend on the threads") {
  Scenario base = load_city("baseline", {"replicates=4", "horizon=2018Q1..2020Q4"}), copy = base, none = load_city("no-policy", {"replicates=4", "horizon=2018Q1..2020Q4"});
  copy.id = "copy";
  const ComparisonOutcome one = run_comparison(none, {base, copy}, on(1)), two = run_comparison(none, {base, copy}, on(2));
  CHECK(digest(one.results, false) == digest(two.results, false));
  CHECK(one.failures.empty());
  const ComparisonOutcome same = run_comparison(base, {copy}, on(2));
  for (const ResultVariable& v : same.results.variables) {
    if (v.name.find("_difference") == std::string::npos || v.name.find("variance_ratio") != std::string::npos) continue;
    INFO(v.name);
    for (const double x : std::get<std::vector<double>>(v.data)) {
      if (x == x) CHECK(x == 0);
    }
  }
  const auto& outlay = std::get<std::vector<double>>(one.results.find("outlay_total_difference_mean")->data);
  CHECK(outlay.back() > 0);
}
