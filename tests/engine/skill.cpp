// Skill against forecasts without a model (pitfall P16), by hand.
#include <catch2/catch.hpp>

#include <cmath>

#include "engine/skill.hpp"

using namespace echelon;

namespace {

FitRow row(const char* series, int year, double value, FitRole role, double median = 0, const char* bound = "") {
  FitRow r{};
  r.observation.id = std::string(series) + "." + std::to_string(year), r.observation.series = series, r.observation.year = year;
  r.observation.value = value, r.observation.bound = bound, r.role = role, r.median = median;
  return r;
}

}  // namespace

TEST_CASE("pitfall P16: forecasts without a model by hand, and the skill against them") {
  FitTable t{};
  t.rows = {row("a", 2019, 100, FitRole::shown), row("a", 2021, 144, FitRole::fitted, 150), row("a", 2020, 999, FitRole::shown, 0, "lower"),
            row("a", 2022, 180, FitRole::held_out, 170), row("a", 2023, 200, FitRole::test, 190),
            row("a", 2024, 220, FitRole::shown, 200),                       // derived: judges nothing
            row("b", 2021, 10, FitRole::fitted, 10), row("b", 2023, 40, FitRole::held_out, 20),
            row("c", 2023, 7, FitRole::test, 7)};                           // nothing known before
  const SkillTable s = skill_table(t, 2021);
  REQUIRE(s.rows.size() == 3);
  CHECK(s.rows[0].last == 144);
  CHECK(s.rows[0].line == Approx(166));          // 144 + 22
  CHECK(s.rows[0].growth == Approx(172.8));      // 144 · 1.2
  CHECK(s.rows[1].growth == Approx(207.36));
  CHECK(s.rows[2].last == 10);
  CHECK(std::isnan(s.rows[2].line));
  const auto miss = [](double f, double v) { return std::abs(std::log(f / v)); };
  const double model = miss(170, 180) + miss(190, 200);
  CHECK(s.line.figures == 2);
  CHECK(s.line.skill == Approx(1 - model / (miss(166, 180) + miss(188, 200))));
  CHECK(s.growth.skill == Approx(1 - model / (miss(172.8, 180) + miss(207.36, 200))));
  CHECK(s.last.figures == 3);
  CHECK(s.last.skill == Approx(1 - (model + miss(20, 40)) / (miss(144, 180) + miss(144, 200) + miss(10, 40))));
}

TEST_CASE("pitfall P16: the straight line is the forecast to beat") {
  // High-tech enterprises: a line through 2019 and 2021 lies 0.5 % below 2022 and 1.9 % above 2023; a model that is 4 % off has no skill.
  FitTable t{};
  t.rows = {row("hte", 2019, 2787, FitRole::shown), row("hte", 2021, 4608, FitRole::fitted, 4608), row("hte", 2022, 5546, FitRole::held_out, 5768),
            row("hte", 2023, 6310, FitRole::held_out, 6562)};
  const SkillTable s = skill_table(t, 2021);
  CHECK(s.rows[0].line / 5546 - 1 == Approx(-0.005).margin(0.001));
  CHECK(s.rows[1].line / 6310 - 1 == Approx(0.019).margin(0.001));
  CHECK(s.line.skill < 0);
  CHECK(s.last.skill > 0);
}
