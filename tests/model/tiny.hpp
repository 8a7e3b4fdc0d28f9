#pragma once
// A scenario and parameters small enough to work out by hand: two sectors, two districts, one track, published GDP of two years.
#include "model/parameters.hpp"
#include "model/scenario.hpp"

namespace echelon::test {

inline Sector tiny_sector(const std::string& id, double share) {
  Sector s{};
  s.id = id, s.firm_share = share, s.size_factor = 1, s.external_share = 0.5, s.demand_loading = 1, s.rd_factor = 1;
  s.depreciation = 0.2, s.patent_factor = 1, s.valuation_multiple = 5, s.sales_per_employee = 1;
  return s;
}

inline Scenario tiny_scenario() {
  Scenario s;
  s.id = "tiny";
  s.horizon = {Quarter::of(2018, 1), Quarter::of(2035, 4)};
  s.sectors = {tiny_sector("one", 0.75), tiny_sector("two", 0.25)};
  s.sectors[1].size_factor = 2, s.sectors[1].rd_factor = 1.5, s.sectors[1].demand_loading = 2, s.sectors[1].demand_trend = 0.01;
  s.sectors[1].emerging = true;
  s.districts = {{"north", {}, 0.6, 0.5, ""}, {"south", {}, 0.4, 0.5, ""}};
  s.tracks = {{"ai", {}, {0.1, 0.3}, {}, 2030, ""}};
  s.paths = {{"gdp", {{2018, 1000e9}, {2020, 1210e9}}, ""}};
  s.scale = 1;
  return s;
}

// Values that make the formulas easy; rooms that a test does not look at stay at zero.
inline Parameters tiny_parameters() {
  Parameters p{};
  p.population.firms.v = 40000, p.population.under_5.v = 0.5, p.population.under_10.v = 0.3, p.population.oldest.v = 30;
  p.population.size.v = 1.6, p.population.size_spread.v = 1.45, p.population.size_age.v = 0.05, p.population.tail.v = 0.05;
  p.population.tail_exponent.v = 1.2, p.population.staff_noise.v = 0.3, p.population.past_growth.v = 0.05;
  p.population.knowledge_growth.v = 0.08, p.population.patent_memory.v = 8, p.population.second_round.v = 0.46;
  p.population.third_round.v = 0.25, p.population.fourth_round.v = 0.14, p.population.raised_before.v = 1.5, p.population.venture_elsewhere.v = 0.25;
  p.growth.sigma.v = 0.25, p.growth.sigma_min.v = 0.08, p.growth.sigma_max.v = 0.8, p.growth.reference_sales.v = 10;
  p.growth.drift_age.v = 3, p.growth.drift_young.v = 0.1, p.growth.variance_shape.v = 1, p.growth.persistent_spread.v = 0.05;
  p.growth.staff_productivity.v = 0.04;
  p.research.participation.v = -1.2, p.research.participation_size.v = 0.55, p.research.participation_sales.v = 2;
  p.research.intensity.v = 0.04, p.research.intensity_spread.v = 0.9;
  p.competition.productivity_spread.v = 0.5;
  p.finance.margin.v = 0.11, p.finance.margin_spread.v = 0.06, p.finance.research_cover.v = 0.85;
  p.finance.start_cash.v = 0.15, p.finance.cash_noise.v = 0.5, p.finance.start_capital.v = 0.3;
  p.innovation.rate.v = 0.45, p.innovation.rd_elasticity.v = 0.65, p.innovation.propensity.v = 0.9, p.innovation.examination.v = 9;
  p.innovation.grant_rate.v = 0.52, p.innovation.utilities.v = 1.6;
  p.entry.organic.v = 0.1, p.entry.dispersion.v = 20, p.entry.stock_elasticity.v = 0.7, p.entry.demand_elasticity.v = 0.3;
  p.entry.cycle.v = 1, p.entry.spin_off.v = 0.002, p.entry.attracted.v = 2000, p.entry.attracted_growth.v = 0.05, p.entry.attracted_years.v = 10;
  p.entry.close.v = 0.3, p.entry.package_scale.v = 500000, p.entry.deadweight.v = 0.5, p.entry.size.v = 1.3, p.entry.size_spread.v = 1.35;
  p.research.cover.v = 1;
  p.entry.size_growth.v = 0.03, p.entry.attracted_size.v = 2, p.entry.inheritance.v = 0.1, p.entry.relocated.v = 0.3;
  p.venture.first_round.v = 10, p.venture.round_factor.v = 2.5, p.venture.dilution_low.v = 0.1, p.venture.dilution_high.v = 0.2;
  p.venture.age_limit.v = 10;
  p.talent.staff_share.v = 0.5, p.talent.person_cost.v = 400000, p.talent.elasticity.v = 2, p.talent.first_year.v = 0.4;
  p.talent.wage_speed.v = 1, p.talent.wage_return.v = 0.1, p.talent.bid_tilt.v = 0.15, p.talent.graduates.v = 0.08;
  p.talent.graduates_growth.v = 0.03, p.talent.arrivals.v = 0.06, p.talent.leavers.v = 0.07, p.talent.accept.v = 0.8;
  p.talent.package_scale.v = 50000, p.talent.deadweight.v = 0.5, p.talent.team_size.v = 5, p.talent.guest_term.v = 8;
  p.tracks.delay_spread.v = 3, p.tracks.slope.v = 0.4, p.tracks.slope_spread.v = 0.2, p.tracks.base.v = 0.2;
  p.tracks.learning.v = 0.05, p.tracks.research_scale.v = 100, p.tracks.neighbours.v = 0.02, p.tracks.forgetting.v = 0.1;
  p.tracks.share_elasticity.v = 1, p.tracks.share_cap.v = 3, p.tracks.speed.v = 0.5, p.tracks.pull_limit.v = 0.3;
  p.tracks.hype_floor.v = 0.3, p.tracks.hype_reach.v = 2, p.tracks.foresight.v = 4, p.tracks.hype_return.v = 0.5, p.tracks.hype_spread.v = 0.3;
  p.tracks.enter.v = 0.005, p.tracks.deadweight.v = 0.5, p.tracks.space_pull.v = 0.5, p.tracks.space_scale.v = 100000;
  p.tracks.promotion.v = 0.2, p.tracks.promotion_scale.v = 5, p.tracks.published.v = 1e11, p.tracks.published_year.v = 2024;
  return p;
}

}  // namespace echelon::test
