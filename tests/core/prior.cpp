#include "core/prior.hpp"

#include <boost/math/distributions/normal.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace echelon;

namespace {

Prior make(Prior::Kind kind, double low, double high, double centre, double spread) {
  Prior p;
  p.kind = kind, p.low = low, p.high = high, p.centre = centre, p.spread = spread;
  return p;
}

using Kind = Prior::Kind;

}  // namespace

TEST_CASE("Quantiles of priors, by hand", "[prior]") {
  CHECK(make(Kind::fixed, 0, 0, 0.07, 0).quantile(0.9) == 0.07);
  CHECK(make(Kind::uniform, 2, 6, 0, 0).quantile(0.25) == 3);
  CHECK(make(Kind::log_uniform, 0.01, 100, 0, 0).quantile(0.5) == Approx(1).epsilon(1e-14));
  CHECK(make(Kind::triangular, 0, 4, 1, 0).quantile(0.25) == Approx(1));     // the mode holds left/width of the mass
  CHECK(make(Kind::triangular, 0, 4, 1, 0).quantile(0.0625) == Approx(0.5));
  CHECK(make(Kind::triangular, 0, 4, 1, 0).quantile(0.75) == Approx(4 - std::sqrt(3.0)));
  CHECK(make(Kind::triangular, 0, 4, 0, 0).quantile(0.5) == Approx(4 - std::sqrt(8.0)));
  CHECK(make(Kind::normal, -100, 100, 5, 2).quantile(0.975) == Approx(5 + 2 * 1.959963984540054));
  CHECK(make(Kind::normal, 3, 7, 5, 2).quantile(0.5) == Approx(5));
}

TEST_CASE("A cut normal prior follows the law between its cuts, in the far tails too", "[prior]") {
  const boost::math::normal law(1, 2);
  for (auto [low, high] : {std::pair{0.0, 2.5}, {8.0, 12.0}, {-12.0, -9.0}, {1.0, 30.0}, {25.0, 28.0}}) {
    const Prior p = make(Kind::normal, low, high, 1, 2);
    for (double u : {0.001, 0.2, 0.5, 0.77, 0.999}) {
      const double x = p.quantile(u);
      const double upper = cdf(complement(law, low)) - cdf(complement(law, x));
      const double whole = cdf(complement(law, low)) - cdf(complement(law, high));
      const double lower = cdf(law, x) - cdf(law, low), total = cdf(law, high) - cdf(law, low);
      CHECK((low > 1 ? upper / whole : lower / total) == Approx(u).epsilon(1e-6));
    }
  }
}

TEST_CASE("Priors rise with u and stay inside their support, ends included", "[prior]") {
  const std::vector<Prior> priors = {make(Kind::fixed, 0, 0, 3, 0),         make(Kind::uniform, -1, 1, 0, 0),
                                     make(Kind::log_uniform, 0.3, 0.7, 0, 0), make(Kind::normal, 0, 1, 0.9, 0.4),
                                     make(Kind::triangular, 1, 2, 2, 0)};
  for (const auto& p : priors) {
    INFO(p.text());
    double last = p.quantile(0);
    for (int i = 1; i <= 2000; ++i) {
      const double x = p.quantile(i / 2000.0);
      REQUIRE(x >= last);
      if (p.kind != Kind::fixed) REQUIRE((x >= p.low && x <= p.high));
      last = x;
    }
    CHECK(p.quantile(-4) == p.quantile(0));
    CHECK(p.quantile(4) == p.quantile(1));
    CHECK_THROWS_AS(p.quantile(std::nan("")), std::invalid_argument);
  }
}

TEST_CASE("Priors that make no sense are refused", "[prior]") {
  CHECK_THROWS_AS(make(Kind::uniform, 2, 1, 0, 0).quantile(0.5), std::invalid_argument);
  CHECK_THROWS_AS(make(Kind::log_uniform, 0, 1, 0, 0).quantile(0.5), std::invalid_argument);
  CHECK_THROWS_AS(make(Kind::normal, 0, 1, 0.5, 0).quantile(0.5), std::invalid_argument);
  CHECK_THROWS_AS(make(Kind::triangular, 0, 1, 2, 0).quantile(0.5), std::invalid_argument);
  CHECK_THROWS_AS(make(Kind::uniform, std::nan(""), 1, 0, 0).quantile(0.5), std::invalid_argument);
}

TEST_CASE("Priors read as text", "[prior]") {
  CHECK(make(Kind::fixed, 0, 0, 0.05, 0).text() == "fixed 0.05");
  CHECK(make(Kind::uniform, 0.1, 0.3, 0, 0).text() == "uniform [0.1, 0.3]");
  CHECK(make(Kind::log_uniform, 1, 10, 0, 0).text() == "log-uniform [1, 10]");
  CHECK(make(Kind::normal, 0, 1, 0.5, 0.2).text() == "normal(0.5, 0.2) in [0, 1]");
  CHECK(make(Kind::triangular, 0, 4, 1, 0).text() == "triangular [0, 4], mode 1");
}
