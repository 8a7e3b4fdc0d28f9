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

TEST_CASE("world: a vacated seat is the next of its sector and nothing is left of what its firm had gathered") {
  World w(2, 2, 100, 16);
  const std::uint32_t slot = w.occupy(1), other = w.occupy(1);
  w.uid[slot] = 5, w.status[slot] = kActive, w.cash[slot] = 77, w.until[1][slot] = w.since[1][slot] = 9, w.had[slot] = 2;
  w.uid[other] = 6, w.status[other] = kActive, w.gain[other] = 1;
  w.aware[slot] = 3, w.held[slot] = 2, w.gain[slot] = 1, w.round[slot] = 2, w.raised2[slot] = 4;
  CHECK_FALSE(w.clean(slot));
  w.vacate(slot);
  CHECK(w.clean(slot));
  CHECK((w.uid[other] == 6 && w.gain[other] == 1));
  CHECK(w.occupy(0) != slot);
  CHECK(w.occupy(1) == slot);
}

TEST_CASE("world: every column that a firm fills by living is clean once it has left") {
  World w = wild_firms(300, 3);
  std::vector<std::uint32_t> all;
  for (std::uint32_t i = 0; i < 300; ++i) w.round[i] = static_cast<std::uint8_t>(w.round[i] + 1), all.push_back(i);
  w.vacate(all);
  for (const std::uint32_t i : all) REQUIRE(w.clean(i));
  World fresh(1, 3, 300, 300);
  fresh.occupy(0);  // takes the block into use
  std::string left;
  for_column_pairs(w, fresh, [&](const char* name, const auto& a, const auto& b) {
    if (std::memcmp(a.data(), b.data(), 300 * sizeof(a[0])) != 0) left += std::string(" ") + name;
  });
  // All of them are given anew by whoever moves in: entry_test.cpp.
  CHECK(left == " birth log_sales sales measured persistent drift spread employees productivity margin inclination log_intensity rd_rate "
                "knowledge innovation_rate");
}

TEST_CASE("world: clearing empties the seats and keeps the memory") {
  World w(1, 1, 50, 16);
  const auto* place = w.cash.data();
  const std::uint32_t slot = w.occupy(0);
  w.cash[slot] = 9, w.since[0][slot] = 4, w.raised1[slot] = 2;
  w.clear();
  CHECK(w.blocks().empty());
  CHECK(w.occupy(0) == slot);
  CHECK(w.clean(slot));
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

TEST_CASE("world: the rings of past years move on") {
  World w(1, 1, 4, 4);
  const std::uint32_t slot = w.occupy(0);
  w.revenue0[slot] = 30, w.revenue1[slot] = 20, w.reported0[slot] = 3, w.reported1[slot] = 2;
  w.revenue2[slot] = 40, w.reported2[slot] = 4;  // the accounts of the year that closes
  w.turn_books();
  CHECK((w.revenue0[slot] == 40 && w.revenue1[slot] == 30 && w.revenue2[slot] == 20));
  CHECK((w.reported0[slot] == 4 && w.reported1[slot] == 3 && w.reported2[slot] == 2));
  w.raised0[slot] = 7, w.raised1[slot] = 6, w.raised2[slot] = 5;
  w.turn_raised();
  CHECK((w.raised0[slot] == 0 && w.raised1[slot] == 7 && w.raised2[slot] == 6));
}
