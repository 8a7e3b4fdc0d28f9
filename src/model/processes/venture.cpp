#include "model/processes/venture.hpp"

#include "core/math/vecmath.hpp"
#include "model/draws.hpp"
#include "model/fields.hpp"
#include "model/kernels.hpp"
#include "model/scenario.hpp"
#include "model/shortlist.hpp"
#include "model/world.hpp"

namespace echelon {

namespace {

constexpr float kGrowthLimit = 1;  // of log growth as investors see it

// Growth of sales as investors see it, in logs a year, bounded; firms without two closed years give no signal.
double growth_signal(const World& w, std::uint32_t slot) {
  if (w.revenue0[slot] <= 0 || w.revenue1[slot] <= 0) return 0;
  const double g = vlog(static_cast<double>(w.revenue0[slot])) - vlog(static_cast<double>(w.revenue1[slot]));
  return vecmath::at_most(vecmath::at_least(g, -static_cast<double>(kGrowthLimit)), static_cast<double>(kGrowthLimit));
}

// (V2)
void score(const World& w, std::span<const std::uint32_t> seekers, const VentureParams& p, const VentureEnv& env,
           std::vector<Candidate>& candidates) {
  const MeritWeights weights{.growth = static_cast<float>(p.growth_weight.v), .inventions = static_cast<float>(p.innovation_weight.v),
                             .noise = 1, .growth_limit = kGrowthLimit};
  std::vector<float> of_sector(static_cast<std::size_t>(w.sectors()));
  for (std::size_t s = 0; s < of_sector.size(); ++s)
    of_sector[s] = static_cast<float>(p.sector_weight.v * vlog(env.sectors[s].valuation_multiple));
  const Kernels& k = env.kernels != nullptr ? *env.kernels : kernels(Isa::baseline);
  add_candidates(w, seekers, weights, {env.key, env.quarter, kCallRound, 0, 3}, k, candidates);
  for (Candidate& c : candidates) c.score += of_sector[w.sector_of_slot(c.slot)];
}

struct Deal {
  std::int64_t amount;  // thousand CNY
  float post_money;     // million CNY
};

// (V3)
Deal deal_of(const World& w, std::uint32_t slot, const VentureParams& p, const VentureEnv& env) {
  const Words4 luck = philox(env.key, w.uid[slot], env.quarter, kCallRound, 0);
  const double a = inverse_normal(static_cast<double>(unit_float(luck.w1)));
  double amount = p.first_round.v * vexp(p.amount_spread.v * a - 0.5 * p.amount_spread.v * p.amount_spread.v);
  for (int r = 0; r < w.round[slot]; ++r) amount *= p.round_factor.v;
  const double dilution =
      p.dilution_low.v + (p.dilution_high.v - p.dilution_low.v) * static_cast<double>(unit_float(luck.w2));
  const double noise = p.valuation_noise.v * inverse_normal(static_cast<double>(unit_float(luck.w0)));
  const double multiple = env.sectors[w.sector_of_slot(slot)].valuation_multiple;
  const double pre = w.sales[slot] * multiple * vexp(p.growth_weight.v * growth_signal(w, slot) + noise) * env.climate;
  const double floor = amount * (1 / dilution - 1);
  const double post = (pre > floor ? pre : floor) + amount;
  return {static_cast<std::int64_t>(1000 * amount), static_cast<float>(post)};
}

}  // namespace

std::int64_t venture_rounds(World& world, const std::vector<std::uint32_t>& seekers, const VentureParams& p,
                            const VentureEnv& env, std::vector<Candidate>& scratch, std::int64_t* by_sector) {
  scratch.clear();
  score(world, seekers, p, env, scratch);
  std::vector<Deal> deals;  // best first, as the budget is asked; the last may be one that it cannot pay
  const std::size_t funded = select_under_budget(scratch, static_cast<std::int64_t>(env.pool), [&](const Candidate& c) {
    deals.push_back(deal_of(world, c.slot, p, env));
    return deals.back().amount;
  });
  std::int64_t invested = 0;
  for (std::size_t i = 0; i < funded; ++i) {
    const std::uint32_t slot = scratch[i].slot;
    const Deal& deal = deals[i];
    const float million = static_cast<float>(deal.amount) / 1000.0f;
    world.cash[slot] += static_cast<std::int32_t>(deal.amount);
    world.round[slot] += 1;
    world.since_round[slot] = 0;
    world.valuation[slot] = deal.post_money;
    world.raised0[slot] += million;
    world.raised_total[slot] += million;
    by_sector[world.sector_of_slot(slot)] += deal.amount;
    invested += deal.amount;
  }
  return invested;
}

void venture_listings(World& world, const VentureParams& p, PhiloxKey key, int quarter) {
  const double yearly = p.listing.v;
  for (const Block& block : world.blocks()) {
    for (std::uint32_t i = block.begin; i < block.end; ++i) {
      const bool ripe = world.round[i] >= 3 || world.sales[i] > p.listing_sales.v;
      if (!ripe || world.status[i] != kActive || (world.flags[i] & kListed) != 0) continue;
      const Words4 luck = philox(key, world.uid[i], quarter, kCallListing, 0);
      if (unit_float(luck.w0) < static_cast<float>(yearly)) world.flags[i] |= kListed;
    }
  }
}

std::span<const Field> venture_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(venture, seek, "s", "per quarter", 0, 1, "probability that a ready firm seeks equity", "融资意愿"),
      ECHELON_FIELD(venture, seek_next, "s₂", "per quarter", 0, 1, "the same, while its last round lasts", "后续轮融资意愿"),
      ECHELON_FIELD(venture, runway, "", "quarters", 0, 100, "time for which a round lasts", "融资续航期"),
      ECHELON_FIELD(venture, age_limit, "", "years", 1, 50, "age after which firms no longer seek", "融资年龄上限"),
      ECHELON_FIELD(venture, pool, "P", "million CNY", 0, 1e7, "equity available in the city in 2018, a year", "风险资金池"),
      ECHELON_FIELD(venture, pool_growth, "", "per year", -0.5, 0.5, "yearly growth of the pool", "资金池增长"),
      ECHELON_FIELD(venture, first_round, "a₁", "million CNY", 0.1, 1000, "mean amount of a first round", "首轮金额"),
      ECHELON_FIELD(venture, round_factor, "f", "1", 1, 10, "amount of a round over the one before", "轮次倍数"),
      ECHELON_FIELD(venture, amount_spread, "", "1", 0, 2, "sd of the log amount", "金额离散度"),
      ECHELON_FIELD(venture, growth_weight, "a", "1", 0, 5, "weight of growth in score and valuation", "增长权重"),
      ECHELON_FIELD(venture, valuation_noise, "", "1", 0, 2, "sd of the log valuation", "估值噪声"),
      ECHELON_FIELD(venture, dilution_low, "", "%", 0.01, 0.9, "smallest share sold in a round", "稀释下限"),
      ECHELON_FIELD(venture, dilution_high, "", "%", 0.01, 0.9, "largest share sold in a round", "稀释上限"),
      ECHELON_FIELD(venture, innovation_weight, "", "1", 0, 5, "weight of inventions in the score", "发明权重"),
      ECHELON_FIELD(venture, sector_weight, "", "1", 0, 5, "weight of the sector's multiple in the score", "行业权重"),
      ECHELON_FIELD(venture, listing, "", "per year", 0, 1, "yearly probability of listing when ripe", "上市概率"),
      ECHELON_FIELD(venture, listing_sales, "", "million CNY", 1, 1e6, "sales that make a firm ripe to list", "上市销售门槛"),
  };
  return fields;
}

}  // namespace echelon
