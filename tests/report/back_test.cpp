// The back-test on the page of a run: what an ensemble of an earlier day said beside what came.
#include <algorithm>
#include <catch2/catch.hpp>

#include "io/hdf5_sample.hpp"
#include "report/page/back_test.hpp"
#include "report/page/page.hpp"
#include "report/texts.hpp"

using namespace echelon;
using namespace echelon::test;
using namespace echelon::page;

namespace {


Observation published(const std::string& id, const std::string& series, int year, double value, const std::string& use, const std::string& bound = "") {
  return {id, series, year, value, bound, use, 0.05, "source <" + id + ">", ""};
}

// Fitted to the figure of 2021; of two later ones the second is missed, and a third is only shown.
BackTest back_test() {
  Scenario s{};
  s.horizon = {Quarter::of(2020, 1), Quarter::of(2023, 4)};
  s.observations = {published("a", "hte", 2021, 100, "fit-2021, fit-all"), published("b", "hte", 2022, 120, "fit-all"), published("c", "hte", 2023, 200, "fit-all"),
                    published("d", "hte", 2023, 210, "shown"), published("e", "rd_gdp", 2022, 0.0328, "test")};
  BackTest t{{"Frozen", "冻结"}, "frozen", "frozen-2021", "baseline", "0.9", 100, 2021, 1, true, true, {}, {}, "frozen-2021.backtest.json"};
  t.table = fit_table(s, "fit-2021", {{"hte", 2021, 80, 95, 101, 110, 120}, {"hte", 2022, 90, 100, 110, 120, 130}, {"hte", 2023, 95, 110, 120, 130, 150}, {"rd_gdp", 2022, 0.02, 0.03, 0.033, 0.04, 0.05}}, 60);
  t.skill = skill_table(t.table, 2021);
  return t;
}

std::string page_with(const BackTest& test) {
  const Results results = sample::results();
  const std::vector<BackTest> tests{test};
  return result_page({results, nullptr, nullptr, "", "0123abc", Lang::en, nullptr, &tests});
}

}  // namespace

TEST_CASE("a back-test says what was fitted, what came later, and what was missed") {
  const std::string page = page_with(back_test());
  CHECK(contains(page, "An ensemble was fitted to the 1 figures that were public at the end of 2021"));
  CHECK(contains(page, "Of the figures it was not fitted to, 2 of 3 lie inside the 90 % band and 2 of 3 medians are within 10 %."));
  CHECK(contains(page, "<li><span lang=\"en\">hte, 2023: published 200, simulated 120 (95 to 150), -40 % (held out)</span>"));
  CHECK(contains(page, "hte，2023 年：公布 200，模拟 120（95 至 150），偏差 -40 %（留出检验）"));
  CHECK(count(page, "simulated 120 (95 to 150)") == 1);  // the figure that is only shown is no miss
  CHECK(contains(page, "id=\"back-test-frozen-2021-hte\""));
  CHECK((contains(page, "class=\"mark fitted\"") && contains(page, "class=\"mark held-out\"") && contains(page, "class=\"mark shown\"")));
  CHECK(contains(page, "Against last value: skill "));
  CHECK(contains(page, "60 worlds of 100 % of the city&#39;s firms, made with version 0.9"));
  CHECK(contains(page, "two small worlds come out as they did"));
  CHECK_FALSE(contains(page, "source <"));
  CHECK_FALSE(contains(result_page({sample::results(), nullptr, nullptr, "", "0123abc", Lang::en}), "back-test"));
}

TEST_CASE("a back-test of another program says so, one of another ensemble is left out") {
  BackTest test = back_test();
  test.same_worlds = false;
  const std::string old = page_with(test);
  CHECK(contains(old, "Out of date: since this back-test of frozen-2021 was stored, the program or its configuration has changed"));
  CHECK(contains(old, "./echelon calibrate frozen --table --out config/ensembles/frozen-2021.backtest.json"));
  CHECK_FALSE(contains(old, "two small worlds come out as they did"));
  test.same_ensemble = false;
  const std::string other = page_with(test);
  CHECK(contains(other, "another version of the ensemble frozen-2021 and is left out"));
  CHECK_FALSE(contains(other, "simulated 120"));
  CHECK_FALSE(contains(other, "back-test-frozen-2021-hte"));
}
