#pragma once
// Elementary functions built from + - * /, comparisons and bit casts alone: no libm, no fused multiply-add, no branch. So
// they give the same bits on every instruction set, and g++ turns a loop over them into vector code. Coefficients are
// our own minimax fits (bench/fit_polynomials.cpp) or Taylor coefficients; tests/core/vecmath.cpp checks every bound
// stated here against 80-bit arithmetic. "rel" is relative, "abs" absolute error.
//
//                   float                           double
//   vexp            rel 1e-7 on [-87.3, 88.37]      rel 3e-16 on [-708.3, 709.4]; outside: the value at the nearer end
//   vexpm1          rel 1.5e-7, ends as vexp        rel 4e-16
//   vlog            rel 1e-7                        rel 3e-16; zero, negative and subnormal x count as the smallest
//                                                   normal number (-87.3, -708.4); infinity stays infinity
//   vlog1p          rel 2e-7 for x > -1             rel 4e-16; x <= -1 as vlog of zero
//   vpow            vexp(y * vlog(x)) for x > 0: rel 1.2e-7 (1 + |y ln x|), 3e-16 (1 + |y ln x|); x^0 = 1^y = 1
//   logistic        rel 2e-7, above 0 (x cut -87)   rel 4e-16, above 0 (x cut at -708); 1 for large x
//   vtanh           rel 2.5e-7, odd, +-1 from 10    rel 6e-16, odd, +-1 from 20 on
//   inverse_normal  rel 1e-5 on 23-bit u            abs 1e-12; odd about 1/2; u is cut at 2^-24 (at 1e-300)
//   normal_cdf      none                            rel 1e-12 for x > -37, the value at -37.6 below
//
// NaN in gives NaN out everywhere.
#include <bit>
#include <cstdint>

#include "core/isa.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

namespace vecmath {

// Comparisons written so that NaN passes through.
template <class T>
ECHELON_INLINE T at_least(T x, T low) {
  return x < low ? low : x;
}
template <class T>
ECHELON_INLINE T at_most(T x, T high) {
  return x > high ? high : x;
}

// x = n ln2 + r: 2^n and e^r - 1.
template <class T>
struct ExpParts {
  T scale, tail;
};

ECHELON_INLINE ExpParts<float> exp_parts_inside(float x) {
  // Adding 1.5 * 2^23 rounds to a whole number and leaves it in the low bits.
  const float shifted = x * 1.44269504f + 12582912.0f;
  const float n = shifted - 12582912.0f;
  const float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
  float q = 1.3946670207e-3f;
  q = q * r + 8.3667106462e-3f;
  q = q * r + 4.1666279080e-2f;
  q = q * r + 1.6666542048e-1f;
  q = q * r + 5.0000000627e-1f;
  const std::uint32_t bits = (std::bit_cast<std::uint32_t>(shifted) << 23) + 0x3f800000u;
  return {std::bit_cast<float>(bits), r + r * r * q};
}
ECHELON_INLINE ExpParts<float> exp_parts(float x) { return exp_parts_inside(at_most(at_least(x, -87.3f), 88.37f)); }

ECHELON_INLINE ExpParts<double> exp_parts(double x) {
  x = at_most(at_least(x, -708.3), 709.4);
  const double shifted = x * 1.4426950408889634074 + 6755399441055744.0;
  const double n = shifted - 6755399441055744.0;
  const double r = (x - n * 0x1.62e42feep-1) - n * 1.90821492927058770002e-10;
  double q = 1.0 / 6227020800.0;  // Taylor: 1 / 13!, ..., 1 / 2!; the first term left out is below 1e-17
  q = q * r + 1.0 / 479001600.0;
  q = q * r + 1.0 / 39916800.0;
  q = q * r + 1.0 / 3628800.0;
  q = q * r + 1.0 / 362880.0;
  q = q * r + 1.0 / 40320.0;
  q = q * r + 1.0 / 5040.0;
  q = q * r + 1.0 / 720.0;
  q = q * r + 1.0 / 120.0;
  q = q * r + 1.0 / 24.0;
  q = q * r + 1.0 / 6.0;
  q = q * r + 0.5;
  const std::uint64_t bits = (std::bit_cast<std::uint64_t>(shifted) << 52) + 0x3ff0000000000000u;
  return {std::bit_cast<double>(bits), r + r * r * q};
}

}  // namespace vecmath

ECHELON_INLINE float vexp(float x) {
  const auto e = vecmath::exp_parts(x);
  return e.scale + e.scale * e.tail;
}
ECHELON_INLINE double vexp(double x) {
  const auto e = vecmath::exp_parts(x);
  return e.scale + e.scale * e.tail;
}

// The same bits as vexp for |x| <= 87, a fifth faster; rubbish beyond. For exponents that are bounded by construction.
ECHELON_INLINE float vexp_inside(float x) {
  const auto e = vecmath::exp_parts_inside(x);
  return e.scale + e.scale * e.tail;
}

// The same bits as vexp for x <= 87 and for NaN; rubbish beyond. For probabilities that nothing happens.
ECHELON_INLINE float vexp_falling(float x) { return vexp_inside(vecmath::at_least(x, -87.3f)); }

ECHELON_INLINE float vexpm1(float x) {
  const auto e = vecmath::exp_parts(x);
  return e.scale * e.tail + (e.scale - 1.0f);
}
ECHELON_INLINE double vexpm1(double x) {
  const auto e = vecmath::exp_parts(x);
  return e.scale * e.tail + (e.scale - 1.0);
}

// x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)). The same bits as vlog for normal positive x; rubbish elsewhere.
ECHELON_INLINE float vlog_inside(float x) {
  const std::uint32_t shifted = std::bit_cast<std::uint32_t>(x) + (0x3f800000u - 0x3f3504f3u);
  const float k = static_cast<float>(static_cast<std::int32_t>(shifted >> 23) - 127);
  const float f = std::bit_cast<float>((shifted & 0x007fffffu) + 0x3f3504f3u) - 1.0f;
  float p = -7.8596186984e-2f;
  p = p * f + 1.2881650236e-1f;
  p = p * f - 1.3128753373e-1f;
  p = p * f + 1.4181191476e-1f;
  p = p * f - 1.6624554154e-1f;
  p = p * f + 2.0002286296e-1f;
  p = p * f - 2.5000810402e-1f;
  p = p * f + 3.3333316726e-1f;
  const float tail = f * f * (f * p - 0.5f) - k * 2.12194440e-4f;
  return k * 0.693359375f + (f + tail);
}

ECHELON_INLINE float vlog(float x) {
  const float positive = vecmath::at_least(x, 0x1p-126f);
  const float result = vlog_inside(positive);
  return positive <= 0x1.fffffep+127f ? result : x;  // infinity and NaN
}

ECHELON_INLINE double vlog(double x) {
  const double positive = vecmath::at_least(x, 0x1p-1022);
  const std::uint64_t shifted = std::bit_cast<std::uint64_t>(positive) + (0x3ff0000000000000u - 0x3fe6a09e667f3bcdu);
  const double k = std::bit_cast<double>((shifted >> 52) | 0x4330000000000000u) - (0x1p52 + 1023.0);
  const double f = std::bit_cast<double>((shifted & 0x000fffffffffffffu) + 0x3fe6a09e667f3bcdu) - 1.0;
  // ln(1 + f) = 2 atanh(s) = 2 s + s R with s = f / (2 + f), R = 2 (s^2/3 + s^4/5 + ...); 2 s = f - s f.
  const double s = f / (2.0 + f);
  const double z = s * s;
  double p = 2.0 / 23.0;
  p = p * z + 2.0 / 21.0;
  p = p * z + 2.0 / 19.0;
  p = p * z + 2.0 / 17.0;
  p = p * z + 2.0 / 15.0;
  p = p * z + 2.0 / 13.0;
  p = p * z + 2.0 / 11.0;
  p = p * z + 2.0 / 9.0;
  p = p * z + 2.0 / 7.0;
  p = p * z + 2.0 / 5.0;
  p = p * z + 2.0 / 3.0;
  // f^2/2 is taken out so that what s multiplies stays small and its rounding harmless.
  const double half = 0.5 * f * f;
  const double tail = s * (half + z * p) + k * 1.90821492927058770002e-10;
  const double result = k * 0x1.62e42feep-1 + (f - (half - tail));
  return positive <= 0x1.fffffffffffffp+1023 ? result : x;
}

// ln(u) with u = 1 + x as rounded, plus what the rounding lost.
ECHELON_INLINE float vlog1p(float x) {
  const float bounded = vecmath::at_most(vecmath::at_least(x, -1.0f), 0x1p+126f);
  const float u = vecmath::at_least(1.0f + bounded, 0x1p-126f);
  return vlog_inside(u) + (bounded - (u - 1.0f)) / u;
}
ECHELON_INLINE double vlog1p(double x) {
  const double bounded = vecmath::at_most(vecmath::at_least(x, -1.0), 0x1p+1022);
  const double u = vecmath::at_least(1.0 + bounded, 0x1p-1022);
  return vlog(u) + (bounded - (u - 1.0)) / u;
}

ECHELON_INLINE float vpow(float x, float y) { return vexp(y * vlog(x)); }
ECHELON_INLINE double vpow(double x, double y) { return vexp(y * vlog(x)); }

// 1 / (1 + e^-x)
ECHELON_INLINE float logistic(float x) { return 1.0f / (1.0f + vexp_falling(-vecmath::at_least(x, -87.0f))); }
ECHELON_INLINE double logistic(double x) { return 1.0 / (1.0 + vexp(-vecmath::at_least(x, -708.0))); }

ECHELON_INLINE float vtanh(float x) {
  const float e = vexpm1(2.0f * vecmath::at_most(vecmath::at_least(x, -10.0f), 10.0f));
  return e / (e + 2.0f);
}
ECHELON_INLINE double vtanh(double x) {
  const double e = vexpm1(2.0 * vecmath::at_most(vecmath::at_least(x, -20.0), 20.0));
  return e / (e + 2.0);
}

// Phi(x). In the tail phi(a) times Mills' ratio, which times a + 4 is a polynomial in (a - 4) / (a + 4).
ECHELON_INLINE double normal_cdf(double x) {
  const double a = vecmath::at_most(x < 0 ? -x : x, 37.6);
  const double y = (a - 4.0) / (a + 4.0);
  double p = -9.9224197713586534623e-08;
  p = p * y - 2.6345434448947023557e-07;
  p = p * y + 5.5105126794656847579e-07;
  p = p * y + 2.3810886459664896274e-06;
  p = p * y - 1.4949114727464008494e-06;
  p = p * y - 1.4699353122284421367e-05;
  p = p * y + 1.7643056530601890054e-06;
  p = p * y + 8.8029121187344055471e-05;
  p = p * y - 4.7757047066415762366e-06;
  p = p * y - 5.7925045147149021988e-04;
  p = p * y + 3.3424349395319154213e-04;
  p = p * y + 4.0878525181010136263e-03;
  p = p * y - 8.7222951637886011222e-03;
  p = p * y - 1.8900450572574676663e-02;
  p = p * y + 1.5139176230522789609e-01;
  p = p * y - 4.6754096301036105959e-01;
  p = p * y + 9.704095548678211096e-01;
  p = p * y - 1.523770910819837441;
  p = p * y + 1.8932190633084839932;
  const double tail = vexp(-0.5 * a * a) * 0.39894228040143267794 * p / (a + 4.0);
  return x > 0 ? 1.0 - tail : tail;
}

// The normal quantile as (2u - 1) times a polynomial in sqrt(14 - ln(4u(1 - u))): one formula for centre and tails.
// For v in [2^-24, 1 - 2^-24], as unit_float has it; rubbish beyond.
ECHELON_INLINE float inverse_normal_inside(float v) {
  const float s = __builtin_sqrtf(14.0f - vlog_inside(4.0f * v * (1.0f - v))) - 4.5f;
  float p = 6.2422614912e-2f;
  p = p * s - 1.6675988683e-1f;
  p = p * s + 4.5297758627e-2f;
  p = p * s + 2.5986640074e-1f;
  p = p * s - 3.5010820930e-1f;
  p = p * s + 1.6528595421e-1f;
  p = p * s + 1.1613240870e-1f;
  p = p * s - 4.6163504491e-1f;
  p = p * s + 2.5002463747f;
  p = p * s + 3.3035311169f;
  return (2.0f * v - 1.0f) * p;
}
ECHELON_INLINE float inverse_normal(float u) {
  return inverse_normal_inside(vecmath::at_most(vecmath::at_least(u, 0x1p-24f), 1.0f - 0x1p-24f));
}

namespace vecmath {

// Halley's step towards normal_cdf(z) = p.
ECHELON_INLINE double halley(double z, double p) {
  const double density = vexp(-0.5 * z * z) * 0.39894228040143267794;
  const double newton = (normal_cdf(z) - p) / density;
  return z - newton / (1.0 + 0.5 * z * newton);
}

}  // namespace vecmath

// Start: Abramowitz and Stegun 26.2.23 (error below 4.5e-4 for every u); then Halley's step twice.
ECHELON_INLINE double inverse_normal(double u) {
  const double mirrored = 1.0 - u;
  const double p = vecmath::at_least(u > 0.5 ? mirrored : u, 1e-300);
  const double t = __builtin_sqrt(-2.0 * vlog(p));
  const double top = 2.515517 + t * (0.802853 + t * 0.010328);
  const double bottom = 1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  const double z = vecmath::halley(vecmath::halley(top / bottom - t, p), p);
  return u > 0.5 ? -z : z;
}

}  // namespace ECHELON_ISA
}  // namespace echelon
