// Platforms (S13): places, who is served, what a project does, how new ones come.
#include <catch2/catch.hpp>

#include <cmath>

#include "firms.hpp"
#include "model/processes/platforms.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

const PhiloxKey kKey = philox_key(6, 0);

PlatformsParams plain() {
  PlatformsParams p{};
  p.stock.v = 3, p.capacity.v = 10, p.wish.v = 1, p.fee.v = 0.2, p.gain.v = 0.08, p.inflow.v = 1.5, p.approval.v = 1, p.building.v = 6;
  return p;
}

}  // namespace

TEST_CASE("(B1) places: a new platform counts from its opening, half in the first year") {
  Platforms room;
  room.open();
  CHECK(room.places(plain(), 1, 0) == 30);
  CHECK(room.places(plain(), 0.5, 0) == 15);
  CHECK(room.approve(0, 2, plain(), kKey, 0, 9) == 2);
  CHECK(room.places(plain(), 1, 5) == 30);
  CHECK(room.places(plain(), 1, 6) == 40);
  CHECK(room.places(plain(), 1, 9) == 40);
  CHECK(room.places(plain(), 1, 10) == 50);
  CHECK(room.opened(3, 6) == 2);
  CHECK(room.opened(7, 10) == 0);
}

TEST_CASE("(B2, B3) the best of those who can pay are served: fee, R&D, knowledge and rate by hand") {
  World w = firms(4);
  std::vector<Candidate> asks;
  for (std::uint32_t i = 0; i < 4; ++i) {
    w.cash[i] = i == 3 ? 199 : 500, w.knowledge[i] = 2, w.rd_year[i] = 1, w.innovation_rate[i] = 0.5f;
    asks.push_back({static_cast<float>(i), w.uid[i], i});
  }
  Platforms room;
  room.open();
  const std::vector<double> inverse_wage = {0.5};
  CHECK(room.serve(w, asks, 2, plain(), inverse_wage) == 400);  // thousand CNY
  CHECK(w.cash[3] == 199);                                      // cannot pay 200 thousand
  CHECK(w.cash[2] == 300);
  CHECK(w.cash[1] == 300);
  CHECK(w.cash[0] == 500);
  CHECK(w.rd_year[2] == Approx(1.2));
  CHECK(w.knowledge[2] == Approx(2 + 1.5 * 0.2 * 0.5));
  CHECK(w.innovation_rate[2] == Approx(0.54));
  CHECK(w.innovation_rate[0] == Approx(0.5));
  CHECK(room.flows().asked == 3);
  CHECK(room.flows().served == 2);
}

TEST_CASE("(B4) approval by chance: the share approved is the probability, and one instrument's luck is not another's") {
  PlatformsParams p = plain();
  p.approval.v = 0.7;
  Platforms one, two;
  one.open(), two.open();
  const int n = 20000;
  const double share = one.approve(0, n, p, kKey, 0, 1000) / static_cast<double>(n);
  CHECK(std::abs(share - 0.7) < 4 * std::sqrt(0.7 * 0.3 / n));
  CHECK(two.approve(0, n, p, kKey, 0, 900000) != one.flows().approved);
  p.approval.v = 0;
  CHECK(two.approve(0, 10, p, kKey, 4, 1000) == 0);
}
