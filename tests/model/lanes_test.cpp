// What all rooms share: the luck of a block and the lists of a block equal their slow versions on every instruction set.
#include <catch2/catch.hpp>

#include "firms.hpp"
#include "model/draws.hpp"

using namespace echelon;
using namespace echelon::test;

TEST_CASE("luck: a block's words are the firms' own, whatever the block") {
  const std::uint32_t n = 203;
  std::vector<std::uint32_t> uid(n);
  for (std::uint32_t i = 0; i < n; ++i) uid[i] = make_uid(Channel::organic, static_cast<int>(i % 20), 5, i);
  for (const Isa isa : isas()) {
    Lanes l(n);
    kernels(isa).fill_luck(philox_key(1, 2), uid.data(), n, 17, kCallScheme, 3, {l.lane[0].data(), l.lane[1].data(), l.lane[2].data(), l.lane[3].data()});
    for (std::uint32_t i = 0; i < n; ++i) {
      const Words4 w = philox(philox_key(1, 2), uid[i], 17, kCallScheme, 3);
      REQUIRE((l.lane[0][i] == w.w0 && l.lane[1][i] == w.w1 && l.lane[2][i] == w.w2 && l.lane[3][i] == w.w3));
    }
  }
}

TEST_CASE("lists: the set bytes of a block, in order, whatever its length") {
  for (const std::uint32_t n : {0u, 1u, 7u, 8u, 9u, 64u, 203u}) {
    std::vector<std::uint8_t> bytes(n);
    std::vector<std::uint32_t> expected;
    for (std::uint32_t i = 0; i < n; ++i) {
      bytes[i] = static_cast<std::uint8_t>(philox(philox_key(9, n), i, 0, 0, 0).w0 % 3 == 0 ? 1 + i % 255 : 0);
      if (bytes[i] != 0) expected.push_back(1000 + i);
    }
    for (const Isa isa : isas()) {
      std::vector<std::uint32_t> out(n + kAppendRoom);
      out.resize(kernels(isa).append_set(bytes.data(), n, 1000, out.data()));
      CHECK(out == expected);
    }
  }
}

TEST_CASE("ids: channel, sector, quarter and ordinal of entry, never two the same") {
  CHECK(channel_of(make_uid(Channel::attracted, 19, 72, 131071)) == Channel::attracted);
  CHECK(sector_of(make_uid(Channel::attracted, 19, 72, 131071)) == 19);
  CHECK(make_uid(Channel::initial, 0, 0, 0) == 0);
  CHECK(make_uid(Channel::organic, 1, 2, 3) == ((1u << 29) | (1u << 24) | (2u << 17) | 3u));
  CHECK(make_uid(Channel::organic, kMaxSectors - 1, kMaxQuarters, kMaxOrdinal) < make_uid(Channel::spin_off, 0, 0, 0));
}
