// How measured values become verdicts.
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "facts/hand_made.hpp"

using namespace echelon;

namespace {

const FactResult& fact(const std::vector<FactResult>& facts, const std::string& number) {
  for (const FactResult& f : facts) {
    if (f.definition.number == number) return f;
  }
  throw std::logic_error("no fact " + number);
}

Scenario with_observations() {
  Scenario s = test::hand_made_scenario(2018, 2023);
  for (const auto& [year, value] : {std::pair{2019, 1000.0}, {2021, 1440.0}, {2022, 1728.0}, {2023, 1900.8}}) {
    Observation o;
    o.series = "hte", o.year = year, o.value = value;
    s.observations.push_back(o);
  }
  return s;
}

}  // namespace

TEST_CASE("a fact holds when every median lies in its range, ends included") {
  const Scenario s = test::hand_made_scenario(2018, 2023);
  std::vector<FactValues> values(3);
  for (std::size_t i = 0; i < 3; ++i) values[i] = {{"survival_3", 0.80}, {"survival_5", 0.70}, {"survival_10", 0.40 + 0.05 * static_cast<double>(i)}};
  CHECK(fact(judge_facts(s, values), "8").verdict == FactVerdict::in);
  CHECK(fact(judge_facts(s, values), "8").statistics[2].median == Approx(0.45));
  CHECK(fact(judge_facts(s, values), "8").statistics[2].p05 == Approx(0.405));
  values[1]["survival_10"] = 0.41;
  CHECK(fact(judge_facts(s, values), "8").verdict == FactVerdict::missed);
  for (FactValues& v : values) v.erase("survival_10");
  CHECK(fact(judge_facts(s, values), "8").verdict == FactVerdict::unmeasured);
}

TEST_CASE("what is only shown decides nothing") {
  const Scenario s = test::hand_made_scenario(2018, 2023);
  CHECK(fact(judge_facts(s, {{{"shape_in_cells", 1.1}}}), "2").verdict == FactVerdict::in);
  CHECK(fact(judge_facts(s, {{{"shape_in_cells", 1.5}, {"shape_pooled", 1.0}}}), "2").verdict == FactVerdict::missed);
}

TEST_CASE("the city's growth must lie in the band, and the stock near what was published") {
  const Scenario s = with_observations();  // published: 20 % a year, then 20 % and 10 %
  std::vector<FactValues> values;
  for (int i = 0; i < 21; ++i) {
    const double off = 0.01 * (i - 10);
    values.push_back({{"hte_growth_2019_2021", 0.20 + off}, {"hte_growth_2021_2022", 0.20 + off}, {"hte_growth_2022_2023", 0.10 + off},
                      {"hte_2019", 1000}, {"hte_2021", 1440 * 1.02}, {"hte_2022", 1728 * 0.97}, {"hte_2023", 1900.8 * 1.1}});
  }
  const FactResult good = fact(judge_facts(s, values), "35");
  CHECK(good.verdict == FactVerdict::in);
  CHECK(good.statistics[0].low == Approx(0.2));
  CHECK(good.statistics[3].median == Approx(0.025));  // between 2 % and 3 %
  for (FactValues& v : values) v["hte_growth_2021_2022"] += 0.12;  // the band now lies above 20 %
  CHECK(fact(judge_facts(s, values), "35").verdict == FactVerdict::missed);
  CHECK(fact(judge_facts(test::hand_made_scenario(2018, 2023), values), "35").verdict == FactVerdict::unmeasured);
}

TEST_CASE("the table names every fact of the page once, each with a way to be judged or a reason") {
  std::set<std::string> numbers, ids;
  for (const FactDefinition& d : fact_definitions()) {
    INFO(d.number);
    CHECK(numbers.insert(d.number).second);
    CHECK(d.statistics.empty() != d.later.en.empty());
    CHECK_FALSE(d.name.zh.empty());
    CHECK((d.tier == 'G' || d.tier == 'S'));
    for (const FactStatistic& s : d.statistics) {
      CHECK(ids.insert(s.id).second);
      CHECK(s.low <= s.high);
    }
  }
  for (int n = 1; n <= 36; ++n) CHECK(numbers.contains(std::to_string(n)));
  for (const KnownMiss& miss : known_misses()) {
    CHECK(numbers.contains(miss.number));
    CHECK_FALSE(miss.why.en.empty());
    CHECK_FALSE(miss.why.zh.empty());
  }
}
