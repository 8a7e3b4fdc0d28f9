#pragma once
// AWARENESS (S18)
// What        A firm can only apply for a scheme it knows of. It learns of it by itself, from certified peers of its sector,
//             and from campaigns; some firms use an agent who eases applications.
// Equation    (W1) P(learns this year) = 1 − (1−p₀)(1−p₁·peers)(1−p₂·reach)(1−p₃·[holds another certificate]), peers = certified share of the sector
//             (W2) an agent serves the firm with probability a, for life
// Reads       certificates by sector, campaigns
// Writes      aware
// Parameters  config/parameters/awareness.yaml; p₀, p₁ and the start by scheme in config/schemes
// Draws       certification.aware (once a year and scheme), certification.agent (life)
// Neglects    wrong information; forgetting
// Source      model page S18 [A]
#include "core/quantity.hpp"

namespace echelon {

struct AwarenessParams {
  Number campaign;       // p₂ per unit of reach
  Share agent_use;       // a
  Share familiar;        // p₃: chance a year that a firm which holds one certificate learns of another
  Number agent_apply;    // logit added to applying with an agent
};

// (W1) for one sector.
double awareness_chance(double alone, double peers_weight, double peers, double campaign);

}  // namespace echelon
