#pragma once
// FINANCE (the firm's purse; tax as far as S5 needs it)
// What        What a firm earns before R&D, what it must lay aside, what it pays out and what tax it owes.
// Equation    (F1) cash' = cash + ¼Y·m_i − payout·max(0, cash − above·S)
//             (F2) m_i = m + pass·ρ + σm·trait, set at birth: the margin pays for most of the usual R&D of who performs then
//             (F3) profit = Y·m_i·(1+noise) − R̂ ; tax = τ·max(0, profit − sd·R̂); τ = 5 % while taxable profit ≤ ceiling, else
//                  15 % with a valid high-tech certificate, else 25 %
//             (F4) user cost of R&D relative to the general rate: uc/ūc = [(1−τ(1+sd))/(1−τ)] / [the same at 25 % and the deduction of
//                  2018]; interest and depreciation cancel
// Reads       sales, measured, margin, certificates
// Writes      cash
// Parameters  config/parameters/finance.yaml
// Draws       finance.margin (life), finance.profit (year)
// Neglects    bank loans and guarantees, loss carry-forward, dividends to owners as income of the city
// Source      model page S5, S9; data A17, A18, A29
#include <cstdint>

#include "core/isa.hpp"
#include "core/quantity.hpp"
#include "core/math/vecmath.hpp"
#include "core/random/uniform.hpp"
#include "model/columns.hpp"
#include "model/processes/growth.hpp"

namespace echelon {

struct FinanceParams {
  Share margin;               // m
  Share margin_spread;        // σm
  Share research_cover;       // pass: share of usual R&D that the margin covers
  Number profit_noise;
  Share payout;               // share a quarter of what lies above
  Share payout_above;         // of yearly sales
  Share start_cash;           // cash of a newborn firm over yearly sales
  Million start_capital;      // and at least this much
  Share reserve;              // of yearly sales, kept from R&D
  Share credit;               // of yearly sales
  Share tax_general;
  Share tax_hte;
  Share tax_small;
  Cny small_ceiling;
  Share super_deduction_2018; // extra deduction on top of R&D cost, 2018-2022
  Share super_deduction_2023; // from 2023
  Number cash_noise;          // sd of the log cash of a newborn firm
};

struct FinanceConstants {
  float payout, payout_above;
};

// User cost of R&D relative to that of a firm taxed at the general rate with the deduction of 2018 (F4).
struct UserCost {
  double general, certified, small;
};
UserCost user_cost(const FinanceParams& p, int year);
double super_deduction(const FinanceParams& p, int year);

struct FinanceView {
  In<Status> status;
  In<Sales> sales;
  In<Measured> measured;
  In<Margin> margin;
  InOut<Cash> cash;
};

// The annual accounts: closes the fiscal year, fills the rings that rules read, takes the tax (F3), reports R&D (R5).
struct AccountsView {
  In<Status> status;
  In<Margin> margin;
  In<Until> high_tech_until;
  In<Flags> flags;
  InOut<Cash> cash;
  InOut<SalesYear> sales_year;
  InOut<RdYear> rd_year;
  InOut<Revenue0> revenue0;
  InOut<Revenue1> revenue1;
  InOut<Revenue2> revenue2;
  InOut<Revenue3> revenue3;
  InOut<Revenue4> revenue4;
  InOut<Reported0> reported0;
  InOut<Reported1> reported1;
  InOut<Reported2> reported2;
};
struct AccountsConstants {
  float profit_noise, relabel, report_sd;
  float tax_general, tax_hte, tax_small, small_ceiling;  // ceiling in million CNY
  float super_deduction;
  std::int16_t quarter;
};
// Thousand CNY, exact.
struct AccountsSums {
  std::int64_t sales = 0, real = 0, reported = 0, tax = 0;
};

inline namespace ECHELON_ISA {

struct Finance {
  // (F1) in thousand CNY, before the payout
  ECHELON_INLINE static float tax(float profit, float reported, bool certified, const AccountsConstants& c) {
    const float base = profit - c.super_deduction * reported;  // (F3)
    const float large = certified ? c.tax_hte : c.tax_general;
    const float rate = base <= c.small_ceiling ? c.tax_small : large;
    return base > 0 ? rate * base : 0.0f;
  }
  ECHELON_INLINE static float flow(float measured_sales, float margin) { return 250.0f * measured_sales * margin; }
};

// Adds the net flow of the block to `net` (thousand CNY).
void finance_quarter(Block block, const FinanceView& view, const FinanceConstants& c, std::int64_t& net);
void accounts_year(Block block, const AccountsView& view, const AccountsConstants& c, const Luck& luck,
                   AccountsSums& sums);

}
}  // namespace echelon
