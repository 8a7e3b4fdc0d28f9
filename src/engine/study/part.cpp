// The shape of a study's part: what an experiment was, what came out, and what is needed to judge it.
#include <charconv>

#include "engine/study/runner.hpp"

namespace echelon {

namespace {

std::string exact(double x) {
  char buffer[32];
  return std::string(buffer, std::to_chars(buffer, buffer + sizeof buffer, x).ptr);
}

using Data = decltype(ResultVariable::data);

struct Part {
  Results r;
  void dimension(const char* name, const char* en, const char* zh, std::vector<std::string> ids) {
    r.dimensions.push_back({name, std::move(ids), "1", en, zh, {}});
  }
  void add(const char* name, const char* units, const char* en, const char* zh, std::vector<std::string> dims, Data data) {
    r.variables.push_back({name, units, en, zh, std::move(dims), std::move(data), {}});
  }
};

template <class List, class Get>
auto each(const List& list, Get get) {
  std::vector<std::decay_t<decltype(get(list.front()))>> out;
  for (const auto& item : list) out.push_back(get(item));
  return out;
}

void describe_factors(const Study& s, Part& p) {
  p.dimension("factor", "factor", "因素", each(s.factors, [](const Factor& f) { return f.id; }));
  p.dimension("input", "input: factors that are judged together", "输入", s.inputs);
  const std::vector<std::string> by = {"factor"};
  p.add("factor_name", "1", "name", "名称（英文）", by, each(s.factors, [](const Factor& f) { return f.name.en; }));
  p.add("factor_name_zh", "1", "name in Chinese", "名称", by, each(s.factors, [](const Factor& f) { return f.name.zh; }));
  p.add("factor_unit", "1", "unit", "单位", by, each(s.factors, [](const Factor& f) { return f.unit; }));
  p.add("factor_input", "1", "input that it belongs to", "所属输入", by, each(s.factors, [](const Factor& f) { return f.input; }));
  p.add("factor_prior", "1", "distribution that it is drawn from", "分布", by, each(s.factors, [](const Factor& f) {
          std::string levels;
          for (const double v : f.levels) levels += (levels.empty() ? "one of " : ", ") + exact(v);
          return f.kind == Factor::Kind::ensemble ? "one of " + std::to_string(f.levels.size()) + " rows" : levels.empty() ? f.prior.text() : levels;
        }));
  // Whether the factor is a quantity (1) or a label (0), of which no rank can be taken.
  p.add("factor_ordered", "1", "1 for a quantity, 0 for a label", "是否为数量", by, each(s.factors, [](const Factor& f) {
          return std::int64_t{f.kind != Factor::Kind::ensemble && f.kind != Factor::Kind::luck && f.kind != Factor::Kind::macro_path};
        }));
  p.add("factor_low", "factor's own", "low end", "下限", by, each(s.factors, [](const Factor& f) { return f.levels.empty() ? f.prior.low : f.levels.front(); }));
  p.add("factor_high", "factor's own", "high end", "上限", by, each(s.factors, [](const Factor& f) { return f.levels.empty() ? f.prior.high : f.levels.back(); }));
}

void describe_outcomes(const Study& s, Part& p) {
  p.dimension("outcome", "outcome", "结果", each(s.outcomes, [](const StudyOutcome& o) { return o.id; }));
  std::vector<std::string> variants = each(s.scenarios, [](const Scenario& x) { return x.id; }), en, zh;
  for (const Scenario& x : s.scenarios) en.push_back(x.name.en), zh.push_back(x.name.zh);
  if (variants.empty()) variants = en = zh = {"model"};  // something else than the model was asked
  p.dimension("variant", "scenario", "情景", std::move(variants));
  const std::vector<std::string> by = {"outcome"};
  p.add("outcome_name", "1", "name", "名称（英文）", by, each(s.outcomes, [](const StudyOutcome& o) { return o.name.en; }));
  p.add("outcome_name_zh", "1", "name in Chinese", "名称", by, each(s.outcomes, [](const StudyOutcome& o) { return o.name.zh; }));
  p.add("outcome_unit", "1", "unit", "单位", by, each(s.outcomes, [](const StudyOutcome& o) { return o.unit; }));
  p.add("outcome_year", "1", "year at whose end it is read", "年份", by, each(s.outcomes, [](const StudyOutcome& o) { return std::int64_t{o.year}; }));
  p.add("outcome_goal", "outcome's own", "goal", "目标值", by, each(s.outcomes, [](const StudyOutcome& o) { return o.goal; }));
  p.add("outcome_assumption", "1", "1 where the goal is an assumption", "是否假设", by, each(s.outcomes, [](const StudyOutcome& o) { return std::int64_t{o.assumption}; }));
  p.add("variant_name", "1", "name", "名称（英文）", {"variant"}, std::move(en));
  p.add("variant_name_zh", "1", "name in Chinese", "名称", {"variant"}, std::move(zh));
}

void attributes(const Study& s, const std::string& digest, std::size_t experiments, Results& r) {
  auto& a = r.attributes;
  a["study"] = s.id, a["title"] = s.name.en, a["title_zh"] = s.name.zh, a["question"] = s.question, a["source"] = s.source;
  a["kind"] = study_kinds[static_cast<int>(s.kind)], a["study_digest"] = digest, a["design"] = s.design;
  a["seed"] = std::to_string(s.seed), a["points"] = std::to_string(s.points), a["seeds"] = std::to_string(s.seeds);
  a["block"] = std::to_string(s.block), a["slices"] = std::to_string(s.slices), a["resamples"] = std::to_string(s.resamples);
  a["level"] = exact(s.level), a["precision"] = exact(s.precision), a["second_order"] = s.second_order ? "1" : "0";
  a["together"] = std::to_string(points_together(s)), a["experiments"] = std::to_string(experiments);
  a["luck"] = s.luck == StudyLuck::own ? "own" : s.luck == StudyLuck::common ? "common" : "factor";
  if (s.macro != StudyMacro::luck) a["macro_path"] = s.macro == StudyMacro::common ? "common" : "factor";
  if (!s.stop_outcome.empty()) a["stop_outcome"] = s.stop_outcome, a["stop_half_width"] = exact(s.stop_half_width);
  for (const std::string& c : s.constraints) a["constraints"] += (a["constraints"].empty() ? "" : " ") + c;
  for (const Player& p : s.players) a["players"] += (a["players"].empty() ? "" : " ") + p.id;
  if (s.sampled) a["orders"] = "sampled";
  for (const RankCorrelation& c : s.correlations)
    a["correlations"] += (a["correlations"].empty() ? "" : ", ") + s.factors[c.a].id + " ~ " + s.factors[c.b].id + " " + exact(c.rank);
  if (s.scenarios.empty()) return;
  const Scenario& x = s.kind == StudyKind::shapley ? s.scenarios.back() : s.scenarios.front();
  a["scenario"] = x.id, a["scale"] = exact(x.scale), a["horizon"] = x.horizon.first.text() + ".." + x.horizon.last.text();
}

}  // namespace

Results study_part(const Study& s, const StudyBlock& block, const std::string& digest) {
  Part p;
  const std::size_t n = block.experiments.size();
  std::vector<std::int64_t> number, point, variant, luck, moved, status;
  std::vector<double> values, outcomes, years, outlay, relocated, tax, step;
  std::vector<std::string> role;
  for (std::size_t i = 0; i < n; ++i) {
    const Experiment& x = block.experiments[i];
    const Answer& a = block.answers[i];
    number.push_back(static_cast<std::int64_t>(block.first + i)), point.push_back(static_cast<std::int64_t>(x.point));
    variant.push_back(static_cast<std::int64_t>(x.variant)), luck.push_back(static_cast<std::int64_t>(x.luck));
    moved.push_back(x.moved), step.push_back(x.step), role.push_back(x.role), status.push_back(block.messages[i].empty() ? 0 : 1);
    values.insert(values.end(), x.values.begin(), x.values.end());
    outcomes.insert(outcomes.end(), a.values.begin(), a.values.end());
    years.insert(years.end(), a.first_years.begin(), a.first_years.end());
    outlay.push_back(a.outlay), relocated.push_back(a.relocated), tax.push_back(a.tax_local);
  }
  p.r.dimensions.push_back({"experiment", std::move(number), "1", "experiment", "实验", {}});
  describe_factors(s, p);
  describe_outcomes(s, p);
  const std::vector<std::string> by = {"experiment"};
  p.add("point", "1", "point of the design", "设计点", by, std::move(point));
  p.add("variant_index", "1", "scenario, counted from 0", "情景序号", by, std::move(variant));
  p.add("luck", "1", "number of its luck", "随机序号", by, std::move(luck));
  p.add("role", "1", "what it is for in the design", "用途", by, std::move(role));
  if (s.kind == StudyKind::morris) {
    p.add("moved", "1", "input that moved since the experiment before, counted from 0; -1 none", "变动的输入", by, std::move(moved));
    p.add("step", "1", "by how much, in places of the prior", "变动幅度", by, std::move(step));
  }
  p.add("status", "1", "0 done, 1 failed", "状态：0完成，1失败", by, std::move(status));
  p.add("message", "1", "why it failed", "失败原因", by, block.messages);
  p.add("factor_value", "factor's own", "value of the factor", "因素取值", {"experiment", "factor"}, std::move(values));
  p.add("outcome_value", "outcome's own", "value of the outcome", "结果取值", {"experiment", "outcome"}, std::move(outcomes));
  p.add("first_year", "1", "first year in which the goal is reached", "首次实现年份", {"experiment", "outcome"}, std::move(years));
  p.add("outlay_total", "CNY", "paid by all instruments over the horizon", "财政支出合计", by, std::move(outlay));
  p.add("relocated_total", "firms", "firms that moved in from elsewhere in the region over the horizon", "区域内迁入企业合计", by, std::move(relocated));
  p.add("tax_local_total", "CNY", "tax of the firms that stayed in the province, city and districts over the horizon", "地方税收合计", by, std::move(tax));
  attributes(s, digest, Plan(s).experiments(), p.r);
  return std::move(p.r);
}

}  // namespace echelon
