// The seats of the city: sectors stay apart, a freed seat comes back clean, a full city says so.
#include <catch2/catch.hpp>

#include <set>

#include "firms.hpp"

using namespace echelon;
using namespace echelon::test;

TEST_CASE("world: blocks belong to one sector and seats are given once") {
  for (const std::uint64_t seating : {0u, 5u}) {
    World w(3, 2, 400, 16, seating);
    std::set<std::uint32_t> taken;
    for (int i = 0; i < 300; ++i) {
      const std::uint32_t slot = w.occupy(i % 3);
      REQUIRE(taken.insert(slot).second);
      REQUIRE(w.sector_of_slot(slot) == static_cast<std::uint32_t>(i % 3));
      REQUIRE(slot < w.slots_in_use());
    }
    std::uint32_t at = 0;
    for (const Block& b : w.blocks()) {
      REQUIRE(b.begin == at);
      REQUIRE(b.end - b.begin == 16);
      at = b.end;
    }
    CHECK(at == w.slots_in_use());
  }
}

TEST_CASE("world: a vacated seat is the next of its sector and carries nothing over") {
  World w(2, 2, 100, 16);
  const std::uint32_t slot = w.occupy(1);
  const World fresh = w;
  w.uid[slot] = 5, w.status[slot] = kActive, w.cash[slot] = 77, w.until[1][slot] = 9, w.aware[slot] = 3, w.held[slot] = 2, w.gain[slot] = 1;
  w.vacate(slot);
  CHECK(w.status[slot] == kEmpty);
  CHECK(w.held[slot] == 0);
  w.measured[slot] = 3.0f;  // what a loop over the block may write to an empty seat
  CHECK(w.occupy(0) != slot);
  CHECK(w.occupy(1) == slot);
  World cleaned = fresh;
  for_column_pairs(w, cleaned, [&](const char* name, const auto& a, const auto& b) {
    INFO(name);
    CHECK(a[slot] == b[slot]);
  });
}

TEST_CASE("world: clearing empties the seats and keeps the memory") {
  World w(1, 1, 50, 16);
  const auto* place = w.cash.data();
  w.cash[w.occupy(0)] = 9;
  w.clear();
  CHECK(w.blocks().empty());
  CHECK(w.cash[w.occupy(0)] == 0);
  CHECK(w.cash.data() == place);
}

TEST_CASE("world: a city that is full throws, it does not overwrite") {
  World w(2, 1, 64, 16);
  int given = 0;
  const auto fill = [&] {
    for (;; ++given) w.occupy(0);
  };
  CHECK_THROWS_AS(fill(), std::length_error);
  CHECK(given >= 64);
  CHECK(World::bytes_per_slot(2) == World::bytes_per_slot(1) + 4);
}
