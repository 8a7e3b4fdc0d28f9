#include "engine/study/study.hpp"

#include <algorithm>
#include <charconv>

#include "engine/assemble.hpp"

namespace echelon {

namespace {

std::string exact(double x) {
  char buffer[32];
  return std::string(buffer, std::to_chars(buffer, buffer + sizeof buffer, x).ptr);
}

void line(std::string& out, const std::string& key, const std::string& value) { out += key + ": " + value + "\n"; }
void line(std::string& out, const std::string& key, double value) { line(out, key, exact(value)); }
void line(std::string& out, const std::string& key, std::size_t value) { line(out, key, std::to_string(value)); }

void add_factor(std::string& out, const Factor& f) {
  std::string text = std::to_string(static_cast<int>(f.kind)) + " " + f.prior.text() + " input " + f.input + " levels";
  for (const double v : f.levels) text += " " + exact(v);
  line(out, "factor " + f.id, text);
}

void add_outcome(std::string& out, const StudyOutcome& o) {
  line(out, "outcome " + o.id, o.metric.kind + " " + o.metric.of + " " + o.metric.over + " " + o.metric.select + " " +
                                   std::to_string(o.metric.since) + " at " + std::to_string(o.year) + " goal " + exact(o.goal) +
                                   " from " + std::to_string(o.base_year));
}

}  // namespace

double Factor::value(double u) const {
  if (kind == Kind::luck || kind == Kind::macro_path) return static_cast<double>(static_cast<std::uint64_t>(u * 0x1p40));
  if (kind == Kind::dummy) return u;
  if (levels.empty()) return prior.quantile(u);
  const auto i = static_cast<std::size_t>(u * static_cast<double>(levels.size()));
  return levels[std::min(i, levels.size() - 1)];
}

std::vector<std::string> inputs_of(const std::vector<Factor>& factors) {
  std::vector<std::string> out;
  for (const Factor& f : factors) {
    if (std::find(out.begin(), out.end(), f.input) == out.end()) out.push_back(f.input);
  }
  return out;
}

Factor parameter_factor(const ParameterValue& p) {
  Factor f;
  f.id = f.input = p.path, f.kind = Factor::Kind::parameter, f.name = p.meaning, f.unit = p.unit, f.prior = p.prior;
  return f;
}

Factor plain_factor(Factor::Kind kind, const Scenario& scenario) {
  Factor f;
  f.kind = kind, f.unit = "1";
  f.prior.kind = Prior::Kind::uniform, f.prior.high = 1;
  if (kind == Factor::Kind::ensemble) {
    f.id = "ensemble", f.name = {"row of the stored ensemble: the calibrated parameters together", "校准参数集合的行号"};
    for (std::size_t k = 0; k < scenario.ensemble_points.size(); ++k) f.levels.push_back(static_cast<double>(k));
  } else if (kind == Factor::Kind::luck) {
    f.id = "luck", f.name = {"luck: all chance; the macro path too where it is no input of its own", "偶然性：全部随机因素（宏观路径未单列时含宏观路径）"};
  } else if (kind == Factor::Kind::macro_path) {
    f.id = "macro_path", f.name = {"macro path: the economy and the venture climate", "宏观路径：经济与创投气候"};
  } else {
    f.id = "dummy", f.name = {"dummy: an input that the model does not use", "虚拟输入：模型不使用"};
  }
  f.input = f.id;
  return f;
}

std::vector<Factor> drawn_factors(const Scenario& scenario, const std::vector<Factor>& known, const std::string& input) {
  const auto named = [&](const std::string& id) {
    return std::any_of(known.begin(), known.end(), [&](const Factor& f) { return f.id == id; });
  };
  const auto stored = [&](const std::string& path) {
    return !scenario.ensemble_points.empty() &&
           std::find(scenario.ensemble_paths.begin(), scenario.ensemble_paths.end(), path) != scenario.ensemble_paths.end();
  };
  std::vector<Factor> out;
  if (!scenario.ensemble_points.empty() && !named("ensemble")) out.push_back(plain_factor(Factor::Kind::ensemble, scenario));
  for (const ParameterValue& p : scenario.parameters) {
    if (p.fixed_by_user || p.prior.kind == Prior::Kind::fixed || named(p.path) || stored(p.path)) continue;
    out.push_back(parameter_factor(p));
  }
  if (!input.empty())
    for (Factor& f : out) f.input = input;
  return out;
}

std::vector<StudyOutcome> target_outcomes(const Scenario& scenario) {
  std::vector<StudyOutcome> out;
  for (const Target& t : scenario.targets) {
    const bool inside = t.deadline >= scenario.horizon.first.year() && t.deadline <= scenario.horizon.last.year();
    if (t.metric.kind == "none" || !inside) continue;
    StudyOutcome o;
    o.id = t.id, o.name = t.name, o.unit = t.unit, o.metric = t.metric, o.year = t.deadline, o.base_year = t.base_year;
    o.assumption = t.assumption;
    if (judged(t)) o.goal = t.goal_low;
    out.push_back(std::move(o));
  }
  return out;
}

std::string study_text(const Study& s) {
  std::string out;
  line(out, "kind", study_kinds[static_cast<int>(s.kind)]);
  line(out, "design", s.design), line(out, "points", s.points), line(out, "seeds", s.seeds), line(out, "block", s.block);
  line(out, "levels", s.levels), line(out, "slices", s.slices), line(out, "resamples", s.resamples);
  line(out, "level", s.level), line(out, "precision", s.precision), line(out, "second order", std::size_t{s.second_order});
  line(out, "luck", static_cast<std::size_t>(s.luck)), line(out, "seed", std::size_t{s.seed});
  if (s.macro != StudyMacro::luck) line(out, "macro path", static_cast<std::size_t>(s.macro));
  line(out, "stop", s.stop_outcome + " " + exact(s.stop_half_width));
  for (const Factor& f : s.factors) add_factor(out, f);
  for (const StudyOutcome& o : s.outcomes) add_outcome(out, o);
  for (const std::string& c : s.constraints) line(out, "constraint", c);
  for (const Player& p : s.players) {
    std::string all;
    for (const std::string& x : p.instruments) all += " " + x;
    line(out, "player " + p.id, all);
  }
  line(out, "sampled", std::size_t{s.sampled});
  for (const RankCorrelation& c : s.correlations) line(out, "rank correlation of " + s.factors[c.a].id + " with " + s.factors[c.b].id, c.rank);
  for (const Scenario& x : s.scenarios) {
    line(out, "scenario", x.id);
    for (const auto& row : x.ensemble_points)
      for (const double v : row) out += exact(v) + "\n";
  }
  for (const auto& row : s.table)
    for (const double v : row) out += exact(v) + "\n";
  return out;
}

}  // namespace echelon
