#include "model/processes/research.hpp"

#include "model/fields.hpp"

namespace echelon {

std::span<const Field> research_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(research, participation, "a", "1", -10, 10, "logit of doing R&D at the reference sales", "研发参与截距"),
      ECHELON_FIELD(research, participation_size, "b", "1", -1, 3, "how participation rises with size", "研发参与规模弹性"),
      ECHELON_FIELD(research, participation_sales, "", "million CNY", 0.1, 100, "reference sales of participation",
                    "参与基准销售额"),
      ECHELON_FIELD(research, intensity, "ρ", "%", 0.001, 0.3, "median R&D over sales of performers", "研发强度中位数"),
      ECHELON_FIELD(research, intensity_size, "η", "1", -0.3, 0.3, "elasticity of intensity to sales, at the reference sales",
                    "强度规模弹性"),
      ECHELON_FIELD(research, intensity_spread, "σρ", "1", 0, 2, "sd of log intensity between performers", "研发强度离散度"),
      ECHELON_FIELD(research, intensity_persistence, "φ", "1", 0, 0.999, "persistence of log intensity over a year",
                    "研发强度持续性"),
      ECHELON_FIELD(research, user_cost_elasticity, "ε", "1", 0, 4, "elasticity of R&D to its user cost", "用户成本弹性"),
      ECHELON_FIELD(research, burn, "", "per year", 0, 1, "share of a venture-backed firm's cash spent on R&D", "风投资金研发占比"),
      ECHELON_FIELD(research, report_noise, "", "1", 0, 1, "sd of the log noise of reported R&D", "研发申报噪声"),
      ECHELON_FIELD(research, project_length, "", "quarters", 1, 40, "quarters over which project money is spent", "项目周期"),
      ECHELON_FIELD(research, wage_growth, "w", "per year", -0.05, 0.2, "growth of nominal R&D wages", "研发工资增长"),
      ECHELON_FIELD(research, knowledge_elasticity, "γ", "1", -0.1, 0.5, "elasticity of productivity to knowledge",
                    "知识的生产率弹性"),
      ECHELON_FIELD(research, inframarginal, "ι₀", "1", -10, 10, "logit that a granted project would have run anyway",
                    "项目惠及既有研发"),
      ECHELON_FIELD(research, inframarginal_slack, "ι₁", "1", 0, 50, "how that rises with the times a firm could pay for it itself", "资金充裕效应"),
      ECHELON_FIELD(research, diverted, "m", "%", 0, 1, "grants spent on something else", "资金挪用率"),
      ECHELON_FIELD(research, grant_apply, "", "%", 0, 1, "performers that answer a call for projects", "项目申报率"),
      ECHELON_FIELD(research, cover, "H", "quarters", 1, 40, "quarters of R&D that a firm wants covered before it commits to it", "研发资金覆盖期"),
      ECHELON_FIELD(research, own_part, "κ", "%", 0, 1, "of a firm's part of a granted project, what is no other R&D dropped for it", "自筹部分新增占比"),
  };
  return fields;
}

}  // namespace echelon
