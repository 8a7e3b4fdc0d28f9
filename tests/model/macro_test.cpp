// Macro (S1): published growth, the path to 2035, shocks with their spread, persistence and correlation.
#include <catch2/catch.hpp>

#include "core/statistics.hpp"
#include "firms.hpp"
#include "tiny.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

MacroParams plain() {
  MacroParams p{};
  p.growth_now.v = 0.055, p.growth_2035.v = 0.040, p.z_persistence.v = 0.85, p.z_spread.v = 0.015, p.downturn_length.v = 6;
  p.downturn_size.v = 0.04, p.climate_persistence.v = 0.9, p.climate_spread.v = 0.25, p.climate_correlation.v = 0.5;
  return p;
}

struct Path {
  std::vector<double> z, climate, demand;
  MacroState state;
};

Path run(const MacroParams& p, const Scenario& s, std::uint64_t seed, int quarters) {
  Path path;
  for (int q = 0; q < quarters; ++q) {
    macro_quarter(path.state, p, s, philox_key(seed, 0), q);
    path.z.push_back(path.state.z), path.climate.push_back(path.state.log_climate), path.demand.push_back(path.state.demand[0]);
  }
  return path;
}

}  // namespace

TEST_CASE("(M4) while GDP is published growth is what it was; then a line to 2035") {
  MacroParams p = plain();
  p.z_spread.v = 0;
  Scenario s = tiny_scenario();
  MacroState state;
  macro_quarter(state, p, s, philox_key(1, 0), 0);  // 2018
  CHECK(state.city_growth == Approx(std::log(1.21) / 2));
  CHECK(state.demand[0] == Approx(std::log(1.21) / 2));
  CHECK(state.demand[1] == Approx(std::log(1.21) / 2 + 0.01));  // its trend
  macro_quarter(state, p, s, philox_key(1, 0), 11);  // 2020Q4
  CHECK(state.city_growth == Approx(std::log(1.21) / 2));
  macro_quarter(state, p, s, philox_key(1, 0), 12);  // 2021: one of fifteen years on the way from 5.5 to 4 %
  CHECK(state.city_growth == Approx(0.054));
  macro_quarter(state, p, s, philox_key(1, 0), 71);  // 2035
  CHECK(state.city_growth == Approx(0.040));
}

TEST_CASE("(M4) GDP is as published, interpolated between, grown beyond") {
  MacroParams p = plain();
  p.z_spread.v = 0;
  const Path path = run(p, tiny_scenario(), 1, 16);
  REQUIRE(path.state.gdp.size() == 4);
  CHECK(path.state.gdp[0] == 1000e9);
  CHECK(path.state.gdp[1] == Approx(1100e9));             // 1000 * sqrt(1.21)
  CHECK(path.state.gdp[2] == 1210e9);
  CHECK(path.state.gdp[3] == Approx(1210e9 * std::exp(0.054)));
}

TEST_CASE("(M1), (M3) shocks have their stationary spread, persistence and correlation") {
  // 4000 replicates at quarter 60, by when the start is forgotten (0.85^60 = 6e-5): independent draws. Standard error of an sd: sd/sqrt(8000)
  // = 1.1 %; of a correlation r: (1 - r^2)/sqrt(4000).
  const Scenario s = tiny_scenario();
  const MacroParams p = plain();
  std::vector<double> z, before, climate;
  for (int k = 0; k < 4000; ++k) {
    const Path path = run(p, s, 1000 + k, 61);
    z.push_back(path.z[60]), before.push_back(path.z[59]), climate.push_back(path.climate[60]);
  }
  CHECK(sd(z) == Approx(0.015).epsilon(4 * 0.0112));
  CHECK(std::abs(mean(z)) < 4 * 0.015 / std::sqrt(4000.0));
  CHECK(correlation(z, before) == Approx(0.85).margin(4 * (1 - 0.85 * 0.85) / std::sqrt(4000.0)));
  CHECK(sd(climate) == Approx(0.25).epsilon(4 * 0.0112));
  // Shocks correlate with 0.5; the levels with 0.5 sqrt(1 - 0.85^2) sqrt(1 - 0.9^2) / (1 - 0.85 * 0.9) = 0.4885 .
  CHECK(correlation(z, climate) == Approx(0.4885).margin(4 * (1 - 0.4885 * 0.4885) / std::sqrt(4000.0)));
}

TEST_CASE("(M2) shocks move demand only after the last published year, each sector by its loading") {
  const Scenario s = tiny_scenario();
  const Path path = run(plain(), s, 3, 40);
  for (int q = 0; q < 12; ++q) CHECK(path.demand[q] == Approx(std::log(1.21) / 2));
  CHECK(path.demand[20] == Approx(0.052 + path.z[20]).margin(1e-9));  // 2023: three of fifteen years on the way
  MacroState state;
  for (int q = 0; q < 21; ++q) macro_quarter(state, plain(), s, philox_key(3, 0), q);
  CHECK(state.demand[1] == Approx(state.city_growth + 0.01 + 2 * state.z));
}

TEST_CASE("(M1) downturns come at their rate, last their length and cost their size") {
  MacroParams p = plain();
  p.z_spread.v = 0, p.downturn_rate.v = 4;  // certain
  const Scenario s = tiny_scenario();
  const Path path = run(p, s, 5, 20);
  CHECK(path.demand[12] == Approx(0.054 - 0.04));
  // A rate of 0.2 a year: outside downturns 5 % of the quarters begin one. 400 runs of 40 quarters: begin after every length of six.
  p.downturn_rate.v = 0.2;
  int begun = 0, calm = 0;
  for (int k = 0; k < 400; ++k) {
    MacroState state;
    int left = 0;
    for (int q = 0; q < 40; ++q) {
      macro_quarter(state, p, s, philox_key(50 + k, 0), q);
      if (left == 0) ++calm, begun += state.downturn_left == 6;
      left = state.downturn_left;
    }
  }
  const double share = static_cast<double>(begun) / calm;
  CHECK(std::abs(share - 0.05) < 4 * std::sqrt(0.05 * 0.95 / calm));
}

TEST_CASE("macro: a replicate's path depends on nothing but its key and the quarter") {
  const Path a = run(plain(), tiny_scenario(), 9, 72), b = run(plain(), tiny_scenario(), 9, 72), c = run(plain(), tiny_scenario(), 10, 72);
  CHECK(a.demand == b.demand);
  CHECK(a.climate == b.climate);
  CHECK(a.z != c.z);
}
