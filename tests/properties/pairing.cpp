// Common random numbers: two policies meet the same firms with the same luck.
#include <catch2/catch.hpp>

#include <map>
#include <set>

#include "small_city.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

struct Born {
  float inclination, productivity;
  std::uint8_t district, track;
  std::int16_t birth;
  bool operator==(const Born&) const = default;
};

// What a firm is for life, of every firm that is seen at a year's end.
std::map<std::uint32_t, Born> everybody(const Scenario& s, const Parameters& p, int years = 18) {
  std::map<std::uint32_t, Born> all;
  Simulation simulation(s, small());
  simulation.watch([&](const Simulation& now, int year) {
    if (year >= s.horizon.first.year() + years) return;
    const World& w = now.world();
    for (std::uint32_t i = 0; i < w.slots_in_use(); ++i) {
      if (w.status[i] != kEmpty) all[w.uid[i]] = {w.inclination[i], w.productivity[i], w.district[i], w.track[i], w.birth[i]};
    }
  });
  simulation.run(p, philox_key(s.seed, 0));
  return all;
}

}  // namespace

TEST_CASE("law: a firm that exists in two scenarios is the same firm in both") {
  Scenario none = load_city("no-policy", {"scale=0.02"});
  Scenario plan = load_city("action-plan", {"scale=0.02"});
  plan.rooms["venture"] = false;
  set_value(none, "tracks.enter", 0), set_value(plan, "tracks.enter", 0);  // a track is for life unless a firm enters one (K7)
  set_value(plan, "entry.organic", 0.13);
  const auto a = everybody(none, central(none)), b = everybody(plan, central(plan));
  std::size_t shared = 0;
  for (const auto& [uid, firm] : a) {
    const auto other = b.find(uid);
    if (other == b.end()) continue;
    ++shared;
    REQUIRE(other->second == firm);
  }
  CHECK(shared > a.size() / 2);
}

TEST_CASE("law: the economy can have luck of its own, and all other chance stays what it was") {
  const Scenario s = load_city("no-policy", {"scale=0.02"});
  const Parameters p = central(s);
  const PhiloxKey a = philox_key(s.seed, 0), b = philox_key(s.seed, 1);
  Simulation city(s, small());
  std::map<std::uint32_t, float> talent[2];
  int run = 0;
  city.watch([&](const Simulation& now, int year) {
    const World& w = now.world();
    for (std::uint32_t i = 0; year == s.horizon.first.year() && i < w.slots_in_use(); ++i)
      if (w.status[i] != kEmpty && w.birth[i] < 0) talent[run][w.uid[i]] = w.inclination[i];
  });
  const Record plain = city.run(p, a);
  run = 1;
  const Record moved = city.run(p, a, b);
  city.watch({});
  CHECK(world_digest(s, city.run(p, a, a)) == world_digest(s, plain));
  CHECK(moved.gdp == city.run(p, b).gdp);
  CHECK(moved.gdp != plain.gdp);
  CHECK(world_digest(s, moved) != world_digest(s, plain));
  std::size_t shared = 0;  // who had left by the first year's end may differ; who a firm is may not
  for (const auto& [uid, inclination] : talent[0]) {
    const auto other = talent[1].find(uid);
    if (other == talent[1].end()) continue;
    REQUIRE(other->second == inclination);
    ++shared;
  }
  CHECK(shared > talent[0].size() * 9 / 10);
}

TEST_CASE("law: no two firms share an id at a time, and an id is never used again") {
  const Scenario s = load_city("action-plan", {"scale=0.02"});
  Simulation simulation(s, small());
  std::set<std::uint32_t> gone, before;
  simulation.watch([&](const Simulation& now, int) {
    const World& w = now.world();
    std::set<std::uint32_t> here;
    for (std::uint32_t i = 0; i < w.slots_in_use(); ++i) {
      if (w.status[i] == kEmpty) continue;
      REQUIRE(here.insert(w.uid[i]).second);
      REQUIRE(gone.count(w.uid[i]) == 0);
      REQUIRE(sector_of(w.uid[i]) == static_cast<int>(w.sector_of_slot(i)));
    }
    for (const std::uint32_t uid : before) {
      if (here.count(uid) == 0) gone.insert(uid);
    }
    before = here;
  });
  simulation.run(central(s), philox_key(s.seed, 1));
  CHECK(gone.size() > 500);
}

TEST_CASE("law P19: a higher rate of entry only adds firms") {
  // In the first quarter nothing but the rate differs: every firm of the lower rate comes under the higher one too. Later quarters
  // differ by what the added firms do to others; then the room's own law holds (tests/model/entry.cpp).
  for (const char* path : {"entry.organic", "entry.attracted", "entry.spin_off"}) {
    Scenario s = load_city("no-policy", {"scale=0.05"});
    s.horizon.last = s.horizon.first + 3;
    Scenario more = s;
    for (const ParameterValue& v : s.parameters) {
      if (v.path == path) set_value(more, path, 3 * v.value + 0.02);
    }
    std::set<std::uint32_t> few, many;
    for (int rep = 0; rep < 3; ++rep) {
      const auto born = [&](const Scenario& scenario, std::set<std::uint32_t>& to) {
        Simulation simulation(scenario, small());
        simulation.watch([&](const Simulation& now, int) {
          const World& w = now.world();
          for (std::uint32_t i = 0; i < w.slots_in_use(); ++i) {
            if (w.status[i] != kEmpty && w.birth[i] == 0) to.insert(w.uid[i] ^ (static_cast<std::uint32_t>(rep) << 15));
          }
        });
        simulation.run(central(scenario), philox_key(s.seed, rep));
      };
      born(s, few), born(more, many);
    }
    INFO(path);
    CHECK(std::includes(many.begin(), many.end(), few.begin(), few.end()));
    CHECK(many.size() > few.size());
  }
}

TEST_CASE("law (decision 4): a room switched off leaves the luck of the others as it is") {
  // Without venture money a firm that has none anyway grows, dies and is certified as it was: with participation at nil nobody seeks
  // equity and the room has nothing to do.
  Scenario s = load_city("no-policy", {"scale=0.02"});
  set_value(s, "research.participation", -10), set_value(s, "research.participation_size", 0);
  set_value(s, "venture.listing", 0);
  Scenario off = s;
  off.rooms["venture"] = false;
  const Record with = run_once(s), without = run_once(off);
  INFO(first_difference(with, without));
  CHECK(world_digest(s, with) == world_digest(off, without));
  // And with researchers: who has no innovation at work grows by the same shocks. Until the first round is funded nothing differs.
  const Scenario usual = load_city("no-policy", {"scale=0.02"});
  Scenario quiet = usual;
  quiet.rooms["venture"] = false;
  const Record a = run_once(usual), b = run_once(quiet);
  CHECK(a.at(Series::firms, 1, 0) == b.at(Series::firms, 1, 0));
  for (int t = 0; t <= 4; ++t) {
    CHECK(a.total(Series::firms, t) == b.total(Series::firms, t));
    CHECK(a.total(Series::revenue, t) == b.total(Series::revenue, t));
  }
}
