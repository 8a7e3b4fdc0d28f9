#include "core/random/discrete.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <catch2/catch.hpp>
#include <cmath>

#include "core/random/philox.hpp"
#include "core/random/uniform.hpp"

using namespace echelon;

namespace {

double uniform(std::uint32_t i) {
  const Words4 w = philox(philox_key(11, 0), i, 0, 0, 0);
  return unit_double(w.w0, w.w1);
}

// n is the smallest count whose distribution function reaches u, up to the reference's own last digits.
template <class Law>
bool inverts(const Law& law, double u, int n) {
  const double slack = 1e-9;
  return cdf(law, n) >= u - slack && (n == 0 || cdf(law, n - 1) <= u + slack);
}

}  // namespace

TEST_CASE("Poisson counts invert Boost.Math's distribution function", "[discrete]") {
  for (double mean : {1e-6, 0.02, 0.7, 1.0, 3.5, 12.0, 40.0, 750.0, 1e4, 1e5}) {
    const boost::math::poisson_distribution<double> law(mean);
    for (std::uint32_t i = 0; i < 200; ++i) REQUIRE(inverts(law, uniform(i), poisson_inverse(uniform(i), mean)));
  }
  CHECK(poisson_inverse(0.5, 0) == 0);
  CHECK(poisson_inverse(0.3678, 1) == 0);  // e^-1 = 0.36788
  CHECK(poisson_inverse(0.3679, 1) == 1);
  CHECK(poisson_inverse(0.7357, 1) == 1);  // 2/e = 0.73576
  CHECK(poisson_inverse(0.7358, 1) == 2);
}

TEST_CASE("Binomial counts invert Boost.Math's distribution function", "[discrete]") {
  for (int n : {1, 2, 17, 300, 100000})
    for (double p : {1e-7, 0.003, 0.3, 0.5, 0.97, 1 - 1e-9}) {
      const boost::math::binomial_distribution<double> law(n, p);
      for (std::uint32_t i = 0; i < 60; ++i) {
        const int count = binomial_inverse(uniform(i), n, p);
        REQUIRE(count >= 0);
        REQUIRE(count <= n);
        REQUIRE(inverts(law, uniform(i), count));
      }
    }
  CHECK(binomial_inverse(0.5, 10, 0) == 0);
  CHECK(binomial_inverse(0.5, 10, 1) == 10);
  CHECK(binomial_inverse(0.5, 0, 0.4) == 0);
  CHECK(binomial_inverse(0.2499, 2, 0.5) == 0);
  CHECK(binomial_inverse(0.2501, 2, 0.5) == 1);
  CHECK(binomial_inverse(0.7501, 2, 0.5) == 2);
}

TEST_CASE("Negative binomial counts invert Boost.Math's distribution function", "[discrete]") {
  for (double k : {0.3, 1.0, 2.5, 40.0})
    for (double mean : {0.01, 0.8, 6.0, 120.0, 2e4}) {
      const boost::math::negative_binomial_distribution<double> law(k, k / (k + mean));
      for (std::uint32_t i = 0; i < 60; ++i) {
        INFO("k " << k << " mean " << mean << " u " << uniform(i));
        REQUIRE(inverts(law, uniform(i), negative_binomial_inverse(uniform(i), mean, k)));
      }
    }
  CHECK(negative_binomial_inverse(0.5, 1e5, 0.3) > 10000);
  // A very large k is the Poisson law.
  for (std::uint32_t i = 0; i < 100; ++i)
    REQUIRE(std::abs(negative_binomial_inverse(uniform(i), 5, 1e9) - poisson_inverse(uniform(i), 5)) <= 0);
}

TEST_CASE("A higher rate only adds: counts rise with the mean for a fixed uniform", "[discrete]") {
  for (std::uint32_t i = 0; i < 400; ++i) {
    const double u = uniform(i);
    int poisson = 0, negative = 0, binomial = 0;
    for (double mean = 0.001; mean < 2000; mean *= 1.07) {
      const int p = poisson_inverse(u, mean), q = negative_binomial_inverse(u, mean, 1.3);
      REQUIRE(p >= poisson);
      REQUIRE(q >= negative);
      REQUIRE(poisson_inverse(u, mean * 1.000001) >= p);
      REQUIRE(negative_binomial_inverse(u, mean * 1.000001, 1.3) >= q);
      poisson = p, negative = q;
    }
    for (double p = 0; p <= 1; p += 1.0 / 128) {
      const int count = binomial_inverse(u, 57, p);
      REQUIRE(count >= binomial);
      binomial = count;
    }
    REQUIRE(binomial == 57);
  }
}

TEST_CASE("Counts rise with the uniform and stay finite at its ends", "[discrete]") {
  int last = 0;
  for (double u = 0; u < 1; u += 1.0 / 4096) {
    const int n = poisson_inverse(u, 33.3);
    REQUIRE(n >= last);
    last = n;
  }
  for (double u : {0.0, 1.0, -1.0, 2.0, 1 - 0x1p-53}) {
    CHECK(poisson_inverse(u, 1e5) < 110000);
    CHECK(poisson_inverse(u, 1e5) >= (u <= 0 ? 0 : 100000));
    CHECK(poisson_inverse(u, 1e-3) < 10);
    CHECK(binomial_inverse(u, 100, 0.5) <= 100);
    CHECK(negative_binomial_inverse(u, 3, 0.5) < 1000);
  }
}

TEST_CASE("Moments of the counts", "[discrete]") {
  // 40,000 draws. Standard error of the mean sqrt(variance / n); bounds at 4.5 standard errors, false alarm 7e-6.
  const int n = 40000;
  double poisson = 0, negative = 0, binomial = 0;
  for (int i = 0; i < n; ++i) {
    poisson += poisson_inverse(uniform(i), 4.2);
    negative += negative_binomial_inverse(uniform(i), 4.2, 0.8);
    binomial += binomial_inverse(uniform(i), 30, 0.14);
  }
  CHECK(std::abs(poisson / n - 4.2) < 4.5 * std::sqrt(4.2 / n));
  CHECK(std::abs(negative / n - 4.2) < 4.5 * std::sqrt((4.2 + 4.2 * 4.2 / 0.8) / n));
  CHECK(std::abs(binomial / n - 4.2) < 4.5 * std::sqrt(4.2 * 0.86 / n));
}

TEST_CASE("Parameters out of range are refused", "[discrete]") {
  const double nan = std::nan("");
  CHECK_THROWS_AS(poisson_inverse(0.5, -1), std::invalid_argument);
  CHECK_THROWS_AS(poisson_inverse(0.5, nan), std::invalid_argument);
  CHECK_THROWS_AS(poisson_inverse(nan, 1), std::invalid_argument);
  CHECK_THROWS_AS(binomial_inverse(0.5, -1, 0.5), std::invalid_argument);
  CHECK_THROWS_AS(binomial_inverse(0.5, 3, 1.5), std::invalid_argument);
  CHECK_THROWS_AS(binomial_inverse(0.5, 3, nan), std::invalid_argument);
  CHECK_THROWS_AS(negative_binomial_inverse(0.5, 1, 0), std::invalid_argument);
  CHECK_THROWS_AS(negative_binomial_inverse(0.5, nan, 1), std::invalid_argument);
}
