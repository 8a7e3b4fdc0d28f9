// The batch evaluation against an obvious one: firm by firm, condition by condition, from the values of the fields.
#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <random>

#include "model/kernels.hpp"
#include "rules_world.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

const char* const fields[] = {"age_years", "staff", "revenue_last_year", "rd_ratio_last_year", "main_revenue_growth",
                              "hightech_revenue_share", "debt_ratio", "has_valid_hte", "is_review", "valid_ip",
                              "net_profit_growth", "score_hte", "score_item_level", "technology_level", "score_srdi",
                              "market_rank_niche", "net_asset_growth_3y", "has_provincial_rd_institution"};

// Thresholds around the middle of what firms have, so that every outcome occurs.
double threshold(const std::string& field, std::mt19937& luck) {
  const double t = std::uniform_real_distribution<>(0.3, 1.2)(luck);
  if (field == "revenue_last_year") return 1e8 * t;
  if (field == "age_years" || field == "staff") return 20 * t;
  if (field == "valid_ip") return static_cast<int>(4 * t);
  if (field == "score_srdi") return 50 * t;
  if (field == "score_hte" || field == "score_item_level") return 8 * t;
  if (field == "market_rank_niche") return 5 * t;
  if (field == "is_review" || field.starts_with("has_")) return t > 0.6 ? 1 : 0;
  return t - 0.5;
}

Term random_term(std::mt19937& luck, const char* const* from, std::size_t n) {
  Term t;
  t.field = from[luck() % n];
  if (t.field == "score_item_level") t.field = "score_item_staff";
  t.comparator = static_cast<Comparator>(luck() % 4);
  t.value = threshold(t.field, luck);
  t.negated = luck() % 5 == 0 && t.field == "is_review";
  return t;
}

Scheme random_scheme(std::mt19937& luck) {
  std::vector<Condition> conditions;
  const int n = 1 + static_cast<int>(luck() % 6);
  const char* const groups[] = {"", "", "a", "b"};
  for (int i = 0; i < n; ++i) {
    const Term t = random_term(luck, fields, std::size(fields));
    Condition c = condition("c" + std::to_string(i), t.field, t.comparator, t.value, groups[luck() % 4]);
    for (int k = static_cast<int>(luck() % 3); k > 0; --k) c.when.push_back(random_term(luck, fields, 9));
    c.has_value = c.group.empty() || luck() % 8 != 0;
    conditions.push_back(c);
  }
  Scheme s = scheme("x", conditions, luck() % 2 ? "growth" : "technology");
  ScoreTable table{"score_hte", 15, {{"staff", "", "staff", {{0, 30, 0, 10}}, ""}, {"staff_more", "", "grade:technology_level", {{0.4, 1, 3, 8}}, ""}}};
  s.scores = {table};
  if (luck() % 3 == 0) s.score_field = luck() % 2 ? "score_hte" : "score_srdi";
  return s;
}

bool compares(float value, Comparator is, float x) {
  switch (is) {
    case Comparator::at_least: return value >= x;
    case Comparator::above: return value > x;
    case Comparator::at_most: return value <= x;
    case Comparator::below: return value < x;
    case Comparator::equal: return value == x;
  }
  return false;
}

struct Oracle {
  const City& city;
  const Scheme& scheme;
  std::vector<std::uint8_t> is_review;

  float value(const std::string& field, std::size_t firm) const {
    return field == "is_review" ? is_review[firm] : city.value(field, city.slots[firm], 1);
  }
  bool holds(const Term& t, std::size_t firm) const {
    return compares(value(t.field, firm), t.comparator, static_cast<float>(t.value)) != t.negated;
  }
  bool asked(const Condition& c, std::size_t firm) const {
    return std::all_of(c.when.begin(), c.when.end(), [&](const Term& t) { return holds(t, firm); });
  }
  bool met(const Condition& c, std::size_t firm) const {
    return holds({c.field, c.comparator, c.value}, firm);
  }
  // Eligible, and the score that the desk sees.
  std::pair<bool, float> ask(std::size_t firm) const {
    bool all = true;
    float score = scheme.score_field.empty() ? 0 : value(scheme.score_field, firm);
    for (const Condition& c : scheme.versions[0].conditions) {
      if (c.group.empty()) {
        all = all && (c.field == scheme.score_field || !asked(c, firm) || met(c, firm));
        continue;
      }
      bool way = false, waived = false, judged = false;
      for (const Condition& d : scheme.versions[0].conditions) {
        if (d.group != c.group) continue;
        const bool desk = d.field == scheme.score_field;
        const bool open = d.has_value && asked(d, firm) && (desk || met(d, firm));
        way = way || open, waived = waived || (open && !desk), judged = judged || desk;
      }
      all = all && way;
      if (waived && judged) score = kFullMarks;
    }
    return {all, score};
  }
};

City random_city(std::mt19937& luck) {
  City city;
  city.params.debt_spread.v = 0.8, city.params.profit_noise.v = 0.3, city.params.institution.v = 0.9;
  city.params.grade_productivity.v = 1, city.params.niche_spread.v = 1, city.params.srdi_spread.v = 1;
  std::uniform_real_distribution<float> u;
  for (int i = 0; i < 60; ++i) {
    const auto s = city.add(i % 2);
    World& w = city.world;
    w.birth[s] = static_cast<std::int16_t>(18 - 80 * u(luck)), w.employees[s] = 1 + std::floor(30 * u(luck));
    w.revenue0[s] = 150 * u(luck), w.revenue1[s] = u(luck) < 0.2f ? 0 : 100, w.revenue2[s] = u(luck) < 0.3f ? 0 : 90;
    w.reported0[s] = w.revenue0[s] * u(luck), w.productivity[s] = u(luck) - 0.5f;
    w.utilities[s] = static_cast<std::uint16_t>(6 * u(luck));
    if (u(luck) < 0.5f) w.until[0][s] = 25;
  }
  return city;
}

}  // namespace

TEST_CASE("rules: a batch is judged as its firms are one by one", "[rules]") {
  std::mt19937 luck(20240402);
  int eligible = 0, refused = 0, scored = 0;
  for (int round = 0; round < 150; ++round) {
    City city = random_city(luck);
    city.scenario.schemes = {scheme("hte", {}), random_scheme(luck)};
    Oracle oracle{city, city.scenario.schemes[1], std::vector<std::uint8_t>(60)};
    for (auto& flag : oracle.is_review) flag = luck() % 2;
    const RuleOutcome out = city.ask(1, oracle.is_review);
    for (std::size_t i = 0; i < city.slots.size(); ++i) {
      const auto [all, score] = oracle.ask(i);
      REQUIRE(bool(out.eligible[i]) == all);
      REQUIRE((out.refused_by[i] == kNotRefused) == all);
      // Full marks are seen where the group was reached, so for every firm that got through.
      if (all) REQUIRE(out.score[i] == score);
      all ? ++eligible : ++refused;
      scored += score != 0 ? 1 : 0;
    }
  }
  CHECK((eligible > 1000 && refused > 3000 && scored > 1000));
}

TEST_CASE("rules: the outcome of a firm does not depend on its batch", "[rules]") {
  std::mt19937 luck(7);
  for (int round = 0; round < 40; ++round) {
    City city = random_city(luck);
    city.scenario.schemes = {scheme("hte", {}), random_scheme(luck)};
    const RuleOutcome whole = city.ask(1);
    const std::vector<std::uint32_t> slots = city.slots;
    std::vector<std::size_t> order(slots.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), luck);
    order.resize(17);
    city.slots.clear();
    for (const std::size_t i : order) city.slots.push_back(slots[i]);
    const RuleOutcome part = city.ask(1);
    for (std::size_t k = 0; k < order.size(); ++k) {
      REQUIRE(part.eligible[k] == whole.eligible[order[k]]);
      REQUIRE(part.refused_by[k] == whole.refused_by[order[k]]);
      REQUIRE(part.score[k] == whole.score[order[k]]);
    }
  }
}

TEST_CASE("rules: who is narrowed down and asked the rest is who is asked everything, on every instruction set", "[rules]") {
  std::mt19937 luck(23);
  int screened_out = 0, eligible = 0, settled = 0;
  for (int round = 0; round < 150; ++round) {
    City city = random_city(luck);
    city.scenario.schemes = {scheme("hte", {}), random_scheme(luck)};
    std::vector<std::uint8_t> review(city.slots.size());
    for (auto& flag : review) flag = luck() % 2;
    const RuleOutcome all = city.ask(1, review);
    const RuleBook book(city.scenario);
    for (const Isa isa : {Isa::baseline, Isa::avx2, Isa::avx512}) {
      if (!available(isa)) continue;
      const RuleContext plain = city.context();
      const RuleContext context{plain.world, plain.scenario, plain.params, plain.key, plain.quarter, plain.date, plain.usd_cny, &kernels(isa)};
      RuleScratch scratch;
      std::vector<std::uint8_t> bytes(city.world.slots_in_use());
      for (std::size_t i = 0; i < city.slots.size(); ++i) bytes[city.slots[i]] = static_cast<std::uint8_t>(1 + review[i]);
      const std::vector<std::uint8_t> before = bytes;
      std::size_t narrowed = 100;
      for (const Block& b : city.world.blocks()) narrowed = std::min(narrowed, book.narrow(1, context, b, bytes.data() + b.begin, scratch));
      std::vector<std::uint32_t> left;
      std::vector<std::uint8_t> reviews;
      for (std::size_t i = 0; i < city.slots.size(); ++i) {
        const std::uint32_t slot = city.slots[i];
        REQUIRE((bytes[slot] == 0 || bytes[slot] == before[slot]));
        if (bytes[slot] != 0) left.push_back(slot), reviews.push_back(review[i]);
        else REQUIRE(!all.eligible[i]);
        if (!book.settled(1, context.date, narrowed)) continue;
        REQUIRE((bytes[slot] != 0) == (all.eligible[i] != 0));
        settled += 1;
      }
      screened_out += static_cast<int>(city.slots.size() - left.size());
      RuleOutcome rest;
      book.evaluate(1, context, left, reviews, rest, scratch, Scores::of_all, narrowed);
      for (std::size_t i = 0, k = 0; i < city.slots.size(); ++i) {
        if (bytes[city.slots[i]] == 0) continue;
        REQUIRE(rest.eligible[k] == all.eligible[i]);
        if (all.eligible[i]) REQUIRE(rest.score[k] == all.score[i]);
        eligible += rest.eligible[k++];
      }
    }
  }
  CHECK((screened_out > 1000 && eligible > 1000 && settled > 1000));
}

TEST_CASE("rules: the outcome does not grow once it has seen a batch, and buffers carry nothing over", "[rules]") {
  std::mt19937 luck(11);
  City city = random_city(luck);
  city.scenario.schemes = {scheme("hte", {})};
  for (int i = 0; i < 15; ++i) city.scenario.schemes.push_back(random_scheme(luck));
  const RuleBook book(city.scenario);
  RuleScratch kept;
  RuleOutcome out, fresh_out;
  const auto ask_all = [&](bool compare) {
    for (int s = 0; s < 16; ++s) {
      book.evaluate(s, city.context(), city.slots, {}, out, kept);
      if (!compare) continue;
      RuleScratch fresh;
      book.evaluate(s, city.context(), city.slots, {}, fresh_out, fresh);
      REQUIRE(out.eligible == fresh_out.eligible);
      REQUIRE(out.score == fresh_out.score);
    }
  };
  ask_all(true);
  const auto* place = out.eligible.data();
  ask_all(false);
  std::reverse(city.slots.begin(), city.slots.end());  // other firms in the same places
  ask_all(true);
  city.slots.resize(20);
  ask_all(true);
  CHECK(out.eligible.data() == place);
}
