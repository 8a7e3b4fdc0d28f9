#include "core/math/gamma_table.hpp"

#include <boost/math/distributions/gamma.hpp>
#include <catch2/catch.hpp>
#include <cmath>

#include "core/random/uniform.hpp"

using namespace echelon;

TEST_CASE("The gamma table's quantiles agree with Boost.Math", "[gamma]") {
  for (double k : {0.3, 0.5, 1.0, 1.7, 3.0, 5.0}) {
    const GammaTable table(k);
    const boost::math::gamma_distribution<double> law(k, 1 / k);
    double worst = 0;
    for (double tail = 1e-6; tail < 0.5; tail *= 1.01) {
      const float low = static_cast<float>(tail), high = 1.0f - low;
      worst = std::max(worst, std::abs(table.quantile(low) / quantile(law, double(low)) - 1));
      worst = std::max(worst, std::abs(table.quantile(high) / quantile(complement(law, 1.0 - double(high))) - 1));
    }
    INFO("shape " << k);
    CHECK(worst < 3e-4);
  }
}

TEST_CASE("The gamma table has mean 1, variance 1/k and rising quantiles", "[gamma]") {
  for (double k : {0.3, 0.45, 1.0, 2.0, 5.0}) {
    const GammaTable table(k);
    double sum = 0, square = 0;
    float last = 0;
    bool rises = true;
    const std::uint32_t n = 1u << 21;  // midpoints; the law's own tail beyond them weighs below 1e-4
    for (std::uint32_t i = 0; i < n; ++i) {
      const float v = table.quantile(unit_float(i << 11));
      rises = rises && v >= last;
      last = v;
      sum += v, square += static_cast<double>(v) * v;
    }
    INFO("shape " << k);
    CHECK(rises);
    CHECK(sum / n == Approx(1.0).margin(1e-3));
    CHECK(square / n - 1 == Approx(1 / k).epsilon(5e-3));
  }
}

TEST_CASE("Shape 1 is the exponential law", "[gamma]") {
  const GammaTable table(1.0);
  for (float u : {1e-6f, 0.01f, 0.25f, 0.5f, 0.75f, 0.99f, 0.99999f})
    CHECK(table.quantile(u) == Approx(-std::log1p(-double(u))).epsilon(1e-4));
  CHECK(table.quantile(0.5f) == Approx(std::log(2.0)).epsilon(1e-6));
}

TEST_CASE("The gamma table is bounded at the ends and refuses other shapes", "[gamma]") {
  const GammaTable table(0.7);
  CHECK(table.quantile(0.0f) == table.quantile(0x1p-24f));
  CHECK(table.quantile(-3.0f) == table.quantile(0x1p-24f));
  CHECK(table.quantile(1.0f) == table.quantile(1.0f - 0x1p-24f));
  CHECK(table.quantile(7.0f) == table.quantile(1.0f));
  CHECK(std::isfinite(table.quantile(std::nanf(""))));
  CHECK_THROWS_AS(GammaTable(0.1), std::invalid_argument);
  CHECK_THROWS_AS(GammaTable(6.0), std::invalid_argument);
  CHECK_THROWS_AS(GammaTable(std::nan("")), std::invalid_argument);
  CHECK_THROWS_AS(GammaTable().quantile(0.5f), std::logic_error);
}
