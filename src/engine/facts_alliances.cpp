// Fact 34: the network of alliances.
#include <cmath>
#include <limits>

#include "engine/facts_sample.hpp"
#include "model/processes/consortia.hpp"

namespace echelon {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// Third central moment over the cube of the standard deviation; NaN where all sizes are the same.
double skewness(std::span<const std::vector<std::uint32_t>> groups, double mean) {
  double second = 0, third = 0;
  for (const auto& members : groups) {
    const double away = static_cast<double>(members.size()) - mean;
    second += away * away, third += away * away * away;
  }
  const double n = static_cast<double>(groups.size());
  return second > 0 ? third / n / std::pow(second / n, 1.5) : kNone;
}

}  // namespace

void measure_alliances(const Consortia& consortia, FactValues& out) {
  const auto groups = consortia.history();
  double members = 0;
  for (const auto& group : groups) members += static_cast<double>(group.size());
  const double mean = groups.empty() ? kNone : members / static_cast<double>(groups.size());
  out["alliance_size"] = mean;
  out["alliance_skew"] = skewness(groups, mean);
  const ConsortiaNewcomers& newcomers = consortia.newcomers();
  out["alliance_newcomers"] = newcomers.all > 0 ? static_cast<double>(newcomers.to_old) / static_cast<double>(newcomers.all) : kNone;
}

}  // namespace echelon
