#include "model/population.hpp"

#include <stdexcept>

#include "core/math/vecmath.hpp"
#include "core/random/discrete.hpp"
#include "core/random/uniform.hpp"
#include "model/draws.hpp"
#include "model/fields.hpp"
#include "model/scenario.hpp"
#include "model/uid.hpp"
#include "model/world.hpp"

namespace echelon {

namespace {

double normal_of(std::uint32_t word) { return inverse_normal(static_cast<double>(unit_float(word))); }

// (P2) in quarters
int age_of(const PopulationParams& p, double u) {
  const double five = p.under_5.v, ten = p.under_5.v + p.under_10.v;
  const double years = u < five  ? 5 * u / five
                       : u < ten ? 5 + 5 * (u - five) / p.under_10.v
                                 : 10 + (p.oldest.v - 10) * (u - ten) / (1 - ten);
  return static_cast<int>(years * 4);
}

// (P3)
double log_size(const PopulationParams& p, double factor, double age_years, double u) {
  const double body = 1 - p.tail.v;
  const double base = vlog(p.size.v * factor) + p.size_age.v * age_years;
  const double within = u < body ? u : body;
  const double lognormal = base + p.size_spread.v * inverse_normal(within);
  return u < body ? lognormal : lognormal - vlog((1 - u) / p.tail.v) / p.tail_exponent.v;
}

float float_of(double v) { return static_cast<float>(v); }

// What the firm does and knows: inclination, intensity, productivity, knowledge in the steady state of its R&D (P4).
double settle_research(World& w, std::uint32_t i, const Parameters& p, const Sector& sector, PhiloxKey key, double age) {
  const Words4 trait = philox(key, w.uid[i], kForLife, kCallTraitA, 0);
  const Words4 birth = philox(key, w.uid[i], kForLife, kCallBirthB, 0);
  const double u = unit_float(trait.w0);
  w.inclination[i] = float_of(vlog(u) - vlog1p(-u));
  w.productivity[i] = float_of(p.competition.productivity_spread.v * normal_of(trait.w1));
  w.log_intensity[i] = float_of(vlog(p.research.intensity.v * sector.rd_factor) +
                                p.research.intensity_spread.v * normal_of(birth.w1));
  const double line = p.research.participation.v +
                      p.research.participation_size.v * (w.log_sales[i] - vlog(p.research.participation_sales.v));
  const bool performer = w.inclination[i] < line;
  w.flags[i] = performer ? kPerformer : 0;
  const double usual = vexp(w.log_intensity[i] + p.research.intensity_size.v *
                                                     (w.log_sales[i] - vlog(p.research.participation_sales.v)));
  const double rate = usual < 1 ? usual : 1;
  const double rd = performer ? rate * w.sales[i] : 0;
  w.rd_rate[i] = float_of(performer ? rate : 0);
  const double decay = sector.depreciation + p.population.knowledge_growth.v;
  w.knowledge[i] = float_of(rd / decay * (1 - vexp(-decay * age)));
  return rd;
}

void settle_money(World& w, std::uint32_t i, const Parameters& p, PhiloxKey key) {
  const Words4 trait = philox(key, w.uid[i], kForLife, kCallTraitB, 0);
  const Words4 birth = philox(key, w.uid[i], kForLife, kCallBirthB, 0);
  const double usual = (w.flags[i] & kPerformer) != 0 ? w.rd_rate[i] : 0;
  w.margin[i] = float_of(p.finance.margin.v + p.finance.research_cover.v * usual +
                         p.finance.margin_spread.v * normal_of(trait.w0));
  const double cash = p.finance.start_cash.v * w.sales[i] * vexp(p.finance.cash_noise.v * normal_of(birth.w2)) + p.finance.start_capital.v;
  w.cash[i] = static_cast<std::int32_t>(1000 * cash);
}

}  // namespace

void settle(World& w, std::uint32_t i, const Parameters& p, const Scenario& scenario, PhiloxKey key, int quarter) {
  const Sector& sector = scenario.sectors[sector_of(w.uid[i])];
  const double age = (quarter - w.birth[i]) / 4.0;
  w.sales[i] = vexp(w.log_sales[i]);
  const double rd = settle_research(w, i, p, sector, key, age);
  settle_money(w, i, p, key);
  const Words4 luck = philox(key, w.uid[i], kForLife, kCallBirthC, 0);
  const Words4 more = philox(key, w.uid[i], kForLife, kCallBirthD, 0);
  const double productivity = sector.sales_per_employee * vexp(p.growth.staff_productivity.v * quarter / 4.0);
  const double staff = w.sales[i] / productivity * vexp(p.population.staff_noise.v * normal_of(luck.w0));
  w.employees[i] = float_of(staff < 1 ? 1 : static_cast<double>(static_cast<std::int64_t>(staff + 0.5)));
  w.persistent[i] = float_of(p.growth.persistent_spread.v * normal_of(more.w0));
  GrowthConstants c{};
  c.log_sigma = float_of(vlog(p.growth.sigma.v)), c.minus_beta = float_of(-p.growth.size_scaling.v);
  c.log_reference = float_of(vlog(p.growth.reference_sales.v));
  c.sigma_min = float_of(p.growth.sigma_min.v), c.sigma_max = float_of(p.growth.sigma_max.v);
  w.spread[i] = 0.5f * Growth::sigma(w.log_sales[i], 1.0f, c);
  // Until the first fiscal year opens, a newborn firm drifts as its age says.
  w.drift[i] = float_of(p.growth.drift_old.v + p.growth.drift_young.v * vexp(-age / p.growth.drift_age.v)) + w.persistent[i];
  const Words4 trait = philox(key, w.uid[i], kForLife, kCallTraitA, 0);
  const double real = rd + 1e-6;
  const double talent = -vlog1p(-static_cast<double>(unit_float(trait.w3)));
  const double arrivals = p.innovation.rate.v * talent * vexp(p.innovation.rd_elasticity.v * vlog(real));
  w.innovation_rate[i] = float_of((w.flags[i] & kPerformer) != 0 ? 0.25 * arrivals : 0);
}

std::uint8_t district_of(const Scenario& scenario, float u) {
  double sum = 0;
  for (std::size_t d = 0; d + 1 < scenario.districts.size(); ++d) {
    sum += scenario.districts[d].firm_share;
    if (u < sum) return static_cast<std::uint8_t>(d);
  }
  return static_cast<std::uint8_t>(scenario.districts.empty() ? 0 : scenario.districts.size() - 1);
}

std::uint8_t track_of(const Scenario& scenario, int sector, float u) {
  double sum = 0;
  for (std::size_t k = 0; k < scenario.tracks.size(); ++k) {
    sum += scenario.tracks[k].share_by_sector[sector];
    if (u < sum) return static_cast<std::uint8_t>(k + 1);
  }
  return 0;
}

std::vector<int> sector_counts(const Parameters& p, const Scenario& scenario, PhiloxKey key) {
  std::vector<double> weight;
  double sum = 0;
  for (std::size_t s = 0; s < scenario.sectors.size(); ++s) {
    const Words4 luck = philox(key, make_uid(Channel::reserved, static_cast<int>(s), 0, 3), kForLife, kCallMarginal, 0);
    weight.push_back(scenario.sectors[s].firm_share * vexp(p.population.share_spread.v * normal_of(luck.w0)));
    sum += weight.back();
  }
  std::vector<int> counts;
  for (const double w : weight) counts.push_back(static_cast<int>(p.population.firms.v * scenario.scale * w / sum + 0.5));
  return counts;
}

namespace {

// Rings of past years, patents in the steady state of the firm's R&D, and rounds of young performers.
void give_past(World& w, std::uint32_t i, const Parameters& p, const Scenario& scenario, PhiloxKey key, double age) {
  float* const revenue[] = {&w.revenue0[i], &w.revenue1[i], &w.revenue2[i], &w.revenue3[i], &w.revenue4[i]};
  float* const reported[] = {&w.reported0[i], &w.reported1[i], &w.reported2[i]};
  double sales = w.sales[i];
  for (int k = 0; k < 5 && k < age; ++k) {
    *revenue[k] = float_of(sales);
    if (k < 3) *reported[k] = float_of(w.rd_rate[i] * sales * (1 + p.research.relabel.v));
    const Words4 luck = philox(key, w.uid[i], kForLife, kCallBirthD, 1 + k);
    sales *= vexp(-(p.population.past_growth.v + w.drift[i]) - 2 * w.spread[i] * normal_of(luck.w1));
  }
  const Words4 luck = philox(key, w.uid[i], kForLife, kCallBirthC, 0);
  const double arrivals = 4 * w.innovation_rate[i];
  const double span = age < p.population.patent_memory.v ? age : p.population.patent_memory.v;
  const double filed = arrivals * p.innovation.propensity.v * scenario.sectors[sector_of(w.uid[i])].patent_factor;
  const double wait = p.innovation.examination.v / 4;
  const double decided = span > wait ? (span - wait) * p.innovation.grant_rate.v : 0;
  w.inventions[i] = static_cast<std::uint16_t>(poisson_inverse(unit_float(luck.w1), filed * decided));
  w.pending[i] = static_cast<std::uint16_t>(
      poisson_inverse(unit_float(philox(key, w.uid[i], kForLife, kCallBirthD, 0).w1), filed * (span < wait ? span : wait)));
  w.utilities[i] = static_cast<std::uint16_t>(
      poisson_inverse(unit_float(philox(key, w.uid[i], kForLife, kCallBirthD, 0).w2), arrivals * p.innovation.utilities.v * span));
}

void give_venture(World& w, std::uint32_t i, const Parameters& p, const Scenario& scenario, PhiloxKey key, double age) {
  const bool young = age <= p.venture.age_limit.v;
  const Sector& sector = scenario.sectors[sector_of(w.uid[i])];
  const Words4 luck = philox(key, w.uid[i], kForLife, kCallBirthC, 0);
  const double share = p.population.venture_share.v * (sector.emerging ? 1.0 : p.population.venture_elsewhere.v);
  if (!young || (w.flags[i] & kPerformer) == 0 || unit_float(luck.w2) >= share) return;
  const Words4 more = philox(key, w.uid[i], kForLife, kCallBirthD, 6);
  const float u = unit_float(more.w0);
  const int rounds = 1 + (u < p.population.second_round.v) + (u < p.population.third_round.v) + (u < p.population.fourth_round.v);
  double amount = p.venture.first_round.v;
  for (int r = 1; r < rounds; ++r) amount *= p.venture.round_factor.v;
  const double dilution = 0.5 * (p.venture.dilution_low.v + p.venture.dilution_high.v);
  const double multiple = w.sales[i] * sector.valuation_multiple * vexp(p.venture.valuation_noise.v * normal_of(more.w1));
  const double floor = amount / dilution;
  w.round[i] = static_cast<std::uint8_t>(rounds);
  w.since_round[i] = static_cast<std::uint8_t>(8 * unit_float(more.w2));
  w.valuation[i] = float_of(multiple > floor ? multiple : floor);
  w.raised_total[i] = float_of(amount * p.population.raised_before.v);
  (w.since_round[i] < 4 ? w.raised0[i] : w.raised1[i]) = float_of(amount);
}

}  // namespace

void populate(World& world, const Parameters& p, const Scenario& scenario, PhiloxKey key) {
  const std::vector<int> counts = sector_counts(p, scenario, key);
  for (int s = 0; s < static_cast<int>(counts.size()); ++s) {
    if (counts[s] > static_cast<int>(kMaxOrdinal)) throw std::length_error("more firms in a sector than ids can tell apart");
    for (int n = 0; n < counts[s]; ++n) {
      const std::uint32_t slot = world.occupy(s);
      const std::uint32_t uid = make_uid(Channel::initial, s, 0, static_cast<std::uint32_t>(n));
      const Words4 luck = philox(key, uid, kForLife, kCallBirthA, 0);
      const int age = age_of(p.population, unit_float(luck.w3));
      world.uid[slot] = uid;
      world.status[slot] = kActive;
      world.birth[slot] = static_cast<std::int16_t>(-1 - age);
      const Words4 fine = philox(key, uid, kForLife, kCallBirthA, 1);
      const double u = unit_double(luck.w0, fine.w0);
      world.log_sales[slot] = float_of(log_size(p.population, scenario.sectors[s].size_factor, age / 4.0, u));
      settle(world, slot, p, scenario, key, -1);
      world.district[slot] = district_of(scenario, unit_float(luck.w1));
      world.track[slot] = track_of(scenario, s, unit_float(luck.w2));
      give_past(world, slot, p, scenario, key, age / 4.0);
      give_venture(world, slot, p, scenario, key, age / 4.0);
    }
  }
}

std::span<const Field> population_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(population, firms, "N", "firms", 100, 1e6, "active technology firms at the end of 2017", "2017年末科技企业数"),
      ECHELON_FIELD(population, share_spread, "", "1", 0, 1, "log spread of the sectors' shares between replicates",
                    "行业份额不确定度"),
      ECHELON_FIELD(population, under_5, "", "%", 0.05, 0.9, "share of firms younger than five years", "5年以下占比"),
      ECHELON_FIELD(population, under_10, "", "%", 0.05, 0.9, "share of firms of five to ten years", "5至10年占比"),
      ECHELON_FIELD(population, oldest, "", "years", 11, 60, "age of the oldest firms", "最大年龄"),
      ECHELON_FIELD(population, size, "", "million CNY", 0.01, 100, "median sales at birth of the firms of 2017", "规模中位数"),
      ECHELON_FIELD(population, size_spread, "σ", "1", 0.1, 4, "sd of log sales in the body", "规模离散度"),
      ECHELON_FIELD(population, size_age, "", "per year", -0.1, 0.3, "log sales per year of age", "规模年龄效应"),
      ECHELON_FIELD(population, tail, "q", "%", 0.001, 0.5, "share of firms in the Pareto tail", "帕累托尾部占比"),
      ECHELON_FIELD(population, tail_exponent, "ζ", "1", 0.5, 5, "exponent of the Pareto tail", "帕累托指数"),
      ECHELON_FIELD(population, staff_noise, "", "1", 0, 2, "sd of log sales per person", "人均销售离散度"),
      ECHELON_FIELD(population, past_growth, "", "per year", -0.2, 0.3, "growth of sales before 2018 beside the firm's drift", "2018年前增长"),
      ECHELON_FIELD(population, knowledge_growth, "", "per year", 0, 0.5, "growth of R&D in the steady state of knowledge", "知识存量增长"),
      ECHELON_FIELD(population, patent_memory, "", "years", 1, 30, "years of filings that the patents of 2017 stem from", "专利回溯年数"),
      ECHELON_FIELD(population, second_round, "", "%", 0, 1, "funded firms with a second round", "第二轮占比"),
      ECHELON_FIELD(population, third_round, "", "%", 0, 1, "funded firms with a third round", "第三轮占比"),
      ECHELON_FIELD(population, fourth_round, "", "%", 0, 1, "funded firms with a fourth round", "第四轮占比"),
      ECHELON_FIELD(population, raised_before, "", "1", 1, 10, "equity raised in all over that of the last round", "累计融资倍数"),
      ECHELON_FIELD(population, venture_elsewhere, "", "%", 0, 1, "funded share in other sectors relative to emerging ones", "其他行业融资占比"),
      ECHELON_FIELD(population, venture_share, "", "%", 0, 1, "young performers of emerging sectors with a round behind them",
                    "已融资企业占比"),
  };
  return fields;
}

}  // namespace echelon
