#include "engine/calibrate_planted.hpp"

#include "core/statistics.hpp"
#include "engine/tasks.hpp"

namespace echelon {

namespace {

constexpr std::size_t kPoints = 200, kThin = 10;
constexpr std::uint64_t kStream = 10000;

// The data, with the figures of a planted world in place of the published ones; a bound becomes a plain figure.
std::vector<Datum> as_published(std::vector<Datum> data, const std::vector<double>& seen) {
  for (std::size_t j = 0; j < data.size(); ++j) data[j].value = seen[j], data[j].observation.bound.clear();
  return data;
}

}  // namespace

std::vector<Recovered> recover_planted(const Emulator& emulator, const std::vector<Datum>& data, const std::vector<std::string>& paths,
                                       const std::vector<Trial>& truths, const std::vector<std::vector<double>>& seen,
                                       const CalibrationStudy& study, int threads) {
  std::vector<std::size_t> whole;
  for (std::size_t k = 0; k < truths.size(); ++k) {
    if (!seen[k].empty()) whole.push_back(k);
  }
  std::vector<std::vector<std::vector<double>>> believed(whole.size());
  run_tasks(whole.size(), threads, nullptr, [&] {
    return [&](std::size_t i) {
      believed[i] = sample_points(emulator, as_published(data, seen[whole[i]]), paths.size(),
                                  {kPoints, static_cast<std::size_t>(study.warm_up), kThin, study.seed, kStream + i, true});
    };
  });
  std::vector<Recovered> out;
  for (std::size_t p = 0; p < paths.size(); ++p) {
    std::vector<double> planted, median;
    double held = 0;
    for (std::size_t i = 0; i < whole.size(); ++i) {
      std::vector<double> column;
      for (const auto& row : believed[i]) column.push_back(row[p]);
      planted.push_back(truths[whole[i]].u[p]), median.push_back(quantile(column, 0.5));
      held += quantile(column, 0.05) <= planted.back() && planted.back() <= quantile(column, 0.95);
    }
    out.push_back({paths[p], rank_correlation(planted, median), held / static_cast<double>(whole.size())});
  }
  return out;
}

}  // namespace echelon
