// The table of published figures and the report of a search, on numbers made by hand.
#include <catch2/catch.hpp>
#include <cmath>

#include "report/fit_report.hpp"
#include "report/texts.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

FitRow row(const std::string& id, const std::string& series, double value, FitRole role, double median, double p05, double p95, bool inside,
           const std::string& bound = "") {
  return {{id, series, 2021, value, bound, "", 0.05, "", ""}, role, median, p05, p95, median / value - 1, inside};
}

CalibrationStudy study() {
  CalibrationStudy s;
  s.id = "calibrate-here", s.name = {"A fit", "拟合"}, s.use = "fit-2021", s.ensemble = "here", s.known_until = 2021;
  s.horizon = {Quarter::of(2018, 1), Quarter::of(2021, 4)}, s.scale = 0.1, s.nth = 2, s.worlds = 6, s.cutoff = 3, s.planted = 50;
  return s;
}

CalibrationOutcome outcome() {
  CalibrationOutcome o;
  o.paths = {"a.x", "a.y"};
  o.points = o.places = {{0.1, 0.9}, {0.2, 0.8}, {0.3, 0.6}};
  o.waves = {{700, 2, {}, {}}};
  o.figures = {{{"W1.2021", "hte", 2021, 4608, "", "", 0.05, "", ""}, 3000, 1500, 6000, 4700, 4000, 5500, 0.9}};
  o.shifts = {{"a.x", 0.2, 0.3}, {"a.y", 0.8, 0.4}};
  o.ridges = {{"a.x", "a.y", -0.98}}, o.confounded = {{"a.x", "a.y", -0.98}};
  o.recovered = {{"a.x", 0.3, 0.88}, {"a.y", 0.9, 0.92}};
  o.candidates = 160, o.plausible = 2, o.threshold = 3.4, o.data = 1, o.worlds = 1660;
  return o;
}

}  // namespace

TEST_CASE("the table counts fitted and held-out figures apart and shows the misses") {
  FitTable table{{row("W1.2021", "hte", 4608, FitRole::fitted, 4700, 4000, 5500, true), row("W22.2021", "rd_gdp", 0.0321, FitRole::fitted, 0.04, 0.035, 0.05, false),
                  row("W1.2022", "hte", 5546, FitRole::held_out, 5300, 4240, 6360, true), row("W7.2025", "little_giant", 463, FitRole::test, 100, 50, 150, false),
                  row("W2.2019", "tech_sme", 3711, FitRole::shown, 6000, 4000, 8000, false), row("D1.2021", "hte.xinwu", 1000, FitRole::fitted, 950, 900, 1100, true, "lower"),
                  row("W1.2012", "hte", 1124, FitRole::outside, NAN, NAN, NAN, false)},
                 30, {}, false};
  const std::string text = fit_report(study(), table, 3, Lang::en);
  CHECK(contains(text, "Fitted: 2 of 3 medians within 10 %, 2 of 3 inside the 90 % band."));
  CHECK(contains(text, "Held out and tests: 1 of 2 medians within 10 %, 1 of 2 inside the 90 % band; the median band is 100 % of its median wide."));
  CHECK(contains(text, "at least 1,000"));
  CHECK(contains(text, "3.21 %"));
  CHECK(contains(text, "shown (derived or leaks), outside the band"));
  CHECK(contains(text, "not simulated"));
  CHECK(contains(text, "-78 %"));
  CHECK(contains(fit_report(study(), table, 3, Lang::zh), "区间外"));
}

TEST_CASE("the search says what was kept, how loosely, and what cannot be told") {
  const std::string text = calibration_report(study(), outcome(), Lang::en);
  CHECK(contains(text, "Nothing after 2021 was known to the model."));
  CHECK(contains(text, "2 of 160 candidates are plausible"));
  CHECK(contains(text, "loosened to 3.40"));
  CHECK(contains(text, "-0.98  a.x  a.y"));
  CHECK(contains(text, "a.x: 0.30, 88 % unidentified"));
  CHECK_FALSE(contains(text, "a.y: 0.90, 92 % unidentified"));
  CHECK(contains(text, "1 of 2 parameters are unidentified"));
  CHECK(contains(calibration_report(study(), outcome(), Lang::zh), "不可识别"));
}

TEST_CASE("the remarks of an ensemble say what it was fitted to and what it took") {
  std::string all;
  for (const std::string& line : ensemble_remarks(study(), outcome())) all += line + "\n";
  CHECK(contains(all, "W1.2021"));
  CHECK(contains(all, "1660 worlds"));
  CHECK(contains(all, "threshold 3.4"));
  CHECK(contains(all, "2 of 160 candidates plausible, 3 kept"));
}
