// What is measured of a run beside its results: firm-quarters, and the phases of a quarter.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

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

TEST_CASE("law: who measures the phases hears of each, every quarter, and changes nothing") {
  const Scenario s = load_city(own("everything"));
  std::vector<Phase> heard;
  SimulationOptions o = small();
  o.after_phase = [&heard](Phase phase) { heard.push_back(phase); };
  const Record r = run_once(s, 0, o);
  CHECK(heard.front() == Phase::opening);
  CHECK(std::count(heard.begin(), heard.end(), Phase::opening) == 1);
  std::vector<std::set<Phase>> quarters;
  for (std::size_t k = 1; k < heard.size(); ++k) {
    if (heard[k] == Phase::spring) quarters.emplace_back();
    REQUIRE(!quarters.empty());
    quarters.back().insert(heard[k]);
  }
  CHECK(quarters.size() == static_cast<std::size_t>(r.quarters()));
  for (const std::set<Phase>& quarter : quarters) REQUIRE(quarter.size() == static_cast<std::size_t>(kPhases - 1));
  CHECK(heard.back() == Phase::observation);
  CHECK(full_digest(s, r) == full_digest(s, run_once(s)));
}
