#pragma once
// Random words of many firms, by lane: the four words of one call of the generator lie in four arrays.
#include <cstdint>

namespace echelon {

// Words of the firms of a block, or of a list: lane[j][i].
struct Luck {
  const std::uint32_t* lane0;
  const std::uint32_t* lane1;
  const std::uint32_t* lane2;
  const std::uint32_t* lane3;
};

// Where they go.
struct LuckOut {
  std::uint32_t *lane0, *lane1, *lane2, *lane3;
};

// Room for the words of a few firms.
template <std::uint32_t Size>
struct LuckWords {
  alignas(64) std::uint32_t lane[4][Size];
  LuckOut out() { return {lane[0], lane[1], lane[2], lane[3]}; }
  Luck luck() const { return {lane[0], lane[1], lane[2], lane[3]}; }
};

}  // namespace echelon
