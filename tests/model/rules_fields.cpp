// The vocabulary: every name of the data's rules and point tables is known, and says how the model comes by it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <sstream>

#include "rules_world.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

std::vector<std::string> words(const char* text) {
  std::istringstream in(text);
  std::vector<std::string> list;
  for (std::string w; in >> w;) list.push_back(w);
  return list;
}

// Columns `field` and `applies_when` of the 142 rules.
const char* const rule_names =
    "age_years applicant_kind award_needs_selection_from_pool award_rule_if_in_two_pools class1_ip_count debt_ratio "
    "fills_key_chain_link founding_year has_private_equity has_provincial_rd_institution has_strong_innovation "
    "has_valid_hte has_valid_hte_or_similar has_valid_srdi hightech_revenue_share in_emerging_industry "
    "in_jiangsu_leading_innovator_pool ip_applied_or_owned is_backbone_innovator_of_chain is_chain_leader is_hard_tech "
    "is_listed is_resident_firm is_review led_standard_5y main_business_share main_revenue_growth "
    "main_revenue_growth_mean_2y makes_banned_products market_rank_niche market_share_niche "
    "may_be_selected_again_each_year national_contest_top500 national_science_award_top3_3y "
    "national_science_award_top3_5y net_profit_growth new_equity_2y new_equity_3y owns_core_ip post_money_usd "
    "priority_field provincial_or_national_science_award_3y provincial_science_award_3y raised_usd rd_domestic_share "
    "rd_last_year rd_mean_2y rd_mean_3y rd_ratio_3y rd_ratio_last_year rd_ratio_min_2y rd_staff_share rd_sum_2y "
    "registered_in_wuxi revenue_4y_ago revenue_base_year revenue_cagr_2y revenue_cagr_4y revenue_growth_last_year "
    "revenue_growth_min_3y revenue_last_year revenue_or_profit_growth_mean_3y score_hte score_innovative_sme "
    "score_item_growth score_item_innovation score_item_rd score_item_results score_item_specialisation "
    "score_item_staff score_srdi score_srdi_quality score_tech_sme serious_offence_last_year "
    "serious_offence_this_or_last_year staff staff_base_year staff_growth tech_staff_share "
    "technology_in_national_list total_assets valid_ip validity_end validity_years valuation valuation_usd vc_raised "
    "vc_raised_3y years_in_niche";

// Column `field` of the 89 rows of point tables, where not above.
const char* const score_names =
    "class1_high_value_count class1_own_count class2_ip_count conversions_per_year in_strategic_emerging_list "
    "ip_only_acquired ip_self_developed net_asset_growth_3y rd_cost_ratio_last_year rd_organisation_a "
    "rd_organisation_b rd_organisation_c rd_organisation_d sales_growth_3y support_of_main_product technology_level "
    "took_part_in_standards";

}  // namespace

TEST_CASE("rules: every field name of rules and point tables is known once", "[rules]") {
  std::vector<std::string> wanted = words(rule_names);
  for (const std::string& name : words(score_names)) wanted.push_back(name);
  const std::vector<std::string> known = rule_fields();
  REQUIRE(wanted.size() == 106);
  CHECK(std::set<std::string>(known.begin(), known.end()) == std::set<std::string>(wanted.begin(), wanted.end()));
  CHECK(known.size() == wanted.size());
  for (const std::string& name : wanted) {
    REQUIRE(rule_field(name));
    CHECK(rule_field_info(*rule_field(name)).name == name);
  }
  CHECK_FALSE(rule_field("revenue"));
  CHECK_FALSE(rule_field(""));
}

TEST_CASE("rules: every field says how the model comes by it", "[rules]") {
  const std::set<std::string> kinds{"column", "derived", "latent trait", "constant", "carried elsewhere", "analogue only"};
  const std::set<std::string> units{"CNY", "USD", "%", "years", "persons", "bool", "1"};
  for (const std::string& name : rule_fields()) {
    const FieldInfo& info = rule_field_info(*rule_field(name));
    INFO(name);
    CHECK(kinds.count(info.kind) == 1);
    CHECK(units.count(info.unit) == 1);
    CHECK(info.how_en.size() > 4);
    CHECK_FALSE(info.how_zh.empty());
    CHECK(info.evaluated == (info.kind != "carried elsewhere" && info.kind != "analogue only"));
  }
  CHECK(rule_field_info(RuleField::revenue_last_year).kind == "column");
  CHECK(rule_field_info(RuleField::rd_ratio_3y).kind == "derived");
  CHECK(rule_field_info(RuleField::score_hte).kind == "derived");
  CHECK(rule_field_info(RuleField::market_share_niche).kind == "latent trait");
  CHECK(rule_field_info(RuleField::is_resident_firm).kind == "constant");
  CHECK(rule_field_info(RuleField::validity_years).kind == "carried elsewhere");
  CHECK(rule_field_info(RuleField::is_chain_leader).kind == "analogue only");
}

TEST_CASE("rules: a grade is named with or without its prefix, nothing else is a grade", "[rules]") {
  CHECK(score_item_field("grade:technology_level") == RuleField::technology_level);
  CHECK(score_item_field("rd_organisation_d") == RuleField::rd_organisation_d);
  CHECK_FALSE(score_item_field("grade:staff"));
  CHECK_FALSE(score_item_field("grade:nothing"));
  int grades = 0;
  for (const std::string& name : rule_fields()) grades += is_grade(*rule_field(name)) ? 1 : 0;
  CHECK(grades == 6);
}

TEST_CASE("rules: every field that may stand in a condition has a value for every firm", "[rules]") {
  City city;
  city.add(0), city.add(1);
  ScoreTable table;
  table.field = "score_tech_sme";
  for (const char* item : {"staff", "rd", "results", "innovation", "growth", "specialisation"}) {
    table.items.push_back({item, "", "staff", {{1, 2, 5, 5}}, "test"});
  }
  Scheme s = scheme("hte", {});
  s.scores = {table, table, table};
  s.scores[1].field = "score_hte", s.scores[2].field = "score_innovative_sme";
  city.scenario.schemes = {s, scheme("srdi_sme", {}), scheme("little_giant", {})};
  for (const std::string& name : rule_fields()) {
    INFO(name);
    if (rule_field_info(*rule_field(name)).evaluated) {
      CHECK(city.values(name).size() == 2);
    } else {
      CHECK_THROWS_AS(city.values(name), std::logic_error);
    }
  }
}
