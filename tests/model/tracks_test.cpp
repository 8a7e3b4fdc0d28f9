// Tracks (S17): readiness whatever the city does, capability in balance, expectations that overshoot, demand that is served and no more.
#include <catch2/catch.hpp>

#include <cmath>

#include "model/processes/tracks.hpp"
#include "model/proximity.hpp"
#include "tiny.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

const PhiloxKey kKey = philox_key(3, 0);
const Quarter kBefore = Quarter::of(2017, 4);

// Two related tracks and a third that is near to none.
Scenario valley() {
  Scenario s = tiny_scenario();
  s.sectors[0].technology = {{"bits", 1}}, s.sectors[1].technology = {{"atoms", 1}};
  s.tracks = {{"near", {}, {0.1, 0}, {{"bits", 1}}, 2028, ""}, {"far", {}, {0, 0.1}, {{"bits", 0.6}, {"atoms", 0.8}}, 2034, ""},
              {"odd", {}, {0, 0.1}, {{"genes", 1}}, 2030, ""}};
  return s;
}

// No luck and no policy but what a test asks for.
TracksParams calm() {
  TracksParams p = tiny_parameters().tracks;
  p.delay_spread.v = p.slope_spread.v = p.hype_spread.v = 0;
  return p;
}

// A hundred firms with a billion CNY of sales and 50 million of R&D each track.
std::vector<TrackSums> business(double factor = 1) {
  const auto times = [&](std::int64_t x) { return static_cast<std::int64_t>(factor * static_cast<double>(x)); };
  return std::vector<TrackSums>(3, {100, times(1000000), times(1000000), times(50000)});
}

Tracks opened(const TracksParams& p, const Scenario& s = valley()) {
  Tracks tracks;
  tracks.open(s, p, kKey, true);
  tracks.see(p, business(), kBefore);
  return tracks;
}

void run(Tracks& tracks, const TracksParams& p, int from, int to) {
  for (int t = from; t < to; ++t) tracks.advance(p, kKey, Quarter::of(2018, 1) + t, t);
}

}  // namespace

TEST_CASE("(K1) readiness: half at the midpoint, never falling, between nothing and all") {
  TracksParams p = calm();
  p.delay.v = 1.5;
  const Tracks tracks = opened(p);
  CHECK(tracks.states()[0].midpoint == 2029.5);
  CHECK(readiness_at(tracks.states()[0], 2029.5) == 0.5);
  CHECK(readiness_at(tracks.states()[0], 2033.5) == Approx(1 / (1 + std::exp(-0.4 * 4))));
  double before = 0;
  for (double year = 1990; year < 2080; year += 0.25) {
    const double now = readiness_at(tracks.states()[1], year);
    REQUIRE(now > before);
    REQUIRE(now < 1);
    before = now;
  }
}

TEST_CASE("(K1) every world has its own midpoints; a track's luck hangs on its name, not on its neighbours") {
  TracksParams p = tiny_parameters().tracks;
  const Scenario s = valley();
  Scenario turned = s;
  std::swap(turned.tracks[0], turned.tracks[2]);
  Tracks a, b, c;
  a.open(s, p, kKey, true), b.open(s, p, philox_key(3, 1), true), c.open(turned, p, kKey, true);
  CHECK(a.states()[0].midpoint != b.states()[0].midpoint);
  CHECK(a.states()[0].midpoint == c.states()[2].midpoint);
  CHECK(a.states()[0].slope == c.states()[2].slope);
  // The spread is the one that is said: mean and sd over 4000 worlds, within four standard errors.
  double sum = 0, squares = 0;
  const int n = 4000;
  for (int r = 0; r < n; ++r) {
    Tracks one;
    one.open(s, p, philox_key(11, r), true);
    const double own = one.states()[0].midpoint - 2028 - p.delay.v;
    sum += own, squares += own * own;
  }
  CHECK(std::abs(sum / n) < 4 * 3 / std::sqrt(n));
  CHECK(std::sqrt(squares / n) == Approx(3).epsilon(4 / std::sqrt(2.0 * n)));
}

TEST_CASE("(K2) the city opens in balance and stays there as long as nothing changes; capability keeps within 0 and 1") {
  const TracksParams p = calm();
  Tracks tracks = opened(p);
  // By hand for the track without neighbours: α·ln(1 + 50/100)(1 − G) = δG.
  const double gain = 0.05 * std::log(1.5);
  CHECK(tracks.states()[2].capability == Approx(gain / (gain + 0.1)).epsilon(1e-9));
  const double start = tracks.states()[0].capability;
  CHECK(start > tracks.states()[2].capability);  // it learns from the related one
  run(tracks, p, 0, 40);
  CHECK(tracks.states()[0].capability == Approx(start).epsilon(1e-9));
  TracksParams quick = p;
  quick.learning.v = 1, quick.neighbours.v = 1;
  Tracks full = opened(quick);
  full.see(quick, business(1e6), kBefore);
  for (int t = 0; t < 72; ++t) {
    full.advance(quick, kKey, Quarter::of(2018, 1) + t, t);
    for (const TrackState& s : full.states()) REQUIRE((s.capability >= 0 && s.capability <= 1));
  }
  CHECK(full.states()[0].capability == 1);
}

TEST_CASE("(K3) expectations run ahead of readiness, overshoot it, and go home after it") {
  const TracksParams p = calm();
  Tracks tracks = opened(p);
  double highest = 0;
  int peak = 0;
  for (int t = 0; t < 120; ++t) {
    tracks.advance(p, kKey, Quarter::of(2018, 1) + t, t);
    const double hype = std::exp(tracks.states()[0].log_hype);
    if (hype > highest) highest = hype, peak = t;
  }
  const TrackState& s = tracks.states()[0];
  const double year = 2018 + peak / 4.0;
  CHECK(year < s.midpoint + 1);                       // before the world is half ready, but for the lag of the return
  CHECK(highest > readiness_at(s, year));
  CHECK(std::exp(s.log_hype) == Approx(p.hype_floor.v).epsilon(0.05));
  // It returns: a shock to it halves in ln 2/ρ years.
  TracksParams flat = p;
  flat.hype_reach.v = 0;
  Tracks loud = opened(flat);
  for (std::size_t k = 0; k < 3; ++k) loud.support(k, 0, 1e12);
  run(loud, flat, 0, 1);
  const double up = loud.states()[0].log_hype - std::log(0.3);
  CHECK(up == Approx(0.25 * 0.5 * 0.2));
  for (std::size_t k = 0; k < 3; ++k) loud.support(k, 0, 0);
  run(loud, flat, 1, 5);
  CHECK(loud.states()[0].log_hype - std::log(0.3) == Approx(up * std::pow(1 - 0.125, 4)));
}

TEST_CASE("law (K5): what is asked is served once: growth that demand adds and what is left over make the growth of demand") {
  TracksParams p = calm();
  for (const double limit : {0.01, 0.3}) {
    p.pull_limit.v = limit;
    Tracks tracks = opened(p);
    const double before = tracks.states()[1].log_index;
    double served = 0;
    for (int t = 0; t < 72; ++t) {
      tracks.advance(p, kKey, Quarter::of(2018, 1) + t, t);
      for (const TrackState& s : tracks.states()) REQUIRE(std::abs(s.pull) <= limit);
      served += 0.25 * tracks.pull(1);
      REQUIRE(served + tracks.states()[1].room == Approx(tracks.states()[1].log_index - before).margin(1e-12));
    }
    CHECK(served > 0);
  }
}

TEST_CASE("(K5) firms that enter bring sales: the more come, the less is left for each, and too many shrink it") {
  const TracksParams p = calm();
  Tracks few = opened(p), many = opened(p);
  many.entered(0, 500000);
  run(few, p, 0, 1), run(many, p, 0, 1);
  CHECK(many.states()[0].room + 0.25 * many.pull(0) == Approx(few.states()[0].room + 0.25 * few.pull(0) - std::log(1.5)));
  CHECK(many.pull(0) < 0);
  CHECK(many.pull(1) == few.pull(1));
  run(many, p, 1, 2);  // counted once
  CHECK(many.states()[0].entered == 0);
}

TEST_CASE("(K4) a share cap: capability beyond it adds nothing") {
  TracksParams p = calm(), capped = p;
  p.share_cap.v = 100, capped.share_cap.v = 1.5;
  Tracks wide = opened(p), tight = opened(capped);
  wide.see(p, business(1e5), kBefore), tight.see(capped, business(1e5), kBefore);
  run(wide, p, 0, 60), run(tight, capped, 0, 60);
  const TrackState& s = wide.states()[0];
  CHECK(s.capability / s.start > 1.5);
  CHECK(wide.states()[0].log_index - tight.states()[0].log_index == Approx(std::log(s.capability / s.start / 1.5)));
}

TEST_CASE("(K4) orders add to demand while they last, those that would come anyway do not") {
  const TracksParams p = calm();
  Tracks with = opened(p), without = opened(p);
  with.support(0, 200000, 0);  // a fifth of the sales, half of it additional
  run(with, p, 0, 1), run(without, p, 0, 1);
  CHECK(with.states()[0].log_index - without.states()[0].log_index == Approx(std::log(1.1)));
  CHECK(with.pull(0) - without.pull(0) == Approx(p.speed.v * std::log(1.1)));
  with.support(0, 0, 0);
  run(with, p, 1, 60), run(without, p, 1, 60);
  CHECK(with.states()[0].log_index == Approx(without.states()[0].log_index));
  CHECK(with.pull(0) == Approx(without.pull(0)).margin(1e-3));  // nothing lasts but what capability kept: here nothing
}

TEST_CASE("(K7) who is related, expects and can, enters") {
  const TracksParams p = calm();
  const Tracks tracks = opened(p);
  const TrackState& s = tracks.states()[1];
  CHECK(tracks.chance(p, 0, 1) == Approx(p.enter.v * 0.6 * std::exp(s.log_hype) * s.capability));
  CHECK(tracks.chance(p, 1, 1) == Approx(p.enter.v * 0.8 * std::exp(s.log_hype) * s.capability));
  CHECK(tracks.chance(p, 1, 0) == 0);
  CHECK(tracks.chance(p, 0, 2) == 0);
  CHECK(space_effect(p, 0) == 0);
  CHECK(space_effect(p, 100000) == Approx(0.5 * (1 - std::exp(-1.0))));
}

TEST_CASE("direction of every parameter of the tracks") {
  const auto after = [](TracksParams p) {
    Tracks tracks = opened(p);
    tracks.see(p, business(4), kBefore);
    tracks.support(0, 100000, 1e7);
    run(tracks, p, 0, 36);
    return tracks.states()[0];
  };
  const TrackState base = after(calm());
  const auto with = [&](auto change) {
    TracksParams p = calm();
    change(p);
    return after(p);
  };
  CHECK(with([](TracksParams& p) { p.delay.v = 3; }).readiness < base.readiness);
  CHECK(with([](TracksParams& p) { p.slope.v = 0.5; }).readiness < base.readiness);       // before the midpoint steeper is later
  CHECK(with([](TracksParams& p) { p.base.v = 0.5; }).log_index - base.log_index < std::log(0.5 + base.readiness) - std::log(0.2 + base.readiness) + 1e-9);
  CHECK(with([](TracksParams& p) { p.learning.v = 0.1; }).capability > base.capability);
  CHECK(with([](TracksParams& p) { p.research_scale.v = 400; }).capability < base.capability);
  CHECK(with([](TracksParams& p) { p.neighbours.v = 0.05; }).capability > base.capability);
  CHECK(with([](TracksParams& p) { p.forgetting.v = 0.2; }).capability < base.capability);
  CHECK(with([](TracksParams& p) { p.share_elasticity.v = 2; }).log_index > base.log_index);
  CHECK(with([](TracksParams& p) { p.speed.v = 1; }).room < base.room);
  CHECK(with([](TracksParams& p) { p.pull_limit.v = 0.01; }).room > base.room);
  CHECK(with([](TracksParams& p) { p.hype_floor.v = 0.6; }).log_hype > base.log_hype);
  CHECK(with([](TracksParams& p) { p.hype_reach.v = 4; }).log_hype > base.log_hype);
  CHECK(with([](TracksParams& p) { p.foresight.v = 6; }).log_hype > base.log_hype);
  CHECK(with([](TracksParams& p) { p.promotion.v = 0.6; }).log_hype > base.log_hype);
  CHECK(with([](TracksParams& p) { p.promotion_scale.v = 50; }).log_hype < base.log_hype);
  CHECK(with([](TracksParams& p) { p.deadweight.v = 0.9; }).log_index < base.log_index);
}

TEST_CASE("a room that is off has no tracks") {
  Tracks tracks;
  tracks.open(valley(), calm(), kKey, false);
  CHECK_FALSE(tracks.on());
  CHECK(tracks.states().empty());
}

TEST_CASE("(X1) relatedness is the cosine of technologies; what shares no field is near to nobody") {
  const Scenario s = valley();
  const std::vector<double> among = track_proximity(s.tracks), to = relatedness(s.sectors, s.tracks);
  REQUIRE(among.size() == 9);
  CHECK(among[0] == 1);
  CHECK(among[1] == Approx(0.6));
  CHECK(among[2] == 0);
  CHECK(among[1] == among[3]);
  REQUIRE(to.size() == 6);
  CHECK(to[0] == Approx(1));
  CHECK(to[4] == Approx(0.8));
  CHECK(to[5] == 0);
}
