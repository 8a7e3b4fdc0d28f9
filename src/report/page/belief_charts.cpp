#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/statistics.hpp"
#include "report/page/html.hpp"
#include "report/page/run_charts.hpp"
#include "report/page/sentences.hpp"

namespace echelon::page {
namespace {

constexpr std::size_t fewest_worlds = 30, most_rows = 12;

// Ranks with ties shared, so that the correlation of ranks is Spearman's.
std::vector<double> ranks(const std::vector<double>& v) {
  std::vector<std::size_t> order(v.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return v[a] < v[b]; });
  std::vector<double> rank(v.size());
  for (std::size_t from = 0; from < order.size();) {
    std::size_t to = from;
    while (to < order.size() && v[order[to]] == v[order[from]]) ++to;
    for (std::size_t k = from; k < to; ++k) rank[order[k]] = 0.5 * static_cast<double>(from + to - 1);
    from = to;
  }
  return rank;
}

}  // namespace

Hangs hangs_on(const RunData& data, const TargetSummary& target) {
  Hangs out{{}, kNothing, 0};
  out.chart.id = "hangs", out.chart.title = names(hangs_chart), out.chart.unit = "1";
  const auto deadline = std::find(data.years.begin(), data.years.end(), target.deadline);
  if (deadline == data.years.end() || data.replicates < fewest_worlds || !data.view.has("target_path")) return out;
  const auto path = data.yearly("target_path");
  const auto y = static_cast<std::size_t>(deadline - data.years.begin()), j = index_of(data.run, target);
  std::vector<double> goal;
  for (std::size_t r = 0; r < data.replicates; ++r) goal.push_back(path(r, y, j));
  const auto values = data.view.numbers("parameter_value");
  const auto labels = data.view.labels("parameter");
  const std::vector<double> rank = ranks(goal);
  if (rank.front() == rank.back() && std::equal(rank.begin() + 1, rank.end(), rank.begin())) return out;
  for (std::size_t p = 0; p < labels.size(); ++p) {
    std::vector<double> drawn;
    for (std::size_t r = 0; r < data.replicates; ++r) drawn.push_back(values[r * labels.size() + p]);
    if (std::equal(drawn.begin() + 1, drawn.end(), drawn.begin())) continue;
    ++out.drawn;
    out.chart.rows.push_back({{labels[p], {}}, correlation(rank, ranks(drawn)), kNothing, kNothing});
  }
  // The largest of k correlations of independent columns is about sqrt(2 ln k / n).
  out.noise = std::sqrt(2 * std::log(std::max<double>(2, static_cast<double>(out.drawn))) / static_cast<double>(data.replicates));
  std::erase_if(out.chart.rows, [&](const Row& row) { return std::abs(row.value) <= out.noise; });
  std::stable_sort(out.chart.rows.begin(), out.chart.rows.end(), [](const Row& a, const Row& b) { return std::abs(a.value) > std::abs(b.value); });
  if (out.chart.rows.size() > most_rows) out.chart.rows.resize(most_rows);
  out.chart.note = each([&](Lang lang) {
    return fill(lang, hangs_note, target.id + " " + in(lang, target.name), data.replicates, out.drawn, fmt::format("{:.2f}", out.noise));
  });
  return out;
}

}  // namespace echelon::page
