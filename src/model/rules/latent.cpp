#include "model/rules/latent.hpp"

namespace echelon {

namespace {

float f(double x) { return static_cast<float>(x); }
double log_odds(double share) { return vlog(share) - vlog1p(-share); }

void staff_and_books(RuleConstants& c, const RuleParams& p, Quarter date) {
  // (T6): the books of the year before the date
  const double years = date.year() - 1 - kRdPersonYear;
  c.rd_person_cost = f(p.rd_person_cost.v * vexp(p.rd_person_growth.v * years));
  c.technicians = f(p.technicians.v), c.technical_base = f(p.technical_base.v);
  c.log_assets = f(vlog(p.assets_over_sales.v)), c.assets_spread = f(p.assets_spread.v);
  c.cost_over_sales = f(p.cost_over_sales.v);
  c.debt_logit = f(log_odds(p.debt_median.v)), c.debt_spread = f(p.debt_spread.v);
  c.asset_growth = f(p.asset_growth.v), c.asset_growth_pass = f(p.asset_growth_pass.v);
  c.profit_noise = f(p.profit_noise.v);
}

void market_and_rights(RuleConstants& c, const RuleParams& p) {
  c.hightech_power = f(1 / p.hightech_shape.v), c.main_power = f(1 / p.main_shape.v);
  c.niche_least = f(p.niche_least.v);
  c.log_niche_share = f(vlog(p.niche_share.v)), c.log_niche_sales = f(vlog(p.niche_sales.v));
  c.niche_elasticity = f(p.niche_elasticity.v), c.niche_spread = f(p.niche_spread.v);
  c.field_listed = f(p.field_listed.v), c.field_unlisted = f(p.field_unlisted.v);
  c.core_ip = f(p.core_ip.v), c.own_ip = f(p.own_ip.v), c.high_value = f(p.high_value.v);
  c.log_conversion = f(vlog(p.conversion.v)), c.conversion_spread = f(p.conversion_spread.v);
  c.rd_abroad = f(p.rd_abroad.v);
}

void merits_and_scores(RuleConstants& c, const RuleParams& p) {
  c.merit_rd = f(p.merit_rd.v), c.institution = f(p.institution.v);
  c.award_national = f(p.award_national.v), c.award_provincial = f(p.award_provincial.v), c.contest = f(p.contest.v);
  c.standards_led = f(p.standards_led.v), c.standards_part = f(p.standards_part.v);
  c.key_link = f(p.key_link.v), c.offence = f(p.offence.v), c.banned = f(p.banned.v);
  c.grade_productivity = f(p.grade_productivity.v), c.grade_knowledge = f(p.grade_knowledge.v);
  c.grade_half = f(p.grade_half.v);
  c.srdi_base = f(p.srdi_base.v), c.quality_base = f(p.quality_base.v), c.srdi_rd = f(p.srdi_rd.v);
  c.srdi_age = f(p.srdi_age.v), c.srdi_age_half = f(p.srdi_age_half.v);
  c.srdi_ip = f(p.srdi_ip.v), c.srdi_ip_half = f(p.srdi_ip_half.v), c.srdi_spread = f(p.srdi_spread.v);
}

}  // namespace

ReachLimits reach_limits(const RuleConstants& c) {
  const float provincial = c.award_provincial < c.award_national ? c.award_national : c.award_provincial;
  return {c.award_national * kFiveYearsOverThree, provincial, c.contest, c.standards_led, c.standards_part, c.banned};
}

ReachLimits reach_limits(const RuleParams& p) {
  RuleConstants c;
  merits_and_scores(c, p);
  return reach_limits(c);
}

RuleConstants rule_constants(const RuleParams& p, Quarter date) {
  RuleConstants c;
  staff_and_books(c, p, date);
  market_and_rights(c, p);
  merits_and_scores(c, p);
  return c;
}

}  // namespace echelon
