// Fact 30 by hand.
#include <catch2/catch.hpp>

#include "facts/hand_made.hpp"

using namespace echelon;
using namespace echelon::test;

TEST_CASE("fact 30: first rounds among the deals, and who is followed") {
  HandMade town(2018, 2022);
  const auto a = town.firm(-8), b = town.firm(-8), c = town.firm(-8), d = town.firm(6);
  const int rounds[4][5] = {{0, 1, 1, 2, 4}, {1, 2, 2, 2, 2}, {0, 0, 1, 1, 1}, {-1, 1, -1, -1, -1}};  // d came in 2019 and left
  const std::uint32_t firms[4] = {a, b, c, d};
  for (int f = 0; f < 4; ++f) {
    for (int y = 0; y < 5; ++y) {
      HandMade::Row row;
      row.round = static_cast<std::uint8_t>(rounds[f][y]);
      if (rounds[f][y] >= 0) town.year(2018 + y, firms[f], row);
    }
  }
  town.leave(d, 8);
  FactOptions o;
  o.reference_year = 2021, o.funnel_years = 3;
  FactValues out;
  measure_funnel(town.sample(), o, out);
  CHECK(out["funnel_first"] == Approx(3.0 / 5));  // a, c, d of a: 2, b: 1, c: 1, d: 1 until 2021
  CHECK(out["funnel_second"] == Approx(0.5));     // first rounds of 2019: a reaches four by 2022, d stays at one
  CHECK(out["funnel_fourth"] == Approx(0.5));
}

TEST_CASE("fact 30: passages between the lists of unicorns") {
  HandMade town(2018, 2020);
  const std::uint16_t potential = 1u << 5, unicorn = 1u << 6;
  const auto risen = town.firm(-8), stays = town.firm(-8), falls = town.firm(-8), gone = town.firm(-8);
  const auto held = [&](std::uint32_t firm, int year, int mask) {
    HandMade::Row row;
    row.held = static_cast<std::uint16_t>(mask);
    town.year(year, firm, row);
  };
  held(risen, 2018, potential), held(risen, 2019, unicorn), held(risen, 2020, unicorn);
  held(stays, 2018, potential), held(stays, 2019, potential), held(stays, 2020, potential);
  held(falls, 2018, unicorn), held(falls, 2019, unicorn), held(falls, 2020, 0);
  held(gone, 2018, unicorn), town.leave(gone, 6);
  FactOptions o;
  o.reference_year = 2020;
  FactValues out;
  measure_funnel(town.sample(), o, out);
  CHECK(out["funnel_unicorn"] == Approx(1.0 / 3));  // three firm-years of hope, one rise
  CHECK(out["funnel_leaves"] == Approx(2.0 / 4));   // risen 2019, falls twice, gone: two of four leave
}
