#pragma once
// Philox for a block of firms at once: the same words as philox(), several times faster. g++ turns the plain loop into
// 64 x 64 bit products and permutations; here a vector register is read as 64-bit lanes of which the multiplication
// uses the lower halves only. Even firms are worked on in place, odd firms shifted down, and the halves joined at the
// end; no permutation is needed.
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "core/isa.hpp"
#include "core/random/philox.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace echelon {
inline namespace ECHELON_ISA {

#if defined(__x86_64__)
namespace wide {

#if defined(__AVX512F__)
using Lanes = std::uint64_t __attribute__((vector_size(64)));
ECHELON_INLINE Lanes product(Lanes a, Lanes b) {
  return (Lanes)_mm512_maskz_mul_epu32(0xff, (__m512i)a, (__m512i)b);
}
#elif defined(__AVX2__)
using Lanes = std::uint64_t __attribute__((vector_size(32)));
ECHELON_INLINE Lanes product(Lanes a, Lanes b) { return (Lanes)_mm256_mul_epu32((__m256i)a, (__m256i)b); }
#else
using Lanes = std::uint64_t __attribute__((vector_size(16)));
ECHELON_INLINE Lanes product(Lanes a, Lanes b) { return (Lanes)_mm_mul_epu32((__m128i)a, (__m128i)b); }
#endif
constexpr std::size_t kFirms = sizeof(Lanes) / sizeof(std::uint32_t);

ECHELON_INLINE Lanes all(std::uint32_t word) { return Lanes{} + word; }

// The lower halves of both, odd firms behind even ones.
ECHELON_INLINE Lanes join(Lanes even, Lanes odd) {
#if defined(__AVX512F__)
  return (Lanes)_mm512_mask_shuffle_epi32((__m512i)even, 0xaaaa, (__m512i)odd, _MM_PERM_CCAA);
#else
  return (even & all(0xffffffffu)) | (odd << 32);
#endif
}

struct Counter {
  Lanes c0, c1, c2, c3;  // the upper halves of the lanes hold rubbish
};

// Of several counters, round by round: what one waits for, another computes.
template <std::size_t Counters>
ECHELON_INLINE void rounds(PhiloxKey key, Counter (&counters)[Counters]) {
  const Lanes m0 = all(0xD2511F53u), m1 = all(0xCD9E8D57u);
  std::uint32_t k0 = key.k0, k1 = key.k1;
#pragma GCC unroll 10
  for (int round = 0; round < kPhiloxRounds; ++round) {
#pragma GCC unroll 8
    for (Counter& c : counters) {
      const Lanes p0 = product(m0, c.c0), p1 = product(m1, c.c2);
      c.c0 = (p1 >> 32) ^ c.c1 ^ all(k0);
      c.c2 = (p0 >> 32) ^ c.c3 ^ all(k1);
      c.c1 = p1;
      c.c3 = p0;
    }
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
}

// Words of the Registers x kFirms firms whose ids stand at `ids`.
template <std::size_t Registers>
ECHELON_INLINE void fill(PhiloxKey key, const std::uint32_t* ids, std::uint32_t c1, std::uint32_t c2, std::uint32_t c3,
                         std::uint32_t* out0, std::uint32_t* out1, std::uint32_t* out2, std::uint32_t* out3) {
  Counter c[2 * Registers];
#pragma GCC unroll 4
  for (std::size_t r = 0; r < Registers; ++r) {
    Lanes id;
    std::memcpy(&id, ids + r * kFirms, sizeof id);
    c[2 * r] = {id, all(c1), all(c2), all(c3)};
    c[2 * r + 1] = {id >> 32, all(c1), all(c2), all(c3)};
  }
  rounds(key, c);
  const auto put = [](Lanes words, std::uint32_t* out) { std::memcpy(out, &words, sizeof words); };
#pragma GCC unroll 4
  for (std::size_t r = 0; r < Registers; ++r) {
    const Counter &even = c[2 * r], &odd = c[2 * r + 1];
    put(join(even.c0, odd.c0), out0 + r * kFirms);
    put(join(even.c1, odd.c1), out1 + r * kFirms);
    put(join(even.c2, odd.c2), out2 + r * kFirms);
    put(join(even.c3, odd.c3), out3 + r * kFirms);
  }
}

// As many at once as there are registers for.
#if defined(__AVX512F__)
constexpr std::size_t kSideBySide = 2;
#else
constexpr std::size_t kSideBySide = 1;
#endif

}  // namespace wide
#endif

// out_j[i] = word j of philox(key, c0[i], c1, c2, c3) for i < n. No output may overlap another array.
ECHELON_INLINE void philox_fill(PhiloxKey key, const std::uint32_t* c0, std::size_t n, std::uint32_t c1,
                                std::uint32_t c2, std::uint32_t c3, std::uint32_t* out0, std::uint32_t* out1,
                                std::uint32_t* out2, std::uint32_t* out3) {
#if defined(__x86_64__)
  std::size_t i = 0;
  constexpr std::size_t kMany = wide::kSideBySide * wide::kFirms;
  for (; i + kMany <= n; i += kMany)
    wide::fill<wide::kSideBySide>(key, c0 + i, c1, c2, c3, out0 + i, out1 + i, out2 + i, out3 + i);
  for (; i + wide::kFirms <= n; i += wide::kFirms)
    wide::fill<1>(key, c0 + i, c1, c2, c3, out0 + i, out1 + i, out2 + i, out3 + i);
  if (i == n) return;
  const std::size_t left = (n - i) * sizeof(std::uint32_t);
  std::uint32_t ids[wide::kFirms] = {}, words[4][wide::kFirms];
  std::memcpy(ids, c0 + i, left);
  wide::fill<1>(key, ids, c1, c2, c3, words[0], words[1], words[2], words[3]);
  std::memcpy(out0 + i, words[0], left);
  std::memcpy(out1 + i, words[1], left);
  std::memcpy(out2 + i, words[2], left);
  std::memcpy(out3 + i, words[3], left);
#else
  for (std::size_t i = 0; i < n; ++i) {
    const Words4 w = philox(key, c0[i], c1, c2, c3);
    out0[i] = w.w0, out1[i] = w.w1, out2[i] = w.w2, out3[i] = w.w3;
  }
#endif
}

}  // namespace ECHELON_ISA
}  // namespace echelon
