// The laws of the whole hold with every room on and off, in all pairs.
#include <catch2/catch.hpp>

#include "small_city.hpp"

using namespace echelon;
using namespace echelon::test;

TEST_CASE("law: whichever two rooms are off, the books add up, and threads and blocks change nothing", "[slow]") {
  Scenario all = load_city(own("everything"));
  all.horizon.last = Quarter::of(2025, 4);
  const Parameters p = central(all);
  const std::vector<std::string> rooms = model_vocabulary().rooms_that_switch;
  REQUIRE(rooms.size() >= 10);
  for (std::size_t a = 0; a < rooms.size(); ++a) {
    for (std::size_t b = a; b < rooms.size(); ++b) {
      Scenario s = all;
      s.rooms[rooms[a]] = s.rooms[rooms[b]] = false;
      INFO(rooms[a] << " and " << rooms[b] << " off");
      SimulationOptions other = small();
      other.block_size = 200, other.seating = 3;
      const Record one = run_once(s, p, 0, small(true));   // audits money, stocks and budgets after every quarter
      const Record two = run_once(s, p, 0, other);
      INFO(first_difference(one, two));
      REQUIRE(full_digest(s, one) == full_digest(s, two));
    }
  }
}
