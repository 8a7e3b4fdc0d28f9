#pragma once
// Counts of a few firms: most at once, those that are left open by the exact walk.
#include <cstdint>

#include "core/random/counts.hpp"
#include "core/random/discrete.hpp"
#include "core/random/uniform.hpp"
#include "model/kernels.hpp"

namespace echelon {

class Counter {
 public:
  explicit Counter(const Kernels& k) : k_(k) {}
  // `exact_mean(i)` is the mean in full precision.
  template <class Mean>
  void poisson(std::uint32_t n, const std::uint32_t* word, const float* mean, Mean exact_mean, std::int32_t* count) const {
    k_.poisson_counts(n, word, mean, count);
    for (std::uint32_t i = 0; i < n; ++i) {
      if (count[i] == kOpenCount) count[i] = poisson_inverse(unit_float(word[i]), exact_mean(i));
    }
  }
  void binomial(std::uint32_t n, const std::uint32_t* word, const std::int32_t* trials, BinomialLaw& law, std::int32_t* count) const {
    k_.binomial_counts(n, word, trials, law.odds(), law.log_failure(), count);
    for (std::uint32_t i = 0; i < n; ++i) {
      if (count[i] == kOpenCount) count[i] = law.inverse(unit_float(word[i]), trials[i]);
    }
  }

 private:
  const Kernels& k_;
};

}  // namespace echelon
