#include "core/random/counts.hpp"

#include "core/math/vecmath.hpp"
#include "core/random/uniform.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

namespace {

// How many values of the distribution function lie below u, when none lies next to it and one above. `first` is its value
// at 0, ratio(k) the probability of k + 1 over that of k.
template <class Ratio>
ECHELON_INLINE std::int32_t count_below(float u, float first, std::int32_t settled, Ratio ratio) {
  float mass = first, reached = first;
  std::int32_t count = 0;
#pragma GCC unroll 12
  for (int k = 0; k < kCountTerms; ++k) {
    const float over = u - reached;
    count += over > 0.0f ? 1 : 0;
    settled &= (over < -kCountGuard ? 1 : 0) | (over > kCountGuard ? 1 : 0);
    mass *= ratio(k);
    reached += mass;
  }
  settled &= count < kCountTerms ? 1 : 0;
  return (count & -settled) | (kOpenCount & ~-settled);
}

}  // namespace

void poisson_counts(std::uint32_t n, const std::uint32_t* word, const float* mean, std::int32_t* count) {
  ECHELON_EACH_FIRM
  for (std::uint32_t i = 0; i < n; ++i) {
    const float m = mean[i];
    const std::int32_t within = (m >= 0.0f ? 1 : 0) & (m <= kCountMean ? 1 : 0);
    count[i] = count_below(unit_float(word[i]), vexp(-m), within, [=](int k) { return m * (1.0f / static_cast<float>(k + 1)); });
  }
}

void binomial_counts(std::uint32_t n, const std::uint32_t* word, const std::int32_t* trials, float odds, float log_failure,
                     std::int32_t* count) {
  ECHELON_EACH_FIRM
  for (std::uint32_t i = 0; i < n; ++i) {
    const float all = static_cast<float>(trials[i]);
    const float log_none = all * log_failure;
    const std::int32_t within = (all >= 0.0f ? 1 : 0) & (log_none >= -kCountMean ? 1 : 0);
    const std::int32_t found = count_below(unit_float(word[i]), vexp(log_none), within, [=](int k) {
      return (all - static_cast<float>(k)) * (odds * (1.0f / static_cast<float>(k + 1)));
    });
    count[i] = trials[i] == 0 ? 0 : found;
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
