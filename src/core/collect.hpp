#pragma once
// Values of a list read side by side: to[i] = from[at[i]] for i < n. AVX-512 reads sixteen at once, a word where a shorter value begins,
// so `from` must end with room for a word (AlignedArray has it), and writes up to in_lanes(n).
#include <cstddef>
#include <cstdint>

#include "core/isa.hpp"

#if defined(__AVX512F__)
#include <immintrin.h>
#endif

namespace echelon {
inline namespace ECHELON_ISA {

template <class T>
ECHELON_INLINE void collect(const T* from, const std::uint32_t* at, std::size_t n, T* to) {
#if defined(__AVX512F__)
  for (std::size_t i = 0; i < n; i += kLanes) {
    constexpr __mmask16 kAll = 0xffff;  // with a mask, g++ 12 does not warn of what its own header leaves open
    const auto inside = static_cast<__mmask16>(n - i < kLanes ? (1u << (n - i)) - 1 : kAll);
    const __m512i words = _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), inside, _mm512_maskz_loadu_epi32(inside, at + i), from, sizeof(T));
    if constexpr (sizeof(T) == 4) _mm512_storeu_si512(to + i, words);
    else if constexpr (sizeof(T) == 2) _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + i), _mm512_maskz_cvtepi32_epi16(kAll, words));
    else _mm_storeu_si128(reinterpret_cast<__m128i*>(to + i), _mm512_maskz_cvtepi32_epi8(kAll, words));
  }
#else
  for (std::size_t i = 0; i < n; ++i) to[i] = from[at[i]];
#endif
}

// Only those words of a list stay whose byte is set, in their order; answers how many. AVX-512 writes whole registers, never beyond
// in_lanes(n).
template <class T>
ECHELON_INLINE std::size_t keep_set(const std::uint8_t* set, std::size_t n, T* list) {
  static_assert(sizeof(T) == 4);
  std::size_t kept = 0;
#if defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512VL__)
  for (std::size_t i = 0; i < n; i += kLanes) {
    const auto inside = static_cast<__mmask16>(n - i < kLanes ? (1u << (n - i)) - 1 : 0xffffu);
    const __m128i bytes = _mm_maskz_loadu_epi8(inside, set + i);
    const __mmask16 stays = _mm_test_epi8_mask(bytes, bytes);
    const __m512i words = _mm512_maskz_loadu_epi32(inside, list + i);
    _mm512_storeu_si512(list + kept, _mm512_maskz_compress_epi32(stays, words));
    kept += static_cast<std::size_t>(__builtin_popcount(stays));
  }
#else
  for (std::size_t i = 0; i < n; ++i) list[kept] = list[i], kept += set[i] != 0;
#endif
  return kept;
}

}  // namespace ECHELON_ISA
}  // namespace echelon
