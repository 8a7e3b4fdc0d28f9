#pragma once
// Scenarios in which some of several groups of instruments take part.
#include <string>
#include <vector>

#include "model/scenario.hpp"

namespace echelon {

struct Player {
  std::string id;
  std::vector<std::string> instruments;
};

// Every subset of the players: scenario v has player j when bit j of v is set. Instruments of nobody are in all of them.
std::vector<Scenario> coalitions(const Scenario& scenario, const std::vector<Player>& players);

}  // namespace echelon
