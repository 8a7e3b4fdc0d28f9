// What is measured of a run beside its results: firm-quarters, and the phases of a quarter.
#include <catch2/catch.hpp>

#include "small_city.hpp"

using namespace echelon;
using namespace echelon::test;

TEST_CASE("law: firm-quarters are the firms at the start of every quarter, dormant ones included, empty seats not") {
  const Scenario s = load_city(own("everything"));
  for (const std::uint32_t block_size : {64u, 1024u}) {
    SimulationOptions o = small();
    o.block_size = block_size;
    const Record r = run_once(s, 0, o);
    std::int64_t firms = 0, dormant = 0;
    for (int t = 0; t < r.quarters(); ++t) firms += r.total(Series::firms, t), dormant += r.at(Series::dormant, t);
    CHECK(dormant > 0);
    CHECK(r.firm_quarters == static_cast<double>(firms + dormant));
  }
}

TEST_CASE("law: who measures the phases hears of each in order and changes nothing") {
  const Scenario s = load_city(own("everything"));
  std::vector<Phase> heard;
  SimulationOptions o = small();
  o.after_phase = [&heard](Phase phase) { heard.push_back(phase); };
  const Record r = run_once(s, 0, o);
  REQUIRE(heard.size() == 1 + static_cast<std::size_t>(kPhases - 1) * r.quarters());
  CHECK(heard.front() == Phase::opening);
  bool in_order = true;
  for (std::size_t k = 1; k < heard.size(); ++k) in_order = in_order && static_cast<std::size_t>(heard[k]) == 1 + (k - 1) % (kPhases - 1);
  CHECK(in_order);
  CHECK(full_digest(s, r) == full_digest(s, run_once(s)));
}
