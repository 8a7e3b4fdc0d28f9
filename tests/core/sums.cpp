#include "core/sums.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "core/random/philox.hpp"

using namespace echelon;

TEST_CASE("Fixed point rounds half to even and refuses what does not fit", "[sums]") {
  CHECK(to_fixed(0.5, 1) == 0);
  CHECK(to_fixed(1.5, 1) == 2);
  CHECK(to_fixed(2.5, 1) == 2);
  CHECK(to_fixed(-0.5, 1) == 0);
  CHECK(to_fixed(-1.5, 1) == -2);
  CHECK(to_fixed(0.49999999999999994, 1) == 0);
  CHECK(to_fixed(12.3456, 1000) == 12346);
  CHECK(to_fixed(0x1p52 + 1, 1) == (std::int64_t{1} << 52) + 1);
  CHECK(to_fixed(0x1p51 + 1.5, 1) == (std::int64_t{1} << 51) + 2);
  CHECK(to_fixed(-0x1p63, 1) == std::numeric_limits<std::int64_t>::min());
  CHECK_THROWS_AS(to_fixed(0x1p63, 1), std::overflow_error);
  CHECK_THROWS_AS(to_fixed(-1e300, 1), std::overflow_error);
  CHECK_THROWS_AS(to_fixed(std::nan(""), 1), std::overflow_error);
  CHECK_THROWS_AS(to_fixed(std::numeric_limits<double>::infinity(), 1), std::overflow_error);
}

TEST_CASE("The loop's rounding equals the checked one inside its range", "[sums]") {
  for (std::uint64_t i = 0; i < 20000; ++i) {
    const double v = (static_cast<double>(mix64(i)) - 0x1p63) * 0x1p-36;
    REQUIRE(to_fixed_in_range(v, 1000) == to_fixed(v, 1000));
  }
  CHECK(to_fixed_in_range(2.5, 1) == 2);
  CHECK(to_fixed_in_range(-1.5, 1) == -2);
}

TEST_CASE("An exact sum does not depend on order or blocking, where a plain sum does", "[sums]") {
  std::vector<double> v;
  for (std::uint64_t i = 0; i < 10000; ++i)
    v.push_back((static_cast<double>(mix64(i)) - 0x1p63) * (i % 3 == 0 ? 1e-9 : 1e-15));
  ExactSum forward(1e6);
  double plain = 0;
  for (double x : v) forward.add(x), plain += x;
  for (std::size_t block : {1u, 7u, 64u, 1000u, 9999u}) {
    ExactSum blocked(1e6);
    for (std::size_t begin = 0; begin < v.size(); begin += block) {
      ExactSum part(1e6);
      for (std::size_t i = begin; i < std::min(v.size(), begin + block); ++i) part.add(v[i]);
      blocked.add(part);
    }
    CHECK(blocked == forward);
  }
  double backward = 0;
  ExactSum reversed(1e6);
  for (auto it = v.rbegin(); it != v.rend(); ++it) reversed.add(*it), backward += *it;
  CHECK(reversed == forward);
  CHECK(reversed.value() == forward.value());
  CHECK(backward != plain);
  CHECK(forward.value() == Approx(plain).epsilon(1e-9));
}

TEST_CASE("An exact sum outgrows 64 bits and says when it must not", "[sums]") {
  ExactSum sum(1);
  for (int i = 0; i < 4; ++i) sum.add(0x1p62);
  CHECK(sum.value() == 0x1p64);
  CHECK_THROWS_AS(sum.fixed(), std::overflow_error);
  for (int i = 0; i < 4; ++i) sum.add(-0x1p62);
  CHECK(sum.fixed() == 0);
  sum.add_fixed(-5);
  CHECK(sum.fixed() == -5);
  CHECK_THROWS_AS(sum.add(ExactSum(10)), std::invalid_argument);
}
