#pragma once
// Scenarios in which some of several groups of instruments take part.
#include <string>
#include <vector>

#include "engine/study/study.hpp"

namespace echelon {

// Every subset of the players: scenario v has player j when bit j of v is set. Instruments of nobody are in all of them.
std::vector<Scenario> coalitions(const Scenario& scenario, const std::vector<Player>& players);

// One factor for every player, for a study that samples orders of joining.
std::vector<Factor> player_factors(const std::vector<Player>& players);

}  // namespace echelon
