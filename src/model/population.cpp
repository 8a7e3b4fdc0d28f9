#include "model/population.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "core/math/vecmath.hpp"
#include "core/random/uniform.hpp"
#include "model/counter.hpp"
#include "model/draws.hpp"
#include "model/fields.hpp"
#include "model/kernels.hpp"
#include "model/scenario.hpp"
#include "model/uid.hpp"
#include "model/world.hpp"

namespace echelon {

namespace {

double normal_of(std::uint32_t word) { return inverse_normal(static_cast<double>(unit_float(word))); }
float float_of(double v) { return static_cast<float>(v); }

// Upper ends of the shares, added up from the first.
template <class Shares, class Share>
int ends_of(const Shares& shares, Share share, std::array<float, kMostParts>& ends) {
  if (shares.size() > kMostParts) throw std::length_error("more districts or tracks than a newborn firm can be placed in");
  double sum = 0;
  for (std::size_t k = 0; k < shares.size(); ++k) ends[k] = float_of(sum += share(shares[k]));
  return static_cast<int>(shares.size());
}

}  // namespace

NewbornConstants newborn_constants(const Parameters& p, const Scenario& scenario, int sector, int quarter) {
  const Sector& s = scenario.sectors[sector];
  NewbornConstants c{};
  c.five = p.population.under_5.v, c.ten = p.population.under_5.v + p.population.under_10.v;
  c.under_10 = p.population.under_10.v, c.oldest = p.population.oldest.v;
  c.body = 1 - p.population.tail.v, c.tail = p.population.tail.v, c.tail_exponent = p.population.tail_exponent.v;
  c.log_size = vlog(p.population.size.v * s.size_factor), c.size_age = p.population.size_age.v;
  c.size_spread = p.population.size_spread.v;
  const auto f = float_of;
  c.entrant_spread = f(p.entry.size_spread.v), c.productivity_spread = f(p.competition.productivity_spread.v);
  c.log_intensity = f(vlog(p.research.intensity.v * s.rd_factor)), c.intensity_spread = f(p.research.intensity_spread.v);
  c.participation = f(p.research.participation.v), c.participation_size = f(p.research.participation_size.v);
  c.log_participation_sales = f(vlog(p.research.participation_sales.v)), c.intensity_size = f(p.research.intensity_size.v);
  c.decay = f(s.depreciation + p.population.knowledge_growth.v);
  c.margin = f(p.finance.margin.v), c.research_cover = f(p.finance.research_cover.v);
  c.margin_spread = f(p.finance.margin_spread.v);
  c.start_cash = f(p.finance.start_cash.v), c.start_capital = f(p.finance.start_capital.v);
  c.cash_noise = f(p.finance.cash_noise.v);
  c.staff_productivity = f(s.sales_per_employee * vexp(p.growth.staff_productivity.v * quarter / 4.0));
  c.staff_noise = f(p.population.staff_noise.v), c.persistent_spread = f(p.growth.persistent_spread.v);
  c.drift_old = f(p.growth.drift_old.v), c.drift_young = f(p.growth.drift_young.v), c.drift_age = f(p.growth.drift_age.v);
  c.innovation_rate = f(p.innovation.rate.v), c.rd_elasticity = f(p.innovation.rd_elasticity.v);
  c.past_growth = f(p.population.past_growth.v);
  c.growth.log_sigma = float_of(vlog(p.growth.sigma.v)), c.growth.minus_beta = float_of(-p.growth.size_scaling.v);
  c.growth.log_reference = float_of(vlog(p.growth.reference_sales.v));
  c.growth.sigma_min = float_of(p.growth.sigma_min.v), c.growth.sigma_max = float_of(p.growth.sigma_max.v);
  c.reach = reach_limits(p.rules);
  c.districts = ends_of(scenario.districts, [](const District& d) { return d.firm_share; }, c.district_ends);
  c.tracks = ends_of(scenario.tracks, [&](const Track& t) { return t.share_by_sector[sector]; }, c.track_ends);
  return c;
}

void draw_newborns(NewbornBatch& batch, const Kernels& k, PhiloxKey key) {
  const std::uint32_t n = batch.padded();
  for (std::uint32_t i = batch.n; i < n; ++i) batch.uid[i] = batch.uid[batch.n - 1];
  const auto draw = [&](std::uint32_t call, std::uint32_t place, NewbornWords& words) {
    k.fill_luck(key, batch.uid, n, kForLife, call, place, words.out());
  };
  draw(kCallBirthA, 0, batch.birth_a), draw(kCallBirthB, 0, batch.birth_b);
  draw(kCallBirthC, 0, batch.birth_c), draw(kCallBirthD, 0, batch.birth_d);
  draw(kCallTraitA, 0, batch.trait_a), draw(kCallTraitB, 0, batch.trait_b), draw(kCallAgent, 0, batch.agent);
  draw(kCallTraitE, 0, batch.trait_e), draw(kCallTraitF, 0, batch.trait_f);
}

void move_in(World& w, const NewbornBatch& batch, const Parameters& p, int quarter) {
  const float agent_use = float_of(p.awareness.agent_use.v);  // (W2)
  const auto put = [&](auto& column, const auto* values) {
    using Value = typename std::decay_t<decltype(column)>::value_type;
    for (std::uint32_t i = 0; i < batch.n; ++i) column[batch.slot[i]] = static_cast<Value>(values[i]);
  };
  for (std::uint32_t i = 0; i < batch.n; ++i) {
    const std::uint32_t slot = batch.slot[i];
    w.status[slot] = kActive;
    w.flags[slot] = static_cast<std::uint8_t>((batch.performer[i] != 0 ? kPerformer : 0) |
                                              (unit_float(batch.agent.lane[0][i]) < agent_use ? kHasAgent : 0));
    w.birth[slot] = static_cast<std::int16_t>(quarter - batch.age_quarters[i]);
    w.measured[slot] = 1;
  }
  put(w.uid, batch.uid), put(w.district, batch.district), put(w.track, batch.track);
  put(w.reach, batch.reach), put(w.institution_luck, batch.institution);
  put(w.log_sales, batch.log_sales), put(w.sales, batch.sales), put(w.persistent, batch.persistent);
  put(w.drift, batch.drift), put(w.spread, batch.spread), put(w.employees, batch.employees);
  put(w.productivity, batch.productivity), put(w.cash, batch.cash), put(w.margin, batch.margin);
  put(w.inclination, batch.inclination), put(w.log_intensity, batch.log_intensity), put(w.rd_rate, batch.rd_rate);
  put(w.knowledge, batch.knowledge), put(w.innovation_rate, batch.innovation_rate);
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

// Rings of past years.
void give_past(World& w, NewbornBatch& batch, const NewbornConstants& c, const Kernels& k, PhiloxKey key) {
  Column<Revenue0>& first = w.revenue0;
  const auto put = [&](auto& column, const float* values) {
    for (std::uint32_t i = 0; i < batch.n; ++i) column[batch.slot[i]] = values[i];
  };
  std::copy_n(batch.sales, batch.padded(), batch.past_sales);
  for (int year = 0; year < kPastYears; ++year) {
    NewbornWords& words = batch.past;
    k.fill_luck(key, batch.uid, batch.padded(), kForLife, kCallBirthD, 1 + year, words.out());
    k.newborn_past(batch, c, year);
  }
  put(first, batch.revenue[0]), put(w.revenue1, batch.revenue[1]), put(w.revenue2, batch.revenue[2]);
  put(w.reported0, batch.reported[0]), put(w.reported1, batch.reported[1]), put(w.reported2, batch.reported[2]);
}

// Patents in the steady state of the firm's R&D.
void give_patents(World& w, const NewbornBatch& batch, const Parameters& p, const Sector& sector, const Kernels& k) {
  const double memory = p.population.patent_memory.v, wait = p.innovation.examination.v / 4;
  const auto arrivals = [&](std::uint32_t i) { return 4.0 * batch.innovation_rate[i]; };
  const auto span = [&](std::uint32_t i) { return batch.age[i] < memory ? batch.age[i] : memory; };
  const auto filed = [&](std::uint32_t i) { return arrivals(i) * p.innovation.propensity.v * sector.patent_factor; };
  const auto give = [&](auto& column, const std::uint32_t* word, auto expected) {
    float mean[kBatch];
    std::int32_t count[kBatch];
    for (std::uint32_t i = 0; i < batch.n; ++i) mean[i] = static_cast<float>(expected(i));
    Counter(k).poisson(batch.n, word, mean, expected, count);
    for (std::uint32_t i = 0; i < batch.n; ++i) column[batch.slot[i]] = static_cast<std::uint16_t>(count[i]);
  };
  give(w.inventions, batch.birth_c.lane[1], [&](std::uint32_t i) {
    return filed(i) * (span(i) > wait ? (span(i) - wait) * p.innovation.grant_rate.v : 0);
  });
  give(w.pending, batch.birth_d.lane[1], [&](std::uint32_t i) { return filed(i) * (span(i) < wait ? span(i) : wait); });
  give(w.utilities, batch.birth_d.lane[2], [&](std::uint32_t i) { return arrivals(i) * p.innovation.utilities.v * span(i); });
}

// Rounds of young performers.
void give_venture(World& w, const NewbornBatch& batch, const Parameters& p, const Sector& sector, PhiloxKey key) {
  const double share = p.population.venture_share.v * (sector.emerging ? 1.0 : p.population.venture_elsewhere.v);
  for (std::uint32_t i = 0; i < batch.n; ++i) {
    const bool young = batch.age[i] <= p.venture.age_limit.v;
    if (!young || batch.performer[i] == 0 || unit_float(batch.birth_c.lane[2][i]) >= share) continue;
    const std::uint32_t slot = batch.slot[i];
    const Words4 more = philox(key, batch.uid[i], kForLife, kCallBirthD, 6);
    const float u = unit_float(more.w0);
    const int rounds = 1 + (u < p.population.second_round.v) + (u < p.population.third_round.v) + (u < p.population.fourth_round.v);
    double amount = p.venture.first_round.v;
    for (int r = 1; r < rounds; ++r) amount *= p.venture.round_factor.v;
    const double dilution = 0.5 * (p.venture.dilution_low.v + p.venture.dilution_high.v);
    const double multiple =
        w.sales[slot] * sector.valuation_multiple * vexp(p.venture.valuation_noise.v * normal_of(more.w1));
    const double floor = amount / dilution;
    w.round[slot] = static_cast<std::uint8_t>(rounds);
    w.since_round[slot] = static_cast<std::uint8_t>(8 * unit_float(more.w2));
    w.valuation[slot] = float_of(multiple > floor ? multiple : floor);
    w.raised_total[slot] = float_of(amount * p.population.raised_before.v);
    (w.since_round[slot] < 4 ? w.raised0[slot] : w.raised1[slot]) = float_of(amount);
  }
}

}  // namespace

void populate(World& world, const Kernels& k, const Parameters& p, const Scenario& scenario, PhiloxKey key) {
  const std::vector<int> counts = sector_counts(p, scenario, key);
  const auto batch = std::make_unique_for_overwrite<NewbornBatch>();
  for (int s = 0; s < static_cast<int>(counts.size()); ++s) {
    if (counts[s] > static_cast<int>(kMaxOrdinal)) throw std::length_error("more firms in a sector than ids can tell apart");
    const NewbornConstants c = newborn_constants(p, scenario, s, -1);
    const auto count = static_cast<std::uint32_t>(counts[s]);
    for (std::uint32_t done = 0; done < count; done += batch->n) {
      batch->n = std::min(kBatch, count - done);
      for (std::uint32_t i = 0; i < batch->n; ++i) batch->uid[i] = make_uid(Channel::initial, s, 0, done + i);
      world.occupy(s, batch->n, batch->slot);
      draw_newborns(*batch, k, key);
      NewbornWords& fine = batch->birth_fine;
      k.fill_luck(key, batch->uid, batch->padded(), kForLife, kCallBirthA, 1, fine.out());
      k.newborn_initial(*batch, c);
      k.newborn_settle(*batch, c);
      move_in(world, *batch, p, -1);
      give_past(world, *batch, c, k, key);
      give_patents(world, *batch, p, scenario.sectors[s], k);
      give_venture(world, *batch, p, scenario.sectors[s], key);
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
