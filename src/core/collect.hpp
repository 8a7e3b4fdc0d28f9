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

}  // namespace ECHELON_ISA
}  // namespace echelon
