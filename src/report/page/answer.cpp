#include "report/page/answer.hpp"

#include <algorithm>
#include <cmath>

#include "report/numbers.hpp"
#include "report/page/amounts.hpp"
#include "report/page/sentences.hpp"
#include "report/page/svg.hpp"
#include "report/page/table.hpp"
#include "report/reasons.hpp"
#include "report/run_report.hpp"

namespace echelon::page {
namespace {

constexpr double used_up = 0.95;
constexpr std::size_t names_in_a_sentence = 3;

Names money(double value) {
  return each([&](Lang lang) { return quantity(lang, value, "CNY"); });
}

// The question as the scenario asks it, English and Chinese on two lines of one text.
Names question(const RunData& data) {
  const std::string text = data.view.attribute("question");
  const Names title = data.run.title.en.empty() ? Names{data.run.scenario, {}} : data.run.title;
  if (text.empty()) return each([&](Lang lang) { return fill(lang, no_question, in(lang, title)); });
  const std::size_t line = text.find('\n');
  return {text.substr(0, line), line == std::string::npos ? "" : text.substr(line + 1)};
}

std::string warnings(const RunData& data) {
  std::string out;
  if (!data.run.interrupted.empty()) out += paragraph(said(interrupted, data.run.interrupted), "class=\"warn\"");
  if (!data.run.scale.empty()) {
    const Names share = each([&](Lang lang) { return quantity(lang, std::stod(data.run.scale), "fraction"); });
    out += paragraph(each([&](Lang lang) { return fill(lang, trial, in(lang, share)); }), "class=\"warn\"");
  }
  if (data.replicates < 2) out += paragraph(names(single_world), "class=\"warn\"");
  else if (data.run.drawn == 0) out += paragraph(names(chance_only), "class=\"warn\"");
  if (!data.input.scenario) out += paragraph(names(no_background), "class=\"warn\"");
  return out;
}

std::string lead(const RunData& data) {
  const auto& targets = data.run.targets;
  const auto judged = std::count_if(targets.begin(), targets.end(), [](const TargetSummary& t) { return t.judged(); });
  if (judged == 0) return paragraph(said(nothing_judged, targets.size()), "class=\"lead\"");
  std::string out = paragraph(each([&](Lang lang) { return fill(lang, judged_line, targets.size(), judged, verdict_counts(data.run, true, lang)); }), "class=\"lead\"");
  const Names together = each([&](Lang lang) {
    std::string list;
    for (const JointProbability& joint : data.run.joint) {
      const std::size_t at = joint.label.find('@');
      const std::string year = at == std::string::npos ? "-" : joint.label.substr(at + 1);
      list += (list.empty() ? fill(lang, joint_lead) : lang == Lang::zh ? "；" : "; ") +
              fill(lang, joint_line, register_word(lang, joint.label.substr(0, at)), year, odds_words(lang, joint.probability));
    }
    return list.empty() ? list : list + (lang == Lang::zh ? "。" : ".");
  });
  return together.en.empty() ? out : out + paragraph(together);
}

// In words where the worlds are enough for a verdict, else what they leave open.
std::string odds_told(const TargetSummary& t, Lang lang) {
  return t.withheld.empty() ? odds_words(lang, t.probability) : fmt::format("{:.2f}–{:.2f}", t.probability_low, t.probability_high);
}

std::string scoreboard_table(const RunData& data) {
  std::vector<const TargetSummary*> judged;
  for (const TargetSummary& t : data.run.targets) {
    if (t.judged()) judged.push_back(&t);
  }
  if (judged.empty()) return "";
  std::stable_sort(judged.begin(), judged.end(), [](const TargetSummary* a, const TargetSummary* b) { return a->probability < b->probability; });
  HtmlTable table(names(scoreboard), {both(names(target_column)), both(names(odds_column)), both(names(verdict_column)), both(names(goal_column)), both(names(by_column)), both(names(median_column))}, 3);
  for (const TargetSummary* t : judged) {
    const std::string chance = "<span class=\"chance\">" + ten_dots(t->probability) + both(each([&](Lang lang) { return odds_told(*t, lang); })) + "</span>";
    table.row({target_name(*t), chance, element("span", both(each([&](Lang lang) { return verdict_word(lang, t->verdict_shown()); })), "class=\"verdict\""),
               both(each([&](Lang lang) { return goal_text(*t, lang); })), std::to_string(t->deadline), median_words(*t)});
  }
  return table.html();
}

std::string binds_card(const TargetSummary* target) {
  if (!target) return paragraph(names(binds_none));
  if (!target->withheld.empty()) return paragraph(names(binds_withheld));
  const std::string other = target->status == "public" ? "" : paragraph(names(binds_other));
  return paragraph(each([&](Lang lang) {
           const auto number = [&](double v) { return level(lang, v, target->unit); };
           return fill(lang, binds_line, in(lang, capital(target->name)), target->id, goal_text(*target, lang), target->deadline, odds_words(lang, target->probability),
                       number(target->median), number(target->p05), number(target->p95));
         })) + other;
}

// Names of the lines that are used up, "" for none.
Names used_up_lines(const RunData& data) {
  Names list;
  std::size_t count = 0;
  for (std::size_t i = 0; i < data.view.size("instrument"); ++i) {
    if (!(use_of_cap(data, i) >= used_up)) continue;
    const Names name = data.name("instrument", i);
    if (++count > names_in_a_sentence + 2) continue;
    list.en += (list.en.empty() ? "" : "; ") + name.en, list.zh += (list.zh.empty() ? "" : "；") + in(Lang::zh, name);
  }
  return list;
}

std::string change_card(const RunData& data, const TargetSummary* target, const Chart& hangs) {
  std::string out;
  if (target && target->probability < 1) {
    const double missing = target->shortfall_mean / (1 - target->probability);
    out += paragraph(each([&](Lang lang) { return fill(lang, missing_line, is_share(target->unit) ? size_of_change(lang, missing, target->unit) : quantity(lang, missing, target->unit)); }));
  } else if (target) {
    out += paragraph(names(missing_never));
  }
  if (data.view.size("instrument") > 0) {
    const Names lines = used_up_lines(data);
    out += lines.en.empty() ? paragraph(names(not_used_up_line)) : paragraph(each([&](Lang lang) { return fill(lang, used_up_line, in(lang, lines)); }));
  }
  if (!hangs.rows.empty()) {
    std::string list;
    for (std::size_t i = 0; i < std::min(names_in_a_sentence, hangs.rows.size()); ++i) list += (i > 0 ? ", " : "") + hangs.rows[i].name.en;
    out += paragraph(said(hangs_line, list));
  }
  return out + paragraph(said(try_line, data.run.scenario), "class=\"try\"");
}

// "Most of it: A (17 %), B (15 %), C (9 %).", of the means up to and with a year.
Names largest_parts(const RunData& data, std::size_t end) {
  const auto outlay = data.amounts("outlay");
  std::vector<std::pair<double, std::size_t>> parts;
  double sum = 0;
  for (std::size_t i = 0; i < data.view.size("instrument"); ++i) {
    double part = 0;
    for (std::size_t y = 0; y <= end; ++y) part += data.over_replicates([&](std::size_t r) { return outlay(r, y, i); }).mean;
    parts.push_back({part, i}), sum += part;
  }
  std::stable_sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  return each([&](Lang lang) {
    std::string list;
    for (std::size_t k = 0; k < std::min(names_in_a_sentence, parts.size()); ++k) {
      if (parts[k].first <= 0) continue;
      const std::string name = in(lang, data.name("instrument", parts[k].second));
      list += (k > 0 ? (lang == Lang::zh ? "；" : ", ") : "") + fill(lang, cost_share, name, std::lround(100 * parts[k].first / sum));
    }
    return fill(lang, cost_most, list);
  });
}

// What tax relief forgoes, and what the firms pay, up to and with a year.
std::string tax_lines(const RunData& data, std::size_t end) {
  const auto line = [&](const Both& sentence, const std::string& variable, std::size_t width) {
    if (!data.view.has(variable)) return std::string();
    const auto value = data.amounts(variable);
    const Spread all = data.over_replicates([&](std::size_t r) {
      double sum = 0;
      for (std::size_t y = 0; y <= end; ++y) {
        for (std::size_t i = 0; i < width; ++i) sum += value(r, y, i);
      }
      return sum;
    });
    return paragraph(each([&](Lang lang) { return fill(lang, sentence, in(lang, money(all.median))); }));
  };
  return line(relief_line, "tax_forgone", data.view.has("tax_forgone") ? data.view.size("relief") : 0) + line(returns_line, "tax_local", 1);
}

std::string cost_card(const RunData& data, const TargetSummary* target) {
  if (data.view.size("instrument") == 0 || outlay_chart_of(data).stacks.empty()) return paragraph(names(cost_nothing));
  const auto outlay = data.amounts("outlay");
  const std::size_t width = data.view.size("instrument");
  const int end_year = target ? std::clamp(target->deadline, data.years.front(), data.years.back()) : data.years.back();
  const auto end = static_cast<std::size_t>(end_year - data.years.front());
  const auto of_year = [&](std::size_t r, std::size_t y) {
    double sum = 0;
    for (std::size_t i = 0; i < width; ++i) sum += outlay(r, y, i);
    return sum;
  };
  const Spread all = data.over_replicates([&](std::size_t r) {
    double sum = 0;
    for (std::size_t y = 0; y <= end; ++y) sum += of_year(r, y);
    return sum;
  });
  const Spread last = data.over_replicates([&](std::size_t r) { return of_year(r, end); });
  std::string out = paragraph(each([&](Lang lang) {
    return fill(lang, cost_line, data.years.front(), end_year, in(lang, money(all.median)), in(lang, money(all.p05)), in(lang, money(all.p95)), end_year, in(lang, money(last.median)));
  }));
  return out + paragraph(largest_parts(data, end)) + tax_lines(data, end) + paragraph(names(cost_what));
}

std::string assumed_card(const RunData& data) {
  const auto& sources = data.view.size("parameter") > 0 ? data.view.texts("parameter_source") : std::vector<std::string>{};
  const auto assumed_count = std::count_if(sources.begin(), sources.end(), is_assumed);
  const auto& targets = data.run.targets;
  const auto goals = std::count_if(targets.begin(), targets.end(), [](const TargetSummary& t) { return t.judged() && goal_is_assumed(t); });
  const auto& outlay = data.run.outlay;
  const auto instruments = std::count_if(outlay.begin(), outlay.end(), [](const SeriesSummary& i) { return !i.assumption.empty(); });
  std::string out = paragraph(said(assumed_parameters, assumed_count, sources.size()));
  if (goals > 0) out += paragraph(said(assumed_goals, goals));
  if (!outlay.empty()) out += paragraph(said(assumed_instruments, instruments, outlay.size()));
  return out + paragraph(said(assumed_drawn, data.replicates, data.run.drawn)) + element("p", element("a", both(names(see_all)), "href=\"#beliefs\""));
}

}  // namespace

std::string target_name(const TargetSummary& t) {
  std::string out = element("span", escaped(t.id), "class=\"id\"") + both(t.name);
  if (goal_is_assumed(t)) out += " " + element("span", both(names(stand_in_mark)), "class=\"tag\"");
  return out;
}

std::string median_words(const TargetSummary& t) {
  return both(each([&](Lang lang) {
    const auto number = [&](double v) { return level(lang, v, t.unit); };
    return std::isnan(t.median) ? std::string("-") : number(t.median) + " (" + number(t.p05) + "–" + number(t.p95) + ")";
  }));
}

bool is_assumed(const std::string& source) { return source.find("assumed") != std::string::npos; }

std::string answer_body(const RunData& data, const Chart& hangs) {
  const TargetSummary* target = binding_target(data.run);
  std::string out = paragraph(question(data), "class=\"question\"") + warnings(data) + lead(data);
  out += "<div class=\"cards\">\n" + card(names(binds_head), binds_card(target)) + card(names(change_head), change_card(data, target, hangs)) + card(names(cost_head), cost_card(data, target)) +
         card(names(assumed_head), assumed_card(data)) + "</div>\n";
  return out + scoreboard_table(data);
}

}  // namespace echelon::page
