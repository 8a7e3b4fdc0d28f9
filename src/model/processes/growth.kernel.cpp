#include "model/processes/growth.hpp"

#include "model/processes/competition.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

void growth_year(Block block, const GrowthYearView& view, const GrowthConstants& c, const GrowthTables& tables,
                 const GrowthEnv& env, const Luck& luck) {
  const auto birth = view.birth;
  const auto log_sales = view.log_sales;
  const auto productivity = view.productivity;
  const auto knowledge = view.knowledge;
  const auto persistent = view.persistent;
  const auto drift = view.drift;
  const auto spread = view.spread;
  const auto measured = view.measured;
  const auto variance = tables.variance.view();
  const auto transitory = tables.transitory.view();
  const std::size_t n = block.end - block.begin;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin, j = 0; j < n; ++i, ++j) {
    const int age = env.quarter - birth[i];
    const int slot = age < 0 ? 0 : (age > kAgeTable - 1 ? kAgeTable - 1 : age);
    const float x = log_sales[i];
    const float h = Growth::persist(persistent[i], inverse_normal_inside(unit_float(luck.lane1[j])), c);
    const float compete = Competition::compete(productivity[i], knowledge[i], env.productivity_mean, c);
    const float sigma = Growth::sigma(x, tables.spread[slot], c);
    const float v = gamma_quantile(variance, unit_float(luck.lane0[j]));
    const float v_transitory = gamma_quantile(transitory, unit_float(luck.lane3[j]));
    // (G5): the size factor is clipped at the entrants' 5 % quantile of sales (decision 15).
    const float raw = x - c.log_transitory;
    const float size = raw < c.transitory_log_floor ? c.transitory_log_floor : raw;
    const float u = c.transitory * vexp_inside(-c.transitory_scaling * size) * sigma * __builtin_sqrtf(v_transitory) *
                    inverse_normal_inside(unit_float(luck.lane2[j]));
    persistent[i] = h;
    drift[i] = tables.drift[slot] + h + compete;
    spread[i] = sigma * __builtin_sqrtf(0.25f * v);  // (G2)
    measured[i] = vexp(u);
  }
}

void growth_quarter(Block block, const GrowthQuarterView& view, const GrowthConstants& constants, const GrowthEnv& env,
                    const Luck& luck) {
  const auto log_sales = view.log_sales;
  const auto sales = view.sales;
  const auto gain = view.gain;
  const auto employees = view.employees;
  const auto drift = view.drift;
  const auto spread = view.spread;
  const auto status = view.status;
  const std::uint32_t* const shocks = luck.lane0;
  const std::uint32_t* const hirings = luck.lane2;
  const GrowthConstants c = constants;
  const float common = env.common, log_productivity = env.log_staff_productivity;
  const std::size_t n = block.end - block.begin;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin, j = 0; j < n; ++i, ++j) {
    const std::int32_t state = status[i];
    const bool active = state == kActive;
    const float old = log_sales[i];
    const float moved = Growth::next(old, common, drift[i], gain[i], spread[i], inverse_normal_inside(unit_float(shocks[j])));
    const float bounded = moved < kLeastLogSales ? kLeastLogSales : (moved > kMostLogSales ? kMostLogSales : moved);
    const float x = active ? bounded : old;  // a dormant firm stands still
    const float staff = employees[i];
    const float hired = Growth::hire(staff, x, log_productivity, c);
    const bool hires = active & (unit_float(hirings[j]) < c.hire);
    log_sales[i] = x;
    sales[i] = vexp_inside(x);
    gain[i] = 0.875f * gain[i];
    employees[i] = hires ? hired : staff;
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
