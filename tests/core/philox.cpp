#include "core/random/philox.hpp"

#include <Random123/philox.h>

#include <boost/random/normal_distribution.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <utility>

#include "core/random/philox_fill.hpp"
#include "core/random/uniform.hpp"

using namespace echelon;

namespace {

bool equal(Words4 w, std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return w.w0 == a && w.w1 == b && w.w2 == c && w.w3 == d;
}

}  // namespace

TEST_CASE("Philox4x32 gives the authors' published known answers with seven and with ten rounds", "[philox]") {
  const std::uint32_t f = 0xffffffffu;
  const PhiloxKey pi{0xa4093822u, 0x299f31d0u};
  CHECK(equal(philox({0, 0}, 0, 0, 0, 0), 0x5f6fb709u, 0x0d893f64u, 0x4f121f81u, 0x4f730a48u));
  CHECK(equal(philox({f, f}, f, f, f, f), 0x5207ddc2u, 0x45165e59u, 0x4d8ee751u, 0x8c52f662u));
  CHECK(equal(philox(pi, 0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u), 0x4dfccabau, 0x190a87f0u, 0xc47362bau,
              0xb6b5242au));
  CHECK(equal(philox_of<10>({0, 0}, 0, 0, 0, 0), 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u));
  CHECK(equal(philox_of<10>({f, f}, f, f, f, f), 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu));
  CHECK(equal(philox_of<10>(pi, 0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u), 0xd16cfe09u, 0x94fdccebu, 0x5001e420u,
              0x24126ea1u));
}

TEST_CASE("Philox agrees with the Random123 library on arbitrary counters", "[philox]") {
  std::uint64_t x = 1;
  for (int i = 0; i < 2000; ++i) {
    std::uint32_t r[6];
    for (auto& word : r) word = static_cast<std::uint32_t>(mix64(x++));
    const auto theirs = r123::Philox4x32_R<kPhiloxRounds>()({{r[0], r[1], r[2], r[3]}}, {{r[4], r[5]}});
    const Words4 ours = philox({r[4], r[5]}, r[0], r[1], r[2], r[3]);
    REQUIRE(equal(ours, theirs[0], theirs[1], theirs[2], theirs[3]));
  }
}

TEST_CASE("Filling a block gives the same words as firm by firm, for every length", "[philox]") {
  const PhiloxKey key = philox_key(7, 3);
  for (std::size_t n = 0; n < 70; ++n) {
    std::vector<std::uint32_t> ids(n), w[4];
    for (std::size_t i = 0; i < n; ++i) ids[i] = static_cast<std::uint32_t>(mix64(i));
    for (auto& lane : w) lane.assign(n + 1, 0xabcdu);
    philox_fill(key, ids.data(), n, 5, 6, 7, w[0].data(), w[1].data(), w[2].data(), w[3].data());
    for (std::size_t i = 0; i < n; ++i)
      REQUIRE(equal(philox(key, ids[i], 5, 6, 7), w[0][i], w[1][i], w[2][i], w[3][i]));
    for (const auto& lane : w) REQUIRE(lane[n] == 0xabcdu);
  }
}

TEST_CASE("Every pair of seed and replicate has its own key", "[philox]") {
  std::set<std::pair<std::uint32_t, std::uint32_t>> keys;
  for (std::uint64_t seed = 0; seed < 100; ++seed)
    for (std::uint64_t replicate = 0; replicate < 1000; ++replicate) {
      const PhiloxKey key = philox_key(seed, replicate);
      keys.insert({key.k0, key.k1});
    }
  CHECK(keys.size() == 100000);
}

TEST_CASE("The engine walks the lanes of successive calls and works under Boost.Random", "[philox]") {
  const PhiloxKey key = philox_key(1, 2);
  PhiloxEngine engine(key, 10, 11, 12);
  for (std::uint32_t call = 0; call < 3; ++call) {
    const Words4 w = philox(key, 10, 11, 12, call);
    for (const std::uint32_t word : {w.w0, w.w1, w.w2, w.w3}) REQUIRE(engine() == word);
  }
  // Mean of 40,000 standard normals: standard error 0.005; false alarm 6e-5 at 4 standard errors.
  boost::random::normal_distribution<double> normal;
  double sum = 0;
  for (int i = 0; i < 40000; ++i) sum += normal(engine);
  CHECK(std::abs(sum / 40000) < 0.02);
}

TEST_CASE("Uniforms lie strictly inside (0, 1), exactly and evenly", "[uniform]") {
  CHECK(unit_float(0) == 0x1p-24f);
  CHECK(unit_float(0xffffffffu) == 1.0f - 0x1p-24f);
  CHECK(unit_float(0xffffffffu) < 1.0f);
  CHECK(unit_float(1u << 9) - unit_float(0) == 0x1p-23f);
  CHECK(unit_float(0x12345678u) + unit_float(~0x12345678u) == 1.0f);
  CHECK(unit_double(0, 0) == 0x1p-53);
  CHECK(unit_double(0xffffffffu, 0xffffffffu) == 1.0 - 0x1p-53);
  CHECK(unit_double(0x80000000u, 0) == 0.5 + 0x1p-53);
}

TEST_CASE("random: how many uniforms lie below a chance, to the last one") {
  CHECK((uniforms_below(-1) == 0 && uniforms_below(0) == 0 && uniforms_below(0x1p-24) == 0 && uniforms_below(std::nan("")) == 0));
  CHECK((uniforms_below(1) == 1 << 23 && uniforms_below(2) == 1 << 23 && uniforms_below(1 - 0x1p-24) == (1 << 23) - 1));
  const auto right = [](double x) {
    const std::int32_t below = uniforms_below(x);
    const auto u = [](std::int32_t m) { return static_cast<double>(unit_float(static_cast<std::uint32_t>(m) << 9)); };
    return (below == 0 || u(below - 1) < x) && (below == 1 << 23 || !(u(below) < x));
  };
  for (std::uint32_t i = 0; i < 100000; ++i) {
    const Words4 w = philox(philox_key(9, 9), i, 0, 0, 0);
    const double x = unit_double(w.w0, w.w1), at = unit_float(w.w2), small = x * 0x1p-20;
    REQUIRE((right(x) && right(small) && right(at)));
    REQUIRE(is_below(w.w3, uniforms_below(x)) == (unit_float(w.w3) < x));
    REQUIRE((right(std::nextafter(at, 0.0)) && right(std::nextafter(at, 1.0))));
  }
}

TEST_CASE("Words of neighbouring firms, quarters, calls and replicates are uniform and uncorrelated", "[philox]") {
  // n = 65,536 uniforms: mean has standard error sqrt(1/12n) = 0.00113, a correlation 0.0039. Bounds at 4.5 standard
  // errors: false alarm 7e-6 each, some twenty of them.
  const int n = 65536;
  const auto at = [](int which, std::uint32_t i) {
    switch (which) {
      case 0: return unit_float(philox(philox_key(1, 0), i, 0, 0, 0).w0);
      case 1: return unit_float(philox(philox_key(1, 0), 5, i, 0, 0).w1);
      case 2: return unit_float(philox(philox_key(1, 0), 5, 0, i, 0).w2);
      case 3: return unit_float(philox(philox_key(1, 0), 5, 0, 0, i).w3);
      default: return unit_float(philox(philox_key(1, i), 5, 0, 0, 0).w0);
    }
  };
  for (int which = 0; which < 5; ++which) {
    double sum = 0, square = 0, lagged = 0;
    for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(n); ++i) {
      const double a = at(which, i) - 0.5, b = at(which, i + 1) - 0.5;
      sum += a, square += a * a, lagged += a * b;
    }
    CHECK(std::abs(sum / n) < 4.5 * 0.00113);
    CHECK(std::abs(square / n - 1.0 / 12) < 4.5 * 0.0745 / 256);  // sd of (u - 1/2)^2 is 0.0745
    CHECK(std::abs(lagged / n * 12) < 4.5 / 256);
  }
}
