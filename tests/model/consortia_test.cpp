// Consortia (S11): who leads, who joins, what partners gain, how links fade.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <set>

#include "firms.hpp"
#include "model/processes/consortia.hpp"
#include "model/proximity.hpp"
#include "tiny.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

constexpr std::uint32_t kAll = 0xffffffffu;

// A city of able firms without noise; numbers that work out by hand.
struct Circle {
  Scenario scenario = tiny_scenario();
  ConsortiaParams p{};
  Consortia room;
  World w;
  std::vector<std::uint32_t> able;
  explicit Circle(std::uint32_t n) : w(firms(n)) {
    scenario.sectors.resize(1);
    p.heard.v = 1, p.refusals.v = 1e9, p.least.v = 2, p.half_life.v = 3, p.absorption.v = 1, p.chains.v = 100, p.threshold.v = -100;
    for (std::uint32_t i = 0; i < n; ++i) {
      able.push_back(i);
      w.flags[i] = kPerformer, w.sales[i] = 10, w.knowledge[i] = static_cast<float>(i), w.rd_rate[i] = 0.1f, w.innovation_rate[i] = 2;
    }
    room.open(scenario);
  }
  ConsortiaEnv env(int quarter = 1) const { return {philox_key(3, 0), quarter, &kernels(Isa::baseline), 1.2, {1}}; }
  void call(int times = 1, ConsortiumKind kind = ConsortiumKind::task, int quarter = 1, int length = 8, std::int64_t instalment = 100) {
    std::vector<ConsortiumCall> calls;
    for (int i = 0; i < times; ++i)
      calls.push_back({kind, 0, static_cast<std::uint32_t>(77 + i), length, 2, instalment, kAll});
    room.answer(calls, w, able, p, env(quarter));
  }
  std::set<std::uint32_t> members(std::size_t c = 0) const {
    std::set<std::uint32_t> uids;
    for (const auto& m : room.all()[c].members) uids.insert(m.uid);
    return uids;
  }
};

}  // namespace

TEST_CASE("(X1) sectors that share fields are near each other") {
  std::vector<Sector> sectors(3);
  sectors[0].technology = {{"a", 1.0}};
  sectors[1].technology = {{"a", 0.6}, {"b", 0.8}};
  const std::vector<double> w = sector_proximity(sectors);
  CHECK(w[0] == Approx(1));
  CHECK(w[1] == Approx(0.6));
  CHECK(w[3] == Approx(0.6));
  CHECK(w[4] == Approx(1));
  CHECK(w[8] == Approx(1));  // without weights: near to itself alone
  CHECK(w[2] == 0);
}

TEST_CASE("(N1) the best leads, nobody leads two at a time, and a sector has no more ecosystems than chains") {
  Circle c(6);
  c.call(2);
  REQUIRE(c.room.all().size() == 2);
  CHECK(c.room.all()[0].members.front().slot == 5);  // the most knowledge, equal sales
  CHECK(c.room.all()[1].members.front().slot == 4);
  Circle one(6);
  one.p.chains.v = 1;
  one.call(3, ConsortiumKind::ecosystem);
  CHECK(one.room.all().size() == 1);
  CHECK(one.room.flows().failed == 2);
  one.call(1, ConsortiumKind::ecosystem, 9);  // the first is no longer supported
  CHECK(one.room.all().size() == 2);
}

TEST_CASE("(N3) who expects more than the trouble costs joins, until some have refused") {
  Circle all(9);
  all.call();
  CHECK(all.room.all()[0].members.size() == 9);
  Circle none(9);
  none.p.threshold.v = 100;
  none.call();
  CHECK(none.room.all().empty());
  CHECK(none.room.flows().failed == 1);
  // Leader K = 8, expected share 1: the k-th partner sees ln(1 + ΣK/(1+K_i)) > 0.5·n; without noise, and by hand:
  Circle some(9);
  some.p.threshold.v = 0, some.p.expected.v = 1, some.p.coordination.v = 0.5, some.p.proximity.v = 0;
  some.call();
  double sum = 8;
  std::size_t n = 1;
  for (std::size_t k = 1; k < some.room.all()[0].members.size(); ++k, ++n) {
    const double own = some.w.knowledge[some.room.all()[0].members[k].slot];
    CHECK(std::log(1 + sum / (1 + own)) > 0.5 * static_cast<double>(n));
    sum += own;
  }
  CHECK(n < 9);
  some.p.refusals.v = 1;
  Circle hasty(9);
  hasty.p = some.p;
  hasty.call();
  const std::size_t found = hasty.room.all().empty() ? 1 : hasty.room.all()[0].members.size();
  CHECK(found <= n);
}

TEST_CASE("(N2) who is nearer is asked first: the odds are e^(β₁·difference)") {
  // Two sectors, one candidate in each; the leader's own sector is near 1, the other 0. Only one partner is taken: coordination
  // ends it. P(own sector first) = e^β/(1 + e^β).
  World w(2, 1, 40, 40);
  std::vector<std::uint32_t> slots;
  for (const int sector : {0, 0, 1}) slots.push_back(w.occupy(sector));
  for (std::size_t i = 0; i < 3; ++i) {
    w.status[slots[i]] = kActive, w.uid[slots[i]] = make_uid(Channel::organic, i == 2, 1, static_cast<std::uint32_t>(i));
    w.sales[slots[i]] = i == 0 ? 100.0f : 1.0f, w.knowledge[slots[i]] = 1;
  }
  Circle c(1);
  c.scenario.sectors = {tiny_sector("one", 0.5), tiny_sector("two", 0.5)};
  c.scenario.sectors[0].technology = {{"a", 1.0}}, c.scenario.sectors[1].technology = {{"b", 1.0}};
  c.p.proximity.v = 1, c.p.coordination.v = 101.5;  // threshold −100: one partner joins, the second sees 203 − 100
  c.p.threshold.v = -102;
  const int n = 4000;
  int own = 0;
  for (int i = 0; i < n; ++i) {
    c.room.open(c.scenario);
    const ConsortiumCall call{ConsortiumKind::task, 0, static_cast<std::uint32_t>(1000 + i), 8, 0, 0, 1u};
    c.room.answer({&call, 1}, w, slots, c.p, c.env());
    REQUIRE(c.room.all().size() == 1);
    REQUIRE(c.room.all()[0].members.size() == 2);
    own += c.room.all()[0].members[1].slot == slots[1];
  }
  const double p = std::exp(1.0) / (1 + std::exp(1.0));
  CHECK(std::abs(own - n * p) < 4 * std::sqrt(n * p * (1 - p)));  // four standard errors
}

TEST_CASE("consortia: the order of the able firms changes nothing") {
  Circle c(200);
  c.p = {};
  c.p.heard.v = 0.3, c.p.leader_noise.v = 1, c.p.proximity.v = 3, c.p.overlap.v = 0.5, c.p.past_ties.v = 2, c.p.accept_noise.v = 0.5;
  c.p.threshold.v = 0.2, c.p.coordination.v = 0.2, c.p.refusals.v = 5, c.p.expected.v = 0.05, c.p.least.v = 2, c.p.chains.v = 3, c.p.half_life.v = 3;
  Circle turned = c;
  std::reverse(turned.able.begin(), turned.able.end());
  c.call(12), turned.call(12);
  REQUIRE(c.room.all().size() == turned.room.all().size());
  REQUIRE(c.room.all().size() > 3);
  for (std::size_t i = 0; i < c.room.all().size(); ++i) CHECK(c.members(i) == turned.members(i));
}

TEST_CASE("consortia: a call beside others draws the same luck") {
  Circle both(50), one(50);
  both.p.accept_noise.v = one.p.accept_noise.v = 1, both.p.threshold.v = one.p.threshold.v = 0.5;
  const ConsortiumCall first{ConsortiumKind::spontaneous, -1, 5, 4, 0, 0, kAll}, second{ConsortiumKind::task, 0, 900, 4, 0, 0, kAll};
  const ConsortiumCall calls[] = {second, first};
  both.room.answer(calls, both.w, both.able, both.p, both.env());
  one.room.answer({&second, 1}, one.w, one.able, one.p, one.env());
  CHECK(both.members() == one.members());
}

TEST_CASE("(N4) links hold under support, halve in a half-life, and end") {
  Circle c(4);
  c.call(1, ConsortiumKind::task, 1, 8);
  const Consortium& k = c.room.all()[0];
  CHECK(k.supported_until == 8);
  CHECK(c.room.strength(k, c.p, 8) == 1);
  CHECK(c.room.strength(k, c.p, 20) == Approx(0.5));
  CHECK(c.room.strength(k, c.p, 32) == Approx(0.25));
  c.room.prune(c.w, c.p, 47);
  CHECK(c.room.all().size() == 1);  // 2^(−39/12) = 0.105
  c.room.prune(c.w, c.p, 49);
  CHECK(c.room.all().empty());
}

TEST_CASE("consortia: who left is no member, and one alone is no consortium") {
  Circle c(3);
  c.call();
  c.w.uid[0] = 12345;  // another firm sits there now
  c.room.prune(c.w, c.p, 2);
  CHECK(c.room.all()[0].members.size() == 2);
  c.w.status[1] = kEmpty;
  c.room.prune(c.w, c.p, 2);
  CHECK(c.room.all().empty());
}

TEST_CASE("(N5), (N6) what members gain, by hand") {
  Circle c(3);  // K = 0, 1, 2; R = 0.1 · 10 = 1 each: half is absorbed
  c.p.learning.v = 0.04, c.p.sharing.v = 0.1, c.p.duplication.v = 0.2, c.p.joint.v = 0.5;
  c.call();
  c.room.work(c.w, c.p, c.env());
  CHECK(c.w.knowledge[0] == Approx(0 + 0.04 * 0.5 * 1.5 + 0.1 / 0.9));
  CHECK(c.w.knowledge[1] == Approx(1 + 0.04 * 0.5 * 1.0 + 0.1 / 0.9));
  CHECK(c.w.knowledge[2] == Approx(2 + 0.04 * 0.5 * 0.5 + 0.1 / 0.9));
  for (int i = 0; i < 3; ++i) {
    CHECK(c.w.rd_rate[i] == Approx(0.1 * std::pow(0.9, -0.2) * 0.8));
    CHECK(c.w.innovation_rate[i] == Approx(3));
  }
}

TEST_CASE("consortia: without strength they leave their members as they are; outsiders always") {
  Circle c(5);
  c.able = {1, 2, 3};
  c.call();
  const World before = c.w;
  c.room.work(c.w, c.p, c.env());
  for (int i = 0; i < 5; ++i) CHECK((c.w.knowledge[i] == before.knowledge[i] && c.w.rd_rate[i] == before.rd_rate[i]));
  c.p.learning.v = 0.1, c.p.joint.v = 1;
  c.room.work(c.w, c.p, c.env());
  for (const int i : {0, 4}) CHECK((c.w.knowledge[i] == before.knowledge[i] && c.w.innovation_rate[i] == before.innovation_rate[i]));
  CHECK(c.w.innovation_rate[2] == 4);
}

TEST_CASE("consortia: the sign of what they do is open (pitfall P21)") {
  Circle more(3), less(3);
  more.p.duplication.v = -0.05, less.p.duplication.v = 0.2, more.p.joint.v = 0.3, less.p.joint.v = -0.05;
  for (Circle* c : {&more, &less}) c->call(), c->room.work(c->w, c->p, c->env());
  CHECK((more.w.rd_rate[0] > 0.1f && less.w.rd_rate[0] < 0.1f));
  CHECK((more.w.innovation_rate[0] > 2 && less.w.innovation_rate[0] < 2));
}

TEST_CASE("(N7) the first instalment at once, then one a year by progress, none after support") {
  int paid = 0;
  const int n = 600;
  Circle c(2 * n);
  c.p.milestone.v = 0.75, c.p.threshold.v = -1.5, c.p.coordination.v = 1;  // pairs: the second partner sees 2 − 1.5 > 0
  c.call(n, ConsortiumKind::task, 1, 8);
  const auto formed = static_cast<double>(c.room.all().size());
  REQUIRE(formed > 300);
  CHECK(c.room.progress(c.p, c.env(1)).size() == c.room.all().size());
  CHECK(c.room.progress(c.p, c.env(2)).empty());
  paid = static_cast<int>(c.room.progress(c.p, c.env(5)).size());
  CHECK(std::abs(paid - 0.75 * formed) < 4 * std::sqrt(formed * 0.75 * 0.25));
  CHECK(c.room.progress(c.p, c.env(9)).empty());
}

TEST_CASE("consortia: newcomers are told from those who were partners before") {
  Circle c(6);
  c.able = {0, 1, 5};
  c.call();
  CHECK(c.room.newcomers().all == 2);
  CHECK(c.room.newcomers().to_old == 0);
  c.able = {2, 3, 5};
  c.call(1, ConsortiumKind::task, 20);
  CHECK(c.room.newcomers().all == 4);
  CHECK(c.room.newcomers().to_old == 2);  // firm 5 leads again
}

TEST_CASE("(N1), (N2) how fit leaders are and the luck of partners: the plain loops on every instruction set, for lists of any length") {
  for (const std::uint32_t n : {0u, 1u, 15u, 16u, 77u}) {
    const Lanes l = Lanes::drawn(n, 31);
    std::vector<float> sales(n), knowledge(n), scores(n), luck(n);
    for (std::uint32_t i = 0; i < n; ++i) {
      sales[i] = 0.01f + 100.0f * static_cast<float>(i), knowledge[i] = 3.0f * static_cast<float>(i % 7);
      scores[i] = vlog(sales[i]) + vlog1p(knowledge[i]) + 0.7f * inverse_normal(unit_float(l.luck().lane0[i]));
      luck[i] = -vlog(-vlog(unit_float(l.luck().lane1[i])));
    }
    for (const Isa isa : isas()) {
      std::vector<float> got(n), drawn(n);
      kernels(isa).leader_scores(n, sales.data(), knowledge.data(), 0.7f, l.luck().lane0, got.data());
      kernels(isa).gumbels(n, l.luck().lane1, drawn.data());
      CHECK((got == scores && drawn == luck));
    }
  }
}
