// Facts 23 and 24 on a panel whose every firm is known.
#include <catch2/catch.hpp>

#include <cmath>

#include "facts/hand_made.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

Condition share(double threshold, std::vector<Term> when) {
  Condition c;
  c.id = "rd", c.field = "rd_ratio_3y", c.value = threshold, c.when = std::move(when);
  return c;
}

}  // namespace

TEST_CASE("bunching is counted on three years against the threshold of the firm's size; relabelling over what is reported") {
  HandMade city(2021, 2023);
  Scenario s = city.scenario();
  RuleVersion rule;
  rule.from = Quarter::of(2016, 1), rule.to = Quarter::of(2040, 4);
  rule.conditions = {share(0.05, {{"revenue_last_year", Comparator::at_most, 50e6}}), share(0.04, {{"revenue_last_year", Comparator::above, 50e6}})};
  s.schemes[0].versions = {rule}, s.schemes[0].apply_quarter = 3;
  // 40 firms just above 5 % by relabelling (real 4.5 %), 10 of them holders; 20 just below; 5 large ones just above 4 %; 7 far off; 9 young.
  const auto live = [&](double revenue, double rd, double relabelled, std::uint16_t held, int from = 2021) {
    const std::uint32_t firm = city.firm(from == 2021 ? -40 : 4);
    for (int year = from; year <= 2023; ++year) city.year(year, firm, {.revenue = revenue, .rd = rd, .relabelled = relabelled, .held = held});
  };
  for (int i = 0; i < 40; ++i) live(10, 0.45, 0.06, i < 10 ? 1 : 0);
  for (int i = 0; i < 20; ++i) live(10, 0.48, 0, 0);
  for (int i = 0; i < 5; ++i) live(100, 4.2, 0, 0);
  for (int i = 0; i < 7; ++i) live(10, 2, 0, 1);
  for (int i = 0; i < 9; ++i) live(10, 0.51, 0, 0, 2022);
  FactValues out;
  FactOptions options;
  options.reference_year = 2023;
  const PanelRun run{city.panel(), city.record()};
  measure_notch(FactSample(run, s), options, "", out);
  CHECK(out["bunch_reported"] == Approx(45.0 / 20));
  CHECK(out["bunch_real"] == Approx(5.0 / 60));
  CHECK(std::isnan(out["bunch_willing"]));  // ten firms say nothing
  CHECK(out["relabelled_share"] == Approx(0.06 / 0.51).epsilon(1e-5));
  CHECK(out.size() == 4);
}
