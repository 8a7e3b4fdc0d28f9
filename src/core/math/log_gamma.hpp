#pragma once
// ln Gamma(x) for x > 0 without libm: Stirling's series at x + 8, then down by the recurrence. Absolute error below
// 3e-14 for x < 10, relative error below 1e-14 beyond.
#include "core/math/vecmath.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

namespace vecmath {

// ln Gamma(y + 1) - [(y + 1/2) ln y - y + ln(2 pi)/2]: what Stirling's formula leaves out, for y >= 8 (abs 1e-15).
ECHELON_INLINE double stirling_rest(double y) {
  const double w = 1.0 / (y * y);
  double p = 1.0 / 156.0;
  p = p * w - 691.0 / 360360.0;
  p = p * w + 1.0 / 1188.0;
  p = p * w - 1.0 / 1680.0;
  p = p * w + 1.0 / 1260.0;
  p = p * w - 1.0 / 360.0;
  p = p * w + 1.0 / 12.0;
  return p / y;
}

}  // namespace vecmath

ECHELON_INLINE double log_gamma(double x) {
  const double y = x + 8.0;
  const double product = x * (x + 1.0) * (x + 2.0) * (x + 3.0) * (x + 4.0) * (x + 5.0) * (x + 6.0) * (x + 7.0);
  return (y - 0.5) * vlog(y) - y + 0.91893853320467274178 + vecmath::stirling_rest(y) - vlog(product);
}

}  // namespace ECHELON_ISA
}  // namespace echelon
