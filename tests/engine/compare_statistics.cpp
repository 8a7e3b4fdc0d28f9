// Differences of pairs, worked out by hand; and how often the intervals hold the truth.
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "core/math/vecmath.hpp"
#include "core/random/philox.hpp"
#include "core/random/uniform.hpp"
#include "engine/compare_statistics.hpp"

using namespace echelon;

namespace {

double normal(std::uint32_t a, std::uint32_t b) {
  const Words4 w = philox(philox_key(7, 0), a, b, 1, 0);
  return inverse_normal(unit_double(w.w0, w.w1));
}

}  // namespace

TEST_CASE("a paired difference by hand") {
  // differences 1, 2, 3, 6: mean 3, sd sqrt(14/3), t(3, 95 %) = 2.353363
  const std::vector<double> reference = {10, 20, 30, 40}, other = {11, 22, 33, 46};
  const PairedDifference d = paired_difference(reference, other, 0.9);
  const double half = 2.35336343480 * std::sqrt(14.0 / 3) / 2;
  CHECK(d.mean == 3);
  CHECK(d.low == Approx(3 - half).epsilon(1e-9));
  CHECK(d.high == Approx(3 + half).epsilon(1e-9));
  CHECK(d.p05 == Approx(1.15));  // type 7: 1 + 0.15
  CHECK(d.p95 == Approx(5.55));
  // var(reference) = 500/3, var(other) = 674/3, var(difference) = 14/3
  CHECK(d.variance_ratio == Approx(14.0 / (500 + 674)));
}

TEST_CASE("pairs that agree differ by exactly nothing, and one pair has no interval") {
  const std::vector<double> same = {3, 1, 4};
  const PairedDifference d = paired_difference(same, same, 0.9);
  CHECK((d.mean == 0 && d.low == 0 && d.high == 0 && d.p05 == 0 && d.p95 == 0 && d.variance_ratio == 0));
  const std::vector<double> one = {3}, two = {5};
  CHECK(paired_difference(one, two, 0.9).mean == 2);
  CHECK(std::isnan(paired_difference(one, two, 0.9).low));
  CHECK_THROWS_AS(paired_difference(one, same, 0.9), std::invalid_argument);
}

TEST_CASE("Fieller's interval by hand") {
  // cost 10, 12, 14, 16 (mean 13), effect 2, 2, 3, 3 (mean 2.5); variances of means 5/3 and 1/12, covariance 1/3
  const std::vector<double> cost = {10, 12, 14, 16}, effect = {2, 2, 3, 3};
  const double tt = std::pow(2.35336343480, 2);
  const double a = 6.25 - tt / 12, b = -2 * (32.5 - tt / 3), c = 169 - tt * 5 / 3;
  const CostPerUnit r = cost_per_unit(cost, effect, 0.9);
  CHECK(r.value == Approx(5.2));
  CHECK(r.low == Approx((-b - std::sqrt(b * b - 4 * a * c)) / (2 * a)));
  CHECK(r.high == Approx((-b + std::sqrt(b * b - 4 * a * c)) / (2 * a)));
  // an exact multiple has an interval of no width
  const std::vector<double> five = {10, 10, 15, 15};
  CHECK(cost_per_unit(five, effect, 0.9).low == Approx(5));
  CHECK(cost_per_unit(five, effect, 0.9).high == Approx(5));
}

TEST_CASE("an effect that may be nothing has no cost per unit") {
  const std::vector<double> cost = {10, 12, 14, 16}, unclear = {-2, 3, -1, 2}, none = {0, 0, 0, 0};
  CHECK(cost_per_unit(cost, unclear, 0.9).value == Approx(26));
  CHECK(std::isnan(cost_per_unit(cost, unclear, 0.9).low));
  CHECK(std::isnan(cost_per_unit(cost, none, 0.9).value));
}

TEST_CASE("pairing pays what theory says") {
  constexpr std::uint32_t n = 4000;
  std::vector<double> reference, other;
  for (std::uint32_t i = 0; i < n; ++i) {
    const double luck = 3 * normal(i, 1000);  // shared: sd 3 against 1 of each side's own
    reference.push_back(luck + normal(i, 1001)), other.push_back(luck + normal(i, 1002));
  }
  // 2 / (10 + 10); either variance is known to sqrt(2 / n) = 2.2 %, three standard errors of the ratio are below 10 %
  CHECK(std::abs(paired_difference(reference, other, 0.9).variance_ratio - 0.1) < 0.01);
}

TEST_CASE("nine of ten intervals hold the truth") {
  constexpr int trials = 2000, n = 12;
  int mean_held = 0, ratio_held = 0;
  for (int t = 0; t < trials; ++t) {
    std::vector<double> reference, other, effect;
    for (int i = 0; i < n; ++i) {
      const auto at = static_cast<std::uint32_t>(10 * i);
      const double luck = 3 * normal(t, at);
      reference.push_back(luck + normal(t, at + 1));
      other.push_back(2 + luck + normal(t, at + 2));
      effect.push_back(5 + normal(t, at + 3));
    }
    const PairedDifference d = paired_difference(reference, other, 0.9);
    mean_held += d.low <= 2 && 2 <= d.high;
    std::vector<double> cost;
    for (int i = 0; i < n; ++i) cost.push_back(other[i] + 8);
    const CostPerUnit c = cost_per_unit(cost, effect, 0.9);
    ratio_held += c.low <= 2 && 2 <= c.high;
  }
  // standard error of a share of 0.9 over 2000 trials: 0.0067; the bounds are three of them
  CHECK(std::abs(mean_held / double(trials) - 0.9) < 0.021);
  CHECK(std::abs(ratio_held / double(trials) - 0.9) < 0.021);
}
