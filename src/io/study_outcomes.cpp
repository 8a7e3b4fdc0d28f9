// What a study looks at, when it may stop, and designs that somebody else made.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

#include "io/study_draft.hpp"
#include "io/values.hpp"
#include "model/observation.hpp"
#include "model/series_names.hpp"

namespace echelon {
namespace {

std::string unit_of(const std::string& series) {
  if (series == "rd_gdp") return "fraction";
  if (series == "gdp") return "CNY per year";
  for (const SeriesInfo& info : series_info())
    if (series == info.name) return info.units;
  return "firms";
}

// What is added up over years is no longer a year's.
std::string summed(const std::string& unit) {
  const std::size_t at = unit.rfind(" per year");
  return at != std::string::npos && at + 9 == unit.size() ? unit.substr(0, at) : unit;
}

std::vector<std::string> series_names(const Scenario& s) {
  std::vector<std::string> names = record_series();
  for (const Scheme& x : s.schemes) names.push_back(x.id);
  for (const Ladder& x : s.ladders) names.push_back("unique." + x.id);
  for (const std::string& x : record_series()) names.push_back("cumulative." + x);
  return names;
}

// A series and the year at whose end it is read, or over which it runs.
Names name_of(const Scenario& s, const std::string& series, const std::string& year) {
  const Names name = series_name(s, series);
  return {name.en + ", " + year, (name.zh.empty() ? name.en : name.zh) + "（" + year + " 年）"};
}

// hte@2027, unique.technology@2027, cumulative.outlay@2030
StudyOutcome series_outcome(const Scenario& s, const std::string& text, const yaml::Node& node) {
  StudyOutcome o;
  const std::size_t at = text.rfind('@');
  const std::string series = text.substr(0, at);
  o.id = text, o.year = read_year_text(text.substr(at + 1), node);
  const std::vector<std::string> known = series_names(s);
  if (std::find(known.begin(), known.end(), series) == known.end())
    node.problem("there is no series `" + series + "`", "it could not be looked at", nearest(series, known));
  if (o.year < s.horizon.first.year() || o.year > s.horizon.last.year())
    node.problem("`" + text + "` lies outside the horizon", "the study runs " + s.horizon.first.text() + ".." + s.horizon.last.text());
  const std::size_t dot = series.find('.');
  const std::string kind = dot == std::string::npos ? "" : series.substr(0, dot), rest = series.substr(dot == std::string::npos ? 0 : dot + 1);
  o.metric.kind = kind == "unique" ? "unique" : kind == "cumulative" ? "cumulative" : "sum";
  o.metric.of = rest, o.metric.since = s.horizon.first.year(), o.base_year = s.horizon.first.year();
  o.unit = kind == "unique" ? "firms" : kind == "cumulative" ? summed(unit_of(rest)) : unit_of(rest), o.name = name_of(s, series, text.substr(at + 1));
  return o;
}

void add_outcome(StudyDraft& draft, const std::vector<StudyOutcome>& targets, const yaml::Node& item) {
  const bool map = item.is_map();
  const std::string text = read_text(map ? item.required("of") : item);
  const auto at = std::find_if(targets.begin(), targets.end(), [&](const StudyOutcome& o) { return o.id == text; });
  StudyOutcome o;
  if (at != targets.end()) {
    o = *at;
  } else if (text.find('@') != std::string::npos) {
    o = series_outcome(draft.scenario(), text, item);
  } else {
    std::vector<std::string> ids;
    for (const StudyOutcome& t : targets) ids.push_back(t.id);
    return item.problem("there is no target `" + text + "` that can be measured within the horizon", "an outcome is a target, or a series with its year: hte@2027", nearest(text, ids));
  }
  if (map) {
    o.goal = read_number(item.required("goal"), {o.unit == "fraction" ? "%" : o.unit, "1"}, {}, "1");
    read_text(item.required("source"));
    o.assumption = true;
    item.finish();
  }
  for (const StudyOutcome& x : draft.study.outcomes)
    if (x.id == o.id) return item.problem("the outcome `" + o.id + "` stands twice", "it has one value only");
  draft.study.outcomes.push_back(std::move(o));
}

bool has_goal(const Study& s, const std::string& id) {
  return std::any_of(s.outcomes.begin(), s.outcomes.end(), [&](const StudyOutcome& o) { return o.id == id && o.goal == o.goal; });
}

void read_stop(StudyDraft& draft, const yaml::Node& stop) {
  Study& s = draft.study;
  if (!stop.exists()) return;
  const yaml::Node outcome = stop.required("outcome");
  s.stop_outcome = read_text(outcome);
  s.stop_half_width = read_number(stop.required("half_width"), {"%"}, {1e-4, 0.5});
  if (s.kind != StudyKind::monte_carlo) stop.problem("only a Monte Carlo study may stop early", "other designs are whole or nothing");
  else if (s.design == "latin-hypercube") stop.problem("a Latin hypercube cannot stop early", "its first points alone are no sample; take `sobol` or `random`");
  if (!s.stop_outcome.empty() && !has_goal(s, s.stop_outcome)) outcome.problem("`" + s.stop_outcome + "` is no outcome with a goal", "the half-width is that of a probability");
  stop.finish();
}

struct Cell {
  std::string text;
  int column;
};
std::vector<Cell> cells(const std::string& line) {
  std::vector<Cell> out;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t end = std::min(line.find(',', at), line.size());
    std::string text = line.substr(at, end - at);
    if (text.size() > 1 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
    out.push_back({text, static_cast<int>(at) + 1});
    at = end + 1;
  }
  return out;
}

// Values are numbers in the units in which they are declared, money in CNY, shares as fractions, switches 0 or 1.
void read_row(StudyDraft& draft, const std::string& file, int number, const std::string& line) {
  std::vector<double> row;
  for (const Cell& cell : cells(line)) {
    double value = 0;
    const auto result = std::from_chars(cell.text.data(), cell.text.data() + cell.text.size(), value);
    const bool good = result.ec == std::errc() && result.ptr == cell.text.data() + cell.text.size() && std::isfinite(value);
    const Factor* f = row.size() < draft.study.factors.size() ? &draft.study.factors[row.size()] : nullptr;
    if (!good) draft.problems.add({file, number, cell.column}, "`" + cell.text + "` is not a number", "a row has one number for every column");
    const std::string numbered = f && f->kind == Factor::Kind::macro_path ? "macro path" : "luck";
    if (good && f && (f->kind == Factor::Kind::luck || f->kind == Factor::Kind::macro_path) && (value < 0 || value != std::floor(value)))
      draft.problems.add({file, number, cell.column}, "`" + cell.text + "` is no " + numbered, numbered + "s are whole numbers from 0 on");
    if (good && f && f->kind == Factor::Kind::ensemble && (value < 0 || value >= static_cast<double>(f->levels.size()) || value != std::floor(value)))
      draft.problems.add({file, number, cell.column}, "`" + cell.text + "` is no row of the ensemble", "its rows count from 0 to " + std::to_string(f->levels.size() - 1));
    for (const ParameterValue& p : draft.scenario().parameters)
      if (good && f && p.path == f->id && (value < p.low || value > p.high))
        draft.problems.add({file, number, cell.column}, "`" + cell.text + "` is out of range", "`" + p.path + "` goes from " + shortest(p.low) + " to " + shortest(p.high));
    row.push_back(value);
  }
  if (row.size() != draft.study.factors.size())
    draft.problems.add({file, number, 1}, "the row has " + std::to_string(row.size()) + " numbers, the header " + std::to_string(draft.study.factors.size()), "one number for every column is needed");
  draft.study.table.push_back(std::move(row));
}

}  // namespace

void read_outcomes(StudyDraft& draft) {
  const yaml::Node node = draft.root.required("outcomes");
  const std::vector<StudyOutcome> targets = target_outcomes(draft.scenario());
  if (node.is_plain("targets")) draft.study.outcomes = targets;
  else
    for (const yaml::Node& item : node.items()) add_outcome(draft, targets, item);
  if (node.exists() && draft.study.outcomes.empty()) node.problem("no outcome is looked at", "no target of the scenario can be measured within the horizon");
  const yaml::Node constraints = draft.root.optional("constraints");
  for (const std::string& id : read_texts(constraints)) {
    if (has_goal(draft.study, id)) draft.study.constraints.push_back(id);
    else constraints.problem("`" + id + "` is no outcome with a goal", "a constraint is a goal that is to be reached together with others");
  }
  read_stop(draft, draft.root.optional("stop"));
}

void read_table(StudyDraft& draft, Files& files) {
  const yaml::Node node = draft.root.required("table");
  const std::filesystem::path path = draft.file.parent_path() / read_text(node);
  if (!node.exists()) return;
  if (!std::filesystem::exists(path)) return node.problem("there is no file `" + path.string() + "`", "the design is looked for beside the study");
  const std::string file = path.string();
  std::istringstream stream(files.bytes(path, path.filename().string()));
  int number = 0;
  for (std::string line; std::getline(stream, line);) {
    if (++number == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || line[0] == '#') continue;
    if (draft.study.factors.empty()) {
      for (const Cell& cell : cells(line)) {
        Factor f = factor_of(draft, cell.text, {file, number, cell.column});
        f.id = cell.text;
        draft.study.factors.push_back(std::move(f));
      }
    } else {
      read_row(draft, file, number, line);
    }
  }
  if (draft.study.table.empty()) node.problem("`" + file + "` holds no design", "a header with paths and a row for every experiment are needed");
  draft.study.inputs = inputs_of(draft.study.factors);
}

}  // namespace echelon
