#include "model/processes/finance.hpp"

#include "model/fields.hpp"

namespace echelon {

double super_deduction(const FinanceParams& p, int year) {
  return year < 2023 ? p.super_deduction_2018.v : p.super_deduction_2023.v;
}

UserCost user_cost(const FinanceParams& p, int year) {
  const double sd = super_deduction(p, year);
  const auto cost = [&](double tax, double deduction) {
    return (1 - tax * (1 + deduction)) / (1 - tax);
  };
  const double reference = cost(p.tax_general.v, p.super_deduction_2018.v);
  return {cost(p.tax_general.v, sd) / reference, cost(p.tax_hte.v, sd) / reference, cost(p.tax_small.v, sd) / reference};
}

std::span<const Field> finance_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(finance, margin, "m", "%", -0.2, 0.6, "mean operating margin before R&D", "研发前营业利润率"),
      ECHELON_FIELD(finance, margin_spread, "σm", "%", 0, 0.5, "spread of margins between firms", "利润率离散度"),
      ECHELON_FIELD(finance, research_cover, "", "%", 0, 2, "share of usual R&D that the margin covers", "研发覆盖率"),
      ECHELON_FIELD(finance, profit_noise, "", "1", 0, 2, "relative yearly noise of profit", "利润噪声"),
      ECHELON_FIELD(finance, payout, "", "%", 0, 1, "share of spare cash paid out a quarter", "分红率"),
      ECHELON_FIELD(finance, payout_above, "", "%", 0, 5, "cash over yearly sales above which it is spare", "分红门槛"),
      ECHELON_FIELD(finance, start_cash, "", "%", 0, 5, "cash of a newborn firm over yearly sales", "初创现金占比"),
      ECHELON_FIELD(finance, start_capital, "", "million CNY", 0, 100, "least capital of a newborn firm", "初创资本下限"),
      ECHELON_FIELD(finance, reserve, "", "%", 0, 1, "cash over yearly sales that R&D may not touch", "准备金"),
      ECHELON_FIELD(finance, credit, "", "%", 0, 1, "credit over yearly sales", "信用额度"),
      ECHELON_FIELD(finance, tax_general, "τ", "%", 0, 0.6, "general income tax rate", "企业所得税基本税率"),
      ECHELON_FIELD(finance, tax_hte, "τ", "%", 0, 0.6, "income tax rate of a high-tech enterprise", "高新技术企业税率"),
      ECHELON_FIELD(finance, tax_small, "τ", "%", 0, 0.6, "effective rate of a small low-profit firm", "小微企业实际税负"),
      ECHELON_FIELD(finance, small_ceiling, "", "CNY", 0, 1e9, "taxable profit up to which the small rate holds",
                    "小微企业应纳税所得额上限"),
      ECHELON_FIELD(finance, super_deduction_2018, "sd", "%", 0, 3, "R&D super-deduction 2018-2022", "加计扣除比例"),
      ECHELON_FIELD(finance, super_deduction_2023, "sd", "%", 0, 3, "R&D super-deduction from 2023", "加计扣除比例"),
      ECHELON_FIELD(finance, cash_noise, "", "1", 0, 2, "sd of the log cash of a newborn firm", "初创现金离散度"),
  };
  return fields;
}

}  // namespace echelon
