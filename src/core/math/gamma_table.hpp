#pragma once
// Quantiles of V ~ Gamma(k) / k (mean 1, variance 1/k) for one shape k in [0.3, 5], tabulated once without libm. The
// nodes split every octave of min(u, 1 - u) into 64 equal parts, from 2^-24 to 1/2 on either side, so that both the
// power law at zero and the logarithmic upper tail are followed; between nodes the quantile is linear. Relative error
// below 3e-4 for k in [0.3, 5] and u in [2^-24, 1 - 2^-24]; nearer to 0 or 1 the value at that end.
#include <bit>
#include <cstdint>
#include <vector>

#include "core/isa.hpp"

namespace echelon {

// What a kernel needs of a table: 2 x kGammaSide nodes, the lower side first, each by rising min(u, 1 - u).
struct GammaTableView {
  const float* node;
};

constexpr int kGammaOctaves = 23;   // 2^-24 to 2^-1
constexpr int kGammaSplitBits = 6;  // 64 parts an octave
constexpr std::int32_t kGammaSide = (kGammaOctaves << kGammaSplitBits) + 2;

inline namespace ECHELON_ISA {

// The quantile at u; a loop over it becomes two gathers and a linear interpolation. The limits are put on the bits, as
// whole numbers: g++ would turn a limit on the float into a branch around the gather. NaN counts as an end.
ECHELON_INLINE float gamma_quantile(GammaTableView table, float u) {
  constexpr std::int32_t lowest = (127 - 24) << 23;  // the bits of 2^-24
  constexpr std::int32_t highest = 126 << 23;        // and of 1/2
  constexpr int drop = 23 - kGammaSplitBits;
  const float mirrored = 1.0f - u;
  const bool upper = u > 0.5f;
  const std::int32_t raw = std::bit_cast<std::int32_t>(upper ? mirrored : u);
  const std::int32_t raised = raw < lowest ? lowest : raw;
  const std::int32_t bits = (raised > highest ? highest : raised) - lowest;
  const std::int32_t cell = (bits >> drop) + (upper ? kGammaSide : 0);
  const float part = static_cast<float>(bits & ((1 << drop) - 1)) * 0x1p-17f;
  const float low = table.node[cell];
  const float high = table.node[cell + 1];
  return low + part * (high - low);
}

}  // namespace ECHELON_ISA

class GammaTable {
 public:
  // Throws std::invalid_argument unless 0.3 <= shape <= 5.
  explicit GammaTable(double shape);
  // Empty: may be assigned to, has no quantiles.
  GammaTable() = default;
  double shape() const { return shape_; }
  float quantile(float u) const;  // throws std::logic_error when empty
  GammaTableView view() const { return {node_.data()}; }
  std::size_t size() const { return node_.size(); }

 private:
  double shape_ = 0;
  std::vector<float> node_;
};

}  // namespace echelon
