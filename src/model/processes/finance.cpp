#include "model/processes/finance.hpp"

#include "model/fields.hpp"

namespace echelon {

namespace {

double super_deduction(const FinanceParams& p, int year, const std::string& kind) {
  if (year >= 2023) return kind == "integrated_circuits" && year <= 2027 ? p.super_deduction_ic_2023.v : p.super_deduction_2023.v;
  return year >= 2021 && kind != "general" ? p.super_deduction_manufacturing_2021.v : p.super_deduction_2018.v;
}

}  // namespace

TaxLaw tax_law(const FinanceParams& p, int year, const std::string& deduction) {
  const auto f = [](double v) { return static_cast<float>(v); };
  TaxLaw law{f(p.tax_general.v), f(p.tax_hte.v), f((year < 2019 ? p.small_ceiling_2018.v : p.small_ceiling.v) / 1e6),
             f(p.small_slice.v / 1e6), f(p.tax_small.v), f(p.tax_small.v), f(super_deduction(p, year, deduction))};
  if (year < 2019) law.small_first = law.small_rest = f(p.tax_small_2018.v);
  if (year >= 2019 && year < 2023) {
    law.small_first = f(year < 2021 ? p.tax_small_first_2019.v : p.tax_small_first_2021.v);
    law.small_rest = f(year < 2022 ? p.tax_small_rest_2019.v : p.tax_small_rest_2022.v);
  }
  return law;
}

UserCost user_cost(const FinanceParams& p, const TaxLaw& law) {
  const auto factor = [](double tax, double deduction) { return (1 - tax * (1 + deduction)) / (1 - tax); };
  const double reference = factor(p.tax_general.v, p.super_deduction_2018.v);
  const auto cost = [&](double tax) { return factor(tax, law.super_deduction) / reference; };
  return {cost(law.general), cost(law.certified), cost(law.small_first), cost(law.small_rest), cost(0)};
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
      ECHELON_FIELD(finance, tax_small_2018, "τ", "%", 0, 0.6, "effective rate of a small low-profit firm in 2018", "小微企业实际税负(2018)"),
      ECHELON_FIELD(finance, tax_small_first_2019, "τ", "%", 0, 0.6, "of its first slice, 2019-2020", "首段税负(2019-2020)"),
      ECHELON_FIELD(finance, tax_small_first_2021, "τ", "%", 0, 0.6, "of its first slice, 2021-2022", "首段税负(2021-2022)"),
      ECHELON_FIELD(finance, tax_small_rest_2019, "τ", "%", 0, 0.6, "of the rest, 2019-2021", "其余税负(2019-2021)"),
      ECHELON_FIELD(finance, tax_small_rest_2022, "τ", "%", 0, 0.6, "of the rest, 2022", "其余税负(2022)"),
      ECHELON_FIELD(finance, tax_small, "τ", "%", 0, 0.6, "effective rate of a small low-profit firm from 2023", "小微企业实际税负"),
      ECHELON_FIELD(finance, small_slice, "", "CNY", 0, 1e9, "first slice of a small firm's taxable profit", "小微企业首段应纳税所得额"),
      ECHELON_FIELD(finance, small_ceiling_2018, "", "CNY", 0, 1e9, "taxable profit up to which the small rate holds, 2018",
                    "小微企业应纳税所得额上限(2018)"),
      ECHELON_FIELD(finance, small_ceiling, "", "CNY", 0, 1e9, "taxable profit up to which the small rate holds, from 2019",
                    "小微企业应纳税所得额上限"),
      ECHELON_FIELD(finance, super_deduction_2018, "sd", "%", 0, 3, "R&D super-deduction 2018-2022", "加计扣除比例"),
      ECHELON_FIELD(finance, super_deduction_manufacturing_2021, "sd", "%", 0, 3, "of manufacturing, 2021-2022", "制造业加计扣除比例"),
      ECHELON_FIELD(finance, super_deduction_2023, "sd", "%", 0, 3, "R&D super-deduction from 2023", "加计扣除比例"),
      ECHELON_FIELD(finance, super_deduction_ic_2023, "sd", "%", 0, 3, "of integrated circuits, 2023-2027", "集成电路加计扣除比例"),
      ECHELON_FIELD(finance, loss_years, "", "years", 0, 14, "years a loss may be carried", "亏损结转年限"),
      ECHELON_FIELD(finance, loss_years_hte, "", "years", 0, 14, "years of a high-tech enterprise", "高企亏损结转年限"),
      ECHELON_FIELD(finance, cash_noise, "", "1", 0, 2, "sd of the log cash of a newborn firm", "初创现金离散度"),
  };
  return fields;
}

}  // namespace echelon
