// The tracks of future industries in a whole city: revenue is that of firms, off is off, policy acts through demand, space and expectations.
#include <catch2/catch.hpp>

#include <cmath>

#include "small_city.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

Scenario city(const std::string& name, const char* scale = "scale=0.05") {
  Scenario s = load_city(name, {scale});
  s.horizon.last = Quarter::of(2027, 4);
  return s;
}

// A city with the instruments of one kind of support, so large that a small city feels them.
Scenario supported(const std::string& by, double factor) {
  Scenario s = city("no-policy");
  for (Instrument x : city("future-industries").instruments) {
    if (x.supports == "parks") x.supports = "space", x.per_year = 300;  // places without waiting for parks
    if (x.kind != InstrumentKind::track_support || x.supports != by) continue;
    x.per_year *= factor, x.budget = -1, x.from = Quarter::of(2019, 1);
    s.instruments.push_back(x);
  }
  set_value(s, "tracks.enter", 0.05);
  return s;
}

double over_years(const Record& r, Series s) {
  double sum = 0;
  for (int y = 0; y < r.years(); ++y) sum += static_cast<double>(r.total(s, y));
  return sum;
}

// Sum of a quarterly series' logs over tracks and quarters: how it stands on the whole.
double level(const Record& r, Series s) {
  double sum = 0;
  for (int t = 0; t < r.steps(s); ++t) sum += static_cast<double>(r.total(s, t));
  return sum;
}

}  // namespace

TEST_CASE("law: the revenue of the tracks is that of their firms, one by one") {
  const Scenario s = load_city(own("everything"), {"scale=0.03"});
  for (int trial = 0; trial < 2; ++trial) {
    Simulation simulation(s, small(true));
    int looked = 0;
    simulation.watch([&](const Simulation& now, int) {
      std::vector<std::int64_t> firms(s.tracks.size(), 0);
      const World& w = now.world();
      for (const Block& b : w.blocks()) {
        for (std::uint32_t i = b.begin; i < b.end; ++i) {
          REQUIRE(w.track[i] <= s.tracks.size());
          if (w.status[i] == kActive && w.track[i] != 0) firms[w.track[i] - 1u] += 1;
        }
      }
      for (std::size_t k = 0; k < firms.size(); ++k) REQUIRE(now.tracks().states()[k].sums.firms == firms[k]);
      ++looked;
    });
    const Record r = simulation.run(trial == 0 ? central(s) : drawn(s, 1, 900).front(), philox_key(5, trial));
    CHECK(looked == r.years());
    for (int t = 0; t < r.steps(Series::track_revenue); ++t) {
      REQUIRE(r.total(Series::track_revenue, t) <= r.total(Series::revenue, t));
      REQUIRE(r.total(Series::track_firms, t) <= r.total(Series::firms, t));
      for (int k = 0; k < r.width(Series::track_revenue); ++k) {
        REQUIRE(r.at(Series::track_capability, t, k) <= kOneInRecord);
        if (t > 0) REQUIRE(r.at(Series::track_readiness, t, k) >= r.at(Series::track_readiness, t - 1, k));
      }
    }
    CHECK(over_years(r, Series::track_entries) > 0);
  }
}

TEST_CASE("(K8) the scale hangs on the published figure and grows as revenue does; growth is compound") {
  const Scenario s = city("no-policy");
  const Record r = run_once(s);
  REQUIRE(r.track_scale.size() == static_cast<std::size_t>(r.years()));
  CHECK(r.track_scale[6] == Approx(1.05e11));  // 2024: the bound and the central excess
  const double ratio = static_cast<double>(r.total(Series::track_revenue, 40)) / static_cast<double>(r.total(Series::track_revenue, 28));
  CHECK(r.track_scale[9] == Approx(1.05e11 * ratio));
  Metric scale, growth, one;
  scale.kind = "sum", scale.of = "track_scale";
  growth.kind = "growth", growth.of = "track_revenue", growth.since = 2024;
  one.kind = "sum", one.of = "track_revenue", one.select = "track=quantum";
  CHECK(measure(scale, r, s, 9) == r.track_scale[9]);
  CHECK(measure(growth, r, s, 9) == Approx(std::pow(ratio, 1.0 / 3) - 1));
  CHECK(std::isnan(measure(growth, r, s, 6)));
  CHECK(measure(one, r, s, 9) == Approx(1000.0 * static_cast<double>(r.at(Series::track_revenue, 40, 1)) / s.scale));
  Scenario early = s;
  early.horizon.last = Quarter::of(2023, 4);
  CHECK(std::isnan(measure(scale, run_once(early), early, 5)));
}

TEST_CASE("law (decision 4): demand that pulls nobody and tracks that nobody enters equal the room switched off") {
  const Scenario on = load_city("action-plan", {"scale=0.02"});
  Scenario off = on, zero = on;
  off.rooms["tracks"] = false;
  set_value(zero, "tracks.pull_limit", 0), set_value(zero, "tracks.enter", 0);
  const Record with = run_once(on), without = run_once(off), nothing = run_once(zero);
  const auto same = [](const Record& a, const Record& b) {
    for (int i = 0; i < kSeries; ++i) {
      if (std::string(series_info()[i].room) != "tracks" && a.series(static_cast<Series>(i)) != b.series(static_cast<Series>(i))) return false;
    }
    return a.rd_gdp == b.rd_gdp && a.city_grants == b.city_grants;
  };
  CHECK(same(without, nothing));
  CHECK_FALSE(same(without, with));
  CHECK(without.width(Series::track_firms) == 0);
}

TEST_CASE("a room that is off is in no result, leaves tracks to the firms that have one, and its targets are not modelled") {
  Scenario off = city("future-industries");
  off.rooms["tracks"] = false;
  const Record r = run_once(off);
  std::vector<Record> records{r};
  records.front().parameters.assign(off.parameters.size(), 0.0);
  const Results results = assemble(off, records, {0});
  for (const char* name : {"track_firms", "track_revenue", "track_scale", "track_name"}) CHECK(results.find(name) == nullptr);
  CHECK(results.dimension("track") == nullptr);
  CHECK(results.find("certificates_in_tracks") != nullptr);
  for (const Target& t : off.targets) {
    if (t.id == "F7" || t.id == "F10" || t.id == "F22.2024_2027") CHECK(std::isnan(measure(t.metric, r, off, 9)));
  }
  for (int i = 0; i < r.width(Series::outlay); ++i) {
    if (off.instruments[static_cast<std::size_t>(i)].kind == InstrumentKind::track_support) CHECK(r.at(Series::outlay, 8, i) == 0);
  }
}

TEST_CASE("orders reach firms through demand, places through cash and entry, campaigns through expectations", "[slow]") {
  const Record none = run_once(supported("orders", 0), 0, small(true));
  const Record orders = run_once(supported("orders", 50), 0, small(true));
  CHECK(level(orders, Series::track_pull) > level(none, Series::track_pull));
  CHECK(level(orders, Series::track_revenue) > level(none, Series::track_revenue));
  CHECK(orders.series(Series::track_readiness) == none.series(Series::track_readiness));
  CHECK(orders.total(Series::outlay, 8) > 0);
  const Record places = run_once(supported("space", 50), 0, small(true));
  CHECK(over_years(places, Series::track_entries) > over_years(none, Series::track_entries));
  // Who enters before the first places is the same, and nobody is paid who did not enter.
  CHECK(places.total(Series::track_entries, 0) == none.total(Series::track_entries, 0));
  CHECK(static_cast<double>(over_years(places, Series::outlay)) <= 100 * over_years(places, Series::track_entries));
  const Record campaigns = run_once(supported("promotion", 50), 0, small(true));
  CHECK(level(campaigns, Series::track_hype) > level(none, Series::track_hype));
  CHECK(over_years(campaigns, Series::track_entries) > over_years(none, Series::track_entries));
  // Ten times the places find fewer than ten times the firms: the pool is what it is (P13).
  const Record more = run_once(supported("space", 500), 0, small(true));
  const double one = over_years(places, Series::track_entries) - over_years(none, Series::track_entries);
  CHECK(over_years(more, Series::track_entries) - over_years(none, Series::track_entries) < 10 * one);
}

TEST_CASE("what moves elsewhere: demand for the tracks reaches R&D of the city and titles of its firms", "[slow]") {
  Scenario late = city("no-policy", "scale=0.1"), early = late;
  set_value(late, "tracks.delay", 8), set_value(early, "tracks.delay", -8);
  const Record a = run_once(late), b = run_once(early);
  CHECK(level(b, Series::track_revenue) > level(a, Series::track_revenue));
  CHECK(over_years(b, Series::rd_real) > over_years(a, Series::rd_real));
  CHECK(world_digest(early, b) != world_digest(late, a));
}
