#pragma once
// SPILLOVER (S10) and PROTECTION (S14)
// What        A firm invents more easily where its own and neighbouring sectors know more, if it does R&D enough to absorb it. Protection of
//             intellectual property makes firms want more R&D and lets less of it be imitated.
// Equation    (S1) around_s = Σ W_sr·K̄_r, K̄ the mean knowledge of a sector's firms in spring
//             (S2) rate of innovations × (around/around of the first spring)^(ζ·(1 − imitation·Δθ)·a), a = R/(R + R̄)
//             (U1) θ rises by the sum of its instruments, each in equal steps over its duration; R&D wanted × (1 + appropriability·Δθ)
// Reads       knowledge, sector, rd_rate
// Writes      the environment of research, so innovation_rate and rd_rate
// Parameters  config/parameters/spillover.yaml, config/parameters/protection.yaml
// Draws       none
// Neglects    distance inside the city, spillovers on productivity (they would lift all firms of a sector alike, which selection does not
//             see), rivals' races, protection by district, trade in patents
// Source      model page S10, S14: [L34, L35, L38, L103, L104, L105]
#include <span>
#include <vector>

#include "core/quantity.hpp"

namespace echelon {

struct SpilloverParams {
  Number elasticity;        // ζ
  Million absorption;       // R̄
};

struct ProtectionParams {
  Number appropriability;   // rise of R&D wanted, per point of θ
  Share imitation;          // fall of ζ, per point of θ
};

// (S1) `proximity` row by row, sectors × sectors.
std::vector<double> knowledge_around(std::span<const double> mean_knowledge, std::span<const double> proximity);

}  // namespace echelon
