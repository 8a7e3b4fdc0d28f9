#pragma once
// What the tests of innovation share: parameters, a quarter's environment, lists of firms.
#include <vector>

#include "firms.hpp"
#include "model/processes/innovation.hpp"

namespace echelon::test {

inline InnovationParams plain() {
  InnovationParams p{};
  p.value.v = 0.3, p.gain.v = 0.15, p.radical_factor.v = 20, p.propensity.v = 0.9, p.utilities.v = 1.6, p.grant_rate.v = 0.52;
  p.strategic.v = 0.8, p.lapse.v = 0.05;
  return p;
}

inline InnovationEnv env_of(int quarter, double examined = 0, double patent_factor = 1) {
  InnovationEnv env{};
  env.key = philox_key(3, 0), env.quarter = quarter, env.examined = examined, env.propensity = 0.9;
  for (double& f : env.patent_factor) f = patent_factor;
  return env;
}

inline std::vector<std::uint32_t> all_of(std::uint32_t n) {
  std::vector<std::uint32_t> slots(n);
  for (std::uint32_t i = 0; i < n; ++i) slots[i] = i;
  return slots;
}

}  // namespace echelon::test
