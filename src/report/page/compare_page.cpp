#include <algorithm>
#include <cmath>
#include <map>

#include "report/compare_report.hpp"
#include "report/numbers.hpp"
#include "report/page/about.hpp"
#include "report/page/amounts.hpp"
#include "report/page/compare_cost.hpp"
#include "report/page/figure.hpp"
#include "report/page/run_page.hpp"
#include "report/page/sentences.hpp"
#include "report/page/table.hpp"
#include "report/reasons.hpp"

namespace echelon::page {
namespace {

Names title_of(const std::string& id, const Names& title) { return title.en.empty() ? Names{id, {}} : title; }

Names name_of(const DifferenceSeries& s) { return capital(s.name.en.empty() ? Names{s.id, {}} : s.name); }

class ComparePage {
 public:
  explicit ComparePage(const PageInput& input) : input_(input), summary_(summarise_comparison(input.results)), reference_(title_of(summary_.reference, summary_.title)) {
    for (const YearDifference& y : summary_.scenarios.front().outlay_total.years) years_.push_back(y.year);
    at_ = headline();
  }

  std::string html() const {
    std::vector<Section> sections{{"answer", names(answer_head), answer()}};
    for (std::size_t s = 0; s < summary_.scenarios.size(); ++s) sections.push_back(details(s));
    sections.push_back(about_section(input_, summary_.pairs));
    std::string en, zh;
    for (const ComparedScenario& s : summary_.scenarios) {
      const Names name = title_of(s.id, s.title);
      en += (en.empty() ? "" : ", ") + name.en, zh += (zh.empty() ? "" : "、") + in(Lang::zh, name);
    }
    return document({en + " against " + reference_.en, zh + " 与 " + in(Lang::zh, reference_) + " 比较"}, names(kicker_compare), sections, input_.lang);
  }

 private:
  // The year that most public targets are due in, where the run covers it; else the last one.
  std::size_t headline() const {
    std::map<int, int> due;
    if (input_.scenario) {
      for (const Target& t : input_.scenario->targets) {
        if (t.status == "public" && t.metric.kind != "none") ++due[t.deadline];
      }
    }
    int best = years_.back();
    for (const auto& [year, count] : due) {
      if (std::find(years_.begin(), years_.end(), year) != years_.end() && count > due[best]) best = year;
    }
    return static_cast<std::size_t>(best - years_.front());
  }

  std::string answer() const {
    std::string out;
    if (!summary_.interrupted.empty()) out += paragraph(each([&](Lang lang) { return fill(lang, interrupted, summary_.interrupted); }), "class=\"warn\"");
    if (summary_.scale != 1) {
      out += paragraph(each([&](Lang lang) { return fill(lang, trial, quantity(lang, summary_.scale, "fraction")); }), "class=\"warn\"");
    }
    if (!input_.scenario) out += paragraph(names(no_background), "class=\"warn\"");
    for (const ComparedScenario& s : summary_.scenarios) {
      out += paragraph(each([&](Lang lang) { return fill(lang, compare_question, in(lang, title_of(s.id, s.title)), in(lang, reference_)); }), "class=\"question\"");
      for (const DifferenceSeries& ladder : s.ladders) out += !aimed_at(s, ladder.id) ? "" : paragraph(gain(ladder), "class=\"lead\"");
      out += "<div class=\"cards\">\n" + card(names(biggest_head), changed(s)) + card(names(not_changed_head), unchanged(s)) + card(names(cost_head), cost(s)) + card(names(assumed_head), assumed_part()) + "</div>\n";
    }
    return out;
  }

  // The first screen speaks of the ladders whose titles the sides treat differently; of all where none is meant more than another.
  bool aimed_at(const ComparedScenario& s, const std::string& ladder) const {
    if (!input_.scenario) return true;
    bool any = false, mine = false;
    for (const Ladder& l : input_.scenario->ladders) {
      for (const std::string& rung : l.rungs) {
        const bool aim = std::find(s.aims.begin(), s.aims.end(), rung) != s.aims.end();
        any = any || aim, mine = mine || (aim && l.id == ladder);
      }
    }
    return mine || !any;
  }

  Names gain(const DifferenceSeries& s) const {
    const YearDifference& y = s.years[at_];
    return each([&](Lang lang) {
      std::string text = fill(lang, gain_line, in(lang, name_of(s)), size_of_change(lang, y.mean, s.unit), fill(lang, y.mean < 0 ? fewer : additional), y.year,
                              change(lang, y.low, s.unit), change(lang, y.high, s.unit));
      return y.sure() ? text : text + " " + fill(lang, unsure);
    });
  }

  template <class F>
  void for_headlines(const ComparedScenario& s, F f) const {
    for (const DifferenceSeries& x : s.certificates) f(x);
    for (const DifferenceSeries& x : s.city) f(x);
  }

  std::string changed(const ComparedScenario& s) const {
    std::string items;
    for_headlines(s, [&](const DifferenceSeries& x) {
      const YearDifference& y = x.years[at_];
      if (!y.sure()) return;
      items += element("li", both(each([&](Lang lang) { return in(lang, name_of(x)) + (lang == Lang::zh ? "：" : ": ") + change(lang, y.mean, x.unit); })));
    });
    return (items.empty() ? paragraph(names(no_sure)) : element("ul", items, "class=\"small\"")) + drawn_from_others(s, at_);
  }

  std::string unchanged(const ComparedScenario& s) const {
    Names list;
    for_headlines(s, [&](const DifferenceSeries& x) {
      if (x.years[at_].sure()) return;
      list.en += (list.en.empty() ? "" : ", ") + x.name.en, list.zh += (list.zh.empty() ? "" : "、") + in(Lang::zh, name_of(x));
    });
    return paragraph(list.en.empty() ? names(all_sure) : each([&](Lang lang) { return fill(lang, not_sure_list, in(lang, list)); }));
  }

  std::string cost(const ComparedScenario& s) const {
    if (!moves(s.outlay_total)) return paragraph(names(extra_none));
    std::string out = outlay_words(s, at_);
    for (const CostSeries& c : s.cost) out += aimed_at(s, c.ladder) ? price_words(c, at_) : "";
    return out + returned_words(s, at_) + paragraph(names(cost_what));
  }

  std::string assumed_part() const {
    return paragraph(each([&](Lang lang) { return fill(lang, pairs_line, summary_.pairs, summary_.seed); })) + paragraph(each([&](Lang lang) { return drawn_words(lang, summary_.drawn) + (lang == Lang::zh ? "。" : "."); }));
  }

  Chart chart(std::size_t s, const std::string& kind, const DifferenceSeries& series) const {
    Chart c;
    c.id = chart_id("diff-" + std::to_string(s) + "-" + kind, series.id), c.unit = series.unit == "1" ? "count" : series.unit, c.years = years_;
    c.title = name_of(series);
    c.bands = {{names(pairs_band), {}, {}}, {names(mean_band), {}, {}}};
    Line mean{names(mean_diff), {}, LineStyle::plain, 0};
    for (const YearDifference& y : series.years) {
      c.bands[0].low.push_back(y.p05), c.bands[0].high.push_back(y.p95);
      c.bands[1].low.push_back(y.low), c.bands[1].high.push_back(y.high);
      mean.values.push_back(y.mean);
    }
    c.lines = {mean};
    return c;
  }

  Chart outlay_chart_of(std::size_t s) const {
    Chart c;
    c.id = "diff-" + std::to_string(s) + "-outlay", c.title = names(more_outlay), c.unit = "CNY", c.years = years_;
    std::vector<std::pair<double, const DifferenceSeries*>> order;
    for (const DifferenceSeries& x : summary_.scenarios[s].outlay) {
      double size = 0;
      for (const YearDifference& y : x.years) size += std::abs(y.mean);
      if (size > 0) order.push_back({size, &x});
    }
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t k = 0; k < order.size(); ++k) {
      std::vector<double> means;
      for (const YearDifference& y : order[k].second->years) means.push_back(y.mean);
      if (k <= kRest) {
        c.stacks.push_back({name_of(*order[k].second), means, static_cast<int>(k)});
        continue;
      }
      c.stacks.back().name = each([&](Lang lang) { return fill(lang, outlay_rest, order.size() - kRest); });
      for (std::size_t y = 0; y < means.size(); ++y) c.stacks.back().values[y] += means[y];
    }
    return c;
  }

  void rows(HtmlTable& table, const std::vector<DifferenceSeries>& all, const Both& section, bool ids) const {
    bool first = true;
    for (const DifferenceSeries& s : all) {
      const YearDifference& y = at_year(s, ids && s.deadline != 0 ? s.deadline : years_[at_]);
      if (ids && !moves(s)) continue;
      if (first) table.section(both(names(section)));
      first = false;
      table.row({(ids ? element("span", escaped(s.id), "class=\"id\"") : "") + both(name_of(s)) + (ids ? " (" + std::to_string(y.year) + ")" : ""), both(each([&](Lang lang) { return level(lang, y.reference, s.unit); })),
                 both(each([&](Lang lang) { return change(lang, y.mean, s.unit); })) + (y.sure() ? " *" : ""), both(each([&](Lang lang) { return change_range(lang, y.low, y.high, s.unit); })),
                 both(each([&](Lang lang) { return change_range(lang, y.p05, y.p95, s.unit); }))});
    }
  }

  Section details(std::size_t s) const {
    const ComparedScenario& other = summary_.scenarios[s];
    const std::string prefix = "diff-" + std::to_string(s) + "-";
    std::string charts;
    for (const DifferenceSeries& x : other.ladders) charts += figure(chart(s, "ladder", x));
    for (const DifferenceSeries& x : other.certificates) charts += moves(x) ? figure(chart(s, "title", x)) : "";
    for (const DifferenceSeries& x : other.city) charts += moves(x) ? figure(chart(s, "city", x)) : "";
    if (const Chart research = rd_chart_of(other, prefix); !research.lines.empty()) charts += figure(research);
    for (const Chart& price : price_charts(other, prefix)) charts += figure(price);
    if (const Chart outlay = outlay_chart_of(s); !outlay.stacks.empty()) charts += figure(outlay);
    HtmlTable table(each([&](Lang lang) { return fill(lang, diff_table, years_[at_]); }),
                    {both(names(what_column)), both(names(reference_column)), both(names(difference_column)), both(names(interval_column)), both(names(pair_column))}, 1);
    rows(table, other.ladders, unique_section, false), rows(table, other.certificates, titles_section, false);
    rows(table, other.city, city_section, false), rows(table, other.targets, targets_section, true);
    const Names name = title_of(other.id, other.title);
    const Names head = summary_.scenarios.size() == 1 ? names(diff_head) : each([&](Lang lang) { return fill(lang, diff_head) + ": " + in(lang, name); });
    return {"differences-" + std::to_string(s), head, element("p", both(names(diff_note)), "class=\"note\"") + table.html() + price_table_of(other, at_) + paragraph(names(displaced), "class=\"note\"") + "<div class=\"charts\">\n" + charts + "</div>\n"};
  }

  const PageInput& input_;
  ComparisonSummary summary_;
  Names reference_;
  std::vector<int> years_;
  std::size_t at_;
};

}  // namespace

std::string compare_page(const PageInput& input) { return ComparePage(input).html(); }

}  // namespace echelon::page
