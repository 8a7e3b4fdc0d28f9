#pragma once
// GROWTH (S3)
// What        Sales of a firm: a random walk in logs whose yearly variance is itself drawn (so that yearly growth is
//             tent-shaped), with an age-dependent mean, a persistent part, shocks that shrink with size and age, and staff
//             that follows in lumps.
// Equation    (G1) x' = x + ¼[g̃ + drift] + gain/8 + spread·ε ;  drift = d∞ + d₁e^(−a/τd) + h + Comp
//             (G2) spread = σ(S,a)·√(V/4), V ~ Gamma(k)/k once a fiscal year
//             (G3) σ(S,a) = clip(σ₀(S/S₀)^−β(1+κe^(−a/τσ)), σmin, σmax)
//             (G4) h' = ϱh + σh√(1−ϱ²)ε, once a year
//             (G5) ln(Y/S) = λu(S/2)^−ν σ√V′ε, V′ ~ Gamma(k′)/k′, once a year; the size factor is not above its value at the entrants' 5 % quantile
//             (G6) with probability p a quarter: L' = round(L^(1−ψ)·(S/prod)^ψ), at least 1
// Reads       age, innovation gain, productivity against the sector's mean
// Writes      log_sales, sales, measured, persistent, drift, spread, gain, employees
// Parameters  config/parameters/growth.yaml
// Draws       growth.shock, growth.hire (quarter); growth.variance, .persistent, .transitory, .transitory_variance (year)
// Neglects    mergers, capital vintages, prices of single products
// Source      model page S3: [L39-L43, L46-L48], prototype [P]
#include <cstdint>

#include "core/isa.hpp"
#include "core/math/gamma_table.hpp"
#include "core/math/vecmath.hpp"
#include "core/quantity.hpp"
#include "core/random/uniform.hpp"
#include "model/columns.hpp"
#include "model/luck.hpp"

namespace echelon {

struct GrowthParams {
  PerSqrtYear sigma;         // σ₀
  Number size_scaling;       // β
  PerSqrtYear sigma_min;
  PerSqrtYear sigma_max;
  Million reference_sales;   // S₀
  Number young_spread;       // κ
  Years young_spread_age;    // τσ
  Number variance_shape;     // k
  PerYear drift_old;         // d∞
  PerYear drift_young;       // d₁
  Years drift_age;           // τd
  Number persistence;        // ϱ
  PerYear persistent_spread; // σh
  Number transitory;         // λu
  Number transitory_scaling;
  Number transitory_shape;   // k′ of V′
  Million transitory_sales;  // 2
  PerQuarter hire;           // p
  Number hire_share;         // ψ
  PerYear staff_productivity;  // growth of sales per person
};

// Log sales of an active firm stay between these.
constexpr float kLeastLogSales = -9.0f, kMostLogSales = 13.0f;

// Functions of age, tabulated by quarter of life once a run.
constexpr int kAgeTable = 128;

struct GrowthTables {
  float drift[kAgeTable];        // d∞ + d₁e^(−a/τd)
  float spread[kAgeTable];       // 1 + κe^(−a/τσ)
  GammaTable variance;
  GammaTable transitory;
};
GrowthTables tabulate(const GrowthParams& p);

struct GrowthYearView {
  In<Birth> birth;
  In<LogSales> log_sales;
  In<Productivity> productivity;
  In<Knowledge> knowledge;
  InOut<Persistent> persistent;
  InOut<Drift> drift;
  InOut<Spread> spread;
  InOut<Measured> measured;
};

struct GrowthQuarterView {
  InOut<LogSales> log_sales;
  InOut<Sales> sales;
  InOut<Gain> gain;
  InOut<Employees> employees;
  In<Drift> drift;
  In<Spread> spread;
  In<Status> status;
};

// What the room needs to know of a sector this quarter.
struct GrowthEnv {
  float common;                 // g̃: demand growth with the adding-up correction (C2), per year
  float log_staff_productivity; // ln of million CNY a person and year
  float productivity_mean;      // Ē of the sector, last year
  std::int16_t quarter;         // quarter of the run, 0-based
};

// Parameters as the loops want them.
struct GrowthConstants {
  float log_sigma, minus_beta, log_reference, sigma_min, sigma_max;
  float persistence, persistent_sd;
  float transitory, transitory_scaling, log_transitory, transitory_log_floor;
  float hire, hire_share;
  float competition, productivity_scale, knowledge_elasticity;
};

inline namespace ECHELON_ISA {

struct Growth {
  // (G3)
  ECHELON_INLINE static float sigma(float x, float age_factor, const GrowthConstants& c) {
    const float raw = vexp_inside(c.log_sigma + c.minus_beta * (x - c.log_reference)) * age_factor;
    const float capped = raw > c.sigma_max ? c.sigma_max : raw;
    return capped < c.sigma_min ? c.sigma_min : capped;
  }
  // (G4)
  ECHELON_INLINE static float persist(float h, float normal, const GrowthConstants& c) {
    return c.persistence * h + c.persistent_sd * normal;
  }
  // (G1)
  ECHELON_INLINE static float next(float x, float common, float drift, float gain, float spread, float normal) {
    return x + 0.25f * (common + drift) + 0.125f * gain + spread * normal;
  }
  // (G6)
  ECHELON_INLINE static float hire(float staff, float x, float log_productivity, const GrowthConstants& c) {
    const float target = (1.0f - c.hire_share) * vlog_inside(staff) + c.hire_share * (x - log_productivity);
    const float whole = static_cast<float>(static_cast<std::int32_t>(vexp_inside(target) + 0.5f));
    return whole < 1.0f ? 1.0f : whole;
  }
};

void growth_year(Block block, const GrowthYearView& view, const GrowthConstants& c, const GrowthTables& tables,
                 const GrowthEnv& env, const Luck& luck);
void growth_quarter(Block block, const GrowthQuarterView& view, const GrowthConstants& c, const GrowthEnv& env,
                    const Luck& luck);

}  // namespace ECHELON_ISA
}  // namespace echelon
