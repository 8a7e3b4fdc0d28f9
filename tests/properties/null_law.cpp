// The null law (decision 1): a local instrument of size zero changes nothing, bit for bit; nor does a room at zero strength (decision 4).
#include <catch2/catch.hpp>

#include <functional>

#include "small_city.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

using Shrink = std::function<void(Instrument&)>;

// A campaign informs, a call for a consortium brings firms together, a platform serves and space houses, whatever they pay: their
// size is how many there are.
bool acts_without_money(const Instrument& x) {
  return x.kind == InstrumentKind::campaign || x.kind == InstrumentKind::consortium_support || x.kind == InstrumentKind::platform_support ||
         x.kind == InstrumentKind::space || x.kind == InstrumentKind::protection || x.kind == InstrumentKind::selection_rule;
}

// These have no number a year: awards that are no selection, and pools.
bool sized_by_amount(const Instrument& x) {
  return (x.kind == InstrumentKind::award && x.trigger != "selected") || x.kind == InstrumentKind::loan_guarantee;
}

// Every way in which an instrument can be of size zero.
const std::vector<std::pair<std::string, Shrink>>& ways_to_nothing() {
  static const std::vector<std::pair<std::string, Shrink>> ways = {
      {"amount 0, reach 0, factor 1", [](Instrument& x) { x.amount = 0, x.factor = 1; if (acts_without_money(x)) x.per_year = x.share = 0; }},
      {"none a year, nobody selected", [](Instrument& x) { x.per_year = 0, x.selected_share = 0, x.factor = 1; if (sized_by_amount(x)) x.amount = 0; if (acts_without_money(x)) x.share = 0; }},
      {"a budget of 0", [](Instrument& x) { x.budget = 0, x.factor = 1; if (acts_without_money(x)) x.per_year = x.share = 0; }},
      {"a share of 0", [](Instrument& x) { x.share = 0, x.selected_share = 0, x.factor = 1; if (acts_without_money(x)) x.per_year = x.share = 0; if (x.kind != InstrumentKind::grant) x.amount = 0; }},
      {"after the horizon", [](Instrument& x) { x.from = Quarter::of(2036, 1), x.to = Quarter::of(2040, 4); }},
  };
  return ways;
}

}  // namespace

TEST_CASE("null law: every instrument at zero size equals no policy, bit for bit") {
  const Scenario none = load_city("no-policy", {"scale=0.02"});
  const Scenario all = load_city(own("everything"), {"scale=0.02"});
  REQUIRE(none.instruments.empty());
  REQUIRE(all.instruments.size() >= 20);
  for (int trial = 0; trial < 2; ++trial) {
    const Parameters p = trial == 0 ? central(none) : drawn(none, 1, 400 + trial).front();
    const Record expected = run_once(none, p, trial, small(true));
    CHECK(world_digest(all, run_once(all, p, trial)) != world_digest(none, expected));
    for (const auto& [how, shrink] : ways_to_nothing()) {
      Scenario zero = all;
      for (Instrument& x : zero.instruments) shrink(x);
      const Record r = run_once(zero, p, trial, small(true));
      INFO(how << ": " << first_difference(expected, r));
      CHECK(world_digest(zero, r) == world_digest(none, expected));
      CHECK(r.total(Series::outlay, r.years() - 1) == 0);
    }
  }
}

TEST_CASE("null law, one by one: an instrument of size zero beside others at work changes nothing", "[slow]") {
  Scenario work = load_city("action-plan");
  work.horizon.last = Quarter::of(2027, 4);
  for (Instrument& x : work.instruments) {
    if (x.kind == InstrumentKind::grant || x.kind == InstrumentKind::consortium_support) x.per_year *= 5;  // a small city would have one winner a year
  }
  const Record expected = run_once(work);
  const Scenario shelf = load_city(own("everything"));
  for (const Instrument& x : shelf.instruments) {
    for (const auto& [how, shrink] : ways_to_nothing()) {
      Scenario s = work;
      Instrument extra = x;
      shrink(extra);
      extra.id = "a_first_" + x.id;  // before all others: the places of the rest in the list shift
      s.instruments.insert(s.instruments.begin(), extra);
      const Record r = run_once(s);
      INFO(x.id << ", " << how << ": " << first_difference(expected, r));
      REQUIRE(world_digest(s, r) == world_digest(work, expected));
    }
  }
}

TEST_CASE("law (decision 4): a room at zero strength equals the room switched off") {
  struct Case {
    const char* room;
    std::vector<const char*> zero;
    std::vector<std::pair<const char*, double>> lively = {};  // so that a small city shows the room
    const char* scenario = "action-plan";
  };
  const Case cases[] = {{"competition", {"competition.selection", "competition.contested"}},
                        {"innovation", {"innovation.rate", "innovation.strategic"}},
                        {"venture", {"venture.seek", "venture.seek_next", "carriers.introduction", "venture.listing", "guidance.realised", "guidance.met"}},  // no rounds, no funds
                        {"venture", {"venture.pool", "venture.listing", "guidance.realised", "guidance.met"}},
                        {"consortia", {"consortia.heard"}, {{"consortia.heard", 0.8}, {"consortia.spontaneous", 100}}},
                        {"notch", {"notch.weight"}},
                        {"carriers", {"carriers.space"}, {}, "no-policy"},  // no space, neither old nor new
                        {"platforms", {"platforms.stock"}, {}, "no-policy"},
                        {"spillover", {"spillover.elasticity"}},
                        {"loans", {"loans.ask"}},
                        {"loans", {"loans.limit", "loans.protection"}},
                        {"loans", {"loans.money"}},
                        {"guidance", {"guidance.realised", "guidance.met"}}};
  for (const Case& c : cases) {
    Scenario on = load_city(c.scenario, {"scale=0.02"});
    for (const auto& [path, value] : c.lively) set_value(on, path, value);
    Scenario off = on, zero = on;
    off.rooms[c.room] = false;
    for (const char* path : c.zero) set_value(zero, path, 0);
    // The other rooms' parameters are drawn at random, those of this room stay.
    const Record with = run_once(on), without = run_once(off), nothing = run_once(zero);
    INFO(c.room << ": " << first_difference(without, nothing));
    CHECK(world_digest(off, without) == world_digest(zero, nothing));
    CHECK(world_digest(on, with) != world_digest(off, without));
  }
}
