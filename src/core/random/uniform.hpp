#pragma once
// Random words as uniforms strictly inside (0, 1), so that no logarithm or quantile ever meets an end point.
#include <bit>
#include <cstdint>

#include "core/isa.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

// (w / 2^9 + 1/2) / 2^23 with the upper 23 bits of w: every value is exact in float and 1 - u is one of them too.
ECHELON_INLINE float unit_float(std::uint32_t w) {
  return (static_cast<float>(static_cast<std::int32_t>(w >> 9)) + 0.5f) * 0x1p-23f;
}

// How many of the 2^23 values of unit_float lie below x; and whether that of a word is one of them. Exact.
ECHELON_INLINE std::int32_t uniforms_below(double x) {
  const double steps = x * 0x1p23 - 0.5;  // value m lies below x where m < steps
  if (!(steps > 0)) return 0;
  if (steps >= 0x1p23) return 1 << 23;
  const auto whole = static_cast<std::int32_t>(steps);
  return whole + (static_cast<double>(whole) < steps ? 1 : 0);
}

ECHELON_INLINE bool is_below(std::uint32_t w, std::int32_t uniforms) { return static_cast<std::int32_t>(w >> 9) < uniforms; }

// (m + 1/2) / 2^52 with 52 bits m: all of hi and the upper 20 bits of lo. Exact, and so is 1 - u.
ECHELON_INLINE double unit_double(std::uint32_t hi, std::uint32_t lo) {
  const std::uint64_t m = (std::uint64_t{hi} << 20) | (lo >> 12);
  const double in_1_2 = std::bit_cast<double>(m | 0x3ff0000000000000u);
  return (in_1_2 - 1.0) + 0x1p-53;
}

}  // namespace ECHELON_ISA
}  // namespace echelon
