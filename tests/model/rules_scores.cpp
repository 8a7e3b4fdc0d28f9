// Point tables, worked out by hand; and the score that is left to the desk.
#include <catch2/catch.hpp>
#include <limits>

#include "rules_world.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

constexpr double kOpen = std::numeric_limits<double>::infinity();

std::vector<ScoreBand> steps(std::vector<double> from, std::vector<double> points) {
  std::vector<ScoreBand> bands;
  for (std::size_t i = 0; i < from.size(); ++i) bands.push_back({from[i], i ? from[i - 1] : kOpen, points[i], points[i]});
  return bands;
}

// The national table of technology SMEs (Q1).
ScoreTable tech_sme_table() {
  ScoreTable t;
  t.field = "score_tech_sme";
  t.items = {{"staff", "", "tech_staff_share", steps({0.3, 0.25, 0.2, 0.15, 0.1, 0}, {20, 16, 12, 8, 4, 0}), "Q1"},
             {"rd_sales", "rd", "rd_ratio_last_year", steps({0.06, 0.05, 0.04, 0.03, 0.02, 0}, {50, 40, 30, 20, 10, 0}), "Q1"},
             {"results_1", "results", "class1_ip_count", steps({1}, {30}), "Q1"},
             {"rd_cost", "rd", "rd_cost_ratio_last_year", steps({0.3, 0.25, 0.2, 0.15, 0.1, 0}, {50, 40, 30, 20, 10, 0}), "Q1"},
             {"results_2", "results", "class2_ip_count", steps({4, 3, 2, 1, 0}, {24, 18, 12, 6, 0}), "Q1"}};
  return t;
}

City city_with(ScoreTable table) {
  City city;
  Scheme s = scheme("x", {});
  s.scores = {std::move(table)};
  city.scenario.schemes = {s};
  return city;
}

}  // namespace

TEST_CASE("rules: points of a technology SME by hand", "[rules]") {
  City city = city_with(tech_sme_table());
  const auto s = city.add();
  World& w = city.world;
  w.revenue0[s] = 20, w.reported0[s] = 1, w.employees[s] = 20, w.utilities[s] = 3;
  // Technical staff: 1 / 0.5 = 2 R&D persons, 3 with technicians, of 20: 15 %, 8 points. R&D over sales 5 %: 40 points; over
  // costs 1/16: 0. Class II: 18 points.
  CHECK(city.value("score_tech_sme", s) == 66);
  CHECK(city.value("score_item_staff", s) == 8);
  CHECK(city.value("score_item_rd", s) == 40);
  CHECK(city.value("score_item_results", s) == 18);
  w.inventions[s] = 1;  // the better of the two kinds of rights: 30
  CHECK(city.value("score_tech_sme", s) == 78);
  w.inventions[s] = 40, w.utilities[s] = 40;
  CHECK(city.value("score_tech_sme", s) == 78);
  city.params.cost_over_sales.v = 0.19;  // R&D over costs 0.263: still 40, and 50 from 0.3 on
  CHECK(city.value("score_item_rd", s) == 40);
  city.params.cost_over_sales.v = 0.16;
  CHECK(city.value("score_item_rd", s) == 50);
  w.revenue0[s] = 0;  // no sales: all costs are R&D, while R&D over sales is undefined
  CHECK(city.value("score_item_rd", s) == 50);
  w.reported0[s] = 0;
  CHECK(city.value("score_item_rd", s) == 0);
}

TEST_CASE("rules: bands include their lower end only", "[rules]") {
  City city = city_with({"score_hte", kOpen, {{"a", "", "staff", {{10, 20, 4, 4}, {20, kOpen, 9, 9}, {-kOpen, 10, 1, 1}}, ""}}});
  const float staff[] = {9, 10, 19, 20, 1000};
  const float points[] = {1, 4, 4, 9, 9};
  for (const float n : staff) city.world.employees[city.add()] = n;
  CHECK(city.values("score_hte") == std::vector<float>(points, points + 5));
  // The less owed the better: at the end of a band the lower points of the next one count.
  City owing = city_with({"score_hte", kOpen, {{"debt", "", "debt_ratio", {{0, 0.5, 10, 10}, {0.5, 0.75, 5, 5}}, ""}}});
  CHECK(owing.value("score_hte", owing.add()) == 5);
  owing.params.debt_median.v = 0.49;
  CHECK(owing.value("score_hte", owing.slots[0]) == 10);
}

TEST_CASE("rules: experts go by the place in a closed band, and by the firm's grade in an open one", "[rules]") {
  City city = city_with({"score_hte", kOpen, {{"growth", "", "sales_growth_3y", {{0.25, 0.35, 7, 8}, {0.35, kOpen, 9, 10}, {-kOpen, 0, 0, 0}}, ""}}});
  const auto middle = city.add(), end = city.add(), strong = city.add(), falling = city.add(), unknown = city.add();
  World& w = city.world;
  for (const auto s : {middle, end, strong, falling}) w.revenue1[s] = 100;
  w.revenue0[middle] = 130, w.revenue0[end] = 125, w.revenue0[strong] = 200, w.revenue0[falling] = 50;
  w.revenue0[unknown] = 100;
  CHECK(close(city.value("score_hte", middle), 7.5, 1e-5));
  CHECK(close(city.value("score_hte", end), 7, 1e-5));
  CHECK(close(city.value("score_hte", strong), 9 + city.value("technology_level", strong), 1e-6));
  CHECK(city.value("score_hte", falling) == 0);
  CHECK(city.value("score_hte", unknown) == 0);
}

TEST_CASE("rules: a grade picks its band, its place in the band the points", "[rules]") {
  const std::vector<ScoreBand> bands{{0.7, kOpen, 7, 8}, {0.35, 0.7, 5, 6}, {0, 0.35, 0, 3}};
  City city = city_with({"score_hte", kOpen, {{"level", "", "grade:technology_level", bands, ""}}});
  for (int i = 0; i < 300; ++i) city.add();
  const auto grade = city.values("technology_level"), points = city.values("score_hte");
  int seen[3] = {};
  for (std::size_t i = 0; i < grade.size(); ++i) {
    const float g = grade[i];
    const int band = g >= 0.7f ? 0 : (g >= 0.35f ? 1 : 2);
    const double expected = band == 0 ? 7 + (g - 0.7) / 0.3 : band == 1 ? 5 + (g - 0.35) / 0.35 : 3 * g / 0.35;
    CHECK(points[i] == Approx(expected).epsilon(1e-5));
    ++seen[band];
  }
  CHECK((seen[0] > 50 && seen[1] > 60 && seen[2] > 60));
}

TEST_CASE("rules: a table may have a cap, its parts have none", "[rules]") {
  ScoreTable t{"score_innovative_sme", 30, {{"innovation_a", "", "staff", {{0, kOpen, 20, 20}}, ""},
                                            {"innovation_b", "", "staff", {{0, kOpen, 15, 15}}, ""},
                                            {"growth", "", "staff", {{0, kOpen, 3, 3}}, ""},
                                            {"growth_debt", "", "staff", {{0, kOpen, 4, 4}}, ""},
                                            {"growthless", "", "staff", {{0, kOpen, 8, 8}}, ""}}};
  City city = city_with(t);
  const auto s = city.add();
  CHECK(city.value("score_innovative_sme", s) == 30);
  CHECK(city.value("score_item_innovation", s) == 35);
  CHECK(city.value("score_item_growth", s) == 7);
  CHECK_THROWS_AS(city.value("score_item_specialisation", s), std::logic_error);
}

TEST_CASE("rules: the score of the review is left to the desk", "[rules]") {
  City city = city_with(tech_sme_table());
  Scheme& s = city.scenario.schemes[0];
  s.scores[0].field = "score_hte";
  s.score_field = "score_hte";
  s.versions[0].conditions = {condition("staff", "staff", Comparator::at_least, 10),
                              condition("score", "score_hte", Comparator::above, 70)};
  for (const float staff : {20.0f, 5.0f, 20.0f}) {
    const auto f = city.add();
    city.world.employees[f] = staff, city.world.revenue0[f] = 20;
  }
  city.world.inventions[city.slots[0]] = 1, city.world.inventions[city.slots[1]] = 1;
  const auto out = city.ask();
  CHECK(out.eligible == std::vector<std::uint8_t>{1, 0, 1});  // 30 and 0 points: the desk will say
  CHECK(out.score == std::vector<float>{30, 30, 0});          // known for the refused too
  s.score_field = "";
  CHECK(city.ask().eligible == std::vector<std::uint8_t>{0, 0, 0});
}

TEST_CASE("rules: a firm with another way in has full marks at the desk", "[rules]") {
  City city = city_with(tech_sme_table());
  Scheme& s = city.scenario.schemes[0];
  s.score_field = "score_tech_sme";
  const Term some_staff{"score_item_results", Comparator::above, 0};
  s.versions[0].conditions = {condition("score", "score_tech_sme", Comparator::at_least, 60, "merit", {some_staff}),
                              condition("equity", "new_equity_2y", Comparator::at_least, 6e7, "merit")};
  for (int i = 0; i < 3; ++i) city.world.revenue0[city.add()] = 20;
  city.world.raised0[city.slots[0]] = 60;
  city.world.utilities[city.slots[1]] = 2;
  const auto out = city.ask();
  CHECK(out.eligible == std::vector<std::uint8_t>{1, 1, 0});  // the third has neither equity nor what the score asks for
  CHECK(out.score == std::vector<float>{kFullMarks, 12, 0});
  CHECK(out.refused_by[2] == 0);
}

TEST_CASE("rules: points are given for fields that firms have", "[rules]") {
  for (const char* field : {"no_such_field", "staff_growth", "score_srdi_table", "score_hte", "grade:staff"}) {
    INFO(field);
    City city = city_with({"score_hte", kOpen, {{"a", "", field, {{0, 1, 1, 1}}, ""}}});
    city.add();
    CHECK_THROWS_AS(city.values("score_hte"), std::logic_error);
  }
}
