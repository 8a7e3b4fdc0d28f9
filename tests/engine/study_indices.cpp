// Indices against functions whose indices are known: Ishigami and Homma (1990), Sobol's g (2003), linear models, Morris's
// function (1991).
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "engine/designs.hpp"
#include "engine/study/bootstrap.hpp"
#include "engine/study/indices.hpp"

using namespace echelon;

namespace {

constexpr double pi = 3.14159265358979323846;

using Function = double (*)(const std::vector<double>&);

double ishigami(const std::vector<double>& u) {
  const double x = pi * (2 * u[0] - 1), y = pi * (2 * u[1] - 1), z = pi * (2 * u[2] - 1);
  return std::sin(x) + 7 * std::sin(y) * std::sin(y) + 0.1 * z * z * z * z * std::sin(x);
}

double linear(const std::vector<double>& u) { return 1 + 2 * u[0] - 3 * u[1] + 0.5 * u[2]; }

constexpr double g_a[] = {0, 1, 4.5, 9, 99, 99};
double sobol_g(const std::vector<double>& u) {
  double product = 1;
  for (int i = 0; i < 6; ++i) product *= (std::abs(4 * u[i] - 2) + g_a[i]) / (1 + g_a[i]);
  return product;
}

Rows all_rows(std::size_t n) {
  Rows rows(n);
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return rows;
}

Saltelli saltelli(Function f, std::size_t k, std::size_t n, std::uint64_t seed) {
  PointSource source("sobol", n, 2 * k, seed);
  Saltelli y{{}, {}, std::vector<Column>(k), std::vector<Column>(k)};
  for (std::size_t r = 0; r < n; ++r) {
    const std::vector<double> both = source.point(r);
    const std::vector<double> a(both.begin(), both.begin() + static_cast<long>(k)), b(both.begin() + static_cast<long>(k), both.end());
    y.a.push_back(f(a)), y.b.push_back(f(b));
    for (std::size_t i = 0; i < k; ++i) {
      std::vector<double> ab = a, ba = b;
      std::swap(ab[i], ba[i]);
      y.ab[i].push_back(f(ab)), y.ba[i].push_back(f(ba));
    }
  }
  return y;
}

}  // namespace

TEST_CASE("Sobol' indices of Ishigami's function are those of the closed form", "[study]") {
  // Variances by hand: V1 = (1 + 0.1 pi^4 / 5)^2 / 2, V2 = 49 / 8, V13 = 0.01 pi^8 (1/18 - 1/50).
  const double v1 = 0.5 * std::pow(1 + 0.1 * std::pow(pi, 4) / 5, 2), v2 = 49.0 / 8, v13 = 0.01 * std::pow(pi, 8) * (1.0 / 18 - 1.0 / 50), v = v1 + v2 + v13;
  const Saltelli y = saltelli(ishigami, 3, 4096, 11);
  const SobolIndices s = sobol_indices(y, all_rows(4096));
  // Over 200 seeds the standard errors at 4,096 scrambled Sobol' rows are below 0.006.
  const double first[] = {v1 / v, v2 / v, 0}, total[] = {(v1 + v13) / v, v2 / v, v13 / v};
  for (int i = 0; i < 3; ++i) {
    CHECK(s.first[i] == Approx(first[i]).margin(0.02));
    CHECK(s.total[i] == Approx(total[i]).margin(0.02));
  }
  CHECK(s.second[0 * 3 + 2] == Approx(v13 / v).margin(0.03));
  CHECK(s.second[0 * 3 + 1] == Approx(0).margin(0.03));
  CHECK(std::isnan(s.second[3]));
}

TEST_CASE("Sobol' indices of the g function are those of the closed form", "[study]") {
  double v = 1;
  double vi[6];
  for (int i = 0; i < 6; ++i) vi[i] = 1.0 / (3 * (1 + g_a[i]) * (1 + g_a[i])), v *= 1 + vi[i];
  v -= 1;
  const SobolIndices s = sobol_indices(saltelli(sobol_g, 6, 8192, 5), all_rows(8192));
  for (int i = 0; i < 6; ++i) {
    double rest = 1;
    for (int j = 0; j < 6; ++j) rest *= j == i ? vi[i] : 1 + vi[j];
    CHECK(s.first[i] == Approx(vi[i] / v).margin(0.02));
    CHECK(s.total[i] == Approx(rest / v).margin(0.02));
  }
}

TEST_CASE("bootstrap intervals of Sobol' indices hold the truth about as often as they say", "[study]") {
  const double v1 = 4.0 / 12, v2 = 9.0 / 12, v3 = 0.25 / 12, v = v1 + v2 + v3;
  int held = 0, asked = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Saltelli y{{}, {}, std::vector<Column>(3), {}};
    const auto points = design("random", 256, 6, seed);
    for (const auto& u : points) {
      const std::vector<double> a(u.begin(), u.begin() + 3), b(u.begin() + 3, u.end());
      y.a.push_back(linear(a)), y.b.push_back(linear(b));
      for (std::size_t i = 0; i < 3; ++i) {
        std::vector<double> ab = a;
        ab[i] = b[i];
        y.ab[i].push_back(linear(ab));
      }
    }
    const auto of = [&](const Rows& rows) { return sobol_indices(y, rows).total; };
    const Column value = of(all_rows(256)), sd = bootstrap_sd(256, 100, seed, of);
    const double truth[] = {v1 / v, v2 / v, v3 / v};
    for (int i = 0; i < 3; ++i) ++asked, held += std::abs(value[i] - truth[i]) <= half_width(sd[i], 0.95) ? 1 : 0;
  }
  CHECK(held >= 104);  // of 120; 95 % would be 114 with a standard error of about 4 (three indices share a design)
  CHECK(held <= asked);
}

TEST_CASE("Morris's indices of a linear model are its slopes, without spread", "[study]") {
  const std::vector<std::vector<double>> effects = {{2, -3}, {2, -3}, {2, std::nan("")}};
  const MorrisIndices m = morris_indices(effects, all_rows(3));
  CHECK(m.mu == std::vector<double>{2, -3});
  CHECK(m.mu_star == std::vector<double>{2, 3});
  CHECK(m.sigma == std::vector<double>{0, 0});
}


TEST_CASE("partial rank correlations tell a cause from its shadow", "[study]") {
  const auto points = design("random", 2000, 4, 3);
  std::vector<Column> x(3, Column(2000));
  Column y(2000), flat(2000, 1.0);
  for (std::size_t i = 0; i < 2000; ++i) {
    x[0][i] = points[i][0];
    x[1][i] = points[i][0] + 0.3 * points[i][1];  // only follows the first
    x[2][i] = points[i][2];
    y[i] = std::exp(3 * x[0][i]) - 2 * x[2][i] + 0.5 * points[i][3];
  }
  const auto r = prcc(x, {y, flat}, all_rows(2000));
  CHECK(r[0][0] > 0.8);
  CHECK(std::abs(r[0][1]) < 0.2);  // the plain rank correlation of the shadow is above 0.9
  CHECK(r[0][2] < -0.5);
  CHECK(std::isnan(r[1][0]));
  // A linear model with noise in ranks: by hand, partial correlation b s / sqrt(b^2 s^2 + e^2) within three standard errors.
  Column z(2000);
  for (std::size_t i = 0; i < 2000; ++i) z[i] = points[i][0] + points[i][1];
  const auto both = prcc({x[0]}, {z}, all_rows(2000));
  CHECK(both[0][0] == Approx(0.6925).margin(0.05));  // Spearman of u and u + v: 6/pi asin is for normals; 0.6925 by a sum over 1e7 pairs
}

TEST_CASE("PAWN is near zero for an input without influence and finds one that moves the spread alone", "[study]") {
  const auto points = design("latin-hypercube", 2000, 3, 9);
  Column spread(2000), dummy(2000), y(2000);
  for (std::size_t i = 0; i < 2000; ++i) {
    spread[i] = points[i][0], dummy[i] = points[i][2];
    y[i] = (points[i][1] - 0.5) * points[i][0];  // the mean does not move, so that no correlation sees it
  }
  const PawnIndices found = pawn(spread, y, 10, all_rows(2000)), none = pawn(dummy, y, 10, all_rows(2000));
  CHECK(found.median > 2 * none.max);
  CHECK(none.median < 0.1);
  CHECK(std::abs(prcc({spread}, {y}, all_rows(2000))[0][0]) < 0.1);
  // y = x: within the k-th of ten slices the distance is max(k, 9 - k) / 10 by hand; its median over k = 0..9 is 0.7, its maximum 0.9.
  const PawnIndices own = pawn(spread, spread, 10, all_rows(2000));
  CHECK(own.median == Approx(0.7).margin(0.01));
  CHECK(own.max == Approx(0.9).margin(0.01));
}

TEST_CASE("the share of luck is found again", "[study]") {
  const auto points = design("random", 500, 5, 4);
  Column y;
  for (const auto& u : points)
    for (int s = 1; s < 5; ++s) y.push_back(std::sqrt(3.0) * u[0] + u[s]);  // variances 3/12 and 1/12: luck has a quarter
  CHECK(noise_share(y, 4, all_rows(500)) == Approx(0.25).margin(0.04));
  CHECK(std::isnan(noise_share(y, 1, all_rows(2000))));
  CHECK(noise_share(Column{1, 1, 2, 2, 5, 5}, 2, all_rows(3)) == 0);
}
