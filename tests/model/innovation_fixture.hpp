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

// The words that the events of a call would draw for the firms of one block.
inline Lanes words_of(const World& w, std::uint32_t n, int quarter, std::uint32_t call, std::uint32_t k) {
  Lanes l(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    const Words4 words = philox(philox_key(3, 0), w.uid[i], static_cast<std::uint32_t>(quarter), call, k);
    l.lane[0][i] = words.w0, l.lane[1][i] = words.w1, l.lane[2][i] = words.w2, l.lane[3][i] = words.w3;
  }
  return l;
}

inline std::vector<std::uint32_t> all_of(std::uint32_t n) {
  std::vector<std::uint32_t> slots(n);
  for (std::uint32_t i = 0; i < n; ++i) slots[i] = i;
  return slots;
}

}  // namespace echelon::test
