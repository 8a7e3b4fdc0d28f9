#include "core/statistics.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "core/math/vecmath.hpp"
#include "core/random/philox.hpp"
#include "core/random/uniform.hpp"

using namespace echelon;

namespace {

double uniform(std::uint32_t i) {
  const Words4 w = philox(philox_key(5, 0), i, 0, 0, 0);
  return unit_double(w.w0, w.w1);
}

}  // namespace

TEST_CASE("Quantiles of type 7, by hand", "[statistics]") {
  const std::vector<double> v = {40, 10, 30, 20};
  CHECK(quantile(v, 0) == 10);
  CHECK(quantile(v, 1) == 40);
  CHECK(quantile(v, 0.5) == 25);
  CHECK(quantile(v, 0.25) == 17.5);
  CHECK(quantile(v, 1.0 / 3) == Approx(20));
  CHECK(quantile({7}, 0.3) == 7);
  CHECK_THROWS_AS(quantile({}, 0.5), std::invalid_argument);
  CHECK_THROWS_AS(quantile({1, 2}, 1.1), std::invalid_argument);
  CHECK_THROWS_AS(quantile({1, std::nan("")}, 0.5), std::invalid_argument);
}

TEST_CASE("Mean, spread, slope and correlation, by hand", "[statistics]") {
  const std::vector<double> x = {1, 2, 3, 4}, y = {2, 4, 5, 9};
  CHECK(mean(x) == 2.5);
  CHECK(sd(x) == Approx(std::sqrt(5.0 / 3)));
  CHECK(ols_slope(x, y) == Approx(11.0 / 5));  // sum of dx dy = 11, of dx dx = 5
  CHECK(correlation(x, y) == Approx(11 / std::sqrt(5.0 * 26)));
  const std::vector<double> flat = {3, 3, 3, 3};
  CHECK_THROWS_AS(ols_slope(flat, y), std::invalid_argument);
  CHECK_THROWS_AS(correlation(x, flat), std::invalid_argument);
  CHECK_THROWS_AS(sd(std::vector<double>{1}), std::invalid_argument);
}

TEST_CASE("Ranks and rank correlation, by hand", "[statistics]") {
  const std::vector<double> v = {5, 1, 5, 9}, w = {2, 1, 3, 10};
  CHECK(ranks(v) == std::vector<double>{2.5, 1, 2.5, 4});
  CHECK(ranks(std::vector<double>{}).empty());
  CHECK(rank_correlation(v, w) == Approx(4.5 / std::sqrt(4.5 * 5)));
  const std::vector<double> cubes = {-8, 0, 1, 27}, line = {4, 3, 2, 1};
  CHECK(rank_correlation(cubes, line) == Approx(-1));
  // ranks 1 2 3 4 5 against 2 1 4 3 5: 1 - 6 * 4 / (5 * 24)
  CHECK(rank_correlation(std::vector<double>{1, 2, 3, 4, 5}, std::vector<double>{20, 10, 40, 30, 50}) == Approx(0.8));
  CHECK_THROWS_AS(ranks(std::vector<double>{1, std::nan("")}), std::invalid_argument);
}

TEST_CASE("Wilson's interval, by hand and at the ends", "[statistics]") {
  // 8 of 20 at z = 1.959964: centre (0.4 + z^2/40) / (1 + z^2/20), half width z sqrt(0.012 + z^2/1600) / (1 + z^2/20).
  const Interval i = wilson(8, 20, 0.95);
  CHECK(i.low == Approx(0.218807).epsilon(1e-5));
  CHECK(i.high == Approx(0.613418).epsilon(1e-5));
  CHECK(wilson(0, 10, 0.95).low == 0);
  CHECK(wilson(0, 10, 0.95).high == Approx(0.277533).epsilon(1e-5));  // z^2 / (n + z^2)
  CHECK(wilson(10, 10, 0.95).high == 1);
  CHECK_THROWS_AS(wilson(3, 2, 0.95), std::invalid_argument);
  CHECK_THROWS_AS(wilson(0, 0, 0.95), std::invalid_argument);
}

TEST_CASE("Jeffreys' interval: symmetric, one-sided at the ends, by the arcsine law for one trial", "[statistics]") {
  const Interval half = jeffreys(10, 20, 0.95);
  CHECK(half.low + half.high == Approx(1));
  CHECK(jeffreys(0, 20, 0.95).low == 0);
  CHECK(jeffreys(20, 20, 0.95).high == 1);
  // One trial, no success: the posterior Beta(1/2, 3/2) has F(x) = 2/pi (asin sqrt x + sqrt(x(1 - x))).
  const double x = jeffreys(0, 1, 0.95).high;
  CHECK(2 / M_PI * (std::asin(std::sqrt(x)) + std::sqrt(x * (1 - x))) == Approx(0.975));
}

TEST_CASE("Hill's exponent, by hand and on a Pareto sample", "[statistics]") {
  // Top two of {8, 4, 2, 1} against the third: ln 4 + ln 2 = 3 ln 2, so 2 / (3 ln 2).
  CHECK(hill_exponent({1, 8, 2, 4}, 0.5) == Approx(2 / (3 * std::log(2.0))));
  std::vector<double> v;
  for (std::uint32_t i = 0; i < 20000; ++i) v.push_back(vpow(uniform(i), -1 / 1.1));
  // k = 2,000: standard error 1.1 / sqrt(2000) = 0.0246; 4.5 of them.
  CHECK(std::abs(hill_exponent(v, 0.1) - 1.1) < 0.11);
  CHECK_THROWS_AS(hill_exponent({1, 2, 3}, 0.1), std::invalid_argument);
  CHECK_THROWS_AS(hill_exponent({-1, -2, -3, -4}, 0.5), std::invalid_argument);
}

TEST_CASE("The exponential power shape tells Laplace from normal", "[statistics]") {
  // n = 20,000: standard error of b 0.016 at b = 1 and 0.039 at b = 2 (seen over 50 samples); bounds at 4.5 of them.
  std::vector<double> laplace, normal, flat;
  for (std::uint32_t i = 0; i < 20000; ++i) {
    const double u = uniform(i);
    laplace.push_back(0.3 + 0.1 * (u < 0.5 ? vlog(2 * u) : -vlog(2 * (1 - u))));
    normal.push_back(7 + 3 * inverse_normal(u));
    flat.push_back(u);
  }
  CHECK(std::abs(subbotin_shape(laplace) - 1) < 0.072);
  CHECK(std::abs(subbotin_shape(normal) - 2) < 0.175);
  CHECK(subbotin_shape(flat) > 5);
  CHECK_THROWS_AS(subbotin_shape(std::vector<double>(20, 1.0)), std::invalid_argument);
}
