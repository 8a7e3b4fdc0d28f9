#pragma once
// One hash over everything in a result that must be reproducible.
#include <string>

#include "engine/results.hpp"

namespace echelon {

// SHA-256 over the names, dimensions, units and decoded values of every dimension and variable, in the order of their
// names, and over the attributes of the result; nothing of /provenance, no compression, no order of writing enters. With
// `world_only` every dimension `instrument` and `parameter`, every variable that has one of them, and the attributes (which
// name the scenario) are left out: what is left is the city, and two policies that change nothing in it have one digest.
std::string digest(const Results& results, bool world_only);

}  // namespace echelon
