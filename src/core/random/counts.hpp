#pragma once
// Counts by inversion for many firms at once, the same as those of discrete.hpp. Nearly all counts of a city are small: the
// uniform is held against the first values of the distribution function, in single precision, and the count is left open
// where the uniform comes too near to one of them, or lies beyond them all. The exact walk settles those.
#include <cstdint>

#include "core/isa.hpp"

namespace echelon {

constexpr std::int32_t kOpenCount = -1;

// Values of the distribution function that are looked at: counts of this size and more are left open.
constexpr int kCountTerms = 12;
// Means, and trials times -ln(1 - p), up to which they are right to kCountGuard.
constexpr float kCountMean = 8.0f;
// A term has a relative error of at most (2 kCountMean + 2 + 5 kCountTerms) 2^-24 by its roundings, the terms sum to at most 1,
// and each addition may lose 2^-24: together below 5.4e-6.
constexpr float kCountGuard = 1e-5f;

inline namespace ECHELON_ISA {

// Poisson counts of n uniforms, whose words are `word`; kOpenCount where open, and wherever the mean is no mean.
void poisson_counts(std::uint32_t n, const std::uint32_t* word, const float* mean, std::int32_t* count);
// Successes of `trials` at odds p / (1 - p); `log_failure` is ln(1 - p). Without trials there is none.
void binomial_counts(std::uint32_t n, const std::uint32_t* word, const std::int32_t* trials, float odds, float log_failure,
                     std::int32_t* count);

}  // namespace ECHELON_ISA
}  // namespace echelon
