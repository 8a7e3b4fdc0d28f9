#pragma once
// RESEARCH (S5)
// What        Whether a firm does R&D (size decides), how much it wants (a persistent routine moved by the user cost), how
//             much it can pay, what knowledge that leaves, and what it reports.
// Equation    (R1) performer while logit(U_i) < a + b·ln(S/2), U_i fixed for life
//             (R2) ln ρ' = μ_s + φ(ln ρ − μ_s) + σρ√(1−φ²)ε, once a year
//             (R3) R* = ρ·(S/2)^η·Y·(uc/ūc)^−ε + burn·cash of a venture-backed firm; asked = min(R*, (cash + credit − reserve)/H)
//                  + project money; R = asked·use: what was to pay people whom nobody could hire stays where it was (H5)
//             (R4) K' = (1−δ_s/4)K + R/(4w), w the cost of an R&D person: exogenous trend × (H4)
//             (R5) R̂ = R·e^(noise − sd²/2) + what is relabelled at the notch (NOTCH)
//             (R6) a granted project of cost P would have run anyway with probability logit⁻¹(ι₀ + ι₁·spare/P), spare = (cash + credit − reserve)⁺
//                  beyond other project money; it is diverted with probability m; only what remains is R&D that would not have been
//             (R7) such a project spends beside every yuan paid min(κ·(1/share − 1), spare) of the firm's own
// Reads       sales, measured, cash, grant money, certificates (tax rate), carried losses, the talent room's wage and fill ratio
// Writes      flags (performer), rd_rate, log_intensity, cash, grant_left, knowledge, rd_year, sales_year, innovation_rate
// Parameters  config/parameters/research.yaml
// Draws       research.performer (life), research.intensity, research.report (year)
// Neglects    kinds of R&D, imitation of peers' intensity
// Source      model page S5: [L1-L3, L12, L36, L37b, L60]
#include <cstdint>

#include "core/isa.hpp"
#include "core/math/vecmath.hpp"
#include "core/quantity.hpp"
#include "core/random/uniform.hpp"
#include "model/columns.hpp"
#include "model/processes/growth.hpp"

namespace echelon {

struct ResearchParams {
  Number participation;          // a
  Number participation_size;     // b
  Million participation_sales;   // 2
  Share intensity;               // e^μ: median ρ of performers
  Number intensity_size;         // elasticity of intensity to sales
  Number intensity_spread;       // σρ
  Number intensity_persistence;  // φ
  Number user_cost_elasticity;   // ε
  PerYear burn;                  // share of a venture-backed firm's cash spent on R&D a year
  Number report_noise;
  Quarters project_length;       // over which project money is spent
  PerYear wage_growth;           // w
  Number knowledge_elasticity;   // γ: of productivity to knowledge
  Number inframarginal;          // ι₀: logit that a granted project would have run anyway
  Number inframarginal_slack;    // ι₁: per cost of the project that the firm could pay itself
  Share diverted;                // grants that are spent on something else
  Share grant_apply;             // performers that answer a call for projects
  Quarters cover;                // H: quarters of R&D that a firm wants covered before it commits to it
  Share own_part;                // κ: of what a firm puts beside a grant, the part that is no other R&D dropped for it
};

struct ResearchConstants {
  float participation, participation_size, log_participation_sales;
  float persistence, innovation_sd, intensity_size;
  float reserve, credit;         // of yearly sales
  float burn;
  float project_share;           // of the project money left, spent this quarter
  float inverse_cover;           // 1/H
  float alpha;                   // elasticity of innovations to R&D (innovation room)
};

struct ResearchEnv {
  float log_intensity_mean;      // μ_s
  float cost_general, cost_certified, cost_first, cost_rest, cost_untaxed;  // (uc/ūc)^−ε by the rate at the margin
  float small_ceiling, small_slice;  // of taxable profit, million CNY
  float cost_of_rd;              // what a unit of R&D takes off taxable profit: 1 + sd
  float knowledge_keep;          // 1 − δ_s/4
  float inverse_wage;            // 1/w
  float use, use_tilt, bid_mean; // (H5): part of the R&D asked for that can be spent: use + use_tilt·(bid − bid_mean)
  float innovation_level;        // λ_s/4 at R = 1 million CNY, wage-deflated
  float spill, absorption;       // (S2): ln per unit of absorption; R̄
  std::int16_t quarter;
};

// Thousand CNY of a quarter: spent; asked for, staff that nobody could hire included; and Σ asked·bid, for the market of people.
struct ResearchSums {
  std::int64_t spent = 0, asked = 0, bids = 0;
};

struct ResearchYearView {
  In<Status> status;
  In<LogSales> log_sales;
  In<Inclination> inclination;
  In<Margin> margin;
  In<CarriedLoss> carried_loss;
  In<Until> high_tech_until;     // certificate that lowers the tax rate
  InOut<Flags> flags;
  InOut<LogIntensity> log_intensity;
  InOut<RdRate> rd_rate;
  InOut<InnovationRate> innovation_rate;
};

struct ResearchQuarterView {
  In<Status> status;
  In<Sales> sales;
  In<Measured> measured;
  In<RdRate> rd_rate;
  In<Round> round;
  InOut<Cash> cash;
  InOut<GrantLeft> grant_left;
  InOut<Knowledge> knowledge;
  InOut<RdYear> rd_year;
  InOut<SalesYear> sales_year;
};

inline namespace ECHELON_ISA {

struct Research {
  // (R1)
  ECHELON_INLINE static bool performs(float inclination, float x, const ResearchConstants& c) {
    return inclination < c.participation + c.participation_size * (x - c.log_participation_sales);
  }
  // (F4), (R3): by the taxable profit that the firm expects before it looks at the tax
  ECHELON_INLINE static float user_cost(float taxable, bool certified, const ResearchEnv& env) {
    const float large = certified ? env.cost_certified : env.cost_general;
    const float small = taxable <= env.small_slice ? env.cost_first : env.cost_rest;
    const float taxed = taxable <= env.small_ceiling ? small : large;
    return taxable > 0 ? taxed : env.cost_untaxed;
  }
  // (R4)
  ECHELON_INLINE static float accumulate(float k, float rd_quarter, const ResearchEnv& env) {
    return env.knowledge_keep * k + rd_quarter * env.inverse_wage;
  }
  // (H5): who has money left bids more for people; in (0, 1). `wanted` and `limit` are thousand CNY and not negative.
  ECHELON_INLINE static float bid(float wanted, float limit) { return limit / (limit + wanted + 1.0f); }
  ECHELON_INLINE static float use(float bid, const ResearchEnv& env) {
    const float part = env.use + env.use_tilt * (bid - env.bid_mean);
    return part < 1.0f ? part : 1.0f;
  }
};

void research_year(Block block, const ResearchYearView& view, const ResearchConstants& c, const ResearchEnv& env,
                   const Luck& luck, const Luck& traits, const GammaTableView& talent);
void research_quarter(Block block, const ResearchQuarterView& view, const ResearchConstants& c, const ResearchEnv& env,
                      ResearchSums& sums);

}  // namespace ECHELON_ISA
}  // namespace echelon
