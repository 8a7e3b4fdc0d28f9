// Counts of many firms at once: the same as the exact walk's, on every instruction set, or left open.
#include "core/random/counts.hpp"

#include <catch2/catch.hpp>
#include <algorithm>
#include <vector>

#include "core/cpu.hpp"
#include "core/math/vecmath.hpp"
#include "core/random/discrete.hpp"
#include "core/random/philox.hpp"
#include "core/random/uniform.hpp"

using namespace echelon;

namespace echelon {
#if defined(__x86_64__)
namespace avx2 {
void poisson_counts(std::uint32_t, const std::uint32_t*, const float*, std::int32_t*);
void binomial_counts(std::uint32_t, const std::uint32_t*, const std::int32_t*, float, float, std::int32_t*);
}  // namespace avx2
namespace avx512 {
void poisson_counts(std::uint32_t, const std::uint32_t*, const float*, std::int32_t*);
void binomial_counts(std::uint32_t, const std::uint32_t*, const std::int32_t*, float, float, std::int32_t*);
}  // namespace avx512
#endif
}  // namespace echelon

namespace {

constexpr std::uint32_t kN = 4003;

// Uniforms all over, and both ends.
std::vector<std::uint32_t> words(std::uint64_t seed) {
  std::vector<std::uint32_t> all(kN);
  for (std::uint32_t i = 0; i < kN; ++i) all[i] = philox(philox_key(seed, 0), i, 0, 0, 0).w0;
  all[0] = 0, all[1] = 0xffffffffu, all[2] = 0x80000000u;
  return all;
}

// Words of the uniforms next to u on both sides.
void aim(std::vector<std::uint32_t>& word, std::uint32_t from, double u) {
  const double cell = u * 0x1p23 - 8;
  for (std::uint32_t i = 0; i < 16; ++i) {
    const double at = cell + i;
    word[from + i] = static_cast<std::uint32_t>(at < 0 ? 0 : (at > 0x1p23 - 1 ? 0x1p23 - 1 : at)) << 9;
  }
}

struct Copies {
  decltype(&poisson_counts) poisson;
  decltype(&binomial_counts) binomial;
};
std::vector<Copies> copies() {
  std::vector<Copies> all{{poisson_counts, binomial_counts}};
#if defined(__x86_64__)
  if (available(Isa::avx2)) all.push_back({avx2::poisson_counts, avx2::binomial_counts});
  if (available(Isa::avx512)) all.push_back({avx512::poisson_counts, avx512::binomial_counts});
#endif
  return all;
}

}  // namespace

TEST_CASE("Poisson counts side by side are those of the walk, and few of small means are left open", "[counts]") {
  for (const float mean : {0.0f, 1e-6f, 0.02f, 0.3f, 0.999f, 1.0f, 1.7f, 3.5f, 5.0f, 8.0f}) {
    std::vector<std::uint32_t> word = words(21);
    double term = vexp(-static_cast<double>(mean)), reached = term;
    for (std::uint32_t k = 0; k < 20; ++k) {
      aim(word, 16 + 16 * k, reached);
      term *= mean / (k + 1.0), reached += term;
    }
    const std::vector<float> means(kN, mean);
    std::vector<std::int32_t> expected;
    for (const Copies& copy : copies()) {
      std::vector<std::int32_t> count(kN, 77);
      copy.poisson(kN, word.data(), means.data(), count.data());
      if (expected.empty()) expected = count;
      CHECK((count == expected));
    }
    int open = 0;
    for (std::uint32_t i = 0; i < kN; ++i) {
      if (expected[i] == kOpenCount) open += i >= 16 * 21;
      else REQUIRE(expected[i] == poisson_inverse(unit_float(word[i]), mean));
    }
    // Beyond the terms: 1.7e-5 at a mean of 3, 0.112 at 8; next to a value: 12 windows of 2e-5.
    CHECK(open < (mean <= 3 ? 10 : (mean <= 5 ? 60 : 650)));
  }
}

TEST_CASE("Poisson counts by hand; what is no small mean is left open", "[counts]") {
  const double none = 0.36787944, one = 0.73575888;  // e^-1 and 2/e
  const std::uint32_t word[] = {static_cast<std::uint32_t>((none - 1e-4) * 0x1p32), static_cast<std::uint32_t>((none + 1e-4) * 0x1p32),
                                static_cast<std::uint32_t>((one - 1e-4) * 0x1p32), static_cast<std::uint32_t>((one + 1e-4) * 0x1p32),
                                static_cast<std::uint32_t>(none * 0x1p32), 0x80000000u, 0x80000000u, 0x80000000u, 0x80000000u};
  const float nan = __builtin_nanf("");
  const float mean[] = {1, 1, 1, 1, 1, -0.5f, 8.5f, nan, 1e30f};
  std::int32_t count[9];
  poisson_counts(9, word, mean, count);
  const std::int32_t expected[] = {0, 1, 1, 2, kOpenCount, kOpenCount, kOpenCount, kOpenCount, kOpenCount};
  for (int i = 0; i < 9; ++i) CHECK(count[i] == expected[i]);
}

TEST_CASE("Binomial counts side by side are those of the walk", "[counts]") {
  for (const double p : {0.0, 1e-6, 0.003, 0.05, 0.11, 0.3, 0.52, 0.9, 0.999, 1.0}) {
    BinomialLaw law(p);
    const std::vector<std::uint32_t> word = words(22);
    std::vector<std::int32_t> trials(kN), expected;
    for (std::uint32_t i = 0; i < kN; ++i) trials[i] = static_cast<std::int32_t>(i % 7 == 0 ? i % 300 : i % 12);
    for (const Copies& copy : copies()) {
      std::vector<std::int32_t> count(kN, 77);
      copy.binomial(kN, word.data(), trials.data(), law.odds(), law.log_failure(), count.data());
      if (expected.empty()) expected = count;
      CHECK((count == expected));
    }
    int open = 0;
    for (std::uint32_t i = 0; i < kN; ++i) {
      if (expected[i] == kOpenCount) ++open;
      else REQUIRE(expected[i] == binomial_inverse(unit_float(word[i]), trials[i], p));
      if (trials[i] == 0) REQUIRE(expected[i] == 0);
    }
    INFO("probability " << p);
    if (p <= 0.05) CHECK(open < 400);
    if (p == 1.0) CHECK(open == static_cast<int>(kN - std::count(trials.begin(), trials.end(), 0)));
  }
}

TEST_CASE("Binomial counts next to the distribution function", "[counts]") {
  // Two trials at one half: 1/4, 3/4.
  BinomialLaw law(0.5);
  std::vector<std::uint32_t> word(64);
  aim(word, 0, 0.25), aim(word, 16, 0.75), aim(word, 32, 0.2499), aim(word, 48, 0.2501);
  const std::vector<std::int32_t> two(64, 2);
  std::vector<std::int32_t> count(64);
  binomial_counts(64, word.data(), two.data(), law.odds(), law.log_failure(), count.data());
  for (int i = 0; i < 32; ++i) CHECK(count[i] == kOpenCount);
  for (int i = 32; i < 48; ++i) CHECK(count[i] == 0);
  for (int i = 48; i < 64; ++i) CHECK(count[i] == 1);
}
