#pragma once
// Truth as a whole number: loops that join conditions on columns of different widths vectorise with 32-bit ones and zeros
// everywhere, with `bool` only sometimes.
#include <bit>
#include <cstdint>

#include "core/isa.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

ECHELON_INLINE std::int32_t one_if(bool holds) { return holds ? 1 : 0; }

// `yes` where one is 1, `no` where it is 0. Put together from bits: g++ turns a conditional whose branches read tables
// into a jump around the reading, and then no longer vectorises.
ECHELON_INLINE std::int32_t choose(std::int32_t one, std::int32_t yes, std::int32_t no) { return no ^ ((no ^ yes) & -one); }
ECHELON_INLINE float choose(std::int32_t one, float yes, float no) {
  return std::bit_cast<float>(choose(one, std::bit_cast<std::int32_t>(yes), std::bit_cast<std::int32_t>(no)));
}

}  // namespace ECHELON_ISA
}  // namespace echelon
