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

// The quantile at u; a loop over it becomes two gathers and a linear interpolation. NaN counts as 1 - 2^-24.
ECHELON_INLINE float gamma_quantile(GammaTableView table, float u) {
  const float mirrored = 1.0f - u;
  const bool upper = !(u <= 0.5f);
  const float side = upper ? mirrored : u;
  const float m = side > 0x1p-24f ? side : 0x1p-24f;
  constexpr std::uint32_t first = (127u - 24u) << kGammaSplitBits;
  constexpr int drop = 23 - kGammaSplitBits;
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(m);
  const std::int32_t cell = static_cast<std::int32_t>((bits >> drop) - first) + (upper ? kGammaSide : 0);
  const float part = static_cast<float>(static_cast<std::int32_t>(bits & ((1u << drop) - 1u))) * 0x1p-17f;
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
