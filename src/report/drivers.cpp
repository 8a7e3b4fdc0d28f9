#include "report/drivers.hpp"

#include <algorithm>
#include <cmath>

#include "core/math/vecmath.hpp"
#include "core/statistics.hpp"

namespace echelon {
namespace {

constexpr double kChance = 0.05;  // that any driver of a target is shown where there is none

// The values of every column of a table that is stored row by row.
std::vector<std::vector<double>> columns_of(const std::vector<double>& table, std::size_t columns) {
  std::vector<std::vector<double>> all(columns);
  for (std::size_t i = 0; i < table.size(); ++i) all[i % columns].push_back(table[i]);
  return all;
}

bool varies(const std::vector<double>& v) {
  return std::any_of(v.begin(), v.end(), [&](double x) { return x != v.front(); });
}

// Share of ones among the replicates whose rank lies in [from, to).
double share_between(const std::vector<double>& rank, const std::vector<double>& reached, double from, double to) {
  double n = 0, hits = 0;
  for (std::size_t r = 0; r < rank.size(); ++r) {
    const bool in = rank[r] >= from && rank[r] < to;
    n += in, hits += in && reached[r] == 1;
  }
  return n > 0 ? hits / n : std::nan("");
}

std::vector<Driver> strongest(const std::vector<std::vector<double>>& parameter_ranks, const std::vector<std::string>& names,
                              const std::vector<double>& values, const std::vector<double>& reached) {
  const std::vector<double> rank = ranks(values);
  const auto n = static_cast<double>(values.size());
  const auto looked_at = static_cast<double>(std::count_if(parameter_ranks.begin(), parameter_ranks.end(), varies));
  const double least = looked_at > 0 ? inverse_normal(1 - 0.5 * kChance / looked_at) / std::sqrt(n - 1) : 0;
  std::vector<Driver> all;
  for (std::size_t p = 0; p < names.size(); ++p) {
    if (!varies(parameter_ranks[p])) continue;
    const double rho = correlation(parameter_ranks[p], rank);
    if (std::abs(rho) < least) continue;
    const double third = n / 3;
    all.push_back({names[p], rho, share_between(parameter_ranks[p], reached, 0, third + 0.5),
                   share_between(parameter_ranks[p], reached, n - third + 0.5, n + 1)});
  }
  std::stable_sort(all.begin(), all.end(), [](const Driver& a, const Driver& b) { return std::abs(a.correlation) > std::abs(b.correlation); });
  if (all.size() > kDrivers) all.resize(kDrivers);
  return all;
}

}  // namespace

std::vector<Driver> drivers_among(const std::vector<std::vector<double>>& columns, const std::vector<std::string>& names, const std::vector<double>& values,
                                  const std::vector<double>& reached) {
  std::vector<std::vector<double>> of_columns;
  for (const std::vector<double>& column : columns) of_columns.push_back(ranks(column));
  return values.size() >= kDriverReplicates && varies(values) ? strongest(of_columns, names, values, reached) : std::vector<Driver>{};
}

std::vector<std::vector<Driver>> drivers_of(const ResultView& view) {
  const std::size_t targets = view.size("target"), replicates = view.size("replicate");
  std::vector<std::vector<Driver>> all(targets);
  if (targets == 0 || replicates < kDriverReplicates || !view.has("target_path") || view.size("parameter") == 0) return all;
  const std::vector<double> path = view.numbers("target_path"), deadline = view.numbers("target_deadline"), years = view.coordinates("year");
  const auto reached = columns_of(view.numbers("target_reached"), targets);
  const std::vector<std::string> names = view.labels("parameter");
  std::vector<std::vector<double>> parameter_ranks;
  for (const std::vector<double>& column : columns_of(view.numbers("parameter_value"), names.size())) parameter_ranks.push_back(ranks(column));
  for (std::size_t t = 0; t < targets; ++t) {
    const auto year = std::find(years.begin(), years.end(), deadline[t]);
    if (year == years.end()) continue;
    const auto y = static_cast<std::size_t>(year - years.begin());
    std::vector<double> values;
    for (std::size_t r = 0; r < replicates; ++r) values.push_back(path[(r * years.size() + y) * targets + t]);
    const bool judged = std::none_of(reached[t].begin(), reached[t].end(), [](double x) { return x < 0; });
    const bool known = std::none_of(values.begin(), values.end(), [](double x) { return std::isnan(x); });
    if (judged && known && varies(values)) all[t] = strongest(parameter_ranks, names, values, reached[t]);
  }
  return all;
}

}  // namespace echelon
