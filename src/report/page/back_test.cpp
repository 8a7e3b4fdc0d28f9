#include "report/page/back_test.hpp"

#include <algorithm>
#include <cmath>

#include "model/series_names.hpp"
#include "report/numbers.hpp"
#include "report/page/figure.hpp"
#include "report/page/figures.hpp"
#include "report/page/run_data.hpp"
#include "report/page/sentences.hpp"
#include "report/page/table.hpp"
#include "report/skill_report.hpp"

namespace echelon::page {
namespace {

std::string section_id(const BackTest& test) { return chart_id("back-test", test.ensemble); }

std::string note(const Names& text) { return paragraph(text, "class=\"note\""); }

std::vector<FitRow> simulated(const BackTest& test) {
  std::vector<FitRow> rows = test.table.rows;
  std::erase_if(rows, [](const FitRow& r) { return r.role == FitRole::outside; });
  return rows;
}

std::vector<FitRow> later(const BackTest& test) {
  std::vector<FitRow> rows = simulated(test);
  std::erase_if(rows, [&](const FitRow& r) { return r.observation.year <= test.known_until || r.role == FitRole::shown; });
  return rows;
}

Chart fan(const BackTest& test, const std::string& series, const Scenario* scenario) {
  Chart chart;
  chart.id = chart_id(section_id(test), series), chart.unit = series == "rd_gdp" ? "fraction" : "count", chart.shares_legend = true;
  chart.title = scenario ? capital(series_name(*scenario, series)) : Names{series, {}};
  chart.bands = {{names(band_90), {}, {}}, {names(band_50), {}, {}}};
  chart.lines = {{names(median_name), {}, LineStyle::median, 0}};
  for (const SeriesYear& s : test.table.said) {
    if (s.series != series) continue;
    chart.years.push_back(s.year), chart.lines[0].values.push_back(s.median);
    chart.bands[0].low.push_back(s.p05), chart.bands[0].high.push_back(s.p95);
    chart.bands[1].low.push_back(s.p25), chart.bands[1].high.push_back(s.p75);
  }
  for (const FitRow& row : simulated(test)) {
    const Observation& o = row.observation;
    if (o.series == series) chart.marks.push_back({o.year, o.value, o.bound, o.source, mark_role(row.role)});
  }
  return chart;
}

// One picture a series of the whole city with a figure that judges it after the freeze; the districts are in the table.
std::string fans(const BackTest& test, const Scenario* scenario) {
  std::vector<std::string> drawn;
  std::string out;
  for (const FitRow& row : later(test)) {
    const std::string& series = row.observation.series;
    if (series.find('.') != std::string::npos || std::find(drawn.begin(), drawn.end(), series) != drawn.end()) continue;
    drawn.push_back(series);
    const Chart chart = fan(test, series, scenario);
    if (drawn.size() == 1) out += shared_legend(chart, false) + "<div class=\"charts\">\n";
    out += figure(chart);
  }
  return out.empty() ? "" : out + "</div>\n";
}

std::string off(double forecast, double published) { return std::isfinite(forecast) ? fmt::format("{:+.0f} %", 100 * (forecast / published - 1)) : "-"; }

std::string skill_part(const BackTest& test, const Scenario* scenario) {
  if (test.skill.rows.empty()) return "";
  const Names title = said(back_test_skill_head, test.known_until);
  HtmlTable table(title, {both(names(series_column)), both(names(year_column)), both(names(published_column)), both(names(model_column)), both(names(naive_names[0])),
                          both(names(naive_names[1])), both(names(naive_names[2]))}, 1);
  for (const SkillRow& r : test.skill.rows) {
    const double v = r.observation.value;
    table.row({series_markup(r.observation.series, scenario), std::to_string(r.observation.year), escaped(figure_words(r.observation.series, v)), off(r.model, v), off(r.last, v), off(r.line, v),
               off(r.growth, v)});
  }
  std::string lines;
  const Skill* pools[] = {&test.skill.last, &test.skill.line, &test.skill.growth};
  for (std::size_t k = 0; k < 3; ++k) {
    const std::string value = std::isnan(pools[k]->skill) ? "-" : fmt::format("{:+.2f}", pools[k]->skill);
    lines += element("li", both(each([&](Lang lang) { return fill(lang, skill_pooled, text(lang, naive_names[k]), value, pools[k]->figures); })));
  }
  return fold(section_id(test) + "-skill", title, element("ul", lines) + table.html() + note(said(skill_remark, test.known_until)), true);
}

Names renew(const BackTest& test, const Both& sentence) { return said(sentence, test.ensemble, "./echelon calibrate " + test.study + " --table --out config/ensembles/" + test.file); }

}  // namespace

Section back_test_section(const BackTest& test, const Scenario* scenario) {
  Section out{section_id(test), said(back_test_head, test.known_until), ""};
  if (!test.same_ensemble) {
    out.body = paragraph(renew(test, back_test_left_out));
    return out;
  }
  const std::vector<FitRow> all = simulated(test), rows = later(test);
  const auto fitted = std::count_if(all.begin(), all.end(), [](const FitRow& r) { return r.role == FitRole::fitted; });
  out.body = paragraph(said(back_test_lead, fitted, test.known_until)) + score_lines(rows) + missed_list(rows, scenario) + fans(test, scenario) + skill_part(test, scenario);
  out.body += fold(section_id(test) + "-table", said(back_test_table, all.size()), figures_table(out.title, all, scenario));
  out.body += note(each([&](Lang lang) {
    return fill(lang, back_test_made, test.scenario, test.ensemble, test.points, test.table.replicates, quantity(lang, test.scale, "fraction"), test.version);
  }));
  out.body += test.same_worlds ? note(names(back_test_fresh)) : paragraph(renew(test, back_test_stale));
  return out;
}

}  // namespace echelon::page
