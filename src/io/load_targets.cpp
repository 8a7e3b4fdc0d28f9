// config/targets/<register>.yaml and config/observations/<city>.yaml.
#include <algorithm>
#include <cmath>

#include "io/library.hpp"
#include "io/values.hpp"
#include "io/words.hpp"

namespace echelon {
namespace {

using namespace words;

Metric read_metric(const yaml::Node& map) {
  Metric metric;
  for (const std::string& kind : metric_kinds) {
    const yaml::Node of = map.optional(kind);
    if (!of.exists()) continue;
    if (!metric.kind.empty())
      of.problem("a metric is one thing: `" + metric.kind + "` or `" + kind + "`", "both are given");
    metric.kind = kind;
    (kind == "none" ? metric.why_none : metric.of) = kind == "none" ? read_text(of) : read_id(of);
  }
  if (map.is_map() && metric.kind.empty())
    map.problem("the metric does not say what it is",
                "one of count, unique, share, sum, ratio, cumulative, growth, none is needed");
  read_if(map, "over", metric.over, read_id);
  read_if(map, "since", metric.since, read_year);
  for (const std::string& part : read_texts(map.optional("select")))
    metric.select += (metric.select.empty() ? "" : ",") + part;
  if (metric.kind == "cumulative" && metric.since == 0)
    map.problem("a cumulative metric needs `since`", "the year from which it counts");
  if (metric.kind == "growth" && metric.since == 0) map.problem("the metric `growth` needs `since`", "the year it grows from");
  if (metric.kind == "share" && metric.over.empty())
    map.problem("the metric `share` needs `over`", "a share is a share of something");
  map.finish();
  return metric;
}

void check_status(const yaml::Node& map, const Target& t) {
  const bool has_goal = !std::isnan(t.goal_low), goal_read = map.has("goal") || map.has("value");
  const bool needs = t.status == "public" || t.status == "stand_in" || t.status == "user";
  if (needs && !goal_read)
    map.problem("the target `" + t.id + "` has no goal",
                "its status is `" + t.status + "`; without a number it is `not_public`", "status: not_public");
  if (t.status == "not_public" && has_goal)
    map.problem("the target `" + t.id + "` has a goal", "its status says that the number is not public");
  if (needs && !map.has("deadline")) map.problem("the key `deadline` is missing", "a goal is met or missed by a date");
  if (t.base_year > 0 && t.deadline > 0 && t.base_year > t.deadline)
    map.problem("the deadline lies before the base year", "nothing could be counted");
}

bool begins_assumed(const std::string& source) { return source.starts_with("assumed"); }

const std::vector<std::string> uses{"fit-2021", "fit-all", "shown", "test"};

Observation read_observation(const yaml::Node& map, Reading& reading) {
  Observation o{};
  o.id = read_id(map.required("id"));
  o.series = read_id(map.required("series"));
  o.year = read_year(map.required("year"));
  o.value = read_any_number(map.required("value"));
  read_if(map, "bound", o.bound, [](const auto& n) { return read_choice(n, {"lower", "upper"}); });
  bool fitted = false;
  const yaml::Node use = map.required("use");
  std::vector<yaml::Node> words;
  if (use.is_text()) words.push_back(use);
  else words = use.items();
  for (const yaml::Node& item : words) {
    const std::string word = read_choice(item, uses);
    o.use += (o.use.empty() ? "" : ", ") + word;
    fitted = fitted || word.starts_with("fit");
  }
  const yaml::Node tolerance = fitted ? map.required("tolerance") : map.optional("tolerance");
  if (tolerance.exists()) o.tolerance = read_number(tolerance, {"%"}, {1e-6, 10});
  o.source = reading.source(map);
  read_if(map, "note", o.note, read_text);
  map.finish();
  reading.claim("observation", o.id, map.where());
  return o;
}

}  // namespace

void read_goal(const yaml::Node& node, Target& t) {
  std::string unit = t.unit;
  if (!find_unit(unit)) unit = "1";
  if (!node.is_map()) {
    t.goal_low = t.goal_high = read_number(node, {unit}, {}, unit);
    return;
  }
  t.goal_low = read_number(node.required("low"), {unit}, {}, unit);
  t.goal_high = read_number(node.required("high"), {unit}, {}, unit);
  node.finish();
  if (t.goal_low > t.goal_high) node.problem("`low` is above `high`", "a range goes from its lower to its upper end");
}

Target read_target(const yaml::Node& map, Reading& reading) {
  Target t;
  t.where = map.where();
  t.id = read_id(map.required("id"));
  if (reading.resolved) t.register_id = read_id(map.required("register"));
  t.name = read_names(map.required("name"));
  t.metric = read_metric(map.required("metric"));
  t.relation = ">=";
  read_if(map, "relation", t.relation, [](const auto& n) { return read_choice(n, {">=", "<=", "="}); });
  const yaml::Node unit = map.required("unit");
  t.unit = unit.exists() ? read_text(unit) : "1";
  if (!find_unit(t.unit))
    unit.problem("unknown unit `" + t.unit + "`", "the goal could not be read", nearest(t.unit, known_units()));
  const yaml::Node goal = map.optional("goal");
  if (goal.exists()) read_goal(goal, t);
  read_if(map, "deadline", t.deadline, read_year);
  read_if(map, "base_year", t.base_year, read_year);
  t.status = read_choice(map.required("status"), statuses);
  t.source = reading.source(map);
  read_if(map, "confidence", t.confidence, read_text);
  read_if(map, "note", t.note, read_text);
  t.assumption =
      t.status == "stand_in" || t.confidence == "estimate" || t.confidence == "memory" || begins_assumed(t.source);
  read_if(map, "assumption", t.assumption, read_bool);
  check_status(map, t);
  map.finish();
  return t;
}

void read_register(const std::string& id, const yaml::Node& map, Reading& reading) {
  Register r{id, read_names(map.required("name")), {}};
  for (const yaml::Node& item : map.required("targets").items()) {
    r.targets.push_back(read_target(item, reading));
    r.targets.back().register_id = id;
    reading.claim("target", r.targets.back().id, item.where());
  }
  if (!reading.claim("register", id, map.where())) return;
  std::erase_if(reading.library.registers, [&](const Register& x) { return x.id == id; });
  reading.library.registers.push_back(std::move(r));
}

void read_observations(const yaml::Node& list, Reading& reading) {
  std::vector<Observation>& all = reading.library.scenario.observations;
  for (const yaml::Node& item : list.items()) all.push_back(read_observation(item, reading));
}

}  // namespace echelon
