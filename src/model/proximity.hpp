#pragma once
// How near sectors and tracks are to each other in technology (S10, S17): 1 for one and itself, 0 for two that share no field.
//             (X1) W_ab = u_a·u_b / (|u_a||u_b|), u the weights over fields of technology
// The weights stand in config/sectors.yaml and are assumed.
#include <span>
#include <vector>

#include "model/scenario.hpp"

namespace echelon {

// Row by row, sectors × sectors. A sector without weights is near to itself alone.
std::vector<double> sector_proximity(std::span<const Sector> sectors);
// tracks × tracks, likewise; sectors × tracks.
std::vector<double> track_proximity(std::span<const Track> tracks);
std::vector<double> relatedness(std::span<const Sector> sectors, std::span<const Track> tracks);

}  // namespace echelon
