// Guidance funds (S9): what they realise, call and receive.
#include <catch2/catch.hpp>

#include <cmath>

#include "core/random/philox.hpp"
#include "model/processes/guidance.hpp"

using namespace echelon;

namespace {

GuidanceParams published() {
  GuidanceParams p{};
  p.realised.v = 0.43, p.met.v = 0.26, p.match.v = 0.9, p.crowding.v = 0.3;
  return p;
}

}  // namespace

TEST_CASE("(G1) 43 % of what is promised is realised in the mean, all of it by 26 % of the funds") {
  const GuidanceParams p = published();
  const PhiloxKey key = philox_key(4, 0);
  double mean = 0;
  int met = 0;
  const int n = 20000;
  for (int i = 0; i < n; ++i) {
    const double r = realised_share(p, key, static_cast<std::uint32_t>(i), 1);
    REQUIRE((r >= 0 && r <= 1));
    mean += r / n, met += r == 1;
  }
  // sd of one: 0.26 (1 - 0.43)^2 + 0.74 ((0.23 - 0.43)^2 + 0.46^2 / 12) = 0.127, root 0.357; standard errors 0.0025 and 0.0031.
  CHECK(std::abs(mean - 0.43) < 4 * 0.0025);
  CHECK(std::abs(static_cast<double>(met) / n - 0.26) < 4 * 0.0031);
  // Sub-funds are drawn one by one.
  const double both = realised_share(p, key, 7, 2);
  CHECK(both == Approx((realised_share(p, key, 7, 1) + realised_share(p, key, 8, 1)) / 2));
  CHECK(realised_share(p, key, 7, 0) == 0);
  GuidanceParams nothing = p;
  nothing.realised.v = nothing.met.v = 0;
  CHECK(realised_share(nothing, key, 7, 11) == 0);
  GuidanceParams all = p;
  all.realised.v = all.met.v = 1;
  CHECK(realised_share(all, key, 7, 11) == 1);
}

TEST_CASE("(G2) no faster than the pace, no faster than the match, never more than was promised") {
  GuidanceFund f{0, 1000000, 1.0, 1};
  CHECK(call_of(f, 0.2) == 50000);
  f.realised = 0.43;
  CHECK(call_of(f, 0.2) == 21500);
  f.called = 990000;
  CHECK(call_of(f, 0.2) == 10000);
  f.called = 1000000;
  CHECK(call_of(f, 0.2) == 0);
  GuidanceFund none{0, 0, 1.0, 1};
  CHECK(call_of(none, 0.2) == 0);
}

TEST_CASE("(G3), (G6) private money comes beside what was paid, and nothing is lost between") {
  const GuidanceParams p = published();
  GuidanceFund f{0, 1000000, 1.0, 1};
  std::int64_t came = 0;
  for (std::int64_t paid = 0; paid < 5000; paid += 7) {
    came += receive(f, paid, p);
    f.invested += f.idle() / 3;
    REQUIRE(f.public_in == paid);
    REQUIRE(f.private_in == came);
    REQUIRE(f.private_in == static_cast<std::int64_t>(0.9 * static_cast<double>(paid)));
    REQUIRE(f.idle() >= 0);
  }
  CHECK(receive(f, f.public_in, p) == 0);
}
