#include <algorithm>

#include "model/series_names.hpp"
#include "report/page/figures.hpp"
#include "report/page/html.hpp"
#include "report/page/run_charts.hpp"
#include "report/page/sentences.hpp"

namespace echelon::page {
namespace {

constexpr std::size_t worlds_shown = 5;

// The published series that a target counts; "" where it counts a part of it or something else.
std::string series_of(const RunData& data, const TargetSummary& target) {
  if (!data.input.scenario) return "";
  for (const Target& t : data.input.scenario->targets) {
    if (t.id != target.id || !t.metric.select.empty()) continue;
    if (t.metric.kind == "count" || (t.metric.kind == "ratio" && t.metric.of == "rd_gdp")) return t.metric.of;
  }
  return "";
}

void add_bands(Chart& chart, const std::vector<Spread>& spread) {
  chart.bands = {{names(band_90), {}, {}}, {names(band_80), {}, {}}, {names(band_50), {}, {}}};
  Line median{names(median_name), {}, LineStyle::median, 0};
  for (const Spread& s : spread) {
    chart.bands[0].low.push_back(s.p05), chart.bands[0].high.push_back(s.p95);
    chart.bands[1].low.push_back(s.p10), chart.bands[1].high.push_back(s.p90);
    chart.bands[2].low.push_back(s.p25), chart.bands[2].high.push_back(s.p75);
    median.values.push_back(s.median);
  }
  chart.lines.push_back(std::move(median));
}

}  // namespace

Chart target_chart(const RunData& data, const TargetSummary& target) {
  Chart chart;
  chart.id = chart_id("target", target.id);
  chart.title = each([&](Lang lang) { return target.id + "  " + in(lang, capital(target.name)); });
  chart.unit = target.unit, chart.years = data.years, chart.shares_legend = true;
  const auto value = data.yearly("target_path");
  const std::size_t j = index_of(data.run, target);
  for (std::size_t r = 0; r < std::min(worlds_shown, data.replicates); ++r) {
    Line line{{}, {}, LineStyle::sample, kRest};
    for (std::size_t y = 0; y < data.years.size(); ++y) line.values.push_back(value(r, y, j));
    chart.lines.push_back(std::move(line));
  }
  std::vector<Spread> spread;
  for (std::size_t y = 0; y < data.years.size(); ++y) {
    spread.push_back(data.over_replicates([&](std::size_t r) { return value(r, y, j); }));
  }
  add_bands(chart, spread);
  chart.goal = target.goal_low, chart.goal_high = target.goal_high, chart.deadline = target.deadline;
  chart.marks = marks_of_series(data, series_of(data, target));
  std::erase_if(chart.marks, [&](const Mark& m) { return m.year < data.years.front() || m.year > data.years.back(); });
  return chart;
}

std::vector<Chart> published_charts(const RunData& data) {
  std::vector<Chart> out;
  std::vector<std::string> seen;
  for (const TargetSummary& t : data.run.targets) seen.push_back(series_of(data, t));
  for (const FitRow& row : fit_rows(data)) {
    const std::string& series = row.observation.series;
    if (series.find('.') != std::string::npos || std::find(seen.begin(), seen.end(), series) != seen.end()) continue;
    seen.push_back(series);
    const auto value = published_series(data, series);
    Chart chart;
    chart.id = chart_id("published", series), chart.title = capital(series_name(*data.input.scenario, series));
    chart.unit = series == "rd_gdp" ? "fraction" : "count", chart.years = data.years, chart.shares_legend = true;
    std::vector<Spread> spread;
    for (std::size_t y = 0; y < data.years.size(); ++y) spread.push_back(data.over_replicates([&](std::size_t r) { return value(r, y); }));
    add_bands(chart, spread);
    chart.marks = marks_of_series(data, series);
    std::erase_if(chart.marks, [&](const Mark& m) { return m.year < data.years.front() || m.year > data.years.back(); });
    out.push_back(std::move(chart));
  }
  return out;
}

Chart sum_chart(const RunData& data, const std::string& variable, const std::string& dimension) {
  Chart chart;
  chart.years = data.years;
  const auto value = variable == "track_scale" ? data.yearly(variable) : data.amounts(variable);  // the former is of the whole city as recorded
  const std::size_t width = dimension.empty() ? 1 : data.view.size(dimension);
  std::vector<Spread> spread;
  for (std::size_t y = 0; y < data.years.size(); ++y) {
    spread.push_back(data.over_replicates([&](std::size_t r) {
      double sum = 0;
      for (std::size_t i = 0; i < width; ++i) sum += value(r, y, i);
      return sum;
    }));
  }
  add_bands(chart, spread);
  return chart;
}

Chart city_chart(const RunData& data) {
  Chart chart = sum_chart(data, "firms", "sector");
  chart.id = "city-firms", chart.title = names(city_firms), chart.unit = "firms";
  return chart;
}

Chart local_tax_chart_of(const RunData& data) {
  Chart chart = sum_chart(data, "tax_local", "");
  chart.id = "tax-local", chart.title = names(local_tax_chart), chart.note = names(local_tax_note), chart.unit = "CNY";
  return chart;
}

Chart total_chart_of(const RunData& data) {
  Chart chart = sum_chart(data, "outlay", "instrument");
  chart.id = "outlay-total", chart.title = names(total_chart), chart.unit = "CNY";
  return chart;
}

}  // namespace echelon::page
