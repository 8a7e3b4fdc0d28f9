#include "report/page/figures.hpp"

#include <algorithm>
#include <cmath>

#include "model/series_names.hpp"
#include "report/fit_report.hpp"
#include "report/numbers.hpp"
#include "report/page/sentences.hpp"
#include "report/page/table.hpp"

namespace echelon::page {
namespace {

std::string percent_off(double miss) { return fmt::format("{:+.0f} %", 100 * miss); }

bool judges(const FitRow& row) { return row.role == FitRole::held_out || row.role == FitRole::test; }

template <class Which>
std::string score(const std::vector<FitRow>& rows, const Both& sentence, Which which) {
  std::size_t all = 0, inside = 0, near = 0;
  for (const FitRow& row : rows) {
    if (which(row)) ++all, inside += row.inside, near += std::abs(row.miss) <= kCloseEnough;
  }
  return all == 0 ? "" : paragraph(said(sentence, inside, all, near, all));
}

std::string miss_item(const FitRow& row, const Scenario* scenario) {
  const Observation& o = row.observation;
  const auto number = [&](double v) { return figure_words(o.series, v); };
  const Names name = scenario ? capital(series_name(*scenario, o.series)) : Names{o.series, {}};
  return element("li", both(each([&](Lang lang) {
    return fill(lang, missed_line, in(lang, name), o.year, bound_word(lang, o.bound) + number(o.value), number(row.median), number(row.p05), number(row.p95), percent_off(row.miss),
                mark_word(lang, mark_role(row.role)));
  })));
}

}  // namespace

std::function<double(std::size_t, std::size_t)> published_series(const RunData& data, const std::string& series) {
  const auto single = [&](const char* variable, auto read) -> std::function<double(std::size_t, std::size_t)> {
    if (!data.view.has(variable)) return {};
    return [f = read(variable)](std::size_t r, std::size_t y) { return f(r, y, 0); };
  };
  const auto amounts = [&](const std::string& variable) { return data.amounts(variable); };
  if (series == "rd_gdp") return single("rd_gdp", [&](const std::string& variable) { return data.yearly(variable); });
  if (series == "patents_granted") return single("city_patents_granted", amounts);
  if (series == "patents_valid") return single("city_patents_valid", amounts);
  const std::size_t dot = series.find('.');
  const std::size_t scheme = data.place("scheme", series.substr(0, dot));
  if (scheme == data.view.size("scheme")) return {};
  if (dot == std::string::npos) return [f = amounts("certificates"), scheme](std::size_t r, std::size_t y) { return f(r, y, scheme); };
  const std::size_t district = data.place("district", series.substr(dot + 1)), districts = data.view.size("district");
  if (district == districts) return {};
  return [f = amounts("certificates_district"), i = scheme * districts + district](std::size_t r, std::size_t y) { return f(r, y, i); };
}

std::vector<FitRow> fit_rows(const RunData& data) {
  std::vector<FitRow> out;
  if (!data.input.scenario) return out;
  for (const Observation& o : data.input.scenario->observations) {
    const auto year = std::find(data.years.begin(), data.years.end(), o.year);
    const auto value = published_series(data, o.series);
    if (year == data.years.end() || !value) continue;
    const auto y = static_cast<std::size_t>(year - data.years.begin());
    const Spread s = data.over_replicates([&](std::size_t r) { return value(r, y); });
    if (std::isnan(s.median) || s.p95 == 0) continue;  // a title that is not open yet
    out.push_back({o, role_of(o, data.input.fitted_use), s.median, s.p05, s.p95, kNothing, false});
    judge(out.back());
  }
  return out;
}

MarkRole mark_role(FitRole role) {
  switch (role) {
    case FitRole::fitted: return MarkRole::fitted;
    case FitRole::held_out: return MarkRole::held_out;
    case FitRole::test: return MarkRole::test;
    default: return MarkRole::shown;
  }
}

std::vector<Mark> marks_of_series(const RunData& data, const std::string& series) {
  std::vector<Mark> out;
  if (!data.input.scenario || series.empty()) return out;
  for (const Observation& o : data.input.scenario->observations) {
    if (o.series == series) out.push_back({o.year, o.value, o.bound, o.source, mark_role(role_of(o, data.input.fitted_use))});
  }
  return out;
}

std::string figure_words(const std::string& series, double value) {
  if (std::isnan(value)) return "-";
  return series == "rd_gdp" ? fmt::format("{:.2f} %", 100 * value) : grouped(value < 100 ? std::round(10 * value) / 10 : std::round(value));
}

std::string series_markup(const std::string& series, const Scenario* scenario) {
  const Names name = scenario ? series_name(*scenario, series) : Names{series, {}};
  const std::string id = "<code>" + escaped(series) + "</code>";
  return name.en == series && name.zh.empty() ? id : both(capital(name)) + " " + id;
}

std::string score_lines(const std::vector<FitRow>& rows) {
  return score(rows, fit_score_fitted, [](const FitRow& r) { return r.role == FitRole::fitted; }) + score(rows, fit_score_others, judges);
}

std::string missed_list(const std::vector<FitRow>& rows, const Scenario* scenario) {
  std::string items;
  for (const FitRow& row : rows) {
    if (!row.inside && (row.role == FitRole::fitted || judges(row))) items += miss_item(row, scenario);
  }
  return items.empty() ? "" : paragraph(names(missed_head)) + element("ul", items) + "\n";
}

std::string figures_table(const Names& caption, const std::vector<FitRow>& rows, const Scenario* scenario) {
  HtmlTable table(caption, {both(names(series_column)), both(names(year_column)), both(names(published_column)), both(names(median_column)), both(names(miss_column)),
                            both(names(inside_column)), both(names(role_column)), both(names(source_column))}, 1);
  for (const FitRow& row : rows) {
    const Observation& o = row.observation;
    const auto number = [&](double v) { return figure_words(o.series, v); };
    table.row({series_markup(o.series, scenario), std::to_string(o.year), both(each([&](Lang lang) { return bound_word(lang, o.bound) + number(o.value); })),
               escaped(number(row.median) + " (" + number(row.p05) + "–" + number(row.p95) + ")"), percent_off(row.miss), both(names(row.inside ? yes : no)),
               both(each([&](Lang lang) { return mark_word(lang, mark_role(row.role)); })), escaped(o.source)});
  }
  return table.html();
}

}  // namespace echelon::page
