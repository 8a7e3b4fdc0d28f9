#pragma once
// COMPETITION (S7)
// What        Weak selection: a firm more productive than its sector's mean grows a little faster. Adding-up: the contested
//             share of a sector's demand is zero-sum, so what one firm gains its neighbours lose.
// Equation    (C1) Comp = χ·tanh[(E − Ē)/σE],  E = ln a + γ·ln(1+K)
//             (C2) g̃ₜ = gₜ + 4·cₜ,  cₜ = −ψ(Δln Xₜ₋₁ − cₜ₋₁ − gₜ₋₁/4): the sales of the sector grew by Δln X last quarter;
//                  the part of it above demand is taken back on the contested share ψ
// Reads       productivity, knowledge, last quarter's sums (decision 14)
// Writes      growth's common term
// Parameters  config/parameters/competition.yaml; ψ = 1 − external share of the sector (config/sectors.yaml)
// Draws       none in the quarter; competition.productivity once a life
// Neglects    prices, entry deterrence, product overlap
// Source      model page S7: [L61, L108]
#include "core/isa.hpp"
#include "core/math/vecmath.hpp"
#include "core/quantity.hpp"

namespace echelon {

struct GrowthConstants;

struct CompetitionParams {
  PerYear selection;          // χ
  Number productivity_scale;  // σE
  Number productivity_spread; // sd of ln a
  Number contested;           // factor on 1 − e_s, so that ψ may be turned up and down
};

// (C2): the correction of this quarter from last quarter's growth of the sector's sales, all in logs per quarter.
struct AddingUp {
  double correction = 0;      // cₜ₋₁
  double demand = 0;          // gₜ₋₁/4
  double next(double psi, double log_growth, double demand_now);
};

inline namespace ECHELON_ISA {

struct Competition {
  // (C1)
  template <class Constants>
  ECHELON_INLINE static float compete(float log_a, float knowledge, float mean, const Constants& c) {
    const float e = log_a + c.knowledge_elasticity * vlog1p(knowledge);
    return c.competition * vtanh((e - mean) * c.productivity_scale);
  }
};

}  // namespace ECHELON_ISA
}  // namespace echelon
