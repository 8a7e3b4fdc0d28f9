// Venture (S9): who seeks, what a round is worth, that the pool ends somewhere, the slow loop.
#include <catch2/catch.hpp>

#include "core/statistics.hpp"
#include "firms.hpp"
#include "model/draws.hpp"
#include "model/processes/venture.hpp"
#include "tiny.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

struct Market {
  Scenario scenario = tiny_scenario();
  VentureParams p = tiny_parameters().venture;
  std::vector<Candidate> scratch;
  std::int64_t by_sector[2] = {0, 0};
  std::int64_t run(World& w, const std::vector<std::uint32_t>& seekers, double pool, double climate = 1, int quarter = 3) {
    return venture_rounds(w, seekers, p, {philox_key(6, 0), quarter, climate, pool, scenario.sectors.data()}, scratch, by_sector);
  }
};

VentureView view(World& w) { return {In(w.status), In(w.flags), In(w.birth), InOut(w.round), InOut(w.since_round)}; }

std::vector<std::uint32_t> all_of(std::uint32_t n) {
  std::vector<std::uint32_t> slots(n);
  for (std::uint32_t i = 0; i < n; ++i) slots[i] = i;
  return slots;
}

}  // namespace

TEST_CASE("(V1) who seeks: young performers, unlisted, with a pause after the last round") {
  World w = firms(7);
  for (int i = 0; i < 7; ++i) w.flags[i] = kPerformer, w.birth[i] = 20, w.since_round[i] = 255;
  w.status[1] = kDormant, w.flags[2] = 0, w.flags[3] = kPerformer | kListed, w.birth[4] = -1, w.since_round[5] = 4, w.round[6] = 8;
  const Lanes l(7, 0.01);
  std::vector<std::uint8_t> seeks(7);
  venture_quarter({0, 7, 0}, view(w), 0.05f, 0.05f, 12, 40, 40, l.luck(), seeks.data());
  CHECK(seeks == std::vector<std::uint8_t>{1, 0, 0, 0, 0, 0, 0});
  CHECK(w.since_round[0] == 255);
  CHECK(w.since_round[5] == 5);
  const Lanes shy(7, 0.06);  // above the rate
  venture_quarter({0, 7, 0}, view(w), 0.05f, 0.05f, 12, 40, 40, shy.luck(), seeks.data());
  CHECK(seeks == std::vector<std::uint8_t>(7));
}

TEST_CASE("(V1) who has money from a round seeks the next one sooner, until it is spent") {
  World w = firms(4);
  for (int i = 0; i < 4; ++i) w.flags[i] = kPerformer, w.birth[i] = 20;
  w.since_round[0] = 255;                                                // never had one
  w.round[1] = w.round[2] = w.round[3] = 1;
  w.since_round[1] = 5, w.since_round[2] = 12, w.since_round[3] = 13;    // the last one's money is gone
  const Lanes l(4, 0.06);
  std::vector<std::uint8_t> seeks(4);
  venture_quarter({0, 4, 0}, view(w), 0.05f, 0.1f, 12, 40, 40, l.luck(), seeks.data());
  CHECK(seeks == std::vector<std::uint8_t>{0, 1, 1, 0});
}

TEST_CASE("(V3) amount and valuation by hand, without spread") {
  Market m;
  m.p.dilution_low.v = m.p.dilution_high.v = 0.2, m.p.growth_weight.v = 2;
  World w = firms(3);
  w.sales[0] = 100;                                             // pre-money 100 * 5 = 500
  w.sales[1] = 1, w.round[1] = 2;                               // amount 10 * 2.5^2 = 62.5; floor 62.5 * (1/0.2 - 1) = 250 above 5
  w.sales[2] = 100, w.revenue0[2] = 100, w.revenue1[2] = 50;    // growth ln 2: 500 * e^(2 ln 2) = 2000
  CHECK(m.run(w, all_of(3), 1e9) == 10000 + 62500 + 10000);
  CHECK(w.valuation[0] == Approx(510));
  CHECK(w.valuation[1] == Approx(312.5));
  CHECK(w.valuation[2] == Approx(2010));
  CHECK(w.cash[0] == 10000);
  CHECK(w.cash[1] == 62500);
  CHECK(w.round[1] == 3);
  CHECK(w.since_round[1] == 0);
  CHECK(w.raised0[1] == Approx(62.5));
  CHECK(w.raised_total[1] == Approx(62.5));
  // A warmer climate lifts the valuation, not the amount; growth beyond e a year counts as e.
  World hot = firms(1);
  hot.sales[0] = 100, hot.revenue0[0] = 5000, hot.revenue1[0] = 1;
  CHECK(m.run(hot, all_of(1), 1e9, 2.0) == 10000);
  CHECK(hot.valuation[0] == Approx(500 * std::exp(2.0) * 2 + 10).epsilon(1e-5));
}

TEST_CASE("(V4) the pool is never overdrawn, the best are served first, what is invested is where it went") {
  Market m;
  m.p.amount_spread.v = 0.8, m.p.valuation_noise.v = 0.6, m.p.innovation_weight.v = 1;
  const std::uint32_t n = 500;
  for (const double pool : {0.0, 1.0, 20000.0, 700000.0}) {
    World w = firms(n);
    for (std::uint32_t i = 0; i < n; ++i) w.inventions[i] = static_cast<std::uint16_t>(i < 50 ? 4000 : 0);
    m.by_sector[0] = 0;
    const std::int64_t invested = m.run(w, all_of(n), pool);
    CHECK(static_cast<double>(invested) <= pool);
    CHECK(m.by_sector[0] == invested);
    std::int64_t cash = 0;
    int best = 0, rest = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
      cash += w.cash[i];
      (i < 50 ? best : rest) += w.round[i];
      CHECK((w.round[i] == 1) == (w.cash[i] > 0));
    }
    CHECK(cash == invested);
    if (pool == 700000.0) CHECK(best == 50);         // about 70 deals: everybody who stands out is among them
    if (pool == 20000.0) CHECK(rest == 0);           // two deals or so: nobody else is
  }
}

TEST_CASE("(V3) amounts are lognormal around their mean") {
  // mean 10 whatever the spread; 20000 deals with sd of the log 0.8: standard error 10 sqrt(e^0.64 - 1)/141.4 = 0.067.
  Market m;
  m.p.amount_spread.v = 0.8;
  const std::uint32_t n = 20000;
  World w = firms(n);
  const double mean_amount = static_cast<double>(m.run(w, all_of(n), 1e12)) / 1000.0 / n;
  CHECK(std::abs(mean_amount - 10) < 4 * 0.067);
}

TEST_CASE("venture: the order in which seekers are named changes nothing") {
  Market m;
  m.p.amount_spread.v = 0.8;
  World a = firms(300), b = firms(300);
  std::vector<std::uint32_t> forth = all_of(300), back(forth.rbegin(), forth.rend());
  CHECK(m.run(a, forth, 300000) == m.run(b, back, 300000));
  CHECK(differing(a, b) == "");
}

TEST_CASE("(V5) ripe firms list with a yearly probability, once") {
  VentureParams p = tiny_parameters().venture;
  p.listing.v = 0.10, p.listing_sales.v = 500;
  const std::uint32_t n = 20000;
  World w = firms(n);
  for (std::uint32_t i = 0; i < n; ++i) w.round[i] = i % 2 == 0 ? 3 : 2, w.sales[i] = 10;
  venture_listings(w, p, philox_key(7, 0), 3);
  int listed = 0, unripe = 0;
  for (std::uint32_t i = 0; i < n; ++i) (i % 2 == 0 ? listed : unripe) += (w.flags[i] & kListed) != 0;
  CHECK(unripe == 0);
  CHECK(std::abs(listed - 1000.0) < 4 * 30);  // 10000 at 10 %: sd 30
  World large = firms(1);
  large.sales[0] = 501;
  p.listing.v = 1;
  venture_listings(large, p, philox_key(7, 0), 3);
  CHECK((large.flags[0] & kListed) != 0);
}

TEST_CASE("venture: a pinned round") {
  Market m;
  m.p.amount_spread.v = 0.8, m.p.valuation_noise.v = 0.6;
  World w = firms(2);
  w.sales[0] = w.sales[1] = 40;
  m.run(w, all_of(2), 1e9);
  CHECK(w.cash[0] == 15155);
  CHECK(w.cash[1] == 3576);
  CHECK(w.valuation[0] == Approx(253.48022).epsilon(1e-5));
}

TEST_CASE("venture: the sweep equals the slow loop on every instruction set") {
  const std::uint32_t n = 1003;
  const World start = wild_firms(n, 61);
  const Lanes l = Lanes::drawn(n, 62);
  World expected = start;
  std::vector<std::uint8_t> wanted(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    const bool may = expected.status[i] == kActive && (expected.flags[i] & kPerformer) != 0 && (expected.flags[i] & kListed) == 0;
    wanted[i] = may && 40 - expected.birth[i] <= 40 && expected.since_round[i] >= 5 && expected.round[i] < 8 &&
                l.u(1, i) < (expected.round[i] > 0 && expected.since_round[i] <= 12 ? 0.7f : 0.4f);
    if (expected.since_round[i] < 255) expected.since_round[i] = static_cast<std::uint8_t>(expected.since_round[i] + 1);
  }
  for (const Isa isa : isas()) {
    World got = start;
    std::vector<std::uint8_t> seeks(n, 9);
    kernels(isa).venture_quarter({0, n, 0}, view(got), 0.4f, 0.7f, 12, 40, 40, l.luck(), seeks.data());
    INFO(name(isa));
    CHECK(seeks == wanted);
    CHECK(differing(expected, got) == "");
  }
}
