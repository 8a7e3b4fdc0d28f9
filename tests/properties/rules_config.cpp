// The rules as configured: they compile, hold without gaps, can be met and can be missed, and their tables add up.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <map>

#include "io/vocabulary.hpp"
#include "model/rules_world.hpp"
#include "model/parameters.hpp"
#include "model/rules/book.hpp"
#include "model/uid.hpp"

using namespace echelon;

namespace {

Scenario configured() {
  const std::filesystem::path root = ECHELON_SOURCE_DIR;
  Problems problems;
  Scenario s = load_scenario({root / "config", root / "scenarios", "baseline", {"ensemble=none"}, model_vocabulary()}, problems);
  INFO(problems.text());
  REQUIRE(problems.empty());
  return s;
}

Parameters central(const Scenario& scenario) {
  std::vector<double> values;
  for (const ParameterValue& p : scenario.parameters) values.push_back(p.value);
  return bind_parameters(scenario, values);
}

// Points of a firm that is the best in everything; the better of two rows that exclude each other.
double most_points(const ScoreTable& table) {
  std::map<std::string, double> best;
  for (const ScoreItem& item : table.items) {
    const std::string name = item.best_of.empty() ? (item.item.starts_with("ip_way") ? "ip_way" : item.item) : item.best_of;
    for (const ScoreBand& band : item.bands) best[name] = std::max(best[name], band.points_high);
  }
  double sum = 0;
  for (const auto& [name, points] : best) sum += points;
  return std::min(sum, table.cap);
}

// 4000 firms that differ in sales, R&D, age, growth, rights and worth: weak ones first, strong ones last.
struct Crowd {
  World world;
  std::vector<std::uint32_t> slots;
  Crowd(const Scenario& s, int quarter) : world(static_cast<int>(s.sectors.size()), kMaxSchemes, 20000, 64) {
    for (int i = 0; i < 4000; ++i) add(i / 4000.0f, i % static_cast<int>(s.sectors.size()), i, quarter);
  }
  void add(float strength, int sector, int ordinal, int quarter) {
    const std::uint32_t f = world.occupy(sector);
    world.uid[f] = make_uid(Channel::initial, sector, 0, static_cast<std::uint32_t>(ordinal));
    world.status[f] = kActive;
    world.birth[f] = static_cast<std::int16_t>(quarter - 2 - static_cast<int>(36 * strength));
    const float sales = 0.2f * std::pow(2000.0f, strength);
    world.revenue0[f] = sales, world.revenue1[f] = sales / (0.9f + 0.5f * strength), world.revenue2[f] = world.revenue1[f] / 1.1f;
    const float rd = 0.12f * strength * sales;
    world.reported0[f] = world.reported1[f] = world.reported2[f] = rd;
    world.employees[f] = 1 + sales;
    world.utilities[f] = static_cast<std::uint16_t>(12 * strength), world.inventions[f] = static_cast<std::uint16_t>(6 * strength);
    world.knowledge[f] = 3 * rd, world.productivity[f] = strength - 0.5f;
    world.raised0[f] = world.raised1[f] = world.raised_total[f] = strength > 0.8f ? 500 * (strength - 0.8f) : 0;
    world.valuation[f] = strength > 0.8f ? 50000 * (strength - 0.8f) : 0;
    world.raised_total[f] *= 5;
    for (int s = 0; s < kMaxSchemes; ++s) world.until[s][f] = static_cast<std::int16_t>(ordinal % 2 ? quarter + 4 : kNever);
    slots.push_back(f);
  }
};

}  // namespace

TEST_CASE("configured rules compile and hold without gaps from the opening of their scheme", "[rules]") {
  const Scenario scenario = configured();
  REQUIRE(scenario.schemes.size() >= 9);
  const RuleBook book(scenario);
  for (std::size_t s = 0; s < scenario.schemes.size(); ++s) {
    const Scheme& scheme = scenario.schemes[s];
    INFO(scheme.id);
    CHECK_FALSE(scheme.versions.empty());
    const Quarter from = std::max(scheme.opens, scenario.horizon.first);
    for (Quarter q = from; q <= scenario.horizon.last; q = q + 1) {
      INFO(q.text());
      REQUIRE(book.version_at(static_cast<int>(s), q) != nullptr);
    }
  }
}

TEST_CASE("configured point tables add up to full marks", "[rules]") {
  int tables = 0;
  for (const Scheme& scheme : configured().schemes) {
    for (const ScoreTable& table : scheme.scores) {
      INFO(table.field);
      CHECK(most_points(table) == kFullMarks);
      ++tables;
    }
  }
  CHECK(tables == 3);
}

TEST_CASE("configured rules change on 1 April 2026", "[rules]") {
  const Scenario scenario = configured();
  const RuleBook book(scenario);
  for (std::size_t s = 0; s < scenario.schemes.size(); ++s) {
    const std::string& id = scenario.schemes[s].id;
    if (id != "little_giant" && id != "srdi_sme") continue;
    const RuleVersion* before = book.version_at(static_cast<int>(s), Quarter::of(2026, 1));
    const RuleVersion* after = book.version_at(static_cast<int>(s), Quarter::of(2026, 2));
    CHECK(before != after);
    CHECK(after->from == Quarter::of(2026, 2));
  }
}

TEST_CASE("what firms remember at birth of their rare merits bounds them at any date", "[rules]") {
  const Parameters parameters = central(configured());
  const RuleConstants first = rule_constants(parameters.rules, Quarter::of(2018, 1)), last = rule_constants(parameters.rules, Quarter::of(2035, 4));
  const ReachLimits a = reach_limits(first), b = reach_limits(last);
  CHECK(std::memcmp(&a, &b, sizeof a) == 0);
  const ReachLimits any = reach_limits(parameters.rules);
  CHECK(std::memcmp(&a, &any, sizeof a) == 0);
  CHECK((a.award > 0 && a.part > a.led && first.institution == last.institution));
}

TEST_CASE("every configured version can be met and can be missed", "[rules]") {
  const Scenario scenario = configured();
  const Parameters parameters = central(scenario);
  const RuleBook book(scenario);
  RuleScratch scratch;
  RuleOutcome out;
  for (std::size_t s = 0; s < scenario.schemes.size(); ++s) {
    const Scheme& scheme = scenario.schemes[s];
    for (const RuleVersion& version : scheme.versions) {
      const Quarter date = std::max(version.from, Quarter::of(2018, 1)) + 1;
      if (date > version.to) continue;
      const int quarter = date - scenario.horizon.first;
      Crowd crowd(scenario, quarter);
      test::remember_luck(crowd.world, crowd.slots, parameters.rules, philox_key(1, 1));
      const RuleContext context{crowd.world, scenario, parameters.rules, philox_key(1, 1), quarter, date, 7};
      book.evaluate(static_cast<int>(s), context, crowd.slots, {}, out, scratch);
      const auto n = std::count(out.eligible.begin(), out.eligible.end(), 1);
      INFO(version.id << ": " << n << " of 4000");
      CHECK(n > 20);
      CHECK(n < 3900);
      if (scheme.score_field.empty()) continue;
      double low = 0, high = 0;
      for (int i = 0; i < 400; ++i) low += out.score[i], high += out.score[3999 - i];
      CHECK(high > low);
      CHECK(*std::max_element(out.score.begin(), out.score.end()) <= kFullMarks);
    }
  }
}
