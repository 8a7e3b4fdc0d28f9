// What the replicates say of the targets.
#include <algorithm>
#include <limits>
#include <map>

#include "core/statistics.hpp"
#include "engine/assemble.hpp"

namespace echelon {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct Assessment {
  std::vector<double> path;        // by year
  std::int64_t reached = -1;
  double first_year = kNan;
  double at_deadline = kNan;
};

Assessment assess(const Target& t, const Record& record, const Scenario& scenario) {
  Assessment a;
  const int first = scenario.horizon.first.year();
  for (int y = 0; y < record.years(); ++y) a.path.push_back(measure(t.metric, record, scenario, y));
  const int deadline = t.deadline - first;
  if (deadline < 0 || deadline >= record.years()) return a;
  a.at_deadline = a.path[deadline];
  if (!judged(t) || a.at_deadline != a.at_deadline) return a;
  // A range as goal is met at its low end; the probability of the high end is a question of its own (goal_high).
  a.reached = a.at_deadline >= t.goal_low ? 1 : 0;
  for (int y = std::max(0, t.base_year - first); y < record.years(); ++y) {
    if (a.path[y] >= t.goal_low) {
      a.first_year = first + y;
      break;
    }
  }
  return a;
}

struct Columns {
  std::vector<double> path, goal, goal_high, median, p05, p95, probability, low, high, first_year, shortfall;
  std::vector<std::int64_t> reached, deadline, assumption;
  std::vector<std::string> name, name_zh, reg, unit, relation, status, source, confidence, verdict, why, metric;
};

void describe(const Target& t, Columns& c) {
  c.name.push_back(t.name.en), c.name_zh.push_back(t.name.zh), c.reg.push_back(t.register_id);
  c.unit.push_back(t.unit), c.relation.push_back(t.relation), c.status.push_back(t.status);
  c.source.push_back(t.source), c.confidence.push_back(t.confidence);
  c.metric.push_back(t.metric.kind + (t.metric.of.empty() ? "" : " " + t.metric.of));
  c.goal.push_back(t.goal_low), c.goal_high.push_back(t.goal_high), c.deadline.push_back(t.deadline);
  c.assumption.push_back(t.assumption ? 1 : 0);
  c.why.push_back(t.metric.kind == "none" ? t.metric.why_none : t.note);
}

void add(Results& r, const char* name, const char* units, const char* en, const char* zh, std::vector<std::string> dims,
         decltype(ResultVariable::data) data) {
  r.variables.push_back({name, units, en, zh, std::move(dims), std::move(data), {}});
}

}  // namespace

bool judged(const Target& t) {
  return t.metric.kind != "none" && t.goal_low == t.goal_low && t.status != "not_public" && t.status != "qualitative" &&
         t.status != "incomplete";
}

std::string verdict_of(const Target& t, double probability) {
  if (t.status == "not_public" || t.status == "incomplete") return "number-not-public";
  if (t.status == "qualitative") return "qualitative";
  if (t.metric.kind == "none") return "not-modelled";
  if (probability != probability) return "not-modelled";
  if (probability >= 0.95) return "reached";
  if (probability >= 0.66) return "likely";
  if (probability >= 0.33) return "uncertain";
  if (probability >= 0.05) return "unlikely";
  return "out-of-reach";
}

void assess_targets(const Scenario& scenario, const std::vector<Record>& records, double level, Results& r) {
  Columns c;
  const std::size_t n = records.size(), targets = scenario.targets.size();
  const std::size_t years = static_cast<std::size_t>(scenario.horizon.years());
  c.path.assign(n * years * targets, kNan);
  c.reached.assign(n * targets, -1);
  c.first_year.assign(n * targets, kNan);
  std::map<std::string, std::vector<std::size_t>> together;
  for (std::size_t t = 0; t < targets; ++t) {
    const Target& target = scenario.targets[t];
    describe(target, c);
    std::vector<double> ends;
    std::size_t hits = 0;
    double shortfall = 0;
    for (std::size_t k = 0; k < n; ++k) {
      const Assessment a = assess(target, records[k], scenario);
      for (std::size_t y = 0; y < years; ++y) c.path[(k * years + y) * targets + t] = a.path[y];
      c.reached[k * targets + t] = a.reached;
      c.first_year[k * targets + t] = a.first_year;
      if (a.at_deadline == a.at_deadline) ends.push_back(a.at_deadline);
      hits += a.reached == 1;
      if (a.reached == 0) shortfall += target.goal_low - a.at_deadline;
    }
    const bool has = judged(target) && !ends.empty();
    if (has) together[target.register_id + "@" + std::to_string(target.deadline)].push_back(t);
    const Interval interval = has ? wilson(hits, ends.size(), level) : Interval{kNan, kNan};
    const double p = has ? static_cast<double>(hits) / static_cast<double>(ends.size()) : kNan;
    c.probability.push_back(p), c.low.push_back(interval.low), c.high.push_back(interval.high);
    c.median.push_back(ends.empty() ? kNan : quantile(ends, 0.5));
    c.p05.push_back(ends.empty() ? kNan : quantile(ends, 0.05));
    c.p95.push_back(ends.empty() ? kNan : quantile(ends, 0.95));
    c.shortfall.push_back(has ? shortfall / static_cast<double>(ends.size()) : kNan);
    c.verdict.push_back(verdict_of(target, p));
  }
  ResultDimension joint{"joint", std::vector<std::string>{}, "1", "register and deadline", "目标册与期限", {}};
  std::vector<double> joint_probability;
  for (const auto& [name, list] : together) {
    std::size_t all = 0;
    for (std::size_t k = 0; k < n; ++k)
      all += std::all_of(list.begin(), list.end(), [&](std::size_t t) { return c.reached[k * targets + t] == 1; });
    std::get<0>(joint.values).push_back(name);
    joint_probability.push_back(n > 0 ? static_cast<double>(all) / static_cast<double>(n) : kNan);
  }
  if (!joint_probability.empty()) {
    r.dimensions.push_back(std::move(joint));
    add(r, "joint_probability", "1", "probability that all judged targets of a register and deadline are reached", "同时实现概率",
        {"joint"}, std::move(joint_probability));
  }
  const std::vector<std::string> by_target = {"target"};
  add(r, "target_path", "target's own", "value of the target's metric at year end", "目标指标路径", {"replicate", "year", "target"}, std::move(c.path));
  add(r, "target_reached", "1", "1 reached at the deadline, 0 missed, -1 not judged", "是否实现", {"replicate", "target"}, std::move(c.reached));
  add(r, "target_first_year", "1", "first year in which the goal is reached", "首次实现年份", {"replicate", "target"}, std::move(c.first_year));
  add(r, "target_goal", "target's own", "goal, its low end where it is a range", "目标值", by_target, std::move(c.goal));
  add(r, "target_goal_high", "target's own", "high end of the goal", "目标值上限", by_target, std::move(c.goal_high));
  add(r, "target_deadline", "1", "year at whose end the goal is due", "期限", by_target, std::move(c.deadline));
  add(r, "target_assumption", "1", "1 where the goal is an assumption", "是否假设", by_target, std::move(c.assumption));
  add(r, "target_median", "target's own", "median at the deadline", "期限时中位数", by_target, std::move(c.median));
  add(r, "target_p05", "target's own", "5 % quantile at the deadline", "5%分位", by_target, std::move(c.p05));
  add(r, "target_p95", "target's own", "95 % quantile at the deadline", "95%分位", by_target, std::move(c.p95));
  add(r, "target_probability", "1", "probability of reaching the goal", "实现概率", by_target, std::move(c.probability));
  add(r, "target_probability_low", "1", "lower end of its Monte Carlo interval (Wilson)", "实现概率下限", by_target, std::move(c.low));
  add(r, "target_probability_high", "1", "upper end of its Monte Carlo interval (Wilson)", "实现概率上限", by_target, std::move(c.high));
  add(r, "target_shortfall_mean", "target's own", "mean of what is missing at the deadline, 0 where reached", "平均缺口", by_target, std::move(c.shortfall));
  const auto texts = [&](const char* name, const char* en, const char* zh, std::vector<std::string> v) {
    add(r, name, "1", en, zh, by_target, std::move(v));
  };
  texts("target_name", "name", "名称（英文）", std::move(c.name));
  texts("target_name_zh", "name in Chinese", "名称", std::move(c.name_zh));
  texts("target_register", "register", "目标册", std::move(c.reg));
  texts("target_unit", "unit", "单位", std::move(c.unit));
  texts("target_relation", "relation", "关系", std::move(c.relation));
  texts("target_status", "status of the number", "数值状态", std::move(c.status));
  texts("target_source", "source", "来源", std::move(c.source));
  texts("target_confidence", "confidence of the source", "来源可信度", std::move(c.confidence));
  texts("target_verdict", "verdict", "判断", std::move(c.verdict));
  texts("target_why", "note, or why it is not modelled", "说明", std::move(c.why));
  texts("target_metric", "metric", "指标", std::move(c.metric));
}

}  // namespace echelon
