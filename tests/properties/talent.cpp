// The market of R&D people in a whole city: conservation, off is off, packages act through people alone, money leaks into wages.
#include <catch2/catch.hpp>

#include <map>
#include <set>

#include "small_city.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

bool of_talent(Series s) { return std::string(series_info()[static_cast<int>(s)].room) == "talent"; }

// The first series that both record and in which they differ; what only one of them has is the talent room's.
std::string difference_elsewhere(const Record& a, const Record& b) {
  for (int i = 0; i < kSeries; ++i) {
    const Series s = static_cast<Series>(i);
    if (of_talent(s) || series_info()[i].axis == Axis::instrument) continue;
    const int width = std::min(a.width(s), b.width(s));
    for (int t = 0; t < a.steps(s); ++t) {
      for (int k = 0; k < width; ++k) {
        if (a.at(s, t, k) != b.at(s, t, k)) return std::string(series_info()[i].name) + " at step " + std::to_string(t);
      }
    }
  }
  return a.rd_gdp == b.rd_gdp ? "" : "rd_gdp";
}

double mean_wage(const Record& r, int step) {
  return static_cast<double>(r.total(Series::rd_wage_index, step)) / (r.width(Series::rd_wage_index) * static_cast<double>(kOneInRecord));
}

// A call that reaches many, so that a small city feels it.
Scenario granted(double per_year) {
  Scenario s = load_city("no-policy", {"scale=0.05"});
  s.horizon.last = Quarter::of(2025, 4);
  Instrument x{};
  x.id = "call", x.kind = InstrumentKind::grant, x.amount = 1e7, x.share = 1, x.first_year_share = 1, x.duration_quarters = 4;
  x.per_year = per_year, x.payers = {{"city", 1.0}}, x.from = Quarter::of(2021, 1), x.to = s.horizon.last;
  if (per_year > 0) s.instruments = {x};
  set_value(s, "research.grant_apply", 1);
  return s;
}

}  // namespace

TEST_CASE("law: people are conserved in every family and year, and no more are employed than there are") {
  const Scenario s = load_city(own("everything"), {"scale=0.02"});
  for (int trial = 0; trial < 3; ++trial) {
    const Record r = run_once(s, drawn(s, 1, 700 + trial).front(), trial);
    REQUIRE(r.width(Series::rd_people) == 4);
    for (int f = 0; f < r.width(Series::rd_people); ++f) {
      for (int y = 0; y < r.years(); ++y) {
        REQUIRE(r.at(Series::rd_people, 4 * (y + 1), f) == r.at(Series::rd_people, 4 * y, f) + r.at(Series::rd_people_graduated, y, f) +
                                                               r.at(Series::rd_people_arrived, y, f) - r.at(Series::rd_people_left, y, f));
      }
      for (int t = 0; t < r.steps(Series::rd_people); ++t) {
        REQUIRE(r.at(Series::rd_people_employed, t, f) <= r.at(Series::rd_people, t, f));
        REQUIRE(r.at(Series::rd_people_employed, t, f) <= r.at(Series::rd_posts, t, f));
      }
    }
    CHECK(r.total(Series::rd_people_graduated, 10) > 0);
  }
}

TEST_CASE("law (decision 4): people who cost nothing and packages that nobody takes equal the talent room switched off") {
  const Scenario on = load_city("action-plan", {"scale=0.02"});
  Scenario off = on, zero = on;
  off.rooms["talent"] = false;
  set_value(zero, "talent.staff_share", 0), set_value(zero, "talent.accept", 0);
  const Record with = run_once(on), without = run_once(off), nothing = run_once(zero);
  CHECK(difference_elsewhere(without, nothing) == "");
  CHECK(difference_elsewhere(without, with) != "");
  CHECK(without.width(Series::rd_people) == 0);
  CHECK(without.width(Series::entries) + 1 == with.width(Series::entries));
}

TEST_CASE("a room that is off is in no result, and its targets are not modelled") {
  Scenario off = load_city("action-plan");
  off.rooms["talent"] = false;
  const Record r = run_once(off);
  std::vector<Record> one{r};
  one.front().parameters.assign(off.parameters.size(), 0.0);
  const Results results = assemble(off, one, {0});
  CHECK(results.find("rd_people") == nullptr);
  CHECK(results.dimension("family") == nullptr);
  CHECK(results.find("firms") != nullptr);
  for (const Target& t : off.targets) {
    if (t.id != "T1.1" && t.id != "T1.2" && t.id != "F6") continue;
    const double value = measure(t.metric, r, off, 9);
    CHECK(value != value);
  }
}

TEST_CASE("packages bring people, experts' knowledge and firms of teams; who takes none sees none") {
  Scenario none = load_city("no-policy", {"scale=0.1"});
  none.horizon.last = Quarter::of(2028, 4);
  Scenario packages = none;
  const Scenario plan = load_city("action-plan", {"scale=0.1"});
  for (const Instrument& x : plan.instruments) {
    if (x.kind == InstrumentKind::talent_package) packages.instruments.push_back(x);
  }
  REQUIRE(packages.instruments.size() == 4);
  Simulation a(none, small(true)), b(packages, small(true));
  const Record without = a.run(central(none), philox_key(1, 0)), with = b.run(central(packages), philox_key(1, 0));
  const int y24 = 6, last = with.years() - 1;
  std::int64_t guests = 0, experts = 0, teams = 0, founded = 0;
  for (int y = 0; y <= last; ++y) {
    CHECK(without.at(Series::vice_presidents, y) + without.at(Series::talents_or_teams, y) == 0);
    if (y < y24) CHECK(with.at(Series::vice_presidents, y) + with.at(Series::talents_or_teams, y) == 0);
    guests += with.at(Series::vice_presidents, y), experts += with.at(Series::talents_or_teams, y);
    teams += with.at(Series::talent_teams, y), founded += with.at(Series::entries, y, static_cast<int>(Channel::talent));
    CHECK(with.at(Series::talent_teams_in_tracks, y) <= with.at(Series::talent_teams, y));
    CHECK(with.at(Series::talent_teams, y) <= with.at(Series::talents_or_teams, y));
  }
  // Five years of a tenth of the city: vice-presidents 7.5 · 0.75 (1 - e^-2) = 4.86 a year (standard error of the sum 4.9), experts
  // 25 · 0.75 (1 - e^-4) = 18.4 and teams 3 · 0.75 = 2.25 a year (10).
  CHECK(std::abs(static_cast<double>(guests) - 24.3) < 4 * 4.9);
  CHECK(std::abs(static_cast<double>(experts) - 103.3) < 4 * 10.2);
  CHECK(founded > 0);
  CHECK(founded <= teams);
  CHECK(with.total(Series::rd_people, 4 * (last + 1)) > without.total(Series::rd_people, 4 * (last + 1)));
  CHECK(mean_wage(with, 4 * (last + 1)) < mean_wage(without, 4 * (last + 1)));
  CHECK(b.treasury().paid_to_people() > 0);
  // Until the first package nothing differs.
  for (int t = 0; t <= 4 * y24; ++t) CHECK(with.total(Series::rd_people, t) == without.total(Series::rd_people, t));
}

TEST_CASE("law P3 (in part): money for some firms' R&D takes people from the others, less so as people come more easily") {
  // The leak into wages after two years (fact 32), by the elasticity of supply; the rest of the city is the same.
  const auto leak = [](double elasticity) {
    Scenario base = granted(0), more = granted(2000);
    for (Scenario* s : {&base, &more}) set_value(*s, "talent.elasticity", elasticity);
    const Record a = run_once(base), b = run_once(more);
    const int y = 4;  // 2022, the second year
    CHECK(b.total(Series::rd_real, y) > a.total(Series::rd_real, y));
    CHECK(mean_wage(b, 4 * y + 4) > mean_wage(a, 4 * y + 4));
    CHECK(b.total(Series::rd_fill_ratio, 4 * y) <= a.total(Series::rd_fill_ratio, 4 * y));
    return mean_wage(b, 4 * y + 4) - mean_wage(a, 4 * y + 4);
  };
  const double stiff = leak(0.4), usual = leak(2), easy = leak(9);
  CHECK(stiff > usual);
  CHECK(usual > easy);
  CHECK(easy > 0);
}

TEST_CASE("law P3 (in part): grants to some lower the R&D of the firms that got none, and do not where nobody's wage moves") {
  // R&D of 2022 of the firms that are there in both worlds and that no grant reached, thousand CNY.
  struct Books {
    std::map<std::uint32_t, double> rd;
    std::set<std::uint32_t> paid;
  };
  const auto books = [](const Scenario& s) {
    Books b;
    SimulationOptions o = small();
    o.keep_payments = true;
    Simulation simulation(s, o);
    simulation.watch_books([&](const Simulation& now, int year) {
      const World& w = now.world();
      for (std::uint32_t i = 0; year == 2022 && i < w.slots_in_use(); ++i) {
        if (w.status[i] == kActive) b.rd[w.uid[i]] = 1000.0 * w.rd_year[i];
      }
    });
    simulation.run(central(s), philox_key(s.seed, 0));
    for (const Payment& x : simulation.treasury().payments()) b.paid.insert(x.uid);
    return b;
  };
  const auto change = [&](bool talent) {
    Scenario base = granted(0), more = granted(1000);
    base.rooms["talent"] = more.rooms["talent"] = talent;
    const Books a = books(base), b = books(more);
    double before = 0, after = 0;
    for (const auto& [uid, rd] : a.rd) {
      const auto other = b.rd.find(uid);
      if (other == b.rd.end() || b.paid.count(uid) != 0) continue;
      before += rd, after += other->second;
    }
    return after / before - 1;
  };
  const double tight = change(true), open = change(false);
  INFO(tight << " and " << open);
  CHECK(tight < open);
  CHECK(tight < 0);
}
