// What the model is known to miss, and why. An entry goes when the model has learned it; it never goes before.
#include "engine/facts.hpp"

namespace echelon {

std::span<const KnownMiss> known_misses() {
  static const std::vector<KnownMiss> misses{};
  return misses;
}

}  // namespace echelon
