#pragma once
// FINANCE (the firm's purse; tax as far as S5 needs it)
// What        What a firm earns before R&D, what it must lay aside, what it pays out and what tax it owes.
// Equation    (F1) cash' = cash + ¼Y·m_i − payout·max(0, cash − above·S)
//             (F2) m_i = m + pass·ρ + σm·trait, set at birth: the margin pays for most of the usual R&D of who performs then
//             (F3) base = Y·m_i·(1+noise) − R − sd·R̂; taxable = max(0, base) − losses carried; up to a ceiling the small firm's rates, on a
//                  first slice and on the rest; above it 15 % of all with a valid high-tech certificate, else 25 %. Dated by law
//             (F4) user cost of R&D relative to the general rate: uc/ūc = [(1−τ(1+sd))/(1−τ)] / [the same at 25 % and the deduction of
//                  2018], τ the rate at the margin, 0 without taxable profit; interest and depreciation cancel
//             (F5) a base below nought is carried for 5 years, 10 with the certificate; when its oldest part ends, so do all earlier ones
//             (F6) tax forgone = the general rate on the base without deduction − the tax, in three parts: the deduction, the small firm's
//                  rates, the certificate's rate
// Reads       sales, measured, margin, certificates
// Writes      cash, carried losses
// Parameters  config/parameters/finance.yaml
// Draws       finance.margin (life), finance.profit (year)
// Neglects    dividends to owners as income of the city; of the tax: staff and assets of a small firm, what
//             deducting later is worth, losses from before the first year, the 100 % of technology SMEs in 2022
// Source      model page S5, S9; data A17, A18, A29
#include <cstdint>
#include <string>

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
  Share tax_small_2018;       // small firm: of all its taxable profit in 2018
  Share tax_small_first_2019; // of the first slice, 2019-2020
  Share tax_small_first_2021; // 2021-2022
  Share tax_small_rest_2019;  // of the rest, 2019-2021
  Share tax_small_rest_2022;  // 2022
  Share tax_small;            // of all, from 2023
  Cny small_slice;
  Cny small_ceiling_2018;
  Cny small_ceiling;          // from 2019
  Share super_deduction_2018; // extra deduction on top of R&D cost, 2018-2022
  Share super_deduction_manufacturing_2021;  // 2021-2022
  Share super_deduction_2023; // from 2023
  Share super_deduction_ic_2023;             // 2023-2027
  Years loss_years;           // a loss may be carried
  Years loss_years_hte;
  Number cash_noise;          // sd of the log cash of a newborn firm
};

struct FinanceConstants {
  float payout, payout_above;
};

// The income tax of one year and one kind of sector (F3). Money in million CNY.
struct TaxLaw {
  float general, certified;
  float small_ceiling, small_slice, small_first, small_rest;
  float super_deduction;
};
TaxLaw tax_law(const FinanceParams& p, int year, const std::string& deduction);

// User cost of R&D relative to that of a firm taxed at the general rate with the deduction of 2018 (F4).
struct UserCost {
  double general, certified, small_first, small_rest, untaxed;
};
UserCost user_cost(const FinanceParams& p, const TaxLaw& law);

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
  InOut<Cash> cash;
  InOut<CarriedLoss> carried_loss;
  InOut<SalesYear> sales_year;
  InOut<RdYear> rd_year;
  InOut<Revenue2> revenue;    // of the year, in place of the oldest one (World::turn_books)
  InOut<Reported2> reported;
};
struct AccountsConstants {
  float profit_noise, report_sd;
  TaxLaw law;
  std::int32_t loss_years, loss_years_certified;
  std::int16_t quarter;
};
// Thousand CNY, exact.
struct AccountsSums {
  std::int64_t sales = 0, real = 0, reported = 0, tax = 0;
  std::int64_t forgone_deduction = 0, forgone_small = 0, forgone_certified = 0;  // (F6)
};

// (F5) Losses carried, in one word: thousand CNY times sixteen, and in the last four bits the years since the oldest of them.
constexpr std::int32_t kLossAges = 16;
constexpr std::int32_t kMostCarried = 1 << 26;  // thousand CNY

inline namespace ECHELON_ISA {

struct Finance {
  // (F3) of a taxable profit, which is not negative
  ECHELON_INLINE static float tax(float taxable, bool certified, const TaxLaw& law) {
    const float first = taxable < law.small_slice ? taxable : law.small_slice;
    const float small = law.small_first * first + law.small_rest * (taxable - first);
    const float large = (certified ? law.certified : law.general) * taxable;
    return taxable <= law.small_ceiling ? small : large;
  }
  // (F1) in thousand CNY, before the payout
  ECHELON_INLINE static float flow(float measured_sales, float margin) { return 250.0f * measured_sales * margin; }
};

// Adds the net flow of the block to `net` (thousand CNY).
void finance_quarter(Block block, const FinanceView& view, const FinanceConstants& c, std::int64_t& net);
// `relabelled`: what each firm of the block reports beyond its R&D, million CNY (notch).
void accounts_year(Block block, const AccountsView& view, const AccountsConstants& c, const Luck& luck,
                   const float* relabelled, AccountsSums& sums);

}
}  // namespace echelon
