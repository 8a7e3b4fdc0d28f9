// What each room does to the outcomes of the others: the scenario beside itself with one room switched off, under the same luck.
#include <cmath>
#include <fmt/format.h>

#include "app/document.hpp"
#include "app/interrupt.hpp"
#include "app/machine.hpp"
#include "app/open.hpp"
#include "app/progress.hpp"
#include "core/cpu.hpp"
#include "engine/compare.hpp"
#include "io/vocabulary.hpp"
#include "report/compare_report.hpp"
#include "report/table.hpp"

namespace echelon::app {
namespace {

// The city without one room, for each room that can be switched and is on.
std::vector<Scenario> without_each(const Scenario& scenario) {
  std::vector<Scenario> all;
  for (const std::string& room : model_vocabulary().rooms_that_switch) {
    if (!room_on(scenario, room.c_str())) continue;
    all.push_back(scenario);
    all.back().id = room;
    all.back().name = {room, room};
    all.back().rooms[room] = false;
  }
  return all;
}

struct Effect {
  std::string id;
  Names name;
  double share;  // change over the reference when the room is off; NaN where the reference has none
  bool sure;     // its 90 % interval leaves out 0
};

Effect effect(const DifferenceSeries& s, int year) {
  for (const YearDifference& y : s.years) {
    if (y.year == year) return {s.id, s.name, y.reference != 0 ? y.mean / y.reference : std::nan(""), y.sure()};
  }
  return {s.id, s.name, std::nan(""), false};
}

std::vector<Effect> effects(const ComparedScenario& s, int year) {
  std::vector<Effect> all;
  for (const DifferenceSeries& x : s.ladders) all.push_back(effect(x, year));
  for (const DifferenceSeries& x : s.certificates) {
    if (x.id == "hte" || x.id == "tech_sme") all.push_back(effect(x, year));
  }
  for (const DifferenceSeries& x : s.city) all.push_back(effect(x, year));
  all.push_back(effect(s.outlay_total, year));
  return all;
}

std::string cell(const Effect& e) {
  if (std::isnan(e.share)) return "-";
  return e.share == 0 ? "0" : fmt::format("{:+.2f}{}", 100 * e.share, e.sure ? "*" : "");
}

std::string as_text(const ComparisonSummary& summary, Lang lang) {
  const bool zh = lang == Lang::zh;
  std::string out = fmt::format(fmt::runtime(zh ? "关闭一个模块后 {} 年末的变化（%；* 表示90 %区间不含0；{} 对同运气重复）\n"
                                                : "Change at the end of {} when one room is switched off (%; * the 90 % interval leaves out 0; {} pairs under the same luck)\n"),
                                summary.look_at, summary.pairs);
  std::vector<TableColumn> columns{{zh ? "模块" : "room", Align::left}};
  for (const Effect& e : effects(summary.scenarios.front(), summary.look_at)) columns.push_back({zh ? e.name.zh : e.name.en, Align::right, 11});
  Table table(std::move(columns));
  for (const ComparedScenario& s : summary.scenarios) {
    std::vector<std::string> cells{s.id};
    for (const Effect& e : effects(s, summary.look_at)) cells.push_back(cell(e));
    table.row(std::move(cells));
  }
  return out + table.text();
}

Json as_json(const ComparisonSummary& summary) {
  Json out{{"scenario", summary.reference}, {"year", summary.look_at}, {"pairs", summary.pairs}, {"rooms_off", Json::object()}};
  for (const ComparedScenario& s : summary.scenarios) {
    for (const Effect& e : effects(s, summary.look_at)) out["rooms_off"][s.id][e.id] = {{"share", number(e.share)}, {"sure", e.sure}};
  }
  return out;
}

}  // namespace

Exit rooms(const Context& context) {
  const std::string name = context.options.arguments.empty() ? "action-plan" : context.options.arguments.front();
  Problems warnings;
  const Scenario scenario = open_scenario(context, name, &warnings);
  tell_warnings(context, warnings);
  ProgressLine line(context.options);
  EnsembleOptions options;
  options.threads = context.options.threads.value_or(usable_cores());
  options.on_progress = [&line](const Progress& progress) { line.show(progress); };
  options.interrupt = &watch_interrupts();
  const ComparisonOutcome outcome = run_comparison(scenario, without_each(scenario), options);
  if (outcome.interrupted) return Exit::interrupted;
  if (outcome.results.dimension("replicate")->size() == 0) throw std::runtime_error("no pair finished: " + outcome.failures.front().reason);
  const ComparisonSummary summary = summarise_comparison(outcome.results);
  context.options.json ? print(as_json(summary)) : print(as_text(summary, context.options.lang));
  return outcome.failures.empty() ? Exit::done : Exit::environment;
}

}  // namespace echelon::app
