#include "report/page/run_page.hpp"

#include <algorithm>
#include <cmath>

#include "report/numbers.hpp"
#include "report/page/answer.hpp"
#include "report/page/figure.hpp"
#include "report/page/about.hpp"
#include "report/page/back_test.hpp"
#include "report/page/figures.hpp"
#include "report/page/sentences.hpp"
#include "report/page/table.hpp"
#include "report/reasons.hpp"
#include "report/run_report.hpp"

namespace echelon::page {
namespace {

std::string note(const Names& text) { return element("p", both(text), "class=\"note\"") + "\n"; }
std::string head3(const Both& text) { return element("h3", both(names(text))) + "\n"; }

std::string grid(const std::vector<Chart>& charts, bool small = false) {
  std::string out;
  for (const Chart& chart : charts) out += figure(chart);
  const std::string legend = !charts.empty() && charts.front().shares_legend ? shared_legend(charts.front(), !std::isnan(charts.front().goal) || charts.front().deadline > 0) : "";
  return out.empty() ? "" : legend + "<div class=\"charts" + (small ? " three" : "") + "\">\n" + out + "</div>\n";
}

template <class Wanted>
std::vector<Chart> target_charts(const RunData& data, Wanted wanted) {
  std::vector<Chart> out;
  for (const TargetSummary& t : data.run.targets) {
    if (data.view.has("target_path") && wanted(t)) out.push_back(target_chart(data, t));
  }
  return out;
}

bool has_path(const RunData& data, const TargetSummary& t) { return t.metric != "none" && !std::isnan(target_chart(data, t).lines.back().values.front()); }

std::string list_name(const std::string& id) { return both(each([&](Lang lang) { return register_word(lang, id); })); }

std::string source_of(const TargetSummary& t) {
  return both(each([&](Lang lang) { return t.source + (lang == Lang::zh ? "，" : ", ") + confidence_word(lang, t.confidence); }));
}

std::string silent_table(const RunData& data) {
  HtmlTable table(names(targets_head), {both(names(target_column)), both(names(goal_column)), both(names(by_column)), both(names(verdict_column)), both(names(why_column)), both(names(source_column))}, 9);
  std::string list;
  std::size_t count = 0;
  for (const TargetSummary& t : data.run.targets) {
    if (t.measured()) continue;
    if (t.register_id != list) table.section(list_name(list = t.register_id));
    table.row({target_name(t), both(each([&](Lang lang) { return goal_text(t, lang); })), std::to_string(t.deadline),
               both(each([&](Lang lang) { return verdict_word(lang, t.verdict); })), element("span", both(each([&](Lang lang) { return reason_words(lang, t.why); })), "class=\"long\""), source_of(t)});
    ++count;
  }
  return count == 0 ? "" : fold("silent", each([&](Lang lang) { return fill(lang, silent_head, count); }), table.html());
}

std::string measured_table(const RunData& data) {
  HtmlTable table(names(all_head), {both(names(target_column)), both(names(goal_column)), both(names(by_column)), both(names(median_column)), both(names(verdict_column)), both(names(source_column))}, 9);
  std::string list;
  for (const TargetSummary& t : data.run.targets) {
    if (!t.measured()) continue;
    if (t.register_id != list) table.section(list_name(list = t.register_id));
    table.row({target_name(t), both(each([&](Lang lang) { return goal_text(t, lang); })), std::to_string(t.deadline), median_words(t),
               both(each([&](Lang lang) { return verdict_text(t, lang) + (t.judged() ? ", " + odds_words(lang, t.probability) + " (" + probability(t.probability) + ")" : ""); })),
               source_of(t)});
  }
  return table.empty() ? "" : fold("measured", names(all_head), table.html());
}

Section targets_section_of(const RunData& data) {
  const auto judged = target_charts(data, [](const TargetSummary& t) { return t.judged(); });
  const auto others = target_charts(data, [&](const TargetSummary& t) { return !t.judged() && has_path(data, t); });
  std::string body = judged.empty() ? "" : note(names(fan_note)) + grid(judged);
  if (!others.empty()) body += fold("unjudged", names(unjudged_charts), grid(others), judged.empty());
  return {"targets", names(targets_head), body + measured_table(data) + silent_table(data)};
}

Section ladders_section_of(const RunData& data) {
  std::string body = grid(ladder_charts(data));
  const auto rates = rate_charts(data);
  if (!rates.empty()) body += head3(rates_head) + ladder_accounts(data) + grid(rates);
  const auto flows = flow_charts(data);
  if (!flows.empty()) body += head3(flows_head) + grid(flows, true);
  if (data.view.has("firms")) body += head3(city_head) + grid({city_chart(data), entry_chart_of(data)});
  return {"ladders", names(ladders_head), body};
}

std::string money_rows(const RunData& data) {
  const auto outlay = data.amounts("outlay"), budget = data.amounts("budget"), arrears = data.amounts("arrears");
  const auto& assumption = data.view.texts("instrument_assumption");
  const auto& source = data.view.texts("instrument_source");
  HtmlTable table(each([&](Lang lang) { return fill(lang, money_table, data.years.front(), data.years.back()); }),
                  {both(names(instrument_column)), both(names(cap_column)), both(names(paid_column)), both(names(open_column)), both(names(assumption_column))}, 1);
  for (std::size_t i = 0; i < data.view.size("instrument"); ++i) {
    const auto mean = [&](const auto& value) {
      double sum = 0, n = 0;
      for (std::size_t r = 0; r < data.replicates; ++r) {
        for (std::size_t y = 0; y < data.years.size(); ++y) {
          if (const double v = value(r, y, i); !std::isnan(v)) sum += v, ++n;
        }
      }
      return n > 0 ? sum / n : kNothing;
    };
    const auto cny = [](double v) { return both(each([&](Lang lang) { return quantity(lang, v, "CNY"); })); };
    const double cap = mean(budget);
    table.row({both(data.name("instrument", i)), std::isnan(cap) ? both(names(no_cap)) : cny(cap), cny(mean(outlay)), cny(mean(arrears)),
               element("span", escaped(assumption[i] + (assumption[i].empty() || source[i].empty() ? "" : "; ") + source[i]), "class=\"long\" lang=\"mul\"")});
  }
  return table.html();
}

Section money_section_of(const RunData& data) {
  const Chart outlay = outlay_chart_of(data);
  const bool paid = !outlay.stacks.empty();
  std::vector<Chart> charts;
  if (paid) charts = {outlay, total_chart_of(data)};
  if (Chart relief = relief_chart_of(data); !relief.stacks.empty()) charts.push_back(std::move(relief));
  if (data.view.has("tax_local")) charts.push_back(local_tax_chart_of(data));
  if (Chart caps = cap_chart_of(data); !caps.rows.empty()) charts.push_back(std::move(caps));
  const std::string body = (paid ? "" : note(names(cost_nothing))) + grid(charts);
  const std::size_t count = data.view.size("instrument");
  if (count == 0 || !data.view.has("budget")) return {"money", names(money_head), body};
  return {"money", names(money_head), body + fold("instruments", each([&](Lang lang) { return fill(lang, instruments_head, count); }), money_rows(data))};
}

Section tracks_section_of(const RunData& data) { return {"tracks", names(tracks_head), grid(track_charts(data))}; }

Section fit_section_of(const RunData& data) {
  const auto rows = fit_rows(data);
  if (rows.empty()) return {};
  std::string body = note(names(data.input.fitted_use.empty() ? fit_prior : fit_note));
  body += score_lines(rows) + missed_list(rows, data.input.scenario);
  const auto charts = published_charts(data);
  if (!charts.empty()) body += note(names(fit_charts_note)) + grid(charts);
  return {"fit", names(fit_head), body + fold("fit-table", said(fit_table_head, rows.size()), figures_table(names(fit_head), rows, data.input.scenario))};
}

Section beliefs_section_of(const RunData& data, const Chart& hangs) {
  std::string body;
  if (!hangs.rows.empty()) body += grid({hangs});
  else if (data.replicates > 1) body += note(each([&](Lang lang) { return fill(lang, hangs_nothing, data.replicates); }));
  return {"beliefs", names(beliefs_head), body + stand_ins(data) + parameter_table(data)};
}

}  // namespace

std::string run_page(const PageInput& input) {
  const RunData data(input);
  const TargetSummary* target = binding_target(data.run);
  const Chart hangs = target ? hangs_on(data, *target) : Chart{};
  std::vector<Section> sections{{"answer", names(answer_head), answer_body(data, hangs)}, targets_section_of(data), ladders_section_of(data), money_section_of(data)};
  if (Section tracks = tracks_section_of(data); !tracks.body.empty()) sections.push_back(std::move(tracks));
  if (Section fit = fit_section_of(data); !fit.id.empty()) sections.push_back(std::move(fit));
  if (input.back_tests) {
    for (const BackTest& test : *input.back_tests) sections.push_back(back_test_section(test, input.scenario));
  }
  if (input.facts) sections.push_back(facts_section(*input.facts));
  sections.push_back(beliefs_section_of(data, hangs));
  sections.push_back(about_section(input, data.replicates));
  const Names title = data.run.title.en.empty() ? Names{data.run.scenario, {}} : data.run.title;
  return document(title, names(kicker_run), sections, input.lang);
}

}  // namespace echelon::page
