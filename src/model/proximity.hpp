#pragma once
// How near the sectors are to each other in technology (S10): 1 for a sector and itself, 0 for sectors that share no field.
//             (X1) W_ab = u_a·u_b / (|u_a||u_b|), u the sectors' weights over fields of technology
// The weights stand in config/sectors.yaml and are assumed.
#include <span>
#include <vector>

#include "model/scenario.hpp"

namespace echelon {

// Row by row, sectors × sectors. A sector without weights is near to itself alone.
std::vector<double> sector_proximity(std::span<const Sector> sectors);

}  // namespace echelon
