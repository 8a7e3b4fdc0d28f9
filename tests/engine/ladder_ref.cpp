#include "engine/reference/ladder_ref.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>

#include "core/cpu.hpp"

using namespace echelon;

namespace {

bool same_bits(const LadderRefResult& p, const LadderRefResult& q) {
  return p.records == q.records && p.exits == q.exits && p.mean_x == q.mean_x && p.a == q.a && p.b == q.b;
}

// Firms that stand on another rung, at least.
long moved(const LadderRefResult& p, const LadderRefResult& q) {
  long sum = 0;
  for (std::size_t r = 0; r < 5; ++r) sum += std::labs(p.a[r] - q.a[r]);
  for (std::size_t r = 0; r < 4; ++r) sum += std::labs(p.b[r] - q.b[r]);
  return sum;
}

}  // namespace

TEST_CASE("ladder-ref gives the same bits on every instruction set", "[ladder]") {
  // Sectors shorter than half a block, longer than one, and of odd length.
  for (int firms : {16, 16 * 77, 16 * 600, 16 * 2049}) {
    const auto reference = run_ladder_ref("baseline", 5, firms, 40);
    REQUIRE(reference.records.size() == 40u * kLadderSectors);
    for (Isa isa : {Isa::avx2, Isa::avx512}) {
      INFO(firms << " firms, " << name(isa));
      if (available(isa)) CHECK(same_bits(run_ladder_ref(name(isa), 5, firms, 40), reference));
    }
    CHECK_FALSE(same_bits(run_ladder_ref("baseline", 6, firms, 40), reference));
  }
}

TEST_CASE("ladder-ref agrees with the plain double-precision program on the same draws", "[ladder]") {
  // Float and double decide differently only where a firm stands within rounding of a threshold: about one decision in a
  // million of firms x steps x rules; two million are taken here. Without rank fallbacks the choice would be inexact.
  int fallbacks = 0;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    const auto fast = run_ladder_ref(name(best_isa()), seed, 16 * 625, 48);
    const auto plain = run_ladder_ref("scalar", seed, 16 * 625, 48);
    CHECK(moved(fast, plain) <= 6);
    CHECK(std::labs(fast.exits - plain.exits) <= 2);
    CHECK(fast.mean_x == Approx(plain.mean_x).margin(2e-4));
    fallbacks += fast.fallbacks;
  }
  CHECK(fallbacks > 0);  // so that the second look is tested too
}

TEST_CASE("ladder-ref counts add up", "[ladder]") {
  const auto r = run_ladder_ref("baseline", 3, 16 * 500, 12);
  CHECK(r.a[0] + r.a[1] + r.a[2] + r.a[3] + r.a[4] == 8000);
  CHECK(r.b[0] + r.b[1] + r.b[2] + r.b[3] == 8000);
  for (const auto& record : r.records) {
    REQUIRE(record.a[0] + record.a[1] + record.a[2] + record.a[3] + record.a[4] == 500);
    REQUIRE(record.b[0] + record.b[1] + record.b[2] + record.b[3] == 500);
    REQUIRE(record.revenue_fixed > 0);
  }
}

TEST_CASE("ladder-ref reproduces the reference results of other programs", "[ladder]") {
  // Means and standard deviations of one run, from 670 runs of twelve independent programs (100,000 firms, 48 steps).
  // Over n runs here the standard error is sd sqrt(1/n + 1/670); bound 4.5 of them, eleven figures: false alarm 8e-5.
  const double mean[] = {47245, 22822, 17085, 9096, 3752, 93344, 4970, 1443, 244, 40025};
  const double sd[] = {154, 128, 117, 90, 63, 40, 60, 28, 14, 246};
  const int n = 24;
  double sum[10] = {}, mean_x = 0;
  for (int seed = 0; seed < n; ++seed) {
    const auto r = run_ladder_ref(name(best_isa()), 1000 + seed, 100000, 48);
    for (std::size_t k = 0; k < 5; ++k) sum[k] += static_cast<double>(r.a[k]);
    for (std::size_t k = 0; k < 4; ++k) sum[5 + k] += static_cast<double>(r.b[k]);
    sum[9] += static_cast<double>(r.exits);
    mean_x += r.mean_x;
  }
  for (int k = 0; k < 10; ++k) {
    INFO("figure " << k << ": " << sum[k] / n << " against " << mean[k]);
    CHECK(std::abs(sum[k] / n - mean[k]) < 4.5 * sd[k] * std::sqrt(1.0 / n + 1.0 / 670));
  }
  CHECK(mean_x / n == Approx(0.070).margin(0.0005 + 4.5 * 0.0042 / std::sqrt(n)));  // published to three digits
}

TEST_CASE("ladder-ref refuses what it cannot run", "[ladder]") {
  CHECK_THROWS_AS(run_ladder_ref("baseline", 1, 100, 10), std::invalid_argument);
  CHECK_THROWS_AS(run_ladder_ref("baseline", 1, 0, 10), std::invalid_argument);
  CHECK_THROWS_AS(run_ladder_ref("baseline", 1, 160, 0), std::invalid_argument);
  CHECK_THROWS_AS(run_ladder_ref("sse9", 1, 160, 10), std::invalid_argument);
}
