// Future industries by track: what they sell, how many firms, how far the world and the city are.
#include "report/page/html.hpp"
#include "report/page/run_charts.hpp"
#include "report/page/sentences.hpp"

namespace echelon::page {
namespace {

constexpr std::size_t tracks_drawn = 7;

// Medians of the tracks that sell most, one line each.
Chart lines_of(const RunData& data, const std::string& variable, const std::string& id, const Both& title, const Both& remark) {
  Chart chart;
  chart.id = id, chart.title = names(title), chart.note = names(remark), chart.unit = "1", chart.years = data.years;
  if (!data.view.has(variable)) return chart;
  const auto value = data.yearly(variable);
  for (std::size_t i = 0; i < std::min(tracks_drawn, data.view.size("track")); ++i) {
    Line line{data.name("track", i), {}, LineStyle::plain, static_cast<int>(i) % kRest};
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
  out.push_back(lines_of(data, "track_readiness", "track-readiness", track_readiness_chart, track_readiness_note));
  out.push_back(lines_of(data, "track_capability", "track-capability", track_capability_chart, track_capability_note));
  return out;
}

}  // namespace echelon::page
