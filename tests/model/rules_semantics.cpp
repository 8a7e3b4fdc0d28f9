// What it means to meet a rule: all, any, when, versions, reviews, reasons.
#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "rules_world.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

constexpr auto at_least = Comparator::at_least;
constexpr auto above = Comparator::above;
constexpr auto at_most = Comparator::at_most;
constexpr auto below = Comparator::below;
constexpr auto equal = Comparator::equal;

// A firm with these sales and R&D of the last year, in million CNY.
std::uint32_t firm(City& city, float sales, float rd, int sector = 0) {
  const std::uint32_t s = city.add(sector);
  city.world.revenue0[s] = sales;
  city.world.reported0[s] = rd;
  return s;
}

bool meets(const City& city, int i = 0, std::vector<std::uint8_t> is_review = {}) {
  return city.ask(0, std::move(is_review)).eligible[i] != 0;
}

}  // namespace

TEST_CASE("rules: thresholds are met or not exactly at the bound", "[rules]") {
  City city;
  firm(city, 49.99f, 0), firm(city, 50, 0), firm(city, 50.01f, 0);
  const auto pattern = [&](Comparator is) {
    city.scenario.schemes = {scheme("x", {condition("c", "revenue_last_year", is, 5e7)})};
    const auto out = city.ask();
    return 100 * out.eligible[0] + 10 * out.eligible[1] + out.eligible[2];
  };
  CHECK(pattern(at_least) == 11);
  CHECK(pattern(above) == 1);
  CHECK(pattern(at_most) == 110);
  CHECK(pattern(below) == 100);
  CHECK(pattern(equal) == 10);
}

TEST_CASE("rules: R&D of 5, 4 or 3 per cent by size of sales", "[rules]") {
  City city;
  const Term small{"revenue_last_year", at_most, 5e7}, over_50{"revenue_last_year", above, 5e7};
  const Term to_200{"revenue_last_year", at_most, 2e8}, over_200{"revenue_last_year", above, 2e8};
  city.scenario.schemes = {scheme("hte", {condition("rd_small", "rd_ratio_3y", at_least, 0.05, "", {small}),
                                          condition("rd_mid", "rd_ratio_3y", at_least, 0.04, "", {over_50, to_200}),
                                          condition("rd_large", "rd_ratio_3y", at_least, 0.03, "", {over_200})})};
  struct Case {
    float sales, rd;
    bool eligible;
    std::uint16_t reason;
  };
  const Case cases[] = {{50, 2.5f, true, kNotRefused},  {50, 2.49f, false, 0},        {50, 2.1f, false, 0},
                        {50.5f, 2.1f, true, kNotRefused}, {200, 8, true, kNotRefused},  {200, 7.9f, false, 1},
                        {201, 6.1f, true, kNotRefused}, {201, 6.0f, false, 2},        {0, 1, false, 0}};
  for (const Case& c : cases) firm(city, c.sales, c.rd);
  const auto out = city.ask();
  for (std::size_t i = 0; i < std::size(cases); ++i) {
    INFO("sales " << cases[i].sales << ", R&D " << cases[i].rd);
    CHECK(bool(out.eligible[i]) == cases[i].eligible);
    CHECK(out.refused_by[i] == cases[i].reason);
  }
}

TEST_CASE("rules: a way of a group counts only while its `when` holds", "[rules]") {
  City city;
  const Term low{"revenue_last_year", below, 1e7};
  city.scenario.schemes = {scheme("x", {condition("sales", "revenue_last_year", at_least, 1e7, "size"),
                                        condition("equity", "new_equity_2y", at_least, 2e7, "size", {low})})};
  const auto a = firm(city, 10, 0), b = firm(city, 9, 0), c = firm(city, 9, 0);
  city.world.raised1[c] = 20;
  const auto out = city.ask();
  CHECK(out.eligible == std::vector<std::uint8_t>{1, 0, 1});
  CHECK(out.refused_by[1] == 0);
  // The same rows without a group must all hold, and the second is skipped while its `when` is false.
  city.scenario.schemes[0].versions[0].conditions[0] = condition("sales", "revenue_last_year", at_least, 9e6);
  city.scenario.schemes[0].versions[0].conditions[1].group = "";
  CHECK(city.ask().eligible == std::vector<std::uint8_t>{1, 0, 1});
  city.world.raised1[c] = 19;
  CHECK(city.ask().refused_by == std::vector<std::uint16_t>{kNotRefused, 1, 1});
  (void)a, (void)b;
}

TEST_CASE("rules: all terms of a `when` must hold", "[rules]") {
  City city;
  const std::vector<Term> when{{"age_years", at_least, 3}, {"age_years", at_most, 10}, {"revenue_last_year", at_least, 2e7}};
  city.scenario.schemes = {scheme("x", {condition("growth", "main_revenue_growth", at_least, 0.2, "entry", when),
                                        condition("rd", "rd_mean_3y", at_least, 2e6, "entry")})};
  for (const int born : {8, 9, -21}) {
    const auto s = firm(city, 24, 0);
    city.world.revenue1[s] = 20, city.world.birth[s] = static_cast<std::int16_t>(born);
  }
  CHECK(city.ask().eligible == std::vector<std::uint8_t>{1, 0, 0});  // 3, 2.75 and 10.25 years
  city.world.reported1[city.slots[2]] = 6;
  CHECK(city.ask().eligible == std::vector<std::uint8_t>{1, 0, 1});
}

TEST_CASE("rules: every group needs a way of its own", "[rules]") {
  City city;
  city.scenario.schemes = {scheme("x", {condition("a", "valid_ip", at_least, 4, "ip"),
                                        condition("s", "staff", at_least, 10, "size"),
                                        condition("b", "class1_ip_count", at_least, 1, "ip"),
                                        condition("t", "revenue_last_year", at_least, 1e6, "size")})};
  const int inventions[] = {1, 0, 1, 0}, staff[] = {10, 10, 9, 9};
  for (int i = 0; i < 4; ++i) {
    const auto s = firm(city, 0.5f, 0);
    city.world.inventions[s] = static_cast<std::uint16_t>(inventions[i]);
    city.world.employees[s] = static_cast<float>(staff[i]);
  }
  CHECK(city.ask().eligible == std::vector<std::uint8_t>{1, 0, 0, 0});
  city.world.utilities[city.slots[1]] = 4;
  city.world.revenue0[city.slots[2]] = 1;
  CHECK(city.ask().eligible == std::vector<std::uint8_t>{1, 1, 1, 0});
}

TEST_CASE("rules: a way without a threshold never holds, and needs a group", "[rules]") {
  City city;
  firm(city, 10, 0);
  Condition unknown = condition("vc", "vc_raised", at_least, 0, "entry");
  unknown.has_value = false;
  city.scenario.schemes = {scheme("x", {unknown})};
  CHECK_FALSE(meets(city));
  city.scenario.schemes[0].versions[0].conditions.push_back(condition("s", "revenue_last_year", at_least, 1, "entry"));
  CHECK(meets(city));
  unknown.group = "";
  city.scenario.schemes = {scheme("x", {unknown})};
  CHECK_THROWS_AS(RuleBook(city.scenario), std::logic_error);
}

TEST_CASE("rules: a waiver replaces the score", "[rules]") {
  City city;
  ScoreTable table;
  table.field = "score_tech_sme";
  table.items = {{"staff", "", "staff", {{10, 1e9, 60, 60}}, "test"}};
  Scheme sme = scheme("tech_sme", {condition("score", "score_tech_sme", at_least, 60, "entry"),
                                   condition("waiver", "has_valid_hte", equal, 1, "entry")});
  sme.scores = {table};
  city.scenario.schemes = {sme, scheme("hte", {})};
  for (const float staff : {10.0f, 9.0f, 9.0f}) city.world.employees[firm(city, 1, 0)] = staff;
  city.world.until[1][city.slots[2]] = static_cast<std::int16_t>(city.quarter);
  const auto out = city.ask();
  CHECK(out.eligible == std::vector<std::uint8_t>{1, 0, 1});
  CHECK(out.score == std::vector<float>{0, 0, 0});  // no review looks at the score of a self-assessed register
}

TEST_CASE("rules: growth is not asked at a review", "[rules]") {
  City city;
  city.scenario.schemes = {scheme("x", {condition("growth", "revenue_cagr_2y", at_least, 0.05, "",
                                                  {{"is_review", equal, 1, true}})})};
  for (int i = 0; i < 2; ++i) {
    const auto s = firm(city, 100, 0);
    city.world.revenue1[s] = city.world.revenue2[s] = 100;
  }
  CHECK(city.ask().eligible == std::vector<std::uint8_t>{0, 0});
  CHECK(city.ask(0, {0, 1}).eligible == std::vector<std::uint8_t>{0, 1});
  CHECK(city.ask(0, {1, 0}).eligible == std::vector<std::uint8_t>{1, 0});
  CHECK_THROWS_AS(city.ask(0, {1}), std::logic_error);
}

TEST_CASE("rules: the review flag follows the firm when others drop out before it", "[rules]") {
  City city;
  city.scenario.schemes = {scheme("x", {condition("first", "staff", at_least, 10),
                                        condition("growth", "revenue_cagr_2y", at_least, 0.05, "",
                                                  {{"is_review", equal, 1, true}})})};
  for (int i = 0; i < 3; ++i) city.world.employees[firm(city, 100, 0)] = i == 0 ? 5.0f : 20.0f;
  CHECK(city.ask(0, {0, 1, 0}).eligible == std::vector<std::uint8_t>{0, 1, 0});
  CHECK(city.ask(0, {0, 0, 1}).eligible == std::vector<std::uint8_t>{0, 0, 1});
}

TEST_CASE("rules: the version of the date is asked: the change of 1 April 2026", "[rules]") {
  City city;
  Scheme s = scheme("little_giant", {condition("ip", "class1_ip_count", at_least, 2)});
  s.versions[0].to = Quarter::of(2026, 1);
  RuleVersion later = s.versions[0];
  later.id = "later", later.from = Quarter::of(2026, 2), later.to = kForever;
  later.conditions = {condition("ip", "class1_ip_count", at_least, 4)};
  s.versions.push_back(later);
  city.scenario.schemes = {s};
  city.world.inventions[firm(city, 10, 0)] = 3;
  const RuleBook book(city.scenario);
  CHECK(book.version_at(0, Quarter::of(2026, 1))->id == "little_giant_1");
  CHECK(book.version_at(0, Quarter::of(2026, 2))->id == "later");
  CHECK(book.version_at(0, Quarter::of(2015, 4)) == nullptr);
  city.quarter = Quarter::of(2026, 1) - kStart;
  CHECK(meets(city));
  city.quarter += 1;
  CHECK_FALSE(meets(city));
  city.quarter = Quarter::of(2015, 4) - kStart;
  CHECK_FALSE(meets(city));
  CHECK(city.ask().refused_by[0] == kNoRuleInForce);
}

TEST_CASE("rules: an undefined value holds in no comparison", "[rules]") {
  City city;
  firm(city, 100, 0);
  for (const Comparator is : {at_least, above, at_most, below, equal}) {
    city.scenario.schemes = {scheme("x", {condition("g", "main_revenue_growth", is, 0.1)})};
    CHECK_FALSE(meets(city));
    city.scenario.schemes = {scheme("x", {condition("g", "main_revenue_growth", is, 0.1, "any")})};
    CHECK_FALSE(meets(city));
  }
}

TEST_CASE("rules: the reason is the first condition that failed, columns before traits", "[rules]") {
  City city;
  city.params.key_link.v = 0;
  city.scenario.schemes = {scheme("x", {condition("chain", "fills_key_chain_link", equal, 1),
                                        condition("ratio", "rd_ratio_last_year", at_least, 0.03),
                                        condition("staff", "staff", at_least, 10),
                                        condition("ip", "valid_ip", at_least, 1, "merit"),
                                        condition("vc", "vc_raised", at_least, 1, "merit")})};
  const auto a = firm(city, 100, 4), b = firm(city, 100, 2), c = firm(city, 100, 2), d = firm(city, 100, 4);
  for (const auto s : {a, b, d}) city.world.employees[s] = 10;
  for (const auto s : {a, b, c}) city.world.inventions[s] = 1;
  city.world.employees[c] = 9;
  const auto out = city.ask();
  CHECK(out.refused_by == std::vector<std::uint16_t>{0, 1, 2, 3});
  const RuleBook book(city.scenario);
  CHECK(book.reason(0, city.date(), 1) == "does not meet ratio (rd_ratio_last_year >= 0.03, test)");
  CHECK(book.reason(0, city.date(), 3) ==
        "meets none of the group merit: ip (valid_ip >= 1, test), vc (vc_raised >= 1, test)");
  CHECK(book.reason(0, city.date(), kNotRefused) == "eligible");
  CHECK(book.reason(0, city.date(), kNoRuleInForce) == "no rule of the scheme is in force");
}

TEST_CASE("rules: what cannot be compiled is refused before any firm is asked", "[rules]") {
  City city;
  for (const char* field : {"no_such_field", "revenue_4y_ago", "validity_years", "has_valid_hte", "has_valid_srdi", "score_hte"}) {
    INFO(field);
    city.scenario.schemes = {scheme("x", {condition("c", field, at_least, 1)})};
    CHECK_THROWS_AS(RuleBook(city.scenario), std::logic_error);
    city.scenario.schemes = {scheme("x", {condition("c", "staff", at_least, 1, "", {{field, at_least, 1}})})};
    CHECK_THROWS_AS(RuleBook(city.scenario), std::logic_error);
  }
  city.scenario.schemes = {scheme("x", {})};
  city.scenario.schemes[0].score_field = "score_hte";
  CHECK_THROWS_AS(RuleBook(city.scenario), std::logic_error);
}

TEST_CASE("rules: an empty batch and a rule without conditions", "[rules]") {
  City city;
  city.scenario.schemes = {scheme("x", {})};
  CHECK(city.ask().eligible.empty());
  firm(city, 1, 0);
  CHECK(meets(city));
}
