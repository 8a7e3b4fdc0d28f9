// Columns and what is made from them, by hand.
#include <catch2/catch.hpp>

#include "rules_world.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

// Sales 50, 40, 32 million and R&D 2.5, 1.5, 0.5 million; born 2015Q2.
std::uint32_t known_firm(City& city) {
  city.scenario.schemes = {scheme("hte", {}), scheme("srdi_sme", {}), scheme("little_giant", {}),
                           scheme("gazelle", {}, "growth")};
  const std::uint32_t s = city.add(1);
  World& w = city.world;
  w.birth[s] = -11;
  w.employees[s] = 25;
  w.revenue0[s] = 50, w.revenue1[s] = 40, w.revenue2[s] = 32;
  w.reported0[s] = 2.5f, w.reported1[s] = 1.5f, w.reported2[s] = 0.5f;
  w.raised0[s] = 1, w.raised1[s] = 2, w.raised2[s] = 4, w.raised_total[s] = 35, w.valuation[s] = 210;
  w.inventions[s] = 3, w.utilities[s] = 4, w.pending[s] = 5, w.cash[s] = 1000;
  return s;
}

}  // namespace

TEST_CASE("rules: values made from columns", "[rules]") {
  City city;
  const std::uint32_t s = known_firm(city);
  const auto is = [&](const char* field, double expected) {
    INFO(field);
    CHECK(close(city.value(field, s), expected));
  };
  is("staff", 25), is("revenue_last_year", 5e7), is("rd_last_year", 2.5e6), is("valuation", 2.1e8), is("vc_raised", 3.5e7);
  is("class1_ip_count", 3), is("class2_ip_count", 4), is("valid_ip", 7), is("ip_applied_or_owned", 12);
  is("new_equity_2y", 3e6), is("new_equity_3y", 7e6), is("vc_raised_3y", 7e6), is("has_private_equity", 1);
  is("valuation_usd", 3e7), is("post_money_usd", 3e7), is("raised_usd", 5e6);
  is("rd_ratio_last_year", 0.05), is("rd_ratio_3y", 4.5 / 122), is("rd_ratio_min_2y", 1.5 / 40);
  is("rd_sum_2y", 4e6), is("rd_mean_2y", 2e6), is("rd_mean_3y", 1.5e6);
  is("rd_cost_ratio_last_year", 2.5 / 40);      // costs are 80 % of sales
  is("rd_staff_share", 2.5 / 0.5 / 25);         // 0.5 million a person: 5 of 25
  is("tech_staff_share", 1.5 * 0.2);            // half a technician beside each
  is("main_revenue_growth", 0.25), is("main_revenue_growth_mean_2y", 0.25), is("sales_growth_3y", 0.25);
  is("revenue_cagr_2y", 0.25), is("net_profit_growth", 0.25);
  is("net_asset_growth_3y", 0.1 + 0.5 * 0.25 + 3.0 / (2 * 50));  // net assets 50: half of twice the sales
  is("total_assets", 1e8), is("debt_ratio", 0.5), is("market_share_niche", 0.1 * std::sqrt(0.5));
  is("founding_year", 2015), is("age_years", 31 / 4.0), is("years_in_niche", 31 / 4.0);
  is("in_emerging_industry", 1), is("in_strategic_emerging_list", 1), is("is_hard_tech", 1);
  is("technology_in_national_list", 1), is("is_resident_firm", 1), is("registered_in_wuxi", 1);
  is("owns_core_ip", 1), is("ip_self_developed", 1), is("class1_own_count", 3), is("conversions_per_year", 3.5);
  is("rd_domestic_share", 1);
  CHECK(city.value("ip_only_acquired", s) == 0);
  CHECK(city.value("is_listed", s) == 0);
  city.world.flags[s] = kListed | kPerformer;
  CHECK(city.value("is_listed", s) == 1);
}

TEST_CASE("rules: sectors and tracks", "[rules]") {
  City city;
  city.scenario.schemes = {scheme("hte", {})};
  const std::uint32_t plain = city.add(0), tracked = city.add(0);
  city.world.track[tracked] = 2;
  CHECK(city.value("in_emerging_industry", plain) == 0);
  CHECK(city.value("in_emerging_industry", tracked) == 1);
  CHECK(city.value("in_strategic_emerging_list", plain) == 0);
  CHECK(city.value("is_hard_tech", tracked) == 0);
  CHECK(city.value("technology_in_national_list", tracked) == 0);
}

TEST_CASE("rules: on the growth ladder age is that of the last day of the year before", "[rules]") {
  City city;
  const std::uint32_t s = known_firm(city);
  const int growth = 3;
  city.quarter = 20;                                           // 2023Q1: born 2015Q2, half a quarter into it
  CHECK(city.value("age_years", s, growth) == Approx(7.625));
  city.quarter = 23;                                           // 2023Q4: the same last day
  CHECK(city.value("age_years", s, growth) == Approx(7.625));
  CHECK(city.value("age_years", s) == Approx(8.5));
  city.quarter = 24;
  CHECK(city.value("age_years", s, growth) == Approx(8.625));
}

TEST_CASE("rules: growth without a year to compare with is undefined", "[rules]") {
  City city;
  const std::uint32_t s = known_firm(city);
  World& w = city.world;
  w.revenue2[s] = 0;
  CHECK(city.value("main_revenue_growth", s) == Approx(0.25));
  CHECK(city.value("sales_growth_3y", s) == Approx(0.25));
  CHECK(close(city.value("net_asset_growth_3y", s), 0.1 + 0.5 * 0.25 + 0.03));
  CHECK(std::isnan(city.value("main_revenue_growth_mean_2y", s)));
  CHECK(std::isnan(city.value("revenue_cagr_2y", s)));
  w.revenue1[s] = 0;
  for (const char* field : {"main_revenue_growth", "sales_growth_3y", "net_asset_growth_3y", "net_profit_growth",
                            "rd_ratio_min_2y"}) {
    INFO(field);
    CHECK(std::isnan(city.value(field, s)));
  }
  CHECK(close(city.value("rd_ratio_3y", s), 4.5 / 50));
  w.revenue0[s] = 0;
  CHECK(std::isnan(city.value("rd_ratio_last_year", s)));
  CHECK(std::isnan(city.value("rd_ratio_3y", s)));
  CHECK(city.value("total_assets", s) == Approx(1e6));  // the cash
}

TEST_CASE("rules: certificates count to the end of their last quarter", "[rules]") {
  City city;
  const std::uint32_t s = known_firm(city);
  World& w = city.world;
  for (const char* field : {"has_valid_hte", "has_valid_srdi", "has_valid_hte_or_similar"}) {
    CHECK(city.value(field, s) == 0);
  }
  w.until[0][s] = static_cast<std::int16_t>(city.quarter);
  CHECK(city.value("has_valid_hte", s) == 1);
  CHECK(city.value("has_valid_hte_or_similar", s) == 1);
  w.until[0][s] = static_cast<std::int16_t>(city.quarter - 1);
  CHECK(city.value("has_valid_hte", s) == 0);
  w.until[2][s] = static_cast<std::int16_t>(city.quarter + 8);
  CHECK(city.value("has_valid_hte_or_similar", s) == 1);
  CHECK(city.value("has_valid_hte", s) == 0);
  w.until[1][s] = static_cast<std::int16_t>(city.quarter);
  CHECK(city.value("has_valid_srdi", s) == 1);
}

TEST_CASE("rules: the cost of R&D staff grows from the year of its source", "[rules]") {
  City city;
  const std::uint32_t s = known_firm(city);
  city.params.rd_person_growth.v = 0.1;
  city.quarter = 20;  // 2023: the books of 2022
  CHECK(close(city.value("rd_staff_share", s), 0.2));
  city.quarter = 28;  // 2025: the books of 2024
  CHECK(close(city.value("rd_staff_share", s), 0.2 * std::exp(-0.2)));
  city.world.employees[s] = 1;
  CHECK(city.value("rd_staff_share", s) == 1);
}
