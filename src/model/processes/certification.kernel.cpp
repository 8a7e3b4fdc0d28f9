#include "model/lanes.hpp"
#include "model/processes/certification.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

void certification_round(Block block, const CertificationView& view, const CertificationEnv& env, const Luck& luck,
                         const Luck& agents, std::uint8_t* wants) {
  const auto status = view.status;
  const auto revenue = view.revenue0;
  const auto margin = view.margin;
  const auto until = view.until;
  const auto held = view.held;
  const auto aware = view.aware;
  const std::uint32_t* const learning = luck.lane0;
  const std::uint32_t* const applying = luck.lane1;
  const std::uint32_t* const served = agents.lane0;
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
    const bool agent = unit_float(served[j]) < e.agent_use;
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

}  // namespace ECHELON_ISA
}  // namespace echelon
