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
  const CertificationEnv e = env;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = block.begin; i < block.end; ++i) {
    const std::uint32_t j = i - block.begin;
    const bool active = status[i] == kActive;
    const bool other = (held[i] & ~e.bit) != 0;
    const float chance = other ? e.aware_familiar : e.aware_chance;
    const bool learns = active && unit_float(luck.lane0[j]) < chance;
    const std::uint16_t known = static_cast<std::uint16_t>(aware[i] | (learns ? e.bit : 0));
    const bool agent = unit_float(agents.lane0[j]) < e.agent_use;
    const float p = logistic(Certification::logit(revenue[i], revenue[i] * margin[i], agent, e) + (other ? e.familiar : 0.0f));
    const float u = unit_float(luck.lane1[j]);
    const std::int16_t end = until[i];
    const bool due = end >= e.quarter && end <= e.renew_until;
    const bool first = active && end < e.quarter && (known & e.bit) != 0 && u < p;
    const bool again = active && due && u < e.renew_apply;
    aware[i] = known;
    wants[j] = static_cast<std::uint8_t>((first ? kFirst : 0) | (again ? kRenewal : 0));
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
