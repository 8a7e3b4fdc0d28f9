// A summary of one small city, number by number. It changes whenever the model, its draws or its configuration change; whoever meant that
// refreshes it with
//
//     ECHELON_GOLDEN=refresh build/release/tests/tests_golden
//
// and says so under *Changes numbers* in CHANGELOG.md.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "io/load.hpp"
#include "io/vocabulary.hpp"
#include "model/schedule.hpp"

using namespace echelon;

namespace {

const std::string kFile = std::string(ECHELON_SOURCE_DIR) + "/tests/golden/small_city.txt";

Scenario small_city() {
  const std::string root = ECHELON_SOURCE_DIR;
  Problems problems;
  Scenario s = load_scenario({root + "/config", root + "/scenarios", "action-plan", {"ensemble=none", "scale=0.02", "seed=20240402"}, model_vocabulary()}, problems);
  INFO(problems.text());
  REQUIRE(problems.empty());
  return s;
}

// One line a number: what, year, value. Counts of the simulated part of the city, money in thousand CNY.
std::string summary() {
  const Scenario s = small_city();
  std::vector<double> values;
  for (const ParameterValue& v : s.parameters) values.push_back(v.value);
  Simulation simulation(s);
  const Record r = simulation.run(bind_parameters(s, values), philox_key(s.seed, 0));
  std::ostringstream out;
  for (const int year : {2018, 2023, 2027, 2035}) {
    const int y = year - s.horizon.first.year(), t = 4 * y + 4;
    const auto line = [&](const std::string& what, std::int64_t value) { out << what << ' ' << year << ' ' << value << '\n'; };
    line("firms", r.total(Series::firms, t));
    line("dormant", r.at(Series::dormant, t));
    line("revenue", r.total(Series::revenue, t));
    line("employment", r.total(Series::employment, t));
    line("entries", r.total(Series::entries, y));
    line("exits", r.total(Series::exits, y));
    for (std::size_t k = 0; k < s.schemes.size(); ++k)
      line("certificates." + s.schemes[k].id, r.at(Series::certificates, t, static_cast<int>(k)));
    for (std::size_t l = 0; l < s.ladders.size(); ++l)
      line("unique." + s.ladders[l].id, r.at(Series::certified_firms, t, static_cast<int>(l)));
    line("rd_real", r.total(Series::rd_real, y));
    line("rd_reported", r.total(Series::rd_reported, y));
    line("patents_filed", r.total(Series::patents_filed, y));
    line("patents_valid", r.total(Series::patents_valid, y));
    line("venture_invested", r.total(Series::venture_invested, y));
    line("tax_paid", r.at(Series::tax_paid, y));
    line("outlay", r.total(Series::outlay, y));
    line("arrears", r.total(Series::arrears, y));
    line("rd_gdp_ppm", static_cast<std::int64_t>(1e6 * r.rd_gdp[y] + 0.5));
  }
  return out.str();
}

}  // namespace

TEST_CASE("golden: a small city gives the numbers it gave") {
  const std::string now = summary();
  const char* mode = std::getenv("ECHELON_GOLDEN");
  if (mode != nullptr && std::string(mode) == "refresh") {
    std::ofstream(kFile) << now;
    WARN("refreshed " << kFile);
    return;
  }
  std::ifstream file(kFile);
  REQUIRE(file.good());
  std::istringstream got(now);
  std::string expected, line;
  while (std::getline(file, expected)) {
    std::getline(got, line);
    CHECK(line == expected);
  }
  CHECK_FALSE(std::getline(got, line));
}
