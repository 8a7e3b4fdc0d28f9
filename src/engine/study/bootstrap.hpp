#pragma once
// The bootstrap (Efron 1979): how far an estimate would move had other experiments been drawn.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace echelon {

// Standard deviation of every number that `estimate` gives, over `resamples` of n things drawn with replacement. A resample
// for which a number is NaN does not count for it; NaN where fewer than two are left.
using Resampled = std::function<std::vector<double>(const std::vector<std::size_t>&)>;
std::vector<double> bootstrap_sd(std::size_t n, std::size_t resamples, std::uint64_t seed, const Resampled& estimate);

// Half the width of the normal interval of this level: z times the standard deviation.
double half_width(double sd, double level);

}  // namespace echelon
