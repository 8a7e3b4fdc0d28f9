#include "model/lanes.hpp"
#include "model/processes/notch.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

void notch_gaps(Block block, const NotchView& view, const NotchConstants& constants, const Luck& luck, float* gaps, float* thresholds,
                std::uint8_t* asked) {
  const auto v = view;
  const NotchConstants c = constants;
  const std::uint32_t* const reporting = luck.lane1;
  const std::size_t n = block.end - block.begin;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin, j = 0; j < n; ++i, ++j) {
    const std::int32_t state = v.status[i], flag = v.flags[i], end = v.high_tech_until[i], born = v.birth[i];
    const std::int32_t one = v.inventions[i], two = v.utilities[i];
    const float sales = v.sales_year[i], real = v.rd_year[i];
    // As the accounts will report it (R5).
    const float noise = vexp(c.report_sd * inverse_normal_inside(unit_float(reporting[j])) - 0.5f * c.report_sd * c.report_sd);
    float ratio = 0.0f;
    for (int k = 0; k < kNotchClasses; ++k)
      ratio = choose(one_if(sales > c.above[k]) & one_if(sales <= c.up_to[k]), c.ratio[k], ratio);
    const float revenue = sales + v.revenue0[i] + v.revenue1[i];
    const float told = real * noise + v.reported0[i] + v.reported1[i];
    const std::int32_t wants = one_if(end >= c.quarter) | one_if((flag & kSeeksTitle) != 0);
    const std::int32_t may = one_if(born <= c.born_by) & (one_if(one + two > 0) | (c.needs_rights ^ 1));
    const std::int32_t below = one_if(told < ratio * revenue) & one_if(real > 0.0f);
    gaps[j] = c.target * ratio * revenue - told;
    thresholds[j] = ratio * sales;
    asked[j] = static_cast<std::uint8_t>(one_if(state == kActive) & wants & may & below);
  }
}

void notch_choose(NotchBatch& batch, const NotchEnv& shared, const Luck& luck) {
  const NotchEnv env = shared;
  const float *const gap = batch.gap, *const threshold = batch.threshold, *const room = batch.room;
  const float *const sales = batch.sales, *const taxable = batch.taxable, *const losses = batch.losses;
  const float *const award = batch.award, *const part = batch.part;
  const std::uint32_t* const troubles = luck.lane0;
  float *const real = batch.real, *const told = batch.relabelled;
  std::uint8_t* const yes = batch.yes;
  const std::uint32_t n = batch.n;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = 0; i < n; ++i) {
    const float g = Notch::relabelled(gap[i], threshold[i], room[i], env);
    const float e = gap[i] - g;
    const float cost = 1e6f * Notch::cost(e, g, threshold[i], env);
    const float hassle = env.hassle * vexp(env.hassle_spread * inverse_normal_inside(unit_float(troubles[i])));
    const float worth = part[i] * Notch::worth(sales[i], taxable[i], losses[i], award[i], env);
    real[i] = e, told[i] = g;
    yes[i] = static_cast<std::uint8_t>(one_if(env.weight * worth > cost + hassle));
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
