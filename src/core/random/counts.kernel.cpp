#include "core/random/counts.hpp"

#include <algorithm>
#include <cmath>

#include "core/math/vecmath.hpp"
#include "core/random/uniform.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

namespace {

// How many values of the distribution function lie below u, when none lies next to it and one above. `first` is its value
// at 0, ratio(k) the probability of k + 1 over that of k.
template <class Ratio>
ECHELON_INLINE std::int32_t count_below(float u, float first, bool within, Ratio ratio) {
  float mass = first, reached = first, nearest = 1.0f;
  std::int32_t count = 0;
#pragma GCC unroll 12
  for (int k = 0; k < kCountTerms; ++k) {
    const float over = u - reached, distance = std::fabs(over);
    count += over > 0.0f ? 1 : 0;
    nearest = distance < nearest ? distance : nearest;
    mass *= ratio(k);
    reached += mass;
  }
  const bool settled = within & (nearest > kCountGuard) & (count < kCountTerms);
  return settled ? count : kOpenCount;
}

// What is left over of a list, filled up with zeros.
template <class T>
struct Rest {
  T all[kLanes] = {};
  Rest(const T* from, std::uint32_t n) { std::copy_n(from, n, all); }
};

}  // namespace

void poisson_counts(std::uint32_t n, const std::uint32_t* word, const float* mean, std::int32_t* count) {
  const auto few = [](const std::uint32_t* words, const float* means, std::int32_t* counts) {
    for_lanes(kLanes, [&](std::size_t i) {
      const float m = means[i];
      const bool within = (m >= 0.0f) & (m <= kCountMean);
      counts[i] = count_below(unit_float(words[i]), vexp_falling(-m), within, [=](int k) { return m * (1.0f / static_cast<float>(k + 1)); });
    });
  };
  std::uint32_t done = 0;
  for (; done + kLanes <= n; done += kLanes) few(word + done, mean + done, count + done);
  if (done == n) return;
  const Rest<std::uint32_t> words(word + done, n - done);
  const Rest<float> means(mean + done, n - done);
  std::int32_t counts[kLanes];
  few(words.all, means.all, counts);
  std::copy_n(counts, n - done, count + done);
}

void binomial_counts(std::uint32_t n, const std::uint32_t* word, const std::int32_t* trials, float odds, float log_failure,
                     std::int32_t* count) {
  const auto few = [=](const std::uint32_t* words, const std::int32_t* tried, std::int32_t* counts) {
    for_lanes(kLanes, [&](std::size_t i) {
      const float all = static_cast<float>(tried[i]);
      const float log_none = all * log_failure;
      const bool within = (all >= 0.0f) & (log_none >= -kCountMean);
      const std::int32_t found = count_below(unit_float(words[i]), vexp_falling(log_none), within, [=](int k) {
        return (all - static_cast<float>(k)) * (odds * (1.0f / static_cast<float>(k + 1)));
      });
      counts[i] = tried[i] == 0 ? 0 : found;
    });
  };
  std::uint32_t done = 0;
  for (; done + kLanes <= n; done += kLanes) few(word + done, trials + done, count + done);
  if (done == n) return;
  const Rest<std::uint32_t> words(word + done, n - done);
  const Rest<std::int32_t> tried(trials + done, n - done);
  std::int32_t counts[kLanes];
  few(words.all, tried.all, counts);
  std::copy_n(counts, n - done, count + done);
}

}  // namespace ECHELON_ISA
}  // namespace echelon
