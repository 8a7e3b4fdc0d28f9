#include "model/processes/entry.hpp"

#include "core/math/vecmath.hpp"
#include "core/random/discrete.hpp"
#include "core/random/uniform.hpp"
#include "model/draws.hpp"
#include "model/fields.hpp"
#include "model/population.hpp"
#include "model/scenario.hpp"
#include "model/world.hpp"

namespace echelon {

EntryCounts entry_counts(const EntryParams& p, const EntryEnv& env, int sector) {
  EntryCounts n;
  const Words4 luck = philox(env.key, make_uid(Channel::reserved, sector, 0, 2), env.quarter, kCallEntry, 0);
  // (E1)
  const double organic = 0.25 * p.organic.v * env.firms_2017 * env.share * vpow(env.stock_ratio, p.stock_elasticity.v) *
                         vpow(env.demand_ratio, p.demand_elasticity.v) * vexp(p.cycle.v * env.z);
  n.organic = negative_binomial_inverse(unit_float(luck.w0), organic, p.dispersion.v);
  // (E2)
  n.spin_off = poisson_inverse(unit_float(luck.w1), 0.25 * p.spin_off.v * env.spin_weight);
  // (E3)
  const double years = env.quarter / 4.0;
  const double base = 0.25 * p.attracted.v * env.scale * env.share * vpow(1 + p.attracted_growth.v, years);
  const double close = p.close.v * (1 - vexp(-env.package / p.package_scale.v));
  const double deals = 0.25 * env.pipeline * close;
  const double u = unit_float(luck.w2);
  const int without = poisson_inverse(u, base);
  n.attracted = poisson_inverse(u, base + (1 - p.deadweight.v) * deals);
  n.additional = n.attracted - without;
  const int taken = static_cast<int>(deals + unit_float(luck.w3));  // rounded at random, mean right
  n.supported = taken < n.attracted ? taken : n.attracted;
  return n;
}

std::uint32_t give_birth(World& world, const Parameters& p, const Scenario& scenario, PhiloxKey key,
                         const NewFirm& firm) {
  const std::uint32_t slot = world.occupy(firm.sector);
  const std::uint32_t uid = make_uid(firm.channel, firm.sector, firm.quarter + 1, firm.ordinal);
  const Words4 luck = philox(key, uid, kForLife, kCallBirthA, 0);
  const Sector& sector = scenario.sectors[firm.sector];
  const double years = firm.quarter / 4.0;
  const double factor = firm.channel == Channel::attracted ? p.entry.attracted_size.v : 1.0;
  // (E4)
  const double x = vlog(p.entry.size.v * sector.size_factor * factor) + p.entry.size_growth.v * years +
                   p.entry.size_spread.v * inverse_normal(static_cast<double>(unit_float(luck.w0)));
  world.uid[slot] = uid;
  world.status[slot] = kActive;
  world.birth[slot] = static_cast<std::int16_t>(firm.quarter);
  world.log_sales[slot] = static_cast<float>(x);
  settle(world, slot, p, scenario, key, firm.quarter);
  world.district[slot] = district_of(scenario, unit_float(luck.w1));
  world.track[slot] = track_of(scenario, firm.sector, unit_float(luck.w2));
  if (firm.parent_knowledge > 0) {
    const double inherited = vexp(p.entry.inheritance.v * vlog1p(firm.parent_knowledge)) - 1;
    world.knowledge[slot] += static_cast<float>(inherited);
  }
  if (firm.channel == Channel::attracted && unit_float(luck.w3) < p.entry.relocated.v) world.flags[slot] |= kRelocated;
  return slot;
}

std::span<const Field> entry_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(entry, organic, "λ", "per year", 0, 1, "organic entrants over the firms at the end of 2017", "内生进入率"),
      ECHELON_FIELD(entry, stock_elasticity, "ηN", "1", 0, 1.5, "how entry rises with the number of firms", "存量弹性"),
      ECHELON_FIELD(entry, demand_elasticity, "ηM", "1", -1, 2, "how entry rises with demand", "需求弹性"),
      ECHELON_FIELD(entry, cycle, "γ", "1", -20, 20, "how entry rises with the growth shock", "周期弹性"),
      ECHELON_FIELD(entry, dispersion, "k", "1", 0.5, 1e4, "dispersion of the number of entrants", "进入离散度"),
      ECHELON_FIELD(entry, spin_off, "π", "per year", 0, 0.1, "spin-offs a year of a firm with mean knowledge", "衍生率"),
      ECHELON_FIELD(entry, attracted, "", "firms", 0, 1e5, "firms attracted in 2018 without a local instrument", "招引企业数"),
      ECHELON_FIELD(entry, attracted_growth, "", "per year", -0.3, 0.5, "yearly growth of firms attracted", "招引增长"),
      ECHELON_FIELD(entry, close, "p₁", "%", 0, 1, "share of leads that close with a generous package", "成交率"),
      ECHELON_FIELD(entry, package_scale, "", "CNY", 1, 1e9, "package that closes 63 % of what can be closed", "政策包尺度"),
      ECHELON_FIELD(entry, deadweight, "ζdw", "%", 0, 1, "share of supported firms that would have come anyway", "无谓损失"),
      ECHELON_FIELD(entry, relocated, "ζrel", "%", 0, 1, "share of attracted firms from the same region", "区域内迁移"),
      ECHELON_FIELD(entry, arrives_certified, "", "%", 0, 1, "attracted firms that bring a high-tech certificate",
                    "迁入高企占比"),
      ECHELON_FIELD(entry, attracted_size, "", "1", 0.05, 50, "sales of an attracted firm relative to an organic entrant",
                    "招引企业规模"),
      ECHELON_FIELD(entry, inheritance, "", "1", 0, 1, "share of the parent's log knowledge a spin-off starts with",
                    "知识继承"),
      ECHELON_FIELD(entry, size, "", "million CNY", 0.01, 100, "median yearly sales of an entrant in 2018", "进入规模中位数"),
      ECHELON_FIELD(entry, size_spread, "σ", "1", 0, 4, "sd of log sales of entrants", "进入规模离散度"),
      ECHELON_FIELD(entry, size_growth, "", "per year", -0.1, 0.2, "growth of the entrants' median sales", "进入规模增长"),
  };
  return fields;
}

}  // namespace echelon
