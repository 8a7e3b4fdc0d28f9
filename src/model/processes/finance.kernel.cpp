#include "model/lanes.hpp"
#include "model/processes/finance.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

void finance_quarter(Block block, const FinanceView& view, const FinanceConstants& c, std::int64_t& net) {
  const auto status = view.status;
  const auto sales = view.sales;
  const auto measured = view.measured;
  const auto margin = view.margin;
  const auto cash = view.cash;
  const float payout = c.payout, above = 1000.0f * c.payout_above;
  std::int64_t total = 0;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin; i < block.end; ++i) {
    const float s = sales[i];
    const float have = static_cast<float>(cash[i]);
    const float spare = have - above * s;
    const float out = spare > 0 ? payout * spare : 0.0f;
    const float change = Finance::flow(s * measured[i], margin[i]) - out;
    const std::int32_t state = status[i];
    const std::int32_t whole = static_cast<std::int32_t>(change) & (state == kActive ? -1 : 0);
    cash[i] = cash[i] + whole;
    total += whole;
  }
  net += total;
}

void accounts_year(Block block, const AccountsView& view, const AccountsConstants& constants, const Luck& luck,
                   AccountsSums& sums) {
  const auto v = view;
  const AccountsConstants c = constants;
  const std::uint32_t* const reporting = luck.lane1;
  const std::uint32_t* const profits = luck.lane2;
  std::int64_t sales_sum = 0, real_sum = 0, reported_sum = 0, tax_sum = 0;
  const std::size_t n = block.end - block.begin;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin, j = 0; j < n; ++i, ++j) {
    const std::int32_t state = v.status[i], flag = v.flags[i], end = v.high_tech_until[i];
    const std::int32_t active = one_if(state == kActive), certified = one_if(end >= c.quarter);
    const float sales = v.sales_year[i];
    const float real = v.rd_year[i];
    // (R5): the noise has mean one
    const float noise = vexp(c.report_sd * inverse_normal(unit_float(reporting[j])) - 0.5f * c.report_sd * c.report_sd);
    const std::int32_t answers = certified | one_if((flag & kSeeksTitle) != 0);
    const float reported = real * choose(answers, 1.0f + c.relabel, 1.0f) * noise;
    const float luck_of_year = 1.0f + c.profit_noise * inverse_normal(unit_float(profits[j]));
    const float profit = sales * v.margin[i] * luck_of_year - reported;
    const float tax = Finance::tax(profit, reported, certified != 0, c);
    const std::int32_t paid = static_cast<std::int32_t>(1000.0f * tax) & -active;
    v.cash[i] = v.cash[i] - paid;
    v.revenue4[i] = v.revenue3[i];
    v.revenue3[i] = v.revenue2[i];
    v.revenue2[i] = v.revenue1[i];
    v.revenue1[i] = v.revenue0[i];
    v.revenue0[i] = sales;
    v.reported2[i] = v.reported1[i];
    v.reported1[i] = v.reported0[i];
    v.reported0[i] = reported;
    v.sales_year[i] = 0.0f;
    v.rd_year[i] = 0.0f;
    const std::int32_t whole_sales = static_cast<std::int32_t>(1000.0f * sales);
    const std::int32_t whole_real = static_cast<std::int32_t>(1000.0f * real);
    const std::int32_t whole_reported = static_cast<std::int32_t>(1000.0f * reported);
    sales_sum += whole_sales & -active;
    real_sum += whole_real & -active;
    reported_sum += whole_reported & -active;
    tax_sum += paid;
  }
  sums.sales += sales_sum;
  sums.real += real_sum;
  sums.reported += reported_sum;
  sums.tax += tax_sum;
}

}  // namespace ECHELON_ISA
}  // namespace echelon
