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
                   const float* relabelled, AccountsSums& sums) {
  const auto v = view;
  const AccountsConstants c = constants;
  const std::uint32_t* const reporting = luck.lane1;
  const std::uint32_t* const profits = luck.lane2;
  std::int64_t sales_sum = 0, real_sum = 0, reported_sum = 0, tax_sum = 0, deducted = 0, spared_small = 0, spared_certified = 0;
  const std::size_t n = block.end - block.begin;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin, j = 0; j < n; ++i, ++j) {
    const std::int32_t state = v.status[i], end = v.high_tech_until[i];
    const std::int32_t active = one_if(state == kActive), certified = one_if(end >= c.quarter);
    const float sales = v.sales_year[i];
    const float real = v.rd_year[i];
    // (R5): the noise has mean one
    const float noise = vexp(c.report_sd * inverse_normal_inside(unit_float(reporting[j])) - 0.5f * c.report_sd * c.report_sd);
    const float reported = real * noise + relabelled[j];
    const float luck_of_year = 1.0f + c.profit_noise * inverse_normal_inside(unit_float(profits[j]));
    // (F3), (F5): what is relabelled was a cost before
    const float profit = sales * v.margin[i] * luck_of_year - real;
    const float base = profit - c.law.super_deduction * reported;
    const std::int32_t carried = v.carried_loss[i], age = carried & (kLossAges - 1), losses = carried / kLossAges;
    const float before = 0.001f * static_cast<float>(losses);
    const float gain = base > 0 ? base : 0.0f, undeducted = profit > 0 ? profit : 0.0f;
    const float used = gain < before ? gain : before;
    const float taxable = gain - used;
    const float tax = Finance::tax(taxable, certified != 0, c.law);
    const std::int32_t paid = static_cast<std::int32_t>(1000.0f * tax) & -active;
    v.cash[i] = v.cash[i] - paid;
    const std::int32_t lost = static_cast<std::int32_t>(base < 0 ? -1000.0f * base : 0.0f);
    const std::int32_t spent = static_cast<std::int32_t>(1000.0f * used);
    const std::int32_t years = choose(certified, c.loss_years_certified, c.loss_years);
    const std::int32_t rest = losses - spent, old = rest & -(one_if(rest > 0) & one_if(age < years));
    const std::int32_t sum = old + (lost & -one_if(years > 0)), left = sum < kMostCarried ? sum : kMostCarried;
    const std::int32_t word = (left * kLossAges + choose(one_if(old > 0), age + 1, 1)) & -one_if(left > 0);
    v.carried_loss[i] = choose(active, word, carried);
    // (F6)
    const float without = c.law.general * (undeducted > before ? undeducted - before : 0.0f), with = c.law.general * taxable;
    const std::int32_t relief = static_cast<std::int32_t>(1000.0f * (with - tax)) & -active;
    const std::int32_t is_small = one_if(taxable <= c.law.small_ceiling);
    deducted += static_cast<std::int32_t>(1000.0f * (without - with)) & -active;
    spared_small += relief & -is_small;
    spared_certified += relief & (is_small - 1);
    v.revenue[i] = sales;
    v.reported[i] = reported;
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
  sums.forgone_deduction += deducted;
  sums.forgone_small += spared_small;
  sums.forgone_certified += spared_certified;
}

}  // namespace ECHELON_ISA
}  // namespace echelon
