#include "model/processes/innovation.hpp"

#include "core/random/discrete.hpp"
#include "model/draws.hpp"
#include "model/fields.hpp"
#include "model/world.hpp"

namespace echelon {

namespace {

std::uint16_t add_capped(std::uint16_t count, int more) {
  const int sum = count + more;
  return static_cast<std::uint16_t>(sum < 0 ? 0 : (sum > 65535 ? 65535 : sum));
}

// (I2), (I3)
void arrive(World& w, std::uint32_t slot, int arrivals, const InnovationParams& p, const InnovationEnv& env,
            InnovationSums& sums) {
  const Words4 luck = philox(env.key, w.uid[slot], env.quarter, kCallInnovation, 0);
  const double normal = inverse_normal(static_cast<double>(unit_float(luck.w0)));
  const double factor = unit_float(luck.w1) < p.radical.v ? p.radical_factor.v : 1.0;
  const double value = p.value.v * vexp(p.value_spread.v * normal) * factor * arrivals;
  w.gain[slot] += static_cast<float>(p.gain.v * vlog1p(value / w.sales[slot]));
  const double propensity = env.propensity * env.patent_factor[w.sector_of_slot(slot)];
  const int filed = poisson_inverse(unit_float(luck.w2), propensity * arrivals);
  const int models = poisson_inverse(unit_float(luck.w3), p.utilities.v * arrivals);
  w.pending[slot] = add_capped(w.pending[slot], filed);
  w.utilities[slot] = add_capped(w.utilities[slot], models);
  sums.filed += filed;
}

}  // namespace

double examined_chance(const InnovationParams& p, int quarter) {
  const double speed = vpow(1 + p.examination_faster.v, quarter / 4.0);
  const double chance = speed / p.examination.v;
  return chance < 1 ? chance : 1;
}

void innovation_events(World& world, std::span<const std::uint32_t> slots, const InnovationParams& p,
                       const InnovationEnv& env, std::span<InnovationSums> by_sector) {
  for (const std::uint32_t slot : slots) {
    const Words4 luck = philox(env.key, world.uid[slot], env.quarter, kCallQuarterB, 0);
    InnovationSums& sums = by_sector[world.sector_of_slot(slot)];
    // (I4) before new filings: what arrives today is not examined today.
    if (world.pending[slot] > 0) {
      const int decided = binomial_inverse(unit_float(luck.w2), world.pending[slot], env.examined);
      if (decided > 0) {
        const Words4 grants = philox(env.key, world.uid[slot], env.quarter, kCallInnovation, 1);
        const int granted = binomial_inverse(unit_float(grants.w0), decided, p.grant_rate.v);
        world.pending[slot] = add_capped(world.pending[slot], -decided);
        world.inventions[slot] = add_capped(world.inventions[slot], granted);
        sums.granted += granted;
      }
    }
    if (world.status[slot] != kActive) continue;
    const double none = 1.0 - world.innovation_rate[slot];  // a lower bound on the probability of none
    const int arrivals = unit_float(luck.w0) <= none ? 0 : poisson_inverse(unit_float(luck.w0), world.innovation_rate[slot]);
    if (arrivals > 0) arrive(world, slot, arrivals, p, env, sums);
    // (I5)
    const bool seeks = (world.flags[slot] & kSeeksTitle) != 0;
    if (seeks && unit_float(luck.w3) < static_cast<float>(p.strategic.v / 4)) {
      world.utilities[slot] = add_capped(world.utilities[slot], 1);
    }
  }
}

void innovation_lapse(World& world, std::span<const std::uint32_t> slots, const InnovationParams& p, PhiloxKey key,
                      int quarter) {
  for (const std::uint32_t slot : slots) {
    const Words4 luck = philox(key, world.uid[slot], quarter, kCallInnovation, 2);
    const int lost = binomial_inverse(unit_float(luck.w0), world.inventions[slot], p.lapse.v);
    const int models = binomial_inverse(unit_float(luck.w1), world.utilities[slot], p.lapse.v);
    world.inventions[slot] = add_capped(world.inventions[slot], -lost);
    world.utilities[slot] = add_capped(world.utilities[slot], -models);
  }
}

std::span<const Field> innovation_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(innovation, rate, "λ", "per year", 0, 50, "innovations a year at R&D of 1 million CNY", "创新到达率"),
      ECHELON_FIELD(innovation, rd_elasticity, "α", "1", 0, 1.5, "elasticity of innovations to R&D", "创新的研发弹性"),
      ECHELON_FIELD(innovation, talent_shape, "k", "1", 0.3, 5, "shape of the firms' lasting ability to innovate", "创新能力形状"),
      ECHELON_FIELD(innovation, value_spread, "σv", "1", 0, 4, "sd of the log value of an innovation", "创新价值离散度"),
      ECHELON_FIELD(innovation, value, "v₀", "million CNY", 0, 100, "median value of an innovation", "创新价值中位数"),
      ECHELON_FIELD(innovation, radical, "", "%", 0, 0.5, "share of radical innovations", "突破性创新占比"),
      ECHELON_FIELD(innovation, radical_factor, "", "1", 1, 1000, "value of a radical innovation, relative", "突破性创新倍数"),
      ECHELON_FIELD(innovation, gain, "κI", "1", 0, 2, "log sales gained per log value over sales", "创新增益"),
      ECHELON_FIELD(innovation, propensity, "", "1", 0, 20, "inventions filed per innovation", "发明申请倾向"),
      ECHELON_FIELD(innovation, propensity_growth, "", "per year", -0.2, 0.5, "yearly growth of inventions filed per innovation",
                    "申请倾向增长"),
      ECHELON_FIELD(innovation, utilities, "", "1", 0, 20, "utility models per innovation", "实用新型倾向"),
      ECHELON_FIELD(innovation, examination, "", "quarters", 1, 40, "mean time from filing to decision", "审查周期"),
      ECHELON_FIELD(innovation, examination_faster, "", "per year", -0.2, 0.5, "yearly growth of examination speed", "审查提速"),
      ECHELON_FIELD(innovation, grant_rate, "", "%", 0, 1, "share of decided inventions granted", "授权率"),
      ECHELON_FIELD(innovation, strategic, "", "per year", 0, 4, "utility models filed for a title a year", "策略性申请"),
      ECHELON_FIELD(innovation, lapse, "", "per year", 0, 0.5, "yearly lapse of valid patents", "专利失效率"),
  };
  return fields;
}

}  // namespace echelon
