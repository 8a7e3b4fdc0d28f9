// The certification desks at their extremes (S15): they take what they can, let pass whom they must, and nobody twice.
#include <catch2/catch.hpp>

#include <cmath>
#include <map>

#include "small_city.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

int place_of(const Scenario& s, const std::string& id) {
  for (std::size_t k = 0; k < s.schemes.size(); ++k) {
    if (s.schemes[k].id == id) return static_cast<int>(k);
  }
  throw std::logic_error("no scheme " + id);
}

Scenario city(double pass, double capacity) {
  Scenario s = load_city("no-policy", {"scale=0.03"});
  for (const Scheme& scheme : s.schemes) {
    set_value(s, "schemes." + scheme.id + ".pass", pass);
    set_value(s, "schemes." + scheme.id + ".pass_slope", 0);
  }
  set_value(s, "certification.review_bonus", 0), set_value(s, "certification.capacity", capacity);
  return s;
}

}  // namespace

TEST_CASE("(Z3) nobody passes where nobody can, almost everybody where everybody must") {
  const Record none = run_once(city(-20, 1e6)), all = run_once(city(20, 1e6));
  for (int y = 0; y < none.years(); ++y) CHECK(none.total(Series::passed, y) == 0);
  for (const char* id : {"hte", "tech_sme", "young_eagle"}) {
    const Scenario s = city(20, 1e6);
    const int k = place_of(s, id);
    double applied = 0, passed = 0;
    for (int y = 0; y < all.years(); ++y) applied += all.at(Series::applied, y, k), passed += all.at(Series::passed, y, k);
    INFO(id << ": " << passed << " of " << applied);
    CHECK(passed <= applied);
    CHECK(passed > 0.96 * applied);  // who falls dormant or closes between application and decision is missing
  }
}

TEST_CASE("(Z4) a desk never decides more cases than it has hands for, and works to the full while some wait") {
  Scenario s = city(20, 0.1);
  const Record r = run_once(s);
  const Parameters p = central(s);
  const int k = place_of(s, "hte");
  const Scheme& scheme = s.schemes[k];
  std::int64_t applied = 0, passed = 0;
  int full = 0;
  for (int y = 0; y < r.years(); ++y) {
    const int t = 4 * y + scheme.decide_quarter - 1;
    const double cases = std::floor(p.schemes[k].desk_start.v * std::pow(1 + p.schemes[k].desk_growth.v, t / 4.0) * 0.1 * s.scale + 1e-9);
    CHECK(static_cast<double>(r.at(Series::passed, y, k)) <= cases);
    applied += r.at(Series::applied, y, k);
    // Three times as many have applied and not passed as there are places: everybody who is decided passes, so the places are the passes.
    if (static_cast<double>(applied - passed) > 3 * cases) {
      CHECK(static_cast<double>(r.at(Series::passed, y, k)) == cases);
      ++full;
    }
    passed += r.at(Series::passed, y, k);
  }
  CHECK(passed > 0);
  CHECK(full > 3);
}

TEST_CASE("(Z3) where the nation lets only so many pass, no more do") {
  const Scenario s = city(20, 1e6);
  const Record r = run_once(s);
  for (std::size_t k = 0; k < s.schemes.size(); ++k) {
    for (const auto& [year, cap] : s.schemes[k].quota) {
      const int y = year - s.horizon.first.year();
      if (y >= 0 && y < r.years()) CHECK(r.at(Series::passed, y, static_cast<int>(k)) <= static_cast<std::int64_t>(cap * s.scale + 0.5));
    }
  }
}

TEST_CASE("(Z1) who never renews falls back; a certificate is for one firm and one scheme once a round") {
  Scenario s = load_city("no-policy", {"scale=0.03"});
  const int k = place_of(s, "hte");
  set_value(s, "schemes.hte.renew_apply", 0);
  SimulationOptions o = small(true);
  o.keep_decisions = true;
  Simulation simulation(s, o);
  const Record r = simulation.run(central(s), philox_key(s.seed, 0));
  std::int64_t regained = 0;
  std::map<std::pair<int, std::uint32_t>, int> rounds;
  for (const DecisionRecord& d : simulation.registry().decisions()) {
    if (d.scheme != k || d.decision == Decision::expired || d.decision == Decision::closed || d.decision == Decision::revoked) continue;
    REQUIRE(++rounds[{d.quarter, d.uid}] == 1);
    regained += d.decision == Decision::regained;
  }
  for (int y = 0; y < r.years(); ++y) CHECK(r.at(Series::renewed, y, k) == 0);
  CHECK(regained > 0);
}

TEST_CASE("genesis: the stock of 2017 is the one believed in, or as many as the rule admits") {
  const Scenario s = load_city("no-policy", {"scale=0.05"});
  const Parameters p = central(s);
  const Record r = run_once(s, p);
  for (std::size_t k = 0; k < s.schemes.size(); ++k) {
    const std::int64_t wanted = static_cast<std::int64_t>(p.schemes[k].stock_start.v * s.scale + 0.5);
    INFO(s.schemes[k].id);
    CHECK(r.at(Series::certificates, 0, static_cast<int>(k)) <= wanted);
    if (s.schemes[k].id == "hte" || s.schemes[k].id == "tech_sme") CHECK(r.at(Series::certificates, 0, static_cast<int>(k)) == wanted);
  }
}
