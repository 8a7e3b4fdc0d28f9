#include "engine/study/bootstrap.hpp"

#include <limits>

#include "core/math/vecmath.hpp"
#include "core/random/philox.hpp"

namespace echelon {

namespace {

constexpr std::uint32_t kBootstrap = 0xd0000011u;
constexpr std::uint64_t kBootstrapKey = 0xd5163u;

}  // namespace

std::vector<double> bootstrap_sd(std::size_t n, std::size_t resamples, std::uint64_t seed, const Resampled& estimate) {
  std::vector<double> sum, squares, counts;
  std::vector<std::size_t> drawn(n);
  for (std::size_t r = 0; r < resamples && n > 0; ++r) {
    PhiloxEngine random(philox_key(seed, kBootstrapKey), static_cast<std::uint32_t>(r), 0, kBootstrap);
    for (std::size_t& i : drawn) i = static_cast<std::size_t>((static_cast<unsigned __int128>((std::uint64_t{random()} << 32) | random()) * n) >> 64);
    const std::vector<double> x = estimate(drawn);
    if (sum.empty()) sum.assign(x.size(), 0), squares = sum, counts = sum;
    for (std::size_t j = 0; j < x.size(); ++j) {
      if (x[j] != x[j]) continue;
      // Welford's update keeps the digits of estimates far from zero.
      const double before = x[j] - sum[j];
      counts[j] += 1, sum[j] += before / counts[j], squares[j] += before * (x[j] - sum[j]);
    }
  }
  std::vector<double> sd(sum.size(), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t j = 0; j < sd.size(); ++j)
    if (counts[j] > 1) sd[j] = __builtin_sqrt(squares[j] / (counts[j] - 1));
  return sd;
}

double half_width(double sd, double level) { return inverse_normal(0.5 + 0.5 * level) * sd; }

}  // namespace echelon
