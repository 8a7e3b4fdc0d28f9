#pragma once
// A tiny city for the tests of the rules: firms are set by hand, schemes are written as data.
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "model/rules/book.hpp"
#include "model/uid.hpp"

namespace echelon::test {

constexpr Quarter kStart = Quarter::of(2018, 1);
constexpr Quarter kForever{1 << 20};

inline RuleParams plain_params() {
  RuleParams p{};
  p.rd_person_cost.v = 0.5, p.rd_person_growth.v = 0, p.technicians.v = 0.5, p.technical_base.v = 0;
  p.assets_over_sales.v = 2, p.assets_spread.v = 0, p.cost_over_sales.v = 0.8;
  p.debt_median.v = 0.5, p.debt_spread.v = 0, p.asset_growth.v = 0.1, p.asset_growth_pass.v = 0.5;
  p.profit_noise.v = 0, p.hightech_shape.v = 3, p.main_shape.v = 8, p.niche_least.v = 1;
  p.niche_share.v = 0.1, p.niche_sales.v = 100, p.niche_elasticity.v = 0.5, p.niche_spread.v = 0;
  p.field_listed.v = 1, p.field_unlisted.v = 0, p.core_ip.v = 1, p.own_ip.v = 1, p.high_value.v = 0.5;
  p.conversion.v = 0.5, p.conversion_spread.v = 0, p.rd_abroad.v = 0;
  p.merit_rd.v = 10, p.key_link.v = 1, p.grade_half.v = 2, p.srdi_age_half.v = 10, p.srdi_ip_half.v = 5;
  p.srdi_spread.v = 0;
  return p;
}

// What firms set by hand would remember of their rare traits, had they been born.
inline void remember_luck(World& w, const std::vector<std::uint32_t>& slots, const RuleParams& params, PhiloxKey key) {
  const ReachLimits limits = reach_limits(rule_constants(params, kStart));
  for (const std::uint32_t s : slots) {
    const auto u = [&](TraitLane t) { return trait_of(key, w.uid[s], t); };
    w.reach[s] = static_cast<std::uint8_t>(reach_of(u(trait::standards), u(trait::award), u(trait::contest), u(trait::banned), limits));
    w.institution_luck[s] = static_cast<std::uint8_t>(256 * u(trait::institution));
  }
}

struct City {
  Scenario scenario;
  RuleParams params = plain_params();
  mutable World world{2, kMaxSchemes, 40000, 64};
  std::vector<std::uint32_t> slots;
  PhiloxKey key = philox_key(7, 3);
  int quarter = 20;  // 2023Q1
  double usd_cny = 7;

  City() {
    Sector plain{}, emerging{};
    emerging.emerging = emerging.in_national_list = emerging.hard_tech = true;
    scenario.sectors = {plain, emerging};
  }
  std::uint32_t add(int sector = 0, std::uint32_t ordinal = 0) {
    const std::uint32_t s = world.occupy(sector);
    world.uid[s] = make_uid(Channel::initial, sector, 0, ordinal ? ordinal : static_cast<std::uint32_t>(slots.size()));
    world.status[s] = kActive;
    slots.push_back(s);
    return s;
  }
  Quarter date() const { return kStart + quarter; }
  RuleContext context() const {
    remember_luck(world, slots, params, key);  // parameters may have changed since the firms were added
    return {world, scenario, params, key, quarter, date(), usd_cny};
  }
  float value(const std::string& field, std::uint32_t slot, int scheme = 0) const {
    const std::uint32_t one[] = {slot};
    return RuleBook(scenario).field_values(rule_field(field).value(), scheme, context(), one)[0];
  }
  std::vector<float> values(const std::string& field, int scheme = 0) const {
    return RuleBook(scenario).field_values(rule_field(field).value(), scheme, context(), slots);
  }
  RuleOutcome ask(int scheme = 0, std::vector<std::uint8_t> is_review = {}) const {
    RuleOutcome out;
    RuleScratch scratch;
    RuleBook(scenario).evaluate(scheme, context(), slots, is_review, out, scratch);
    return out;
  }
};

inline Condition condition(std::string id, std::string field, Comparator is, double value, std::string group = "",
                           std::vector<Term> when = {}) {
  Condition c;
  c.id = std::move(id), c.field = std::move(field), c.comparator = is, c.value = value;
  c.group = std::move(group), c.when = std::move(when), c.source = "test";
  return c;
}

inline Scheme scheme(std::string id, std::vector<Condition> conditions, std::string ladder = "technology") {
  Scheme s{};
  s.id = std::move(id), s.ladder = std::move(ladder);
  RuleVersion v{};
  v.id = s.id + "_1", v.from = Quarter::of(2016, 1), v.to = kForever, v.conditions = std::move(conditions);
  s.versions = {v};
  return s;
}

inline bool close(double a, double b, double relative = 1e-6) { return std::abs(a - b) <= relative * std::abs(b); }

}  // namespace echelon::test
