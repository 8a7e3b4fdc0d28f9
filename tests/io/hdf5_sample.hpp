#pragma once
// A small result with every kind of dimension, element type and gap that real ones have; its numbers are chosen so that
// medians and shares can be worked out by hand.
#include <chrono>
#include <cmath>
#include <limits>

#include "engine/results.hpp"

namespace echelon::sample {

inline constexpr double nan = std::numeric_limits<double>::quiet_NaN();
inline constexpr std::size_t replicates = 5;
inline constexpr int first_year = 2018;
inline constexpr int years = 10;
inline constexpr std::size_t points = 1 + 4 * years;  // the opening stock and one point a quarter

using Texts = std::vector<std::string>;

inline std::vector<std::int64_t> ends_of_quarters() {
  using namespace std::chrono;
  const sys_days origin = year{2017} / December / 31;
  std::vector<std::int64_t> days{0};
  for (int q = 0; q < 4 * years; ++q) {
    const sys_days end = year{first_year + q / 4} / month(static_cast<unsigned>(3 * (q % 4) + 3)) / last;
    days.push_back((end - origin).count());
  }
  return days;
}

inline std::vector<std::int64_t> count_from(std::int64_t first, std::size_t n) {
  std::vector<std::int64_t> list;
  for (std::size_t i = 0; i < n; ++i) list.push_back(first + static_cast<std::int64_t>(i));
  return list;
}

inline std::vector<ResultDimension> dimensions() {
  return {
      {"replicate", count_from(0, replicates), "1", "replicate", "重复", {{"standard_name", "realization"}}},
      {"time", ends_of_quarters(), "days since 2017-12-31", "end of quarter", "季度末",
       {{"standard_name", "time"}, {"calendar", "standard"}}},
      {"year", count_from(first_year, years), "1", "calendar year", "年份", {}},
      {"scheme", Texts{"hte", "tech_sme"}, "1", "certification scheme", "认定制度", {}},
      {"instrument", Texts{"hte_award"}, "1", "policy instrument", "政策工具", {}},
      {"target", Texts{"T4.a", "F7", "T1.x", "T9.tech_sme", "T8"}, "1", "official target", "目标", {}},
      {"parameter", Texts{"growth.sigma", "certification.renewal"}, "1", "parameter", "参数", {}},
      {"joint", Texts{"action-plan-2027@2027"}, "1", "register and deadline", "目标册与期限", {}},
  };
}

inline ResultVariable by_target(const char* name, const char* units, decltype(ResultVariable::data) data) {
  return {name, units, name, "目标属性", {"target"}, std::move(data), {}};
}

// Certificates in replicate r at point t: r + t for high-tech enterprises, 10 (r + t) for technology SMEs.
inline ResultVariable certificates() {
  std::vector<std::int64_t> data;
  for (std::size_t r = 0; r < replicates; ++r) {
    for (std::size_t t = 0; t < points; ++t) {
      data.push_back(static_cast<std::int64_t>(r + t));
      data.push_back(static_cast<std::int64_t>(10 * (r + t)));
    }
  }
  return {"certificates", "1", "valid titles", "有效证书", {"replicate", "time", "scheme"}, data, {}};
}

// Outlay in replicate r and year y: (y + 1) million CNY + r.
inline ResultVariable outlay() {
  std::vector<double> data;
  for (std::size_t r = 0; r < replicates; ++r) {
    for (int y = 0; y < years; ++y) data.push_back(1e6 * (y + 1) + static_cast<double>(r));
  }
  return {"outlay", "CNY per year", "paid", "支出", {"replicate", "year", "instrument"}, data, {}};
}

// T4.a is reached in 2025, 2026, 2026 and 2027, and once not at all; F7 never; the rest is not judged.
inline std::vector<ResultVariable> judgements() {
  std::vector<double> first(replicates * 5, nan);
  std::vector<std::int64_t> reached(replicates * 5, -1);
  const double years_of_first[] = {2025, 2026, 2026, 2027, nan};
  for (std::size_t r = 0; r < replicates; ++r) {
    first[5 * r] = years_of_first[r];
    reached[5 * r] = std::isnan(years_of_first[r]) ? 0 : 1;
    reached[5 * r + 1] = 0;
  }
  return {{"target_reached", "1", "reached by its deadline", "按期达成", {"replicate", "target"}, reached, {}},
          {"target_first_year", "1", "first year at the goal", "首次达成年份", {"replicate", "target"}, first, {}}};
}

inline std::vector<ResultVariable> target_attributes() {
  const Texts ones{"count", "CNY", "count", "firms", "bool"};
  return {
      by_target("target_name", "1", Texts{"ecosystem consortia", "scale of future industries", "rest of group 1",
                                          "stand-in for technology SMEs", "a goal in words"}),
      by_target("target_name_zh", "1", Texts{"生态型创新联合体", "未来产业规模", "其余目标", "科技型中小企业(替代假设)", "定性目标"}),
      by_target("target_register", "1", Texts(5, "action-plan-2027")),
      by_target("target_unit", "1", ones),
      by_target("target_relation", "1", Texts{">=", ">=", "", ">=", ""}),
      by_target("target_status", "1", Texts{"public", "public", "not_public", "stand_in", "qualitative"}),
      by_target("target_source", "1", Texts(5, "press conference of 2024-04-02")),
      by_target("target_confidence", "1", Texts(5, "official")),
      by_target("target_verdict", "1", Texts{"likely", "out-of-reach", "number-not-public", "uncertain", "qualitative"}),
      by_target("target_why", "1", Texts{"", "", "the number is not public", "", ""}),
      by_target("target_metric", "1", Texts(5, "count of consortia")),
      by_target("target_goal", "1", std::vector<double>{10, 2e11, nan, 18000, nan}),
      by_target("target_goal_high", "1", std::vector<double>{10, 2e11, nan, 20000, nan}),
      by_target("target_deadline", "1", std::vector<std::int64_t>(5, 2027)),
      by_target("target_assumption", "1", std::vector<std::int64_t>{0, 0, 0, 1, 0}),
      by_target("target_probability", "1", std::vector<double>{0.8, 0, nan, 0.5, nan}),
      by_target("target_probability_low", "1", std::vector<double>{0.6, 0, nan, 0.35, nan}),
      by_target("target_probability_high", "1", std::vector<double>{0.9, 0.04, nan, 0.65, nan}),
      by_target("target_median", "1", std::vector<double>{12, 1.5e11, nan, 18500, nan}),
      by_target("target_p05", "1", std::vector<double>{9, 1.2e11, nan, 16000, nan}),
      by_target("target_p95", "1", std::vector<double>{15, 1.7e11, nan, 21000, nan}),
      by_target("target_shortfall_mean", "1", std::vector<double>{0.2, 5e10, nan, 300, nan}),
  };
}

inline Results results() {
  Results all;
  all.dimensions = dimensions();
  all.variables = target_attributes();
  for (ResultVariable& variable : judgements()) all.variables.push_back(std::move(variable));
  all.variables.push_back(certificates());
  all.variables.push_back(outlay());
  all.variables.push_back({"scheme_name", "1", "name", "名称", {"scheme"}, Texts{"high-tech enterprise", "technology SME"}, {}});
  all.variables.push_back({"scheme_name_zh", "1", "name", "名称", {"scheme"}, Texts{"高新技术企业", "科技型中小企业"}, {}});
  all.variables.push_back({"instrument_name", "1", "name", "名称", {"instrument"}, Texts{"award on recognition"}, {}});
  all.variables.push_back({"instrument_name_zh", "1", "name", "名称", {"instrument"}, Texts{"认定奖励"}, {}});
  all.variables.push_back({"instrument_assumption", "1", "assumed", "假设", {"instrument"}, Texts{"no budget is published"}, {}});
  all.variables.push_back({"joint_probability", "1", "all together", "全部达成", {"joint"}, std::vector<double>{0.25}, {}});
  std::vector<double> values;
  for (std::size_t r = 0; r < replicates; ++r) {
    values.push_back(0.2 + 0.01 * static_cast<double>(r));
    values.push_back(0.75);
  }
  all.variables.push_back({"parameter_value", "1", "value drawn", "取值", {"replicate", "parameter"}, values, {}});
  all.variables.push_back({"parameter_unit", "1", "unit", "单位", {"parameter"}, Texts{"per sqrt year", "%"}, {}});
  all.variables.push_back({"parameter_source", "1", "source", "来源", {"parameter"}, Texts{"[L 1]", ""}, {}});
  all.variables.push_back({"mean_size", "CNY", "mean size", "平均规模", {"year"}, std::vector<float>(years, 1.5F), {}});
  all.variables.push_back({"scale", "1", "scale of the city", "城市比例", {}, std::vector<double>{1}, {}});
  all.attributes = {{"title", "The sample 样例"}, {"scenario", "sample"}, {"seed", "7"}};
  all.provenance = {{"version", "0"}, {"finished", "2024-04-02T09:45:00Z"}, {"scenario_resolved", "name: 样例\n"}};
  return all;
}

}  // namespace echelon::sample
