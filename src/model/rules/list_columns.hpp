#pragma once
// Columns of a list of firms side by side, so that what is made of them is one plain loop: those of neighbours where they stand, those
// of a list collected when first asked for, and kept while the list stays as it is.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>

#include "core/isa.hpp"
#include "model/rules/inputs.hpp"

#if defined(__AVX512F__)
#include <immintrin.h>
#endif

namespace echelon {
inline namespace ECHELON_ISA {

// to[i] = from[slot[i]] for i < in_lanes(n). Sixteen at once a word is read where a shorter value begins: columns end with room for it.
template <class T>
ECHELON_INLINE void collect(const T* from, const std::uint32_t* slot, std::size_t n, T* to) {
#if defined(__AVX512F__)
  for (std::size_t i = 0; i < n; i += kLanes) {
    constexpr __mmask16 kAll = 0xffff;  // with a mask, g++ 12 does not warn of what its own header leaves open
    const __m512i at = _mm512_loadu_si512(slot + i);
    const __m512i words = _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), kAll, at, from, sizeof(T));
    if constexpr (sizeof(T) == 4) _mm512_storeu_si512(to + i, words);
    else if constexpr (sizeof(T) == 2) _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + i), _mm512_maskz_cvtepi32_epi16(kAll, words));
    else _mm_storeu_si128(reinterpret_cast<__m128i*>(to + i), _mm512_maskz_cvtepi32_epi8(kAll, words));
  }
#else
  for (std::size_t i = 0; i < in_lanes(n); ++i) to[i] = from[slot[i]];
#endif
}

// So many firms fill a register with values of each of the columns.
template <class... Tags>
constexpr unsigned kLanesOf = std::max({kLanes, static_cast<unsigned>(kByteLanes / sizeof(typename Tags::type))...});

class ListColumns {
 public:
  ListColumns(const FirmList& list, RuleScratch& scratch) : list_(list), kept_(list.still_in ? scratch.columns : scratch.asked_columns) {}

  // The values of the firms of the list, in its order.
  template <class Tag>
  const typename Tag::type* of(const Column<Tag>& column) const {
    using Value = typename Tag::type;
    if (list_.slot == nullptr) return column.data() + list_.first;
    for (std::size_t k = 0; k < kept_.n; ++k) {
      if (kept_.of[k] == column.data()) return reinterpret_cast<const Value*>(kept_.values[k].data());
    }
    if (kept_.n == kRuleColumns) throw std::length_error("rules read more columns than are kept");
    Value* const to = reinterpret_cast<Value*>(kept_.values[kept_.n].data());
    kept_.of[kept_.n++] = column.data();
    collect(column.data(), list_.slot, list_.n, to);
    return to;
  }

 private:
  const FirmList& list_;
  CollectedColumns& kept_;
};

}  // namespace ECHELON_ISA
}  // namespace echelon
