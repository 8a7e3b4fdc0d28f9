// Carriers, platforms, spillovers, protection and the mechanisms at work in a whole small city (S10, S12 to S14, S16).
#include <catch2/catch.hpp>

#include <map>

#include "small_city.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

std::int64_t sum_of(const Record& r, Series s) {
  std::int64_t sum = 0;
  for (int y = 0; y < r.years(); ++y) sum += r.total(s, y);
  return sum;
}

Instrument instrument_of(const Scenario& s, const std::string& id) {
  for (const Instrument& x : s.instruments) {
    if (x.id == id) return x;
  }
  FAIL("no instrument " << id);
  return {};
}

// No policy but the instruments named, from 2018 on.
Scenario only(const std::vector<std::string>& ids) {
  const Scenario shelf = load_city(own("everything"), {"scale=0.02"});
  Scenario s = load_city("no-policy", {"scale=0.02"});
  for (const std::string& id : ids) {
    s.instruments.push_back(instrument_of(shelf, id));
    s.instruments.back().from = Quarter::of(2018, 1);
  }
  return s;
}

}  // namespace

TEST_CASE("law (Y1, Y2): carriers are full from the start, hold no more than their space, and what residents save is booked") {
  Scenario s = load_city("no-policy", {"scale=0.02"});
  Simulation simulation(s, small(true));   // audits cash every quarter
  simulation.watch([&](const Simulation& now, int) {
    for (const Resident& x : now.carriers().residents()) REQUIRE((now.world().uid[x.slot] != x.uid || now.world().status[x.slot] != kEmpty));
  });
  const Record r = simulation.run(central(s), philox_key(s.seed, 0));
  for (int y = 0; y < r.years(); ++y) {
    INFO("year " << y);
    CHECK(r.at(Series::carrier_space_used, y) > r.at(Series::carrier_space, y) / 2);
    CHECK(r.at(Series::carrier_space_used, y) < 3 * r.at(Series::carrier_space, y) / 2);  // firms grow inside
    CHECK(r.at(Series::carrier_admitted, y) >= 0);
  }
  CHECK(simulation.cash_flows().rent > 0);
  Scenario off = s;
  off.rooms["carriers"] = false;
  Simulation none(off, small(true));
  none.run(central(off), philox_key(off.seed, 0));
  CHECK(none.cash_flows().rent == 0);
}

TEST_CASE("law (Y6): space costs its upkeep and forgone rent every quarter, and money is claimed for what is begun") {
  Scenario s = only({"new_start_up_space"});
  Instrument& space = s.instruments.back();
  space.per_year = 50000, space.amount = 1000, space.to = Quarter::of(2018, 4), space.duration_quarters = 4, space.lag_quarters = 0;
  Parameters p = central(s);
  p.carriers.discount.v = 0;               // then only upkeep: 60 CNY · 1,000 m2 / 4 a quarter at this scale
  Simulation simulation(s, small(true));
  const Record r = simulation.run(p, philox_key(s.seed, 0));
  CHECK(r.at(Series::outlay, 0, 0) == 1000);                       // 1,000 m2 at 1,000 CNY
  const auto quarter = static_cast<std::int64_t>(p.carriers.upkeep.v * 1000 / 4 / 1000);
  CHECK(r.at(Series::outlay, 1, 0) == 4 * quarter);
  CHECK(r.at(Series::carrier_space, 1) - r.at(Series::carrier_space, 0) == 1000);
}

TEST_CASE("law (B1): no more projects than places, and instruments add places after years of building") {
  Scenario s = only({"innovation_platforms"});
  Parameters p = central(s);
  p.platforms.wish.v = 1, p.platforms.approval.v = 1, p.platforms.stock.v = 50;
  const Record r = run_once(s, p, 0, small(true));
  const int building = static_cast<int>(p.platforms.building.v + 0.5);
  CHECK(r.at(Series::platform_projects, 0) == static_cast<std::int64_t>(p.platforms.capacity.v * 50 * s.scale + 0.5));
  CHECK(r.at(Series::platforms_opened, 0) == 0);
  CHECK(r.at(Series::platforms_opened, (1 + building) / 4) == 4);   // 200 a year at this scale, planned in the second quarter of 2018
  CHECK(r.at(Series::platform_projects, 4) > r.at(Series::platform_projects, 0));
  for (int y = 0; y < r.years(); ++y) CHECK(r.at(Series::platform_projects, y) <= r.at(Series::platform_asked, y));
}

TEST_CASE("(S2) more spillover, more innovations as knowledge grows; (U1) protection raises R&D and, by imitation alone, lowers what others learn") {
  const Scenario none = load_city("no-policy", {"scale=0.05"}), strong = [] {
    Scenario s = only({"stronger_protection"});
    s.scale = 0.05;
    s.instruments.back().share = 1, s.instruments.back().duration_quarters = 1;
    return s;
  }();
  Parameters p = central(none);
  p.spillover.elasticity.v = 0.5;
  const Record with = run_once(none, p, 1);
  Parameters q = p;
  q.spillover.elasticity.v = 0;
  const Record without = run_once(none, q, 1);
  // Knowledge per firm moves either way with births; the effect has the sign of its change.
  CHECK(sum_of(with, Series::patents_filed) != sum_of(without, Series::patents_filed));
  p.spillover.elasticity.v = 0, p.protection.appropriability.v = 0.2;
  CHECK(static_cast<double>(sum_of(run_once(strong, p, 1), Series::rd_real)) > 1.05 * static_cast<double>(sum_of(run_once(none, p, 1), Series::rd_real)));
  p.protection.appropriability.v = 0, p.protection.imitation.v = 1, p.spillover.elasticity.v = 0.5;
  CHECK(sum_of(run_once(strong, p, 1), Series::patents_filed) == sum_of(without, Series::patents_filed));  // nothing spills at θ = 1
}

TEST_CASE("(J1) a say in topics brings money to firms that are shorter of cash; (J3) firm-led plans bring it sooner") {
  Scenario calls = only({"taihu_frontier"});
  calls.scale = 0.1;
  calls.instruments[0].per_year = 600;
  Scenario topics = only({"taihu_frontier", "firms_choose_topics"}), sooner = only({"taihu_frontier", "firm_led_plans"});
  topics.scale = sooner.scale = 0.1;
  topics.instruments[0].per_year = sooner.instruments[0].per_year = 600;
  for (Scenario* s : {&calls, &topics, &sooner}) s->instruments[0].budget = -1;
  Parameters p = central(calls);
  p.research.grant_apply.v = 1, p.mechanisms.need.v = 3, p.mechanisms.faster.v = 1;
  const auto run = [&](const Scenario& s) {
    SimulationOptions o = small(true);
    o.keep_payments = true;
    Simulation simulation(s, o);
    std::map<std::uint32_t, double> slack;   // at the end of 2018, before any money has come
    simulation.watch([&](const Simulation& now, int year) {
      const World& w = now.world();
      for (std::uint32_t i = 0; year == 2018 && i < w.slots_in_use(); ++i) {
        if (w.status[i] == kActive) slack[w.uid[i]] = 0.001 * w.cash[i] / w.sales[i];
      }
    });
    simulation.run(p, philox_key(s.seed, 0));
    double mean = 0, n = 0;
    int first = 1000;
    for (const Payment& x : simulation.treasury().payments()) {
      first = std::min(first, x.quarter);
      const auto at = slack.find(x.uid);
      if (x.quarter < 8 && at != slack.end()) mean += std::min(std::max(at->second, 0.0), 2.0), n += 1;
    }
    REQUIRE(n > 20);
    return std::pair(mean / n, first);
  };
  const auto plain = run(calls), chosen = run(topics), early = run(sooner);
  CHECK(chosen.first < plain.first);
  CHECK(early.second < plain.second);
}
