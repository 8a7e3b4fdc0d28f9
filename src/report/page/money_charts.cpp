#include <algorithm>
#include <cmath>
#include <numeric>

#include "report/page/html.hpp"
#include "report/page/run_charts.hpp"
#include "report/page/sentences.hpp"

namespace echelon::page {
namespace {

constexpr std::size_t instruments_shown = 7;

struct Paid {
  std::size_t instrument;
  std::vector<double> means;
  double total() const { return std::accumulate(means.begin(), means.end(), 0.0); }
};

// Every instrument that pays anything, the largest first.
std::vector<Paid> paid(const RunData& data) {
  std::vector<Paid> all;
  const auto outlay = data.yearly("outlay");
  for (std::size_t i = 0; i < data.view.size("instrument"); ++i) {
    Paid p{i, {}};
    for (std::size_t y = 0; y < data.years.size(); ++y) p.means.push_back(data.over_replicates([&](std::size_t r) { return outlay(r, y, i); }).mean);
    if (p.total() > 0) all.push_back(std::move(p));
  }
  std::stable_sort(all.begin(), all.end(), [](const Paid& a, const Paid& b) { return a.total() > b.total(); });
  return all;
}

}  // namespace

Chart outlay_chart_of(const RunData& data) {
  Chart chart;
  chart.id = "outlay", chart.title = names(outlay_chart), chart.note = names(outlay_note), chart.unit = "CNY", chart.years = data.years;
  if (data.view.size("instrument") == 0) return chart;
  const auto all = paid(data);
  const std::size_t alone = all.size() <= instruments_shown + 1 ? all.size() : instruments_shown;
  for (std::size_t k = 0; k < alone; ++k) chart.stacks.push_back({data.name("instrument", all[k].instrument), all[k].means, static_cast<int>(k) % 8});
  if (alone == all.size()) return chart;
  Stack rest{each([&](Lang lang) { return fill(lang, outlay_rest, all.size() - alone); }), std::vector<double>(data.years.size(), 0), kRest};
  for (std::size_t k = alone; k < all.size(); ++k) {
    for (std::size_t y = 0; y < data.years.size(); ++y) rest.values[y] += all[k].means[y];
  }
  chart.stacks.push_back(std::move(rest));
  return chart;
}

double use_of_cap(const RunData& data, std::size_t instrument) {
  if (!data.view.has("budget")) return kNothing;
  const auto outlay = data.yearly("outlay"), budget = data.yearly("budget");
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
    if (!std::isnan(use)) chart.rows.push_back({data.name("instrument", i), use, kNothing, kNothing});
  }
  std::stable_sort(chart.rows.begin(), chart.rows.end(), [](const Row& a, const Row& b) { return a.value > b.value; });
  return chart;
}

}  // namespace echelon::page
