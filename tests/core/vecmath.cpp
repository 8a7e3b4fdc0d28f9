#include "core/math/vecmath.hpp"

#include <boost/math/special_functions/erf.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <limits>

#include "core/math/log_gamma.hpp"
#include "core/random/uniform.hpp"

using namespace echelon;

namespace {

using Wide = long double;

// Largest relative error of f against the wide reference over the given points.
class Worst {
 public:
  void relative(Wide value, Wide truth) {
    if (truth != 0) note(std::fabs(value / truth - 1));
  }
  void absolute(Wide value, Wide truth) { note(std::fabs(value - truth)); }
  double value() const { return static_cast<double>(worst_); }

 private:
  void note(Wide error) {
    if (!(error <= worst_)) worst_ = error;  // NaN is noted too
  }
  Wide worst_ = 0;
};

template <class T, class F>
double scan(double low, double high, int n, F ours, std::function<Wide(Wide)> truth) {
  Worst worst;
  for (int i = 0; i < n; ++i) {
    const T x = static_cast<T>(low + (high - low) * (i + 0.37) / n);
    worst.relative(ours(x), truth(x));
  }
  return worst.value();
}

// Points of both signs spread evenly over the orders of magnitude.
template <class T, class F>
double scan_sizes(double smallest, double largest, double sign, F ours, std::function<Wide(Wide)> truth) {
  Worst worst;
  for (double size = smallest; size < largest; size *= 1.0003) {
    const T x = static_cast<T>(sign * size);
    worst.relative(ours(x), truth(x));
  }
  return worst.value();
}

const float kNan = std::numeric_limits<float>::quiet_NaN();
const float kInf = std::numeric_limits<float>::infinity();
const int kMany = 400000;

Wide wide_normal_quantile(Wide u) { return -std::sqrt(Wide(2)) * boost::math::erfc_inv(2 * u); }

}  // namespace

TEST_CASE("vexp keeps its bounds", "[vecmath]") {
  const auto truth = [](Wide x) { return std::exp(x); };
  CHECK(scan<float>(-87.3, 88.37, kMany, [](float x) { return vexp(x); }, truth) < 1e-7);
  CHECK(scan<double>(-708.3, 709.4, kMany, [](double x) { return vexp(x); }, truth) < 3e-16);
  CHECK(scan<double>(-1, 1, kMany, [](double x) { return vexp(x); }, truth) < 3e-16);
  CHECK(vexp(0.0f) == 1.0f);
  CHECK(vexp(0.0) == 1.0);
}

TEST_CASE("vexpm1 keeps its bounds, near zero too", "[vecmath]") {
  const auto truth = [](Wide x) { return std::expm1(x); };
  for (double sign : {1.0, -1.0}) {
    CHECK(scan_sizes<float>(1e-30, 80, sign, [](float x) { return vexpm1(x); }, truth) < 1.5e-7);
    CHECK(scan_sizes<double>(1e-30, 700, sign, [](double x) { return vexpm1(x); }, truth) < 4e-16);
  }
}

TEST_CASE("vlog keeps its bounds, around one too", "[vecmath]") {
  const auto truth = [](Wide x) { return std::log(x); };
  CHECK(scan_sizes<float>(2e-38, 3e38, 1, [](float x) { return vlog(x); }, truth) < 1e-7);
  CHECK(scan<float>(0.5, 2, kMany, [](float x) { return vlog(x); }, truth) < 1e-7);
  CHECK(scan_sizes<double>(3e-308, 1e308, 1, [](double x) { return vlog(x); }, truth) < 3e-16);
  CHECK(scan<double>(0.5, 2, kMany, [](double x) { return vlog(x); }, truth) < 3e-16);
  CHECK(vlog(1.0f) == 0.0f);
  CHECK(vlog(1.0) == 0.0);
}

TEST_CASE("vlog1p keeps its bounds, near zero too", "[vecmath]") {
  const auto truth = [](Wide x) { return std::log1p(x); };
  CHECK(scan_sizes<float>(1e-30, 1e30, 1, [](float x) { return vlog1p(x); }, truth) < 2e-7);
  CHECK(scan_sizes<float>(1e-30, 1, -1, [](float x) { return vlog1p(x); }, truth) < 2e-7);
  CHECK(scan_sizes<double>(1e-30, 1e30, 1, [](double x) { return vlog1p(x); }, truth) < 4e-16);
  CHECK(scan_sizes<double>(1e-30, 1, -1, [](double x) { return vlog1p(x); }, truth) < 4e-16);
}

TEST_CASE("vpow keeps its bounds", "[vecmath]") {
  Worst narrow, wide;
  for (double x = 1e-6; x < 1e6; x *= 1.01)
    for (double y = -3; y <= 3; y += 0.125) {
      const float xf = static_cast<float>(x), yf = static_cast<float>(y);
      const Wide size = 1 + std::fabs(Wide(y) * std::log(Wide(x)));
      narrow.absolute(vpow(xf, yf) / std::pow(Wide(xf), Wide(yf)) / size, 1 / size);
      wide.absolute(vpow(x, y) / std::pow(Wide(x), Wide(y)) / size, 1 / size);
    }
  CHECK(narrow.value() < 1.2e-7);
  CHECK(wide.value() < 3e-16);
  CHECK(vpow(7.0f, 0.0f) == 1.0f);
  CHECK(vpow(1.0, 123.0) == 1.0);
}

TEST_CASE("logistic and vtanh keep their bounds", "[vecmath]") {
  const auto sigmoid = [](Wide x) { return 1 / (1 + std::exp(-x)); };
  CHECK(scan<float>(-87, 80, kMany, [](float x) { return logistic(x); }, sigmoid) < 2e-7);
  CHECK(scan<double>(-708, 80, kMany, [](double x) { return logistic(x); }, sigmoid) < 4e-16);
  const auto tangent = [](Wide x) { return std::tanh(x); };
  CHECK(scan_sizes<float>(1e-30, 60, 1, [](float x) { return vtanh(x); }, tangent) < 2.5e-7);
  CHECK(scan_sizes<double>(1e-30, 60, 1, [](double x) { return vtanh(x); }, tangent) < 6e-16);
  CHECK(scan_sizes<double>(1e-30, 60, -1, [](double x) { return vtanh(x); }, tangent) < 6e-16);
}

TEST_CASE("normal_cdf keeps its relative bound far into the tail", "[vecmath]") {
  const auto truth = [](Wide x) { return std::erfc(-x / std::sqrt(Wide(2))) / 2; };
  CHECK(scan<double>(-37, 9, kMany, [](double x) { return normal_cdf(x); }, truth) < 1e-12);
  CHECK(scan<double>(-3, 3, kMany, [](double x) { return normal_cdf(x); }, truth) < 1e-14);
  CHECK(std::abs(normal_cdf(0.0) - 0.5) < 3e-15);
  CHECK(normal_cdf(1.3) + normal_cdf(-1.3) == 1.0);
}

TEST_CASE("inverse_normal keeps its bounds over the 23-bit uniforms", "[vecmath]") {
  Worst worst, scatter;
  for (std::uint32_t k = 0; k < (1u << 23); k += k < 4000 ? 1 : 61) {
    const float u = unit_float(k << 9);
    worst.relative(inverse_normal(u), wide_normal_quantile(u));
    REQUIRE(inverse_normal(u) == -inverse_normal(1.0f - u));
  }
  CHECK(worst.value() < 1e-5);
  for (double u = 1e-290; u < 0.5; u *= 1.003) scatter.absolute(inverse_normal(u), wide_normal_quantile(u));
  for (double u = 0.5; u < 1; u += 1.3e-5) scatter.absolute(inverse_normal(u), wide_normal_quantile(u));
  CHECK(scatter.value() < 1e-12);
}

TEST_CASE("inverse_normal of all 23-bit uniforms has mean 0 and variance 1", "[vecmath]") {
  double square = 0;
  for (std::uint32_t k = 0; k < (1u << 22); ++k) {
    const double z = inverse_normal(unit_float(k << 9));
    square += z * z;
  }
  CHECK(square / (1u << 22) == Approx(1.0).margin(1e-5));
}

TEST_CASE("log_gamma keeps its bound", "[vecmath]") {
  Worst near, far;
  for (double x = 1e-3; x < 10; x *= 1.002) near.absolute(log_gamma(x), std::lgamma(Wide(x)));
  for (double x = 10; x < 1e6; x *= 1.01) far.absolute(log_gamma(x) / std::lgamma(Wide(x)), 1);
  CHECK(near.value() < 3e-14);
  CHECK(far.value() < 1e-14);
}

TEST_CASE("Extremes are bounded and NaN stays NaN", "[vecmath]") {
  CHECK(vexp(kInf) == vexp(88.37f));
  CHECK(vexp(-kInf) == vexp(-87.3f));
  CHECK(vexp(-kInf) > 0.0f);
  CHECK(vexp(1e300) < std::numeric_limits<double>::infinity());
  CHECK(vlog(0.0f) == vlog(-5.0f));
  CHECK(vlog(0.0f) == Approx(-87.3365));
  CHECK(vlog(0.0) == Approx(-708.396));
  CHECK(vlog(kInf) == kInf);
  CHECK(vlog1p(-2.0f) == vlog(0.0f));
  CHECK(logistic(-1e30f) > 0.0f);
  CHECK(logistic(1e30f) == 1.0f);
  CHECK(vtanh(50.0f) == 1.0f);
  CHECK(vtanh(-50.0) == -1.0);
  CHECK(inverse_normal(0.0f) == inverse_normal(0x1p-24f));
  CHECK(inverse_normal(1.0f) == -inverse_normal(0.0f));
  CHECK(std::isfinite(inverse_normal(0.0)));
  CHECK(normal_cdf(-1e9) >= 0.0);
  CHECK(normal_cdf(1e9) == 1.0);
  for (float x : {vexp(kNan), vexpm1(kNan), vlog(kNan), vlog1p(kNan), logistic(kNan), vtanh(kNan), inverse_normal(kNan)})
    CHECK(std::isnan(x));
  const double nan = kNan;
  for (double x : {vexp(nan), vexpm1(nan), vlog(nan), vlog1p(nan), logistic(nan), vtanh(nan), inverse_normal(nan),
                   normal_cdf(nan), vpow(nan, 1.0)})
    CHECK(std::isnan(x));
}

TEST_CASE("What leaves out clamps gives the same bits wherever they cannot bind", "[vecmath]") {
  const auto same = [](float a, float b) { return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b); };
  for (float x = -3000.0f; x <= 87.0f; x += 0.0137f) REQUIRE(same(vexp_falling(x), vexp(x)));
  CHECK(same(vexp_falling(-kInf), vexp(-kInf)));
  CHECK(std::isnan(vexp_falling(kNan)));
  for (float x = -87.0f; x <= 87.0f; x += 0.0013f) REQUIRE(same(vexp_inside(x), vexp(x)));
  for (std::uint32_t k = 0; k < (1u << 23); k += 3) REQUIRE(same(inverse_normal_inside(unit_float(k << 9)), inverse_normal(unit_float(k << 9))));
  REQUIRE(same(inverse_normal_inside(unit_float(~0u)), inverse_normal(unit_float(~0u))));
}
