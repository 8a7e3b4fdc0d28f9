// Future industries by track: what they sell, how many firms, how far the world and the city are.
#include <algorithm>

#include "report/page/html.hpp"
#include "report/page/run_charts.hpp"
#include "report/page/sentences.hpp"

namespace echelon::page {
namespace {

constexpr std::size_t tracks_drawn = 7;

// Tracks by mean revenue, the largest first, so that they have the colours of the picture of revenue; those that sell nothing stand last.
std::vector<std::size_t> by_revenue(const RunData& data) {
  std::vector<std::size_t> order;
  for (const Part& p : parts_of(data, "track_revenue", "track")) order.push_back(p.item);
  for (std::size_t i = 0; i < data.view.size("track"); ++i) {
    if (std::find(order.begin(), order.end(), i) == order.end()) order.push_back(i);
  }
  return order;
}

// Medians of the tracks that sell most, one line each.
Chart lines_of(const RunData& data, const std::vector<std::size_t>& order, const std::string& variable, const std::string& id, const Both& title, const Both& remark) {
  Chart chart;
  chart.id = id, chart.title = names(title), chart.note = names(remark), chart.unit = "1", chart.years = data.years;
  if (!data.view.has(variable)) return chart;
  const auto value = data.yearly(variable);
  const std::size_t n = std::min(tracks_drawn, order.size());
  if (n < order.size()) chart.note = each([&](Lang lang) { return fill(lang, remark) + (lang == Lang::zh ? "" : " ") + fill(lang, tracks_shown, n, order.size()); });
  for (std::size_t k = 0; k < n; ++k) {
    const std::size_t i = order[k];
    Line line{data.name("track", i), {}, LineStyle::plain, static_cast<int>(k) % kRest};
    for (std::size_t y = 0; y < data.years.size(); ++y) line.values.push_back(data.over_replicates([&](std::size_t r) { return value(r, y, i); }).median);
    chart.lines.push_back(std::move(line));
  }
  return chart;
}

}  // namespace

std::vector<Chart> track_charts(const RunData& data) {
  std::vector<Chart> out;
  if (!data.view.has("track_revenue")) return out;
  if (data.view.has("track_scale")) {
    Chart scale = sum_chart(data, "track_scale", "");
    scale.id = "track-scale", scale.title = names(track_scale_chart), scale.note = names(track_scale_note), scale.unit = "CNY";
    out.push_back(std::move(scale));
  }
  Chart revenue = stacked_chart(data, "track_revenue", "track"), firms = stacked_chart(data, "track_firms", "track");
  revenue.id = "track-revenue", revenue.title = names(track_revenue_chart), revenue.note = names(outlay_note), revenue.unit = "CNY";
  firms.id = "track-firms", firms.title = names(track_firms_chart), firms.unit = "firms";
  out.push_back(std::move(revenue)), out.push_back(std::move(firms));
  const auto order = by_revenue(data);
  out.push_back(lines_of(data, order, "track_readiness", "track-readiness", track_readiness_chart, track_readiness_note));
  out.push_back(lines_of(data, order, "track_capability", "track-capability", track_capability_chart, track_capability_note));
  return out;
}

}  // namespace echelon::page
