#include "core/random/counts.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/math/vecmath.hpp"
#include "core/random/uniform.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

namespace {

// A register of firms on their way along their distribution functions.
struct Walk {
  float u[kLanes], mass[kLanes], reached[kLanes], nearest[kLanes];
  std::int32_t count[kLanes];
};

// Terms [from, to): how many values of the distribution function lie below u, and how near the nearest of them is. ratio(i, k) is the
// probability of k + 1 over that of k.
template <int From, int To, class Ratio>
ECHELON_INLINE void walk_on(Walk& w, Ratio ratio) {
  for_lanes(kLanes, [&](std::size_t i) {
    const float u = w.u[i];
    float mass = w.mass[i], reached = w.reached[i], nearest = w.nearest[i];
    std::int32_t count = w.count[i];
#pragma GCC unroll 12
    for (int k = From; k < To; ++k) {
      const float over = u - reached, distance = std::fabs(over);
      count += over > 0.0f ? 1 : 0;
      nearest = distance < nearest ? distance : nearest;
      mass *= ratio(i, k);
      reached += mass;
    }
    w.mass[i] = mass, w.reached[i] = reached, w.nearest[i] = nearest, w.count[i] = count;
  });
}

// Whether a later value of the distribution function may lie below the u of some firm, or next to it.
ECHELON_INLINE bool some_go_on(const Walk& w) {
  std::int32_t goes_on[kLanes];
  for_lanes(kLanes, [&](std::size_t i) { goes_on[i] = w.u[i] - w.reached[i] > -kCountGuard ? 1 : 0; });
  std::uint64_t pairs[kLanes / 2], some = 0;
  std::memcpy(pairs, goes_on, sizeof pairs);
  for (const std::uint64_t pair : pairs) some |= pair;
  return some != 0;
}

// Counts of a register of firms; first(i) is the probability of none, within(i) whether the terms are right to the guard. Nearly all
// counts are settled by the first few terms.
template <class First, class Ratio, class Within>
ECHELON_INLINE void counts_of(const std::uint32_t* word, First first, Ratio ratio, Within within, std::int32_t* counts) {
  constexpr int kFew = 4;
  Walk w;
  for_lanes(kLanes, [&](std::size_t i) {
    w.u[i] = unit_float(word[i]), w.mass[i] = w.reached[i] = first(i), w.nearest[i] = 1.0f, w.count[i] = 0;
  });
  walk_on<0, kFew>(w, ratio);
  if (some_go_on(w)) walk_on<kFew, kCountTerms>(w, ratio);
  for_lanes(kLanes, [&](std::size_t i) {
    const std::int32_t settled = within(i) & (w.nearest[i] > kCountGuard ? 1 : 0) & (w.count[i] < kCountTerms ? 1 : 0);
    counts[i] = (w.count[i] & -settled) | (kOpenCount & ~-settled);
  });
}

// What is left over of a list, filled up with zeros.
template <class T>
struct Rest {
  T all[kLanes] = {};
  Rest(const T* from, std::uint32_t n) { std::copy_n(from, n, all); }
};

// few(words, values, counts) for every register of firms.
template <class T, class Few>
ECHELON_INLINE void by_registers(std::uint32_t n, const std::uint32_t* word, const T* value, std::int32_t* count, Few few) {
  std::uint32_t done = 0;
  for (; done + kLanes <= n; done += kLanes) few(word + done, value + done, count + done);
  if (done == n) return;
  const Rest<std::uint32_t> words(word + done, n - done);
  const Rest<T> values(value + done, n - done);
  std::int32_t counts[kLanes];
  few(words.all, values.all, counts);
  std::copy_n(counts, n - done, count + done);
}

}  // namespace

void poisson_counts(std::uint32_t n, const std::uint32_t* word, const float* mean, std::int32_t* count) {
  const auto few = [](const std::uint32_t* words, const float* m, std::int32_t* counts) {
    counts_of(
        words, [=](std::size_t i) { return vexp_falling(-m[i]); },
        [=](std::size_t i, int k) { return m[i] * (1.0f / static_cast<float>(k + 1)); },
        [=](std::size_t i) { return (m[i] >= 0.0f ? 1 : 0) & (m[i] <= kCountMean ? 1 : 0); }, counts);
  };
  by_registers(n, word, mean, count, few);
}

void binomial_counts(std::uint32_t n, const std::uint32_t* word, const std::int32_t* trials, float odds, float log_failure,
                     std::int32_t* count) {
  const auto few = [=](const std::uint32_t* words, const std::int32_t* tried, std::int32_t* counts) {
    const auto all = [=](std::size_t i) { return static_cast<float>(tried[i]); };
    const auto log_none = [=](std::size_t i) { return all(i) * log_failure; };
    counts_of(
        words, [=](std::size_t i) { return vexp_falling(log_none(i)); },
        [=](std::size_t i, int k) { return (all(i) - static_cast<float>(k)) * (odds * (1.0f / static_cast<float>(k + 1))); },
        [=](std::size_t i) { return (all(i) >= 0.0f ? 1 : 0) & (log_none(i) >= -kCountMean ? 1 : 0); }, counts);
    for_lanes(kLanes, [&](std::size_t i) { counts[i] = tried[i] == 0 ? 0 : counts[i]; });
  };
  by_registers(n, word, trials, count, few);
}

}  // namespace ECHELON_ISA
}  // namespace echelon
