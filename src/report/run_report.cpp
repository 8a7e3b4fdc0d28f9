#include "report/run_report.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include "report/numbers.hpp"
#include "report/reasons.hpp"
#include "report/table.hpp"

namespace echelon {
namespace {

constexpr int name_width = 34;
constexpr int wide_name_width = 52;
constexpr int heading_width = 12;
constexpr std::size_t years_a_table = 9;

std::string band_text(const TargetSummary& target, Lang lang) {
  if (std::isnan(target.p05)) return "-";
  return bare_quantity(lang, target.p05, target.unit) + " - " + bare_quantity(lang, target.p95, target.unit);
}

std::string probability_text(const TargetSummary& target) {
  if (!target.judged()) return "-";
  // "< 0.01" promises what an interval up to a half does not.
  const std::string p = target.withheld.empty() ? probability(target.probability) : fmt::format("{:.2f}", target.probability);
  return fmt::format("{} ({:.2f}-{:.2f})", p, target.probability_low, target.probability_high);
}

// The rows of those targets that `wanted` picks, a heading for each register.
template <class Wanted, class Cells>
void add_rows(Table& table, const RunSummary& run, Lang lang, Wanted wanted, Cells cells) {
  std::string heading;
  for (const TargetSummary& target : run.targets) {
    if (!wanted(target)) continue;
    if (target.register_id != heading) table.section("[" + register_word(lang, heading = target.register_id) + "]");
    table.row(cells(target));
  }
}

std::string target_table(const RunSummary& run, Lang lang) {
  Table table({{word(lang, Word::id)},
               {word(lang, Word::target), Align::left, name_width},
               {word(lang, Word::goal)},
               {word(lang, Word::by)},
               {word(lang, Word::median), Align::right},
               {word(lang, Word::band), Align::right},
               {word(lang, Word::probability)},
               {word(lang, Word::verdict)}});
  add_rows(table, run, lang, [](const TargetSummary& t) { return t.measured(); }, [&](const TargetSummary& t) {
    return std::vector<std::string>{t.id, in(lang, t.name), goal_text(t, lang), std::to_string(t.deadline),
                                    bare_quantity(lang, t.median, t.unit), band_text(t, lang), probability_text(t),
                                    verdict_text(t, lang)};
  });
  return table.text();
}

std::string silent_part(const RunSummary& run, Lang lang) {
  const auto silent = [](const TargetSummary& target) { return !target.measured(); };
  if (std::none_of(run.targets.begin(), run.targets.end(), silent)) return "";
  Table table({{word(lang, Word::id)},
               {word(lang, Word::target), Align::left, wide_name_width},
               {word(lang, Word::goal)},
               {word(lang, Word::by)},
               {word(lang, Word::verdict)},
               {word(lang, Word::why)}});
  add_rows(table, run, lang, silent, [&](const TargetSummary& t) {
    return std::vector<std::string>{t.id, in(lang, t.name), goal_text(t, lang), std::to_string(t.deadline),
                                    verdict_text(t, lang), reason_words(lang, t.why)};
  });
  return std::string("\n") + word(lang, Word::not_measured) + "\n" + table.text();
}

std::string driver_part(const RunSummary& run, Lang lang) {
  const auto hangs = [](const TargetSummary& target) { return !target.drivers.empty(); };
  if (std::none_of(run.targets.begin(), run.targets.end(), hangs)) return "";
  Table table({{word(lang, Word::id)},
               {word(lang, Word::target), Align::left, name_width},
               {word(lang, Word::parameter)},
               {word(lang, Word::rank_correlation), Align::right},
               {word(lang, Word::lowest_third), Align::right},
               {word(lang, Word::highest_third), Align::right}});
  for (const TargetSummary& t : run.targets) {
    bool first = true;
    for (const Driver& d : std::span(t.drivers).first(std::min(t.drivers.size(), kDriversInATable))) {
      table.row({first ? t.id : "", first ? in(lang, t.name) : "", d.parameter, fmt::format("{:+.2f}", d.correlation), probability(d.low),
                 probability(d.high)});
      first = false;
    }
  }
  return std::string("\n") + word(lang, Word::drivers) + "\n" + table.text();
}

std::string certificate_table(const RunSummary& run, Lang lang) {
  std::vector<TableColumn> columns{{word(lang, Word::year)}};
  for (const SeriesSummary& scheme : run.certificates) {
    columns.push_back({in(lang, scheme.name), Align::right, heading_width});
  }
  Table table(std::move(columns));
  for (std::size_t y = 0; y < run.certificates.front().medians.size(); ++y) {
    std::vector<std::string> cells{std::to_string(run.certificates.front().medians[y].year)};
    for (const SeriesSummary& scheme : run.certificates) cells.push_back(grouped(std::round(scheme.medians[y].value)));
    table.row(std::move(cells));
  }
  return table.text();
}

// The years in which anything is paid, as positions in the series.
std::vector<std::size_t> years_paid(const std::vector<SeriesSummary>& outlay) {
  std::vector<std::size_t> paid;
  for (std::size_t y = 0; !outlay.empty() && y < outlay.front().medians.size(); ++y) {
    const auto pays = [y](const SeriesSummary& i) { return i.medians[y].value != 0; };
    if (std::any_of(outlay.begin(), outlay.end(), pays)) paid.push_back(y);
  }
  return paid;
}

std::string outlay_table(const std::vector<SeriesSummary>& outlay, const std::vector<std::size_t>& years, Lang lang) {
  const double unit = lang == Lang::zh ? 1e4 : 1e6;
  std::vector<TableColumn> columns{{word(lang, Word::instrument), Align::left, name_width}};
  for (const std::size_t y : years) columns.push_back({std::to_string(outlay.front().medians[y].year), Align::right});
  Table table(std::move(columns));
  std::vector<double> total(years.size(), 0);
  for (const SeriesSummary& instrument : outlay) {
    std::vector<std::string> cells{in(lang, instrument.name)};
    for (std::size_t i = 0; i < years.size(); ++i) {
      const double paid = instrument.medians[years[i]].value / unit;
      total[i] += paid;
      cells.push_back(grouped(paid));
    }
    table.row(std::move(cells));
  }
  std::vector<std::string> cells{word(lang, Word::total)};
  for (const double sum : total) cells.push_back(grouped(sum));
  table.row(std::move(cells));
  return table.text();
}

std::string outlay_part(const RunSummary& run, Lang lang) {
  auto years = years_paid(run.outlay);
  if (years.empty()) return std::string(word(lang, Word::no_outlay)) + "\n";
  std::string text = say(lang, Word::outlay, word(lang, Word::outlay_unit)) + "\n";
  while (!years.empty()) {
    const auto cut = years.begin() + static_cast<std::ptrdiff_t>(std::min(years.size(), years_a_table));
    text += outlay_table(run.outlay, {years.begin(), cut}, lang);
    years.erase(years.begin(), cut);
    if (!years.empty()) text += "\n";
  }
  return text;
}

std::string joint_part(const RunSummary& run, Lang lang) {
  if (run.joint.empty()) return "";
  std::string text = std::string("\n") + word(lang, Word::joint) + "\n";
  const auto name = [&](const std::string& label) {
    const std::size_t at = std::min(label.find('@'), label.size());
    return register_word(lang, label.substr(0, at)) + label.substr(at);
  };
  for (const JointProbability& joint : run.joint) text += say(lang, Word::joint_line, name(joint.label), probability(joint.probability)) + "\n";
  return text;
}

std::string drawn_part(const RunSummary& run, Lang lang) {
  std::string line;
  if (run.replicates < 2) line = say(lang, Word::drawn_single, run.seed);
  else if (run.drawn == 0) line = say(lang, Word::drawn_none, run.parameters, run.replicates, run.seed);
  else line = say(lang, Word::drawn_some, run.drawn, run.parameters, run.replicates, run.parameters - run.drawn, run.seed);
  return std::string("\n") + word(lang, Word::drawn) + "\n" + line + "\n";
}

std::string assumption_part(const RunSummary& run, Lang lang) {
  std::string lines;
  for (const TargetSummary& target : run.targets) {
    if (goal_is_assumed(target)) lines += say(lang, Word::stand_in_line, target.id, in(lang, target.name)) + "\n";
  }
  for (const SeriesSummary& instrument : run.outlay) {
    if (!instrument.assumption.empty()) lines += say(lang, Word::instrument_line, in(lang, instrument.name), instrument.assumption) + "\n";
  }
  return lines.empty() ? "" : std::string("\n") + word(lang, Word::assumptions) + "\n" + lines;
}

std::string odds(double p, Lang lang) {
  return p < 0.05 || p > 0.95 ? say(lang, Word::odds, probability(p)) : say(lang, Word::in_ten, static_cast<int>(std::lround(10 * p)));
}

}  // namespace

std::string goal_text(const TargetSummary& target, Lang lang) {
  if (std::isnan(target.goal_low)) return word(lang, Word::no_goal);
  std::string text = target.relation == ">=" ? "≥ " : target.relation + " ";
  if (target.goal_low != target.goal_high) text += bare_quantity(lang, target.goal_low, target.unit) + "-";
  text += quantity(lang, target.goal_high, target.unit);
  return target.status == "incomplete" ? text + " (" + word(lang, Word::incomplete) + ")" : text;
}

// A goal that nobody has published and this project assumes; a rung without any goal has nothing to assume.
bool goal_is_assumed(const TargetSummary& target) { return target.assumption && !std::isnan(target.goal_low); }

std::string verdict_text(const TargetSummary& target, Lang lang) {
  const std::string verdict = verdict_word(lang, target.verdict_shown());
  return goal_is_assumed(target) ? verdict + " (" + word(lang, Word::assumption) + ")" : verdict;
}

// "3 likely, 1 uncertain", in the order of the scale of verdicts.
std::string verdict_counts(const RunSummary& run, bool judged, Lang lang) {
  static const char* const order[] = {"reached",      "likely",            "uncertain",    "unlikely",
                                      "out-of-reach", "number-not-public", "not-modelled", "qualitative",
                                      "too-few-worlds", "too-small-a-trial"};
  std::map<std::string, int> count;
  for (const TargetSummary& target : run.targets) {
    if (target.judged() == judged) ++count[target.verdict_shown()];
  }
  std::string text;
  for (const char* verdict : order) {
    if (count[verdict] == 0) continue;
    text += (text.empty() ? "" : lang == Lang::zh ? "、" : ", ") + std::to_string(count[verdict]) + " " + verdict_word(lang, verdict);
  }
  return text.empty() ? word(lang, Word::answer_none) : text;
}

std::string answer(const RunSummary& run, Lang lang) {
  const auto judged = std::count_if(run.targets.begin(), run.targets.end(), [](const TargetSummary& t) { return t.judged(); });
  const TargetSummary* const weakest = binding_target(run);
  std::string text = say(lang, Word::answer_judged, run.targets.size(), judged, verdict_counts(run, true, lang), verdict_counts(run, false, lang));
  if (weakest && weakest->withheld.empty()) {
    text += " " + say(lang, weakest->status == "public" ? Word::answer_weakest : Word::answer_weakest_other, in(lang, weakest->name), weakest->id, odds(weakest->probability, lang));
  }
  return text;
}

std::string run_report(const RunSummary& run, Lang lang) {
  std::string text;
  if (!run.interrupted.empty()) text += say(lang, Word::interrupted, run.interrupted) + "\n";
  if (!run.scale.empty()) text += say(lang, Word::scaled, run.scale) + "\n";
  text += say(lang, Word::run_line, run.title.en.empty() ? run.scenario : in(lang, run.title), run.replicates, run.horizon.first.text(),
              run.horizon.last.text()) + "\n";
  text += answer(run, lang) + "\n\n" + word(lang, Word::targets) + "\n" + target_table(run, lang);
  text += silent_part(run, lang) + joint_part(run, lang) + driver_part(run, lang);
  if (!run.certificates.empty()) {
    text += std::string("\n") + word(lang, Word::certificates) + "\n" + certificate_table(run, lang);
  }
  text += "\n" + outlay_part(run, lang) + drawn_part(run, lang) + assumption_part(run, lang);
  return text;
}

}  // namespace echelon
