// The statistics of the facts against answers that are known: exact where there is an exact one, otherwise within four standard
// errors of theory at a stated sample size.
#include "engine/facts_statistics.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "core/statistics.hpp"

using namespace echelon;

namespace {

constexpr double pi = 3.14159265358979323846;

std::vector<double> laplace(std::mt19937_64& engine, std::size_t n, double scale) {
  std::exponential_distribution<double> size(1 / scale);
  std::bernoulli_distribution up;
  std::vector<double> v(n);
  for (double& x : v) x = (up(engine) ? 1 : -1) * size(engine);
  return v;
}

// By inversion of the distribution function, sum by sum; independent of the code under test.
int zeta_draw(std::mt19937_64& engine, double exponent, int cutoff, double whole) {
  double u = std::uniform_real_distribution<double>()(engine) * whole;
  int k = cutoff;
  for (; k < 10'000'000; ++k) {
    u -= std::pow(k, -exponent);
    if (u < 0) break;
  }
  return k;
}

}  // namespace

TEST_CASE("Hurwitz' zeta meets its closed forms") {
  CHECK(hurwitz_zeta(2, 1) == Approx(pi * pi / 6).epsilon(1e-10));
  CHECK(hurwitz_zeta(2, 0.5) == Approx(pi * pi / 2).epsilon(1e-10));
  CHECK(hurwitz_zeta(4, 1) == Approx(std::pow(pi, 4) / 90).epsilon(1e-10));
  for (const double q : {1.0, 3.0, 40.0})
    CHECK(hurwitz_zeta(2.3, q) - hurwitz_zeta(2.3, q + 1) == Approx(std::pow(q, -2.3)).epsilon(1e-8));
}

TEST_CASE("a weighted median is where half of the weight is reached") {
  CHECK(weighted_median({1, 2, 3}, {1, 1, 1}) == 2);
  CHECK(weighted_median({3, 1, 2}, {1, 5, 1}) == 1);
  CHECK(weighted_median({1, 2, 3}, {1, 1, 3}) == 3);
  CHECK(std::isnan(weighted_median({}, {})));
}

TEST_CASE("a weighted slope leans on what weighs") {
  const std::vector<double> x{0, 1, 2}, y{0, 1, 4};
  CHECK(weighted_slope(x, y, std::vector<double>{1, 1, 1}) == Approx(2));
  CHECK(weighted_slope(x, y, std::vector<double>{1, 1, 1e-12}) == Approx(1).epsilon(1e-6));
  CHECK(std::isnan(weighted_slope(std::vector<double>{1, 1}, std::vector<double>{0, 1}, std::vector<double>{1, 1})));
}

// Fisher information of b at b = 1, scale profiled out: 2.31418 - 1.42278^2 = 0.28987 per value, so sd(b) = 1.857/sqrt(n).
TEST_CASE("Laplace growth in cells of different spread has b = 1, pooled it has less") {
  std::mt19937_64 engine(7);
  std::vector<std::vector<double>> cells;
  std::vector<double> pooled;
  for (const double scale : {0.05, 0.1, 0.2, 0.4, 0.8}) {
    cells.push_back(laplace(engine, 20'000, scale));
    pooled.insert(pooled.end(), cells.back().begin(), cells.back().end());
  }
  const double error = 1.857 / std::sqrt(20'000.0);
  CHECK(median_shape(cells, 100) == Approx(1).margin(4 * error));
  CHECK(subbotin_shape(pooled) < 0.8);
}

TEST_CASE("normal growth has b = 2, and small cells do not count") {
  std::mt19937_64 engine(8);
  std::normal_distribution<double> normal;
  std::vector<std::vector<double>> cells(3);
  for (std::size_t i = 0; i < 20'000; ++i) cells[0].push_back(normal(engine));
  cells[1] = laplace(engine, 99, 1);
  CHECK(median_shape(cells, 100) == Approx(2).margin(4 * 4.46 / std::sqrt(20'000.0)));  // information 0.05028 a value at b = 2
  CHECK(std::isnan(median_shape(cells, 30'000)));
}

TEST_CASE("Pareto sizes give their exponent back within Hill's standard error") {
  std::mt19937_64 engine(9);
  std::uniform_real_distribution<double> u;
  std::vector<double> v(40'000);
  for (double& x : v) x = std::pow(1 - u(engine), -1 / 1.2);
  for (const double share : {0.01, 0.05}) CHECK(hill_exponent(v, share) == Approx(1.2).margin(4 * 1.2 / std::sqrt(share * 40'000)));
}

TEST_CASE("a spread that falls with size at a known rate has that slope") {
  std::vector<double> size, growth;
  for (int bin = 0; bin < 12; ++bin) {
    for (int i = 0; i < 200; ++i) {
      const double x = 0.5 * bin + 0.25;
      size.push_back(x), growth.push_back((i % 2 == 0 ? 1 : -1) * std::exp(-0.17 * x));
    }
  }
  CHECK(spread_slope(size, growth, 0.5, 100) == Approx(-0.17).epsilon(1e-9));
  size.push_back(50), growth.push_back(1e6);  // one lonely giant is no bin
  CHECK(spread_slope(size, growth, 0.5, 100) == Approx(-0.17).epsilon(1e-9));
}

TEST_CASE("a zeta law gives its exponent back within the standard error of maximum likelihood") {
  constexpr double exponent = 2.1;
  constexpr int n = 5'000;
  std::mt19937_64 engine(10);
  const double whole = hurwitz_zeta(exponent, 1), h = 1e-3;
  const double curvature = (std::log(hurwitz_zeta(exponent + h, 1)) - 2 * std::log(whole) + std::log(hurwitz_zeta(exponent - h, 1))) / (h * h);
  std::vector<int> v(n);
  for (int& x : v) x = zeta_draw(engine, exponent, 1, whole);
  const DiscreteTail tail = discrete_tail(v, 500);
  // The cutoff is chosen, so fewer values may count than there are.
  CHECK(tail.exponent == Approx(exponent).margin(4 / std::sqrt(curvature * static_cast<double>(tail.n)) * (tail.cutoff > 1 ? 2 : 1)));
}

TEST_CASE("the cutoff leaves out a body that is not a power law") {
  constexpr double exponent = 2.5;
  std::mt19937_64 engine(11);
  const double whole = hurwitz_zeta(exponent, 8);
  std::vector<int> v;
  for (int i = 0; i < 3'000; ++i) v.push_back(zeta_draw(engine, exponent, 8, whole));
  for (int i = 0; i < 3'000; ++i) v.push_back(1 + i % 7);  // flat body
  const DiscreteTail tail = discrete_tail(v, 200);
  CHECK(tail.cutoff >= 6);
  CHECK(tail.n >= 200);
  CHECK(tail.exponent == Approx(exponent).margin(4 * (exponent - 1) / std::sqrt(static_cast<double>(tail.n))));
  CHECK(std::isnan(discrete_tail({1, 2, 3}, 50).exponent));
}

TEST_CASE("Poisson regression gives an exact elasticity back, zeros and all") {
  std::vector<double> x, exact, counts;
  std::mt19937_64 engine(12);
  double information = 0, mean_z = 0, weight = 0;
  for (int i = 1; i <= 20'000; ++i) {
    x.push_back(0.01 * (i % 500 + 1)), exact.push_back(0.3 * std::pow(x.back(), 0.55));
    counts.push_back(std::poisson_distribution<int>(exact.back())(engine));
    weight += exact.back(), mean_z += exact.back() * std::log(x.back());
  }
  mean_z /= weight;
  for (std::size_t i = 0; i < x.size(); ++i) information += exact[i] * std::pow(std::log(x[i]) - mean_z, 2);
  CHECK(poisson_elasticity(x, exact) == Approx(0.55).epsilon(1e-7));
  CHECK(poisson_elasticity(x, counts) == Approx(0.55).margin(4 / std::sqrt(information)));
  CHECK(std::isnan(poisson_elasticity(x, std::vector<double>(x.size(), 0))));
}
