// What is said of a parameter, an instrument, a target, a scheme.
#include <algorithm>
#include <cmath>

#include "io/explain.hpp"
#include "io/resolve.hpp"
#include "io/values.hpp"
#include "model/rules/fields.hpp"

namespace echelon {
namespace {

std::string prior_text(const ParameterValue& p) {
  const Prior& q = p.prior;
  const std::string range = "[" + with_unit(q.low, p.unit) + ", " + with_unit(q.high, p.unit) + "]";
  switch (q.kind) {
    case Prior::Kind::fixed: return p.fixed_by_user ? "none: fixed by the user" : "fixed";
    case Prior::Kind::uniform: return "uniform " + range;
    case Prior::Kind::log_uniform: return "log-uniform " + range;
    case Prior::Kind::normal:
      return "normal, mean " + with_unit(q.centre, p.unit) + ", sd " + with_unit(q.spread, p.unit) + ", cut to " +
             range;
    case Prior::Kind::triangular: return "triangular " + range + ", mode " + with_unit(q.centre, p.unit);
  }
  return "";
}

std::string field_text(const std::string& name) {
  const auto field = rule_field(name);
  if (!field) return "";
  const FieldInfo& info = rule_field_info(*field);
  return " (" + info.kind + ": " + info.how_en + ")";
}

std::string condition_text(const Condition& c) {
  std::string out = c.id + ": " + c.field;
  if (c.has_value) out += " " + comparator_text(c.comparator) + " " + yaml::number(c.value);
  else out += ", number unknown: never holds";
  if (!c.group.empty()) out += ", any of `" + c.group + "`";
  if (!c.when.empty()) out += ", when " + when_text(c.when);
  return out + field_text(c.field) + "; " + c.source;
}

// Numbers that other kinds of instrument have.
bool says_nothing(const Instrument& x, const std::string& key, const std::string& value) {
  if (key == "first_year_share") return x.kind != InstrumentKind::grant;
  if (key == "factor") return x.kind != InstrumentKind::desk_capacity;
  return value.empty() || value == "0" || (value.starts_with("0 ") && key != "amount" && key != "lag");
}

void explain_versions(const Scheme& s, Lines& lines) {
  for (const RuleVersion& v : s.versions) {
    lines.add("version", v.id + ", " + v.from.text() + ".." + (v.to == far_future ? "" : v.to.text()));
    lines.source(v.source);
    lines.add("assumption", v.assumption);
    for (const Condition& c : v.conditions) lines.raw("    - " + condition_text(c));
  }
}

void explain_score(const ScoreTable& t, Lines& lines) {
  lines.add("score", t.field + (std::isinf(t.cap) ? "" : ", at most " + yaml::number(t.cap)));
  for (const ScoreItem& i : t.items) {
    double most = 0;
    for (const ScoreBand& b : i.bands) most = std::max(most, b.points_high);
    lines.raw("    - " + i.item + ": up to " + yaml::number(most) + " points for " + i.field +
              (i.best_of.empty() ? "" : ", best of " + i.best_of) + "; " + i.source);
  }
}

}  // namespace

void explain_parameter(const Scenario& s, const ParameterValue& p, Lines& lines) {
  lines.title(p.path + (p.symbol.empty() ? "" : " (" + p.symbol + ")"));
  lines.add("meaning", both(p.meaning));
  lines.add("value", with_unit(p.value, p.unit));
  lines.add("unit", p.unit);
  lines.add("range", with_unit(p.low, p.unit) + " to " + with_unit(p.high, p.unit));
  lines.add("prior", prior_text(p));
  lines.add("class", class_text(p.cls));
  const bool calibrated = std::find(s.ensemble_paths.begin(), s.ensemble_paths.end(), p.path) != s.ensemble_paths.end();
  if (calibrated && !p.fixed_by_user) lines.add("drawn from", "ensemble " + s.ensemble);
  lines.source(p.source);
  lines.where(p.where);
}

void explain_instrument(const Instrument& x, Lines& lines) {
  lines.title("policy." + x.id + ": " + both(x.name));
  for (const auto& [key, value] : instrument_pairs(x)) {
    if (key == "name" || key == "source" || key == "assumption" || says_nothing(x, key, value)) continue;
    lines.add(key, value);
  }
  if (x.budget < 0) lines.add("budget", "none known: an entitlement without a cap");
  lines.source(x.source);
  lines.add("assumption", assumed(x));
  lines.where(x.where);
}

void explain_target(const Target& t, Lines& lines) {
  lines.title("targets." + t.id + ": " + both(t.name));
  lines.add("register", t.register_id);
  lines.add("metric", metric_yaml(t.metric));
  const std::string low = with_unit(t.goal_low, t.unit), high = with_unit(t.goal_high, t.unit);
  lines.add("goal", std::isnan(t.goal_low)
                        ? "number not public"
                        : t.relation + " " + (t.goal_low == t.goal_high ? low : low + " to " + high));
  lines.add("deadline", t.deadline ? "end of " + std::to_string(t.deadline) : "");
  lines.add("counts from", t.base_year ? std::to_string(t.base_year) : "");
  lines.add("status", t.status + (t.assumption ? ", assumption" : ""));
  lines.source(t.source);
  lines.add("confidence", t.confidence);
  lines.add("note", t.note);
  lines.where(t.where);
}

void explain_scheme(const Scenario& scenario, const Scheme& s, Lines& lines) {
  lines.title("schemes." + s.id + ": " + both(s.name));
  lines.add("rung", s.rung + " of the ladder " + s.ladder);
  lines.add("kind", s.kind);
  lines.add("calendar", "firms apply in Q" + std::to_string(s.apply_quarter) + ", decided in Q" +
                            std::to_string(s.decide_quarter) + ", open since " + s.opens.text());
  lines.add("validity", s.valid_until_quarter
                            ? "until the end of Q" + std::to_string(s.valid_until_quarter) + " of the next year"
                            : std::to_string(s.validity_quarters) + " quarters");
  if (!s.score_field.empty())
    lines.add("review",
              s.score_field + " against " + yaml::number(s.score_cut) + ", scale " + yaml::number(s.score_scale));
  for (const auto& [year, cases] : s.quota) lines.add("quota " + std::to_string(year), yaml::number(cases));
  explain_versions(s, lines);
  for (const ScoreTable& t : s.scores) explain_score(t, lines);
  const std::string prefix = "schemes." + s.id + ".";
  for (const ParameterValue& p : scenario.parameters)
    if (p.path.starts_with(prefix))
      lines.add(p.path.substr(prefix.size()), with_unit(p.value, p.unit) + ", " + prior_text(p) + ", " +
                                                  class_text(p.cls) + ": " + both(p.meaning) + "; " + p.source);
  for (const auto& [row, why] : s.not_mapped) lines.add("not mapped", row + ": " + why);
  if (!s.source.empty()) lines.source(s.source);
  lines.where(s.where);
}

}  // namespace echelon
