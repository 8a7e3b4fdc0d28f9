// The laws of certificates: the stock changes only by recorded decisions, titles are never fewer than firms.
#include <catch2/catch.hpp>

#include <map>
#include <set>

#include "small_city.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

bool makes_valid(Decision d) {
  return d == Decision::genesis || d == Decision::first || d == Decision::regained || d == Decision::moved_in;
}
bool makes_invalid(Decision d) { return d == Decision::expired || d == Decision::closed || d == Decision::revoked; }

// Plays the decisions of one run and holds them against the stocks of the record, year by year.
void replay(const Scenario& s, const Record& r, const std::vector<DecisionRecord>& decisions) {
  std::vector<std::set<std::uint32_t>> valid(s.schemes.size());
  std::set<std::pair<int, std::uint32_t>> ever;
  std::size_t next = 0;
  for (int y = -1; y < r.years(); ++y) {
    for (; next < decisions.size() && decisions[next].quarter < 4 * (y + 1); ++next) {
      const DecisionRecord& d = decisions[next];
      std::set<std::uint32_t>& holders = valid[d.scheme];
      const bool had = holders.count(d.uid) > 0;
      const bool before = !ever.insert({d.scheme, d.uid}).second;
      if (makes_valid(d.decision)) {
        REQUIRE(!had);
        if (d.decision == Decision::regained) REQUIRE(before);
        if (d.decision == Decision::first) REQUIRE(!before);
        holders.insert(d.uid);
      } else {
        REQUIRE(had);
        if (makes_invalid(d.decision)) holders.erase(d.uid);
      }
    }
    for (std::size_t k = 0; k < valid.size(); ++k)
      REQUIRE(static_cast<std::int64_t>(valid[k].size()) == r.at(Series::certificates, 4 * (y + 1), static_cast<int>(k)));
  }
  REQUIRE(next == decisions.size());
}

}  // namespace

TEST_CASE("law (Z5): the stock of every scheme changes by granted, lapsed and revoked, and by nothing else") {
  Dice dice(2);
  for (int trial = 0; trial < 6; ++trial) {
    Scenario s = load_city(own("everything"));
    shuffle_policy(s, dice);
    SimulationOptions o = small(true);
    o.keep_decisions = true;
    Simulation simulation(s, o);
    const Record r = simulation.run(drawn(s, 1, 200 + trial).front(), philox_key(s.seed, trial));
    for (int k = 0; k < static_cast<int>(s.schemes.size()); ++k) {
      for (int y = 0; y < r.years(); ++y) {
        const std::int64_t before = r.at(Series::certificates, 4 * y, k), after = r.at(Series::certificates, 4 * y + 4, k);
        INFO(s.schemes[k].id << " in year " << y);
        REQUIRE(after == before + r.at(Series::granted, y, k) - r.at(Series::lapsed, y, k) - r.at(Series::revoked, y, k));
        REQUIRE(r.at(Series::lapsed_closed, y, k) <= r.at(Series::lapsed, y, k));
        REQUIRE(r.at(Series::moved_in, y, k) <= r.at(Series::granted, y, k));
        REQUIRE(r.at(Series::passed, y, k) ==
                r.at(Series::granted, y, k) - r.at(Series::moved_in, y, k) + r.at(Series::renewed, y, k));
      }
    }
    replay(s, r, simulation.registry().decisions());
  }
}

TEST_CASE("law P10: titles of a ladder are at least its firms, its firms at least each rung's titles") {
  for (int trial = 0; trial < 3; ++trial) {
    const Scenario s = load_city(own("everything"), {"scale=0.02"});
    const Record r = run_once(s, drawn(s, 1, 300 + trial).front(), trial);
    bool overlap = false;
    for (int t = 0; t <= r.quarters(); ++t) {
      for (std::size_t l = 0; l < s.ladders.size(); ++l) {
        const std::int64_t firms = r.at(Series::certified_firms, t, static_cast<int>(l));
        std::int64_t titles = 0;
        for (std::size_t k = 0; k < s.schemes.size(); ++k) {
          const auto& rungs = s.ladders[l].rungs;
          if (std::find(rungs.begin(), rungs.end(), s.schemes[k].id) == rungs.end()) continue;
          const std::int64_t held = r.at(Series::certificates, t, static_cast<int>(k));
          REQUIRE(firms >= held);
          titles += held;
        }
        REQUIRE(titles >= firms);
        overlap = overlap || titles > firms;
        REQUIRE(firms <= r.total(Series::firms, t) + r.at(Series::dormant, t));
      }
    }
    CHECK(overlap);
  }
}

TEST_CASE("law P10 by counting: inclusion and exclusion over the firms of a world gives the record's numbers") {
  const Scenario s = load_city("action-plan", {"scale=0.02"});
  Simulation simulation(s, small());
  std::map<int, std::vector<std::int64_t>> unique, titles;
  std::map<int, std::vector<std::int64_t>> by_district;
  simulation.watch([&](const Simulation& now, int year) {
    const World& w = now.world();
    std::vector<std::int64_t>& u = unique[year] = std::vector<std::int64_t>(s.ladders.size());
    std::vector<std::int64_t>& t = titles[year] = std::vector<std::int64_t>(s.schemes.size());
    for (std::uint32_t i = 0; i < w.slots_in_use(); ++i) {
      if (w.status[i] == kEmpty) continue;
      for (std::size_t l = 0; l < s.ladders.size(); ++l) {
        bool on = false;
        for (std::size_t k = 0; k < s.schemes.size(); ++k) {
          const auto& rungs = s.ladders[l].rungs;
          const bool rung = std::find(rungs.begin(), rungs.end(), s.schemes[k].id) != rungs.end();
          on = on || (rung && now.registry().holds(w, static_cast<int>(k), i, now.quarter()));
        }
        u[l] += on;
      }
      for (std::size_t k = 0; k < s.schemes.size(); ++k) {
        const bool holds = now.registry().holds(w, static_cast<int>(k), i, now.quarter());
        REQUIRE(((w.held[i] >> k) & 1) == (holds ? 1 : 0));
        t[k] += holds;
      }
    }
  });
  const Record r = simulation.run(central(s), philox_key(s.seed, 5));
  for (int y = 0; y < r.years(); ++y) {
    const int year = s.horizon.first.year() + y;
    for (std::size_t l = 0; l < s.ladders.size(); ++l)
      REQUIRE(r.at(Series::certified_firms, 4 * y + 4, static_cast<int>(l)) == unique[year][l]);
    const int districts = static_cast<int>(s.districts.size());
    for (std::size_t k = 0; k < s.schemes.size(); ++k) {
      std::int64_t sum = 0;
      for (int d = 0; d < districts; ++d) sum += r.at(Series::certificates_district, y, static_cast<int>(k) * districts + d);
      REQUIRE(r.at(Series::certificates, 4 * y + 4, static_cast<int>(k)) == titles[year][k]);
      REQUIRE(sum == titles[year][k]);
      REQUIRE(r.at(Series::certificates_in_tracks, y, static_cast<int>(k)) <= sum);
    }
  }
}
