#include "engine/designs.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace echelon;

namespace {

using Points = std::vector<std::vector<double>>;

bool one_in_each_slice(const Points& points, std::size_t dim) {
  std::vector<int> count(points.size());
  for (const auto& p : points) ++count[static_cast<std::size_t>(p[dim] * static_cast<double>(points.size()))];
  for (int c : count)
    if (c != 1) return false;
  return true;
}

// Every elementary interval of 2^m points: 2^a slices along one axis times 2^(m-a) along the other.
bool one_in_each_box(const Points& points, std::size_t d, std::size_t e, int m, int a) {
  const std::size_t across = std::size_t{1} << a, along = std::size_t{1} << (m - a);
  std::vector<int> count(across * along);
  for (const auto& p : points)
    ++count[static_cast<std::size_t>(p[d] * static_cast<double>(across)) * along +
            static_cast<std::size_t>(p[e] * static_cast<double>(along))];
  for (int c : count)
    if (c != 1) return false;
  return true;
}

}  // namespace

TEST_CASE("Designs lie strictly inside the cube, repeat, and change with the seed", "[designs]") {
  for (const char* kind : {"random", "latin-hypercube", "sobol"}) {
    INFO(kind);
    const Points points = design(kind, 500, 40, 3);
    REQUIRE(points.size() == 500);
    for (const auto& p : points) {
      REQUIRE(p.size() == 40);
      for (double x : p) REQUIRE((x > 0 && x < 1));
    }
    const bool repeats = points == design(kind, 500, 40, 3), moves = points != design(kind, 500, 40, 4);
    CHECK(repeats);
    CHECK(moves);
    CHECK(design(kind, 0, 3, 1).empty());
    CHECK(design(kind, 2, 0, 1) == Points(2));
  }
  CHECK_THROWS_AS(design("halton", 10, 2, 1), std::invalid_argument);
  CHECK_THROWS_AS(design("sobol", 10, 3668, 1), std::invalid_argument);
  CHECK(design("sobol", 3, 3667, 1)[2].size() == 3667);
}

TEST_CASE("Random and Sobol' designs grow without moving", "[designs]") {
  for (const char* kind : {"random", "sobol"}) {
    const Points few = design(kind, 37, 5, 9), many = design(kind, 100, 5, 9);
    for (std::size_t i = 0; i < few.size(); ++i) CHECK(few[i] == many[i]);
  }
}

TEST_CASE("A Latin hypercube has one point in each slice of each axis", "[designs]") {
  for (std::size_t n : {1u, 7u, 100u, 1000u}) {
    const Points points = design("latin-hypercube", n, 6, 12);
    for (std::size_t d = 0; d < 6; ++d) REQUIRE(one_in_each_slice(points, d));
  }
  CHECK_FALSE(one_in_each_slice(design("random", 100, 1, 12), 0));
}

TEST_CASE("Scrambled Sobol' points fill every elementary interval once", "[designs]") {
  for (int m : {1, 4, 8, 10}) {
    const Points points = design("sobol", std::size_t{1} << m, 30, 77);
    for (std::size_t d = 0; d < 30; ++d) REQUIRE(one_in_each_slice(points, d));
    // The first two axes form a (0, m, 2)-net: all shapes of boxes hold one point.
    for (int a = 0; a <= m; ++a) REQUIRE(one_in_each_box(points, 0, 1, m, a));
  }
  CHECK_FALSE(one_in_each_box(design("random", 256, 2, 77), 0, 1, 8, 4));
}

TEST_CASE("Coordinates have mean 1/2, variance 1/12 and no correlation", "[designs]") {
  // Random: n = 4096, standard errors 0.0045 (mean), 0.0012 (variance), 0.0013 (covariance); bounds at 4.5 of them.
  // The stratified designs do far better than that.
  for (const char* kind : {"random", "latin-hypercube", "sobol"}) {
    INFO(kind);
    const Points points = design(kind, 4096, 8, 1);
    for (std::size_t d = 0; d < 8; ++d) {
      double sum = 0, square = 0, cross = 0;
      for (const auto& p : points) {
        sum += p[d] - 0.5;
        square += (p[d] - 0.5) * (p[d] - 0.5);
        cross += (p[d] - 0.5) * (p[(d + 1) % 8] - 0.5);
      }
      CHECK(std::abs(sum / 4096) < 0.02);
      CHECK(std::abs(square / 4096 - 1.0 / 12) < 0.0054);
      CHECK(std::abs(cross / 4096) < 0.0059);
      if (std::string(kind) != "random") CHECK(std::abs(sum / 4096) < 1e-4);
    }
  }
}

TEST_CASE("Scrambling makes Sobol' estimates unbiased: means over seeds", "[designs]") {
  // Mean of x y over 16 points and 400 seeds; the spread between seeds gives the standard error; 4.5 of them.
  double sum = 0, square = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    double product = 0;
    for (const auto& p : design("sobol", 16, 2, seed)) product += p[0] * p[1] / 16;
    sum += product, square += product * product;
  }
  const double mean = sum / 400, error = std::sqrt((square / 400 - mean * mean) / 400);
  CHECK(std::abs(mean - 0.25) < 4.5 * error);
  CHECK(error < 0.002);
}
