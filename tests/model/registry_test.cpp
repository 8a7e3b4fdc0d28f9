// The books of certificates (Z5): every passage has a decision, ends are found when they come, seats that change hands confuse nobody.
#include <catch2/catch.hpp>

#include <set>

#include "firms.hpp"
#include "model/processes/registry.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

struct Office {
  World w = firms(4, 2);
  Registry r;
  Office() { r.open(2, 1, true); }
  std::int64_t flow(Decision d, int scheme = 0) { return r.flows(scheme).by[static_cast<int>(d)]; }
  void award(std::uint32_t slot, int quarter, int quarters = 12, int scheme = 0) {
    r.grant(w, scheme, slot, quarter, quarter, quarter + quarters - 1, false, false);
  }
};

}  // namespace

TEST_CASE("registry: a certificate of twelve quarters is valid for twelve quarter ends and then expires once") {
  Office o;
  o.award(1, 3);
  int valid = 0;
  for (int q = 3; q < 30; ++q) {
    o.r.expire(o.w, q);
    valid += o.r.holds(o.w, 0, 1, q);
    CHECK(o.r.stock(0) == (o.r.holds(o.w, 0, 1, q) ? 1 : 0));
    CHECK((o.w.held[1] & 1) == (o.r.holds(o.w, 0, 1, q) ? 1 : 0));
  }
  CHECK(valid == 12);
  CHECK(o.flow(Decision::first) == 1);
  CHECK(o.flow(Decision::expired) == 1);
  CHECK(o.r.flows(0).granted() == 1);
  CHECK(o.r.flows(0).lapsed() == 1);
}

TEST_CASE("registry: a renewal in the quarter after the last leaves no gap; later it is regained") {
  Office o;
  o.award(0, 3);               // until 14
  o.award(0, 15);              // in time
  o.r.expire(o.w, 15);
  CHECK(o.flow(Decision::renewed) == 1);
  CHECK(o.flow(Decision::expired) == 0);
  CHECK(o.r.stock(0) == 1);
  for (int q = 16; q <= 28; ++q) o.r.expire(o.w, q);
  CHECK(o.r.stock(0) == 0);
  o.award(0, 28);
  CHECK(o.flow(Decision::regained) == 1);
  CHECK(o.flow(Decision::first) == 1);
  CHECK(o.r.stock(0) == 1);
  CHECK(o.r.flows(0).granted() - o.r.flows(0).lapsed() == 1);
}

TEST_CASE("registry: revoked, closed and moved in are their own decisions") {
  Office o;
  o.award(0, 3), o.award(1, 3), o.award(1, 4, 8, 1);
  o.r.revoke(o.w, 0, 0, 7);
  CHECK(o.r.stock(0) == 1);
  CHECK_FALSE(o.r.holds(o.w, 0, 0, 7));
  CHECK_THROWS_AS(o.r.revoke(o.w, 0, 0, 7), std::logic_error);
  o.r.close(o.w, 1, 8);
  CHECK(o.flow(Decision::closed) == 1);
  CHECK(o.flow(Decision::closed, 1) == 1);
  CHECK(o.r.stock(0) == 0);
  CHECK(o.r.stock(1) == 0);
  o.r.grant(o.w, 0, 2, 9, 4, 15, false, true);
  CHECK(o.flow(Decision::moved_in) == 1);
  CHECK(o.r.stock(0) == 1);
  CHECK(o.w.held[2] == 1);
  for (int q = 9; q < 30; ++q) o.r.expire(o.w, q);
  CHECK(o.flow(Decision::expired) == 1);
  CHECK(o.flow(Decision::revoked) == 1);
  CHECK(o.r.stock(0) == 0);
}

TEST_CASE("registry: a seat's next firm neither inherits nor loses by the last one's end") {
  Office o;
  o.award(3, 3);
  o.r.close(o.w, 3, 5);
  o.w.vacate(3);
  const std::uint32_t slot = o.w.occupy(0);
  REQUIRE(slot == 3);
  o.w.uid[slot] = 999, o.w.status[slot] = kActive;
  CHECK_FALSE(o.r.holds(o.w, 0, slot, 6));
  o.award(slot, 6);  // until 17; the first firm's end would have come in 15
  for (int q = 6; q <= 17; ++q) o.r.expire(o.w, q);
  CHECK(o.r.stock(0) == 1);
  o.r.expire(o.w, 18);
  CHECK(o.r.stock(0) == 0);
  CHECK(o.flow(Decision::expired) == 1);
}

TEST_CASE("registry: the sectors' stocks add up, genesis is a decision, too long a validity is refused") {
  World w(2, 1, 200, 64);
  Registry r;
  r.open(1, 2, true);
  for (int i = 0; i < 10; ++i) {
    const std::uint32_t slot = w.occupy(i % 2);
    w.uid[slot] = make_uid(Channel::initial, i % 2, 0, static_cast<std::uint32_t>(i)), w.status[slot] = kActive;
    r.grant(w, 0, slot, -1, -1, i < 4 ? -1 : 10, true, false);
  }
  CHECK(r.stock(0) == 10);
  CHECK(r.stock(0, 0) == 5);
  CHECK(r.stock(0, 1) == 5);
  CHECK(r.decisions().size() == 10);
  CHECK(r.decisions().front().decision == Decision::genesis);
  r.open_year();
  r.expire(w, 0);  // those of the end of 2017
  CHECK(r.stock(0) == 6);
  CHECK(r.flows(0).lapsed() == 4);
  CHECK_THROWS_AS(r.grant(w, 0, 0, 0, 0, 63, false, false), std::logic_error);
}

TEST_CASE("registry: random histories keep stock, flows and holders in step") {
  for (int trial = 0; trial < 20; ++trial) {
    World w = firms(40, 2);
    Registry r;
    r.open(2, 1, true);
    PhiloxEngine luck(philox_key(81, trial), 0, 0, 0);
    std::int64_t granted = 0, lost = 0;
    for (int q = 0; q < 70; ++q) {
      if (q % 4 == 0) r.open_year();
      for (int event = 0; event < 6; ++event) {
        const std::uint32_t slot = luck() % 40, s = luck() % 2, what = luck() % 10;
        if (what < 6) r.grant(w, static_cast<int>(s), slot, q, q, q + static_cast<int>(luck() % 14), false, what == 5);
        else if (what < 8 && r.holds(w, static_cast<int>(s), slot, q)) r.revoke(w, static_cast<int>(s), slot, q);
        // A firm closes after the ends of the quarter have been looked at, as in a run.
      }
      r.expire(w, q);
      if (luck() % 2 == 0) r.close(w, luck() % 40, q);
      for (int s = 0; s < 2; ++s) {
        std::int64_t holders = 0;
        for (std::uint32_t i = 0; i < 40; ++i) {
          holders += r.holds(w, s, i, q);
          REQUIRE(((w.held[i] >> s) & 1) == (r.holds(w, s, i, q) ? 1 : 0));
        }
        REQUIRE(holders == r.stock(s));
      }
      if (q % 4 == 3) {
        for (int s = 0; s < 2; ++s) {
          granted += r.flows(s).granted();
          lost += r.flows(s).lapsed() + r.flows(s).by[static_cast<int>(Decision::revoked)];
        }
        REQUIRE(granted - lost == r.stock(0) + r.stock(1));
      }
    }
  }
}
