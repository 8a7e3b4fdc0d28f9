#pragma once
// Sums that do not depend on the order of their terms: every term is rounded once to a fixed-point integer, and whole
// numbers add exactly. So any blocking, threading or vector width gives the same bits.
#include <bit>
#include <cstdint>
#include <limits>
#include <stdexcept>

#include "core/isa.hpp"

namespace echelon {

// v * scale rounded to the nearest whole number, ties to even. Throws std::overflow_error when the result does not fit
// in 64 bits or v is not a number: a sum of money is never cut off silently.
inline std::int64_t to_fixed(double v, double scale) {
  const double x = v * scale;
  if (!(x >= -0x1p63 && x < 0x1p63)) throw std::overflow_error("a sum's term does not fit in fixed point");
  const double magnitude = x < 0 ? -x : x;
  if (magnitude >= 0x1p52) return static_cast<std::int64_t>(x);  // already whole
  const double rounded = x < 0 ? (x - 0x1p52) + 0x1p52 : (x + 0x1p52) - 0x1p52;
  return static_cast<std::int64_t>(rounded);
}

// A sum in fixed point with 127 bits: 2^64 terms of any size fit.
class ExactSum {
 public:
  explicit ExactSum(double scale) : scale_(scale) {}
  void add(double v) { total_ += to_fixed(v, scale_); }
  void add_fixed(std::int64_t term) { total_ += term; }
  void add(const ExactSum& other) {
    if (other.scale_ != scale_) throw std::invalid_argument("exact sums of different scales do not add");
    total_ += other.total_;
  }
  double scale() const { return scale_; }
  // Nearest double of the exact total over the scale.
  double value() const { return static_cast<double>(total_) / scale_; }
  // The exact total in units of 1/scale; throws std::overflow_error when it does not fit.
  std::int64_t fixed() const {
    if (total_ > std::numeric_limits<std::int64_t>::max() || total_ < std::numeric_limits<std::int64_t>::min())
      throw std::overflow_error("an exact sum does not fit in 64 bits");
    return static_cast<std::int64_t>(total_);
  }
  friend bool operator==(const ExactSum& a, const ExactSum& b) { return a.scale_ == b.scale_ && a.total_ == b.total_; }

 private:
  double scale_;
  __int128 total_ = 0;
};

inline namespace ECHELON_ISA {

// The same rounding for loops over firms: branch-free, vectorises everywhere, right only for |v * scale| < 2^51.
ECHELON_INLINE std::int64_t to_fixed_in_range(double v, double scale) {
  const double shifted = v * scale + 6755399441055744.0;
  return static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(shifted) - 0x4338000000000000u);
}

}  // namespace ECHELON_ISA
}  // namespace echelon
