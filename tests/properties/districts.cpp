// Districts as places: who is certified at the start, who is paid where and by whom, awards of one district, special parks.
#include <catch2/catch.hpp>

#include <cmath>

#include "small_city.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

std::size_t district(const Scenario& s, const std::string& id) {
  for (std::size_t d = 0; d < s.districts.size(); ++d) {
    if (s.districts[d].id == id) return d;
  }
  throw std::logic_error("no district " + id);
}

}  // namespace

TEST_CASE("districts: the certificates of the start are shared out as the city's file says") {
  const Scenario s = load_city("no-policy", {"scale=0.2", "horizon=2018Q1..2018Q4"});
  std::vector<double> held(s.districts.size(), 0);
  double all = 0;
  SimulationOptions o = small(true);
  Simulation* world = nullptr;
  int hte = -1;
  for (std::size_t i = 0; i < s.schemes.size(); ++i) hte = s.schemes[i].id == "hte" ? static_cast<int>(i) : hte;
  o.after_phase = [&](Phase phase) {
    if (phase != Phase::opening) return;
    const World& w = world->world();
    for (std::uint32_t i = 0; i < w.slots_in_use(); ++i) {
      if (w.status[i] != kEmpty && world->registry().holds(w, hte, i, -1)) held[w.district[i]] += 1, all += 1;
    }
  };
  Simulation simulation(s, o);
  world = &simulation;
  REQUIRE(hte >= 0);
  simulation.run(central(s), philox_key(s.seed, 0));
  REQUIRE(all > 300);
  // To one firm, where a district has enough of them.
  for (std::size_t d = 0; d < held.size(); ++d) CHECK(std::abs(held[d] - s.districts[d].hte_share * all) <= 1);
}

TEST_CASE("districts: what firms were paid adds up over the districts, and each pays its own part") {
  const Scenario s = load_city("action-plan", {"scale=0.05", "horizon=2018Q1..2026Q4"});
  SimulationOptions o = small(true);
  o.keep_payments = true;
  Simulation simulation(s, o);
  const Record r = simulation.run(central(s), philox_key(s.seed, 0));
  for (int y = 0; y < r.years(); ++y) {
    double own = 0, most = 0;
    for (int i = 0; i < r.width(Series::outlay); ++i) {
      const auto part = s.instruments[static_cast<std::size_t>(i)].payers.find("district");
      most += part == s.instruments[static_cast<std::size_t>(i)].payers.end() ? 0 : part->second * static_cast<double>(r.at(Series::outlay, y, i));
    }
    for (int d = 0; d < r.width(Series::paid_by_district); ++d) {
      REQUIRE(r.at(Series::paid_by_district, y, d) >= 0);
      REQUIRE(r.at(Series::paid_by_district, y, d) <= r.at(Series::paid_in_district, y, d));
      own += static_cast<double>(r.at(Series::paid_by_district, y, d));
    }
    REQUIRE(own <= most + 7);  // persons and builders belong to no district
    REQUIRE(r.total(Series::paid_in_district, y) <= r.total(Series::outlay, y));
  }
  CHECK(r.total(Series::paid_in_district, 8) > 0);
  CHECK(r.total(Series::paid_by_district, 8) > 0);
}

TEST_CASE("districts: an award of one district pays its firms and no other") {
  Scenario s = load_city("no-policy", {"scale=0.1", "horizon=2018Q1..2024Q4"});
  for (const Instrument& x : load_city("baseline").instruments) {
    if (x.id == "xinwu_unicorn_rd" || x.id == "xinwu_unicorn_recognition") s.instruments.push_back(x), s.instruments.back().from = Quarter::of(2018, 1);
  }
  REQUIRE(s.instruments.size() == 2);
  const Record r = run_once(s, 0, small(true)), none = run_once(load_city("no-policy", {"scale=0.1", "horizon=2018Q1..2024Q4"}));
  double paid = 0;
  for (int y = 0; y < r.years(); ++y) {
    for (int d = 0; d < r.width(Series::paid_in_district); ++d) {
      paid += static_cast<double>(r.at(Series::paid_in_district, y, d));
      if (static_cast<std::size_t>(d) != district(s, "xinwu")) REQUIRE(r.at(Series::paid_in_district, y, d) == 0);
    }
  }
  CHECK(paid > 0);
  // Nobody applies because of it: as many apply as without, until the money has moved a firm.
  CHECK(r.total(Series::applied, 0) == none.total(Series::applied, 0));
}

TEST_CASE("(K9) special parks stand a year after they are begun, and their places are taken then") {
  Scenario s = load_city("future-industries", {"scale=0.2", "horizon=2018Q1..2028Q4"});
  set_value(s, "tracks.enter", 0.05);
  const Record r = run_once(s, 0, small(true));
  double opened = 0;
  for (int y = 0; y < r.years(); ++y) {
    const double now = static_cast<double>(r.at(Series::track_parks_opened, y));
    if (y < 2025 - 2018) CHECK(now == 0);
    opened += now;
  }
  CHECK(opened == Approx(20 * s.scale).margin(2));  // five a year begun in 2024 to 2027
  for (int i = 0; i < r.width(Series::outlay); ++i) {
    if (s.instruments[static_cast<std::size_t>(i)].id != "track_parks") continue;
    CHECK(r.at(Series::outlay, 2024 - 2018, i) == 0);
    // 100 thousand a place, twenty places a park and year.
    CHECK(r.at(Series::outlay, 2027 - 2018, i) > 0);
    CHECK(r.at(Series::outlay, 2027 - 2018, i) <= 100 * 20 * static_cast<std::int64_t>(opened));
  }
}
