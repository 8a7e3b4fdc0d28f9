#include "report/page/compare_cost.hpp"

#include <algorithm>
#include <cmath>

#include "report/numbers.hpp"
#include "report/page/amounts.hpp"
#include "report/page/html.hpp"
#include "report/page/run_data.hpp"
#include "report/page/sentences.hpp"
#include "report/page/table.hpp"

namespace echelon::page {
namespace {

std::string money(Lang lang, double value) { return quantity(lang, value, "CNY"); }

Chart price_chart_of(const CostSeries& cost, const std::string& id) {
  Chart chart;
  chart.id = chart_id(id + "price", cost.ladder), chart.unit = "CNY", chart.note = names(price_note);
  chart.title = capital(each([&](Lang lang) { return fill(lang, price_chart, in(lang, cost.name)); }));
  chart.bands = {{names(gross_band), {}, {}}};
  Line gross{names(gross_line), {}, LineStyle::plain, 0}, net{names(net_line), {}, LineStyle::plain, 1};
  for (const YearCost& y : cost.years) {
    chart.years.push_back(y.year);
    chart.bands[0].low.push_back(y.per_firm_low), chart.bands[0].high.push_back(y.per_firm_high);
    gross.values.push_back(told(y.per_firm, y.per_firm_low)), net.values.push_back(told(y.net, y.net_low));
  }
  chart.lines = {gross, net};
  return chart;
}

}  // namespace

Chart rd_chart_of(const ComparedScenario& scenario, const std::string& id) {
  Chart chart;
  chart.id = id + "research", chart.title = names(rd_chart), chart.note = names(rd_note), chart.unit = "CNY";
  const auto find = [&](const char* name) {
    return std::find_if(scenario.city.begin(), scenario.city.end(), [&](const DifferenceSeries& s) { return s.id == name; });
  };
  const auto real = find("rd_real"), reported = find("rd_reported");
  if (real == scenario.city.end() || reported == scenario.city.end()) return chart;
  chart.bands = {{names(mean_band), {}, {}}};
  Line done{names(real_line), {}, LineStyle::plain, 0}, told_of{names(reported_line), {}, LineStyle::plain, 1};
  for (std::size_t y = 0; y < real->years.size(); ++y) {
    chart.years.push_back(real->years[y].year);
    chart.bands[0].low.push_back(real->years[y].low), chart.bands[0].high.push_back(real->years[y].high);
    done.values.push_back(real->years[y].mean), told_of.values.push_back(reported->years[y].mean);
  }
  chart.bands[0].name = each([&](Lang lang) { return fill(lang, real_line) + (lang == Lang::zh ? "，" : ", ") + fill(lang, mean_band); });
  chart.lines = {done, told_of};
  return chart;
}

std::vector<Chart> price_charts(const ComparedScenario& scenario, const std::string& id) {
  std::vector<Chart> out;
  for (const CostSeries& cost : scenario.cost) {
    Chart chart = price_chart_of(cost, id);
    const auto& gross = chart.lines[0].values;
    if (std::count_if(gross.begin(), gross.end(), [](double v) { return std::isfinite(v); }) > 1) out.push_back(std::move(chart));
  }
  return out;
}

std::string price_table_of(const ComparedScenario& scenario, std::size_t year) {
  if (scenario.cost.empty()) return "";
  const auto price = [](double value, double low) { return both(each([&](Lang lang) { return money(lang, told(value, low)); })); };
  const auto interval = [](double low, double high) {
    return both(each([&](Lang lang) { return std::isnan(low) ? fill(lang, no_interval) : money_range(lang, low, high); }));
  };
  HtmlTable table(each([&](Lang lang) { return fill(lang, price_table, scenario.cost.front().years[year].year); }),
                  {both(names(ladder_column)), both(names(gross_line)), both(names(interval_column)), both(names(net_line)), both(names(interval_column)), both(names(year_price_column))}, 1);
  for (const CostSeries& cost : scenario.cost) {
    const YearCost& y = cost.years[year];
    table.row({both(capital(cost.name)), price(y.per_firm, y.per_firm_low), interval(y.per_firm_low, y.per_firm_high), price(y.net, y.net_low), interval(y.net_low, y.net_high), price(y.per_year, y.per_year_low)});
  }
  return table.html();
}

std::string outlay_words(const ComparedScenario& scenario, std::size_t year) {
  if (year >= scenario.outlay_so_far.size()) return "";
  const PeriodSum& all = scenario.outlay_so_far[year];
  const PeriodSum& lately = scenario.outlay_lately[year];
  const int first = first_year_apart(scenario.outlay_total);
  const auto years = [](Lang lang, int from, int to) { return from >= to ? std::to_string(to) : std::to_string(from) + (lang == Lang::zh ? " 至 " : " to ") + std::to_string(to); };
  const Names sum = each([&](Lang lang) {
    return fill(lang, extra_cost, years(lang, first, all.last), money(lang, all.mean), money(lang, all.low), money(lang, all.high));
  });
  if (lately.first <= first) return paragraph(sum);
  return paragraph(sum) + paragraph(each([&](Lang lang) {
    return fill(lang, extra_lately, years(lang, lately.first, lately.last), money(lang, lately.mean), money(lang, lately.low), money(lang, lately.high));
  }));
}

std::string price_words(const CostSeries& cost, std::size_t year) {
  const YearCost& y = cost.years[year];
  return paragraph(each([&](Lang lang) {
    if (std::isnan(y.per_firm_low)) return fill(lang, no_price, in(lang, capital(cost.name)));
    const std::string text = fill(lang, each_firm, in(lang, capital(cost.name)), money(lang, y.per_firm), fill(lang, interval_words, money(lang, y.per_firm_low), money(lang, y.per_firm_high)));
    if (std::isnan(y.net_low)) return text;
    return text + (lang == Lang::zh ? "" : " ") + fill(lang, y.net > y.per_firm ? lost_each_firm : net_each_firm, money(lang, y.net));
  }));
}

std::string drawn_from_others(const ComparedScenario& scenario, std::size_t year) {
  const bool less = std::any_of(scenario.city.begin(), scenario.city.end(), [year](const DifferenceSeries& s) {
    return (s.id == "employment" || s.id == "revenue") && s.years[year].high < 0;
  });
  if (!less || year >= scenario.gains.size()) return "";
  const YearGain& g = scenario.gains[year];
  if (!(g.supported_low > 0 && g.others_high < 0)) return "";
  return paragraph(each([&](Lang lang) { return fill(lang, drawn_line, g.year, money(lang, g.supported), money(lang, -g.others)); }));
}

std::string returned_words(const ComparedScenario& scenario, std::size_t year) {
  if (year >= scenario.returns.size() || std::isnan(scenario.returns[year].real_low)) return "";
  const YearReturn& r = scenario.returns[year];
  const auto digits = [](double v) { return std::isnan(v) ? std::string("-") : fmt::format("{:.2f}", v); };
  return paragraph(said(returned_line, digits(r.real), digits(r.real_low), digits(r.real_high), digits(r.reported)));
}

}  // namespace echelon::page
