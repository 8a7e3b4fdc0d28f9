// Traits: pure functions of key and identity, with the distributions that the parameters say. Every statistical check uses
// n = 20000 firms and five standard errors: for a right model a false alarm of one check has a chance of 6e-7.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "rules_world.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

constexpr int kFirms = 20000;

City crowd() {
  City city;
  city.scenario.schemes = {scheme("hte", {}), scheme("srdi_sme", {}), scheme("little_giant", {})};
  for (int i = 0; i < kFirms; ++i) {
    const auto s = city.add(i % 2, static_cast<std::uint32_t>(i + 1));
    city.world.revenue0[s] = 100, city.world.revenue1[s] = 100, city.world.birth[s] = -20;
  }
  return city;
}

double share(const std::vector<float>& values, double below) {
  return std::count_if(values.begin(), values.end(), [&](float v) { return v < below; }) / double(values.size());
}

// Share of ones.
double rate(const std::vector<float>& values) { return 1 - share(values, 0.5); }

bool near_rate(double seen, double expected) {
  UNSCOPED_INFO("seen " << seen << ", expected " << expected);
  return std::abs(seen - expected) <= 5 * std::sqrt(expected * (1 - expected) / kFirms) + 1e-9;
}

double mean(const std::vector<float>& values) {
  double sum = 0;
  for (const float v : values) sum += v;
  return sum / static_cast<double>(values.size());
}

const char* const trait_fields[] = {
    "hightech_revenue_share", "main_business_share", "years_in_niche", "market_share_niche", "market_rank_niche", "debt_ratio",
    "tech_staff_share", "rd_domestic_share", "technology_level", "support_of_main_product", "rd_organisation_a",
    "rd_organisation_b", "rd_organisation_c", "rd_organisation_d", "score_srdi", "score_srdi_quality", "total_assets",
    "conversions_per_year", "net_asset_growth_3y", "net_profit_growth", "class1_high_value_count",
    "has_provincial_rd_institution", "took_part_in_standards", "serious_offence_this_or_last_year"};

void spread_out(City& city) {
  RuleParams& p = city.params;
  p.technical_base.v = 0.1, p.assets_spread.v = 0.5, p.debt_spread.v = 0.8, p.profit_noise.v = 0.2, p.niche_least.v = 0.5;
  p.niche_spread.v = 1, p.rd_abroad.v = 0.1, p.conversion_spread.v = 0.5, p.institution.v = 0.5, p.standards_part.v = 0.6;
  p.srdi_spread.v = 0.5, p.offence.v = 0.1;
  for (const auto s : city.slots) {
    city.world.reported0[s] = 10, city.world.inventions[s] = 3, city.world.employees[s] = 50;
    city.world.raised0[s] = 5;
  }
}

}  // namespace

TEST_CASE("rules: traits are the same for the same firm in any slot, batch and order", "[rules]") {
  City one = crowd();
  spread_out(one);
  City other;
  other.scenario.schemes = one.scenario.schemes;
  for (int i = 0; i < 100; ++i) other.add(0, 90000u + static_cast<std::uint32_t>(i));  // strangers take the first slots
  other.slots.clear();
  for (int i = 500; i-- > 0;) {
    const auto s = other.add(i % 2, static_cast<std::uint32_t>(i + 1));
    other.world.revenue0[s] = 100, other.world.revenue1[s] = 100, other.world.birth[s] = -20;
  }
  spread_out(other);
  for (const char* field : trait_fields) {
    INFO(field);
    const auto a = one.values(field), b = other.values(field);
    bool same = true;
    for (int i = 0; i < 500; ++i) same = same && a[i] == b[499 - i];
    CHECK(same);
    CHECK(*std::min_element(a.begin(), a.end()) < *std::max_element(a.begin(), a.end()));
  }
}

TEST_CASE("rules: another replicate has other traits", "[rules]") {
  City city = crowd();
  spread_out(city);
  const auto before = city.values("debt_ratio");
  city.key = philox_key(7, 4);
  const auto after = city.values("debt_ratio");
  int same = 0;
  for (int i = 0; i < kFirms; ++i) same += before[i] == after[i] ? 1 : 0;
  CHECK(same < 10);
}

TEST_CASE("rules: a trait is the uniform at its address", "[rules]") {
  City city = crowd();
  const auto level = city.values("technology_level"), niche = city.values("hightech_revenue_share");
  city.params.grade_productivity.v = city.params.grade_knowledge.v = 0;
  for (int i = 0; i < 50; ++i) {
    const std::uint32_t uid = city.world.uid[city.slots[i]];
    CHECK(close(level[i], trait_of(city.key, uid, trait::level), 1e-5));
    CHECK(close(niche[i], std::cbrt(trait_of(city.key, uid, trait::hightech)), 1e-5));
    const Words4 w = philox(city.key, uid, kForLife, kCallTraitD, 0);
    CHECK(trait_of(city.key, uid, trait::level) == unit_float(w.w0));
    CHECK(trait_of(city.key, uid, trait::organisation_b) == unit_float(w.w3));
  }
}

TEST_CASE("rules: no two traits share an address, and none takes that of another room", "[rules]") {
  using namespace trait;
  const TraitLane lanes[] = {hightech, main_business, niche_years, niche_share, debt, staff, rd_domestic, level, support,
                             organisation_a, organisation_b, organisation_c, organisation_d, ip_way, standards, award,
                             institution, contest, banned, specialised, quality, chain, rank, ip_main, field, assets, conversion};
  std::set<int> seen{4 * kCallTraitA + 0, 4 * kCallTraitA + 1, 4 * kCallTraitA + 3, 4 * kCallTraitB + 0, 4 * kCallTraitC + 1};
  for (const TraitLane& t : lanes) {
    INFO("call " << t.call << ", lane " << t.lane);
    CHECK(seen.insert(4 * static_cast<int>(t.call) + t.lane).second);
  }
  CHECK(seen.size() == 4 * kTraitCalls);  // every lane of the eight calls has an owner
}

TEST_CASE("rules: shares near one follow a power law (T1)", "[rules]") {
  City city = crowd();
  const auto hightech = city.values("hightech_revenue_share"), main = city.values("main_business_share");
  CHECK(near_rate(share(hightech, 0.6), std::pow(0.6, 3)));
  CHECK(near_rate(share(main, 0.7), std::pow(0.7, 8)));
  CHECK(near_rate(share(main, 0.9), std::pow(0.9, 8)));
  // Mean k/(k+1), variance k/((k+1)^2 (k+2)).
  CHECK(std::abs(mean(hightech) - 0.75) < 5 * std::sqrt(3.0 / (16 * 5) / kFirms));
  CHECK(std::abs(mean(main) - 8.0 / 9) < 5 * std::sqrt(8.0 / (81 * 10) / kFirms));
}

TEST_CASE("rules: logit-normal and lognormal traits (T2)", "[rules]") {
  City city = crowd();
  spread_out(city);
  city.params.debt_median.v = 0.45;
  const auto debt = city.values("debt_ratio");
  CHECK(near_rate(share(debt, 0.45), 0.5));
  const double one_sd = 1 / (1 + std::exp(-(std::log(0.45 / 0.55) + 0.8)));
  CHECK(near_rate(share(debt, one_sd), 0.841345));
  const auto assets = city.values("total_assets");
  CHECK(near_rate(share(assets, 2e8), 0.5));
  CHECK(near_rate(share(assets, 2e8 * std::exp(-0.5)), 0.158655));
  const auto conversions = city.values("conversions_per_year");
  CHECK(near_rate(share(conversions, 1.5), 0.5));
  const auto niche = city.values("market_share_niche");
  CHECK(near_rate(share(niche, 0.1), 0.5));
  CHECK(*std::max_element(niche.begin(), niche.end()) <= 1);
}

TEST_CASE("rules: an ordinary firm's grade is uniform, a better firm has better odds (T3)", "[rules]") {
  City city = crowd();
  city.params.grade_productivity.v = 1, city.params.grade_knowledge.v = 1;
  for (const auto s : city.slots) city.world.knowledge[s] = 2;  // K = K½ and ln a = 0: q = 0
  auto level = city.values("technology_level");
  CHECK(near_rate(share(level, 0.7), 0.7));
  CHECK(near_rate(share(level, 0.05), 0.05));
  for (const auto s : city.slots) city.world.productivity[s] = 0.5f, city.world.knowledge[s] = 6;  // q = 0.5 + 0.5
  level = city.values("technology_level");
  const double odds = std::exp(1) * 0.3 / 0.7;
  CHECK(near_rate(1 - share(level, 0.7), odds / (1 + odds)));
  CHECK(*std::max_element(level.begin(), level.end()) < 1);
}

TEST_CASE("rules: what a firm remembers of its luck never hides a merit that it has, and hides most that it has not", "[rules]") {
  City city;
  city.scenario.schemes = {scheme("hte", {})};
  city.params.standards_led.v = 0.1, city.params.standards_part.v = 0.3, city.params.contest.v = 0.05;
  city.params.award_national.v = 0.02, city.params.award_provincial.v = 0.01, city.params.institution.v = 0.5, city.params.banned.v = 0.03;
  std::mt19937 luck(5);
  for (int i = 0; i < 6000; ++i) {
    const std::uint32_t slot = city.add(i % 2);
    city.world.reported0[slot] = luck() % 4 == 0 ? 0.0f : 0.01f * static_cast<float>(luck() % 10000);
  }
  for (const char* name : {"took_part_in_standards", "led_standard_5y", "national_science_award_top3_3y", "national_science_award_top3_5y",
                           "provincial_science_award_3y", "provincial_or_national_science_award_3y", "national_contest_top500",
                           "has_provincial_rd_institution"}) {
    const RuleField field = *rule_field(name), upper = *upper_field(field);
    INFO(name);
    CHECK(evaluation_cost(upper) < kTraitCost);
    const std::vector<float> has = city.values(name), may = RuleBook(city.scenario).field_values(upper, 0, city.context(), city.slots);
    int had = 0, left = 0;
    for (std::size_t i = 0; i < has.size(); ++i) {
      REQUIRE(has[i] <= may[i]);
      had += has[i] != 0, left += may[i] != 0;
    }
    CHECK(had > 20);
    CHECK(left < 0.55 * static_cast<double>(has.size()));
  }
  const std::vector<float> banned = city.values("makes_banned_products");
  for (std::size_t i = 0; i < banned.size(); ++i)
    REQUIRE((banned[i] != 0) == (trait_of(city.key, city.world.uid[city.slots[i]], trait::banned) < 0.03f));
}

TEST_CASE("rules: rare merits need R&D and rise with it (T4)", "[rules]") {
  City city = crowd();
  city.params.institution.v = 0.4, city.params.standards_led.v = 0.1, city.params.standards_part.v = 0.3;
  city.params.award_national.v = 0.03, city.params.award_provincial.v = 0.2, city.params.contest.v = 0.05;
  CHECK(rate(city.values("has_provincial_rd_institution")) == 0);
  for (const auto s : city.slots) city.world.reported0[s] = 10;
  CHECK(near_rate(rate(city.values("has_provincial_rd_institution")), 0.2));
  CHECK(near_rate(rate(city.values("led_standard_5y")), 0.05));
  CHECK(near_rate(rate(city.values("took_part_in_standards")), 0.15));
  CHECK(near_rate(rate(city.values("national_science_award_top3_3y")), 0.015));
  CHECK(near_rate(rate(city.values("national_science_award_top3_5y")), 0.025));
  CHECK(near_rate(rate(city.values("provincial_science_award_3y")), 0.1));
  CHECK(near_rate(rate(city.values("national_contest_top500")), 0.025));
  CHECK(city.values("provincial_or_national_science_award_3y") == city.values("provincial_science_award_3y"));
  const auto led = city.values("led_standard_5y"), part = city.values("took_part_in_standards");
  for (int i = 0; i < kFirms; ++i) REQUIRE(led[i] <= part[i]);  // who led took part
  for (const auto s : city.slots) city.world.reported0[s] = 30;
  CHECK(near_rate(rate(city.values("has_provincial_rd_institution")), 0.3));
}

TEST_CASE("rules: simple chances", "[rules]") {
  City city = crowd();
  RuleParams& p = city.params;
  p.key_link.v = 0.4, p.banned.v = 0.02, p.core_ip.v = 0.8, p.own_ip.v = 0.7, p.rd_abroad.v = 0.1;
  p.field_listed.v = 0.9, p.field_unlisted.v = 0.3, p.technical_base.v = 0.1;
  CHECK(near_rate(rate(city.values("fills_key_chain_link")), 0.4));
  CHECK(near_rate(rate(city.values("makes_banned_products")), 0.02));
  CHECK(near_rate(rate(city.values("technology_in_national_list")), 0.6));  // half of the firms in a listed sector
  CHECK(rate(city.values("owns_core_ip")) == 0);                            // nobody holds rights
  for (const auto s : city.slots) city.world.utilities[s] = 1, city.world.inventions[s] = 3;
  CHECK(near_rate(rate(city.values("owns_core_ip")), 0.8));
  CHECK(near_rate(rate(city.values("ip_self_developed")), 0.7));
  CHECK(near_rate(rate(city.values("ip_only_acquired")), 0.3));
  CHECK(near_rate(share(city.values("class1_own_count"), 1), 0.3));
  const auto domestic = city.values("rd_domestic_share");
  CHECK(near_rate(share(domestic, 0.999999), 0.1));
  CHECK(near_rate(share(domestic, 0.6), 0.06));
  // 3 inventions at one half: 1 or 2, each with one half; uniform staff share of mean 0.1, variance 0.2^2/12.
  CHECK(near_rate(share(city.values("class1_high_value_count"), 1.5), 0.5));
  CHECK(std::abs(mean(city.values("tech_staff_share")) - 0.1) < 5 * 0.2 / std::sqrt(12.0 * kFirms));
}

TEST_CASE("rules: years in the niche and the rank in the market", "[rules]") {
  City city = crowd();
  city.params.niche_least.v = 0.5;
  const auto years = city.values("years_in_niche");  // 10 years old: uniform between 5 and 10
  CHECK(*std::min_element(years.begin(), years.end()) >= 5);
  CHECK(*std::max_element(years.begin(), years.end()) <= 10);
  CHECK(std::abs(mean(years) - 7.5) < 5 * 5 / std::sqrt(12.0 * kFirms));
  city.params.niche_share.v = 0.21;  // at most 4 firms are as large: ranks 1 to 4
  const auto rank = city.values("market_rank_niche");
  for (int r = 1; r <= 4; ++r) CHECK(near_rate(share(rank, r + 0.5) - share(rank, r - 0.5), 0.25));
}

TEST_CASE("rules: offences are events of a year", "[rules]") {
  City city = crowd();
  city.params.offence.v = 0.1;
  city.quarter = 21;  // 2023Q2
  const auto last = city.values("serious_offence_last_year"), either = city.values("serious_offence_this_or_last_year");
  CHECK(near_rate(rate(last), 0.1));
  CHECK(near_rate(rate(either), 0.19));
  city.quarter = 23;
  CHECK(city.values("serious_offence_last_year") == last);
  city.quarter = 24;  // a year later this year's offences are last year's
  const auto next = city.values("serious_offence_last_year");
  for (int i = 0; i < kFirms; ++i) REQUIRE((either[i] > 0) == (last[i] > 0 || next[i] > 0));
}

TEST_CASE("rules: growth of profit is growth of sales and the luck of two years", "[rules]") {
  City city = crowd();
  for (const auto s : city.slots) city.world.revenue0[s] = 110;
  const auto calm = city.values("net_profit_growth");
  CHECK(close(calm[0], 0.1, 1e-5));
  city.params.profit_noise.v = 0.2;
  city.quarter = 22;
  const auto now = city.values("net_profit_growth");
  CHECK(near_rate(share(now, 0.1), 0.5));  // both years have the same luck in law
  const std::uint32_t uid = city.world.uid[city.slots[5]];
  const float last = inverse_normal(trait_of(city.key, uid, trait::profit, 16));   // 2022 began in quarter 16
  const float before = inverse_normal(trait_of(city.key, uid, trait::profit, 12));
  CHECK(close(now[5], 1.1 * (1 + 0.2 * last) / (1 + 0.2 * before) - 1, 1e-4));
}

TEST_CASE("rules: scores without a public table (T5)", "[rules]") {
  City city = crowd();
  RuleParams& p = city.params;
  p.srdi_base.v = -1, p.quality_base.v = -0.5, p.srdi_rd.v = 2, p.srdi_age.v = 1, p.srdi_ip.v = 1;
  p.grade_productivity.v = 1;
  const auto s = city.slots[0];
  city.world.reported0[s] = 10, city.world.utilities[s] = 5, city.world.productivity[s] = 0.25f;
  const auto points = [](double x) { return 100 / (1 + std::exp(-x)); };
  CHECK(close(city.value("score_srdi", s), points(-1 + 2 * 0.5 + 0.5 + 0.5), 1e-5));  // 10 years: half of the weight of age
  CHECK(close(city.value("score_srdi_quality", s), points(-0.5 + 2 * 0.5 + 0.5 + 0.25), 1e-5));
  p.srdi_spread.v = 0.5;
  const auto others = city.values("score_srdi");
  const double median = points(-1 + 0.5);
  CHECK(near_rate(share(others, median), 0.5));
  city.quarter = -30;  // before its birth a firm has no experience, and no negative one
  p.srdi_spread.v = 0;
  CHECK(close(city.value("score_srdi", city.slots[1]), points(-1), 1e-5));
}
