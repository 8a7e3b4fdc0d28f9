#include "model/lanes.hpp"
#include "model/processes/certification.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

void certification_round(Block block, const CertificationView& view, const CertificationEnv& env, const Luck& luck,
                         std::uint8_t* wants) {
  const auto status = view.status;
  const auto flags = view.flags;
  const auto revenue = view.revenue0;
  const auto margin = view.margin;
  const auto until = view.until;
  const auto held = view.held;
  const auto aware = view.aware;
  const std::uint32_t* const learning = luck.lane0;
  const std::uint32_t* const applying = luck.lane1;
  const CertificationEnv e = env;
  const std::int32_t bit = e.bit, quarter = e.quarter, renew_until = e.renew_until;
  const std::size_t n = block.end - block.begin;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin, j = 0; j < n; ++i, ++j) {
    const std::int32_t state = status[i];
    const std::int32_t active = one_if(state == kActive);
    const std::int32_t other = one_if((held[i] & ~bit) != 0);
    const std::int32_t learns = active & one_if(unit_float(learning[j]) < choose(other, e.aware_familiar, e.aware_chance));
    const std::int32_t known = aware[i] | (learns != 0 ? bit : 0);
    const std::int32_t flag = flags[i];
    const bool agent = (flag & kHasAgent) != 0;
    const float p = logistic(Certification::logit(revenue[i], revenue[i] * margin[i], agent, e) + choose(other, e.familiar, 0.0f));
    const float u = unit_float(applying[j]);
    const std::int32_t end = until[i];
    const std::int32_t holds = one_if(end >= quarter);
    const std::int32_t due = holds & one_if(end <= renew_until);
    const std::int32_t first = active & (holds ^ 1) & one_if((known & bit) != 0) & one_if(u < p);
    const std::int32_t again = active & due & one_if(u < e.renew_apply);
    aware[i] = static_cast<std::uint16_t>(known);
    wants[j] = static_cast<std::uint8_t>(first * kFirst + again * kRenewal);
  }
}

void pass_chances(std::uint32_t n, const float* score, const std::uint8_t* review, const DeskConstants& constants,
                  double* chance) {
  const DeskConstants c = constants;
  const double scale = c.scale > 0 ? c.scale : 1.0, slope = c.scale > 0 ? c.slope : 0.0;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::int32_t known = review[i];
    const double over = (score[i] - c.cut) / scale;
    chance[i] = logistic(c.pass + (known != 0 ? c.review_bonus : 0.0) + slope * over);
  }
}

void hand_in(std::uint32_t n, const double* chance, const std::uint8_t* review, double self_selection, const Luck& luck,
             std::uint8_t* hands_in) {
  const std::uint32_t* const words = luck.lane0;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::int32_t known = review[i];
    const double u = unit_float(words[i]);
    const double p = vpow(chance[i], self_selection);
    hands_in[i] = static_cast<std::uint8_t>(one_if(known != 0) | one_if(!(u >= p)));
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
