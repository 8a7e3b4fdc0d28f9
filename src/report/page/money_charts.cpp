#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "report/page/html.hpp"
#include "report/page/run_charts.hpp"
#include "report/page/sentences.hpp"

namespace echelon::page {
namespace {

constexpr std::size_t items_shown = 7;

std::vector<double> means_of(const RunData& data, const std::string& variable, std::size_t item) {
  const auto value = data.amounts(variable);
  std::vector<double> means;
  for (std::size_t y = 0; y < data.years.size(); ++y) means.push_back(data.over_replicates([&](std::size_t r) { return value(r, y, item); }).mean);
  return means;
}

}  // namespace

double Part::total() const { return std::accumulate(means.begin(), means.end(), 0.0); }

std::vector<Part> parts_of(const RunData& data, const std::string& variable, const std::string& dimension) {
  std::vector<Part> all;
  for (std::size_t i = 0; i < data.view.size(dimension); ++i) {
    Part p{i, means_of(data, variable, i)};
    if (p.total() > 0) all.push_back(std::move(p));
  }
  std::stable_sort(all.begin(), all.end(), [](const Part& a, const Part& b) { return a.total() > b.total(); });
  return all;
}

void add_means(Chart& chart, const RunData& data, const std::string& variable, const std::string& dimension, const std::map<std::string, Names>& words, double sign) {
  const auto ids = data.view.labels(dimension);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto word = words.find(ids[i]);
    Stack stack{word == words.end() ? Names{ids[i], {}} : word->second, means_of(data, variable, i), static_cast<int>(chart.stacks.size()) % kRest};
    for (double& v : stack.values) v *= sign;
    if (std::any_of(stack.values.begin(), stack.values.end(), [](double v) { return v != 0; })) chart.stacks.push_back(std::move(stack));
  }
}

Chart stacked_chart(const RunData& data, const std::string& variable, const std::string& dimension) {
  Chart chart;
  chart.years = data.years;
  if (!data.view.has(variable) || data.view.size(dimension) == 0) return chart;
  const auto all = parts_of(data, variable, dimension);
  const std::size_t alone = all.size() <= items_shown + 1 ? all.size() : items_shown;
  for (std::size_t k = 0; k < alone; ++k) chart.stacks.push_back({data.name(dimension, all[k].item), all[k].means, static_cast<int>(k) % 8});
  if (alone == all.size()) return chart;
  Stack rest{each([&](Lang lang) { return fill(lang, outlay_rest, all.size() - alone); }), std::vector<double>(data.years.size(), 0), kRest};
  for (std::size_t k = alone; k < all.size(); ++k) {
    for (std::size_t y = 0; y < data.years.size(); ++y) rest.values[y] += all[k].means[y];
  }
  chart.stacks.push_back(std::move(rest));
  return chart;
}

Chart outlay_chart_of(const RunData& data) {
  Chart chart = stacked_chart(data, "outlay", "instrument");
  chart.id = "outlay", chart.title = names(outlay_chart), chart.note = names(outlay_note), chart.unit = "CNY";
  return chart;
}

// National law, which no purse of the city pays.
Chart relief_chart_of(const RunData& data) {
  Chart chart;
  chart.id = "tax-forgone", chart.title = names(relief_chart), chart.note = names(relief_note), chart.unit = "CNY", chart.years = data.years;
  if (!data.view.has("tax_forgone")) return chart;
  static const std::map<std::string, Names> words{{"super_deduction", {"super-deduction of R&D", "研发费用加计扣除"}},
                                                  {"small_firm", {"rates of small firms", "小微企业优惠税率"}},
                                                  {"high_tech_rate", {"15 % rate of high-tech enterprises", "高企 15 % 税率"}}};
  add_means(chart, data, "tax_forgone", "relief", words, 1);
  return chart;
}

double use_of_cap(const RunData& data, std::size_t instrument) {
  if (!data.view.has("budget")) return kNothing;
  const auto outlay = data.amounts("outlay"), budget = data.amounts("budget");
  double used = 0, cap = 0;
  for (std::size_t r = 0; r < data.replicates; ++r) {
    for (std::size_t y = 0; y < data.years.size(); ++y) {
      const double line = budget(r, y, instrument);
      if (!(line > 0)) continue;
      used += outlay(r, y, instrument), cap += line;
    }
  }
  return cap > 0 ? used / cap : kNothing;
}

Chart cap_chart_of(const RunData& data) {
  Chart chart;
  chart.id = "caps", chart.title = names(cap_chart), chart.note = names(cap_note), chart.unit = "fraction";
  for (std::size_t i = 0; i < data.view.size("instrument"); ++i) {
    const double use = use_of_cap(data, i);
    if (!std::isnan(use)) chart.rows.push_back({data.name("instrument", i), {{use}}});
  }
  std::stable_sort(chart.rows.begin(), chart.rows.end(), [](const Row& a, const Row& b) { return a.bars[0].value > b.bars[0].value; });
  return chart;
}

}  // namespace echelon::page
