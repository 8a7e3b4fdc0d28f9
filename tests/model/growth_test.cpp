// Growth (S3): formulas by hand, the slow loop, the shape of yearly growth.
#include <catch2/catch.hpp>

#include "core/statistics.hpp"
#include "firms.hpp"
#include "model/fields.hpp"
#include "model/processes/competition.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

GrowthParams plain() {
  GrowthParams p{};
  p.sigma.v = 0.25, p.size_scaling.v = 0.13, p.sigma_min.v = 0.08, p.sigma_max.v = 0.80, p.reference_sales.v = 10;
  p.young_spread.v = 0.5, p.young_spread_age.v = 3, p.variance_shape.v = 1, p.drift_old.v = -0.005, p.drift_young.v = 0.10;
  p.drift_age.v = 3, p.transitory_shape.v = 1;
  return p;
}

GrowthConstants constants() {
  GrowthConstants c{};
  c.log_sigma = vlog(0.25f), c.minus_beta = -0.13f, c.log_reference = vlog(10.0f), c.sigma_min = 0.08f, c.sigma_max = 0.80f;
  c.persistence = 0.6f, c.persistent_sd = 0.04f;
  c.transitory = 0.45f, c.transitory_scaling = 0.6f, c.log_transitory = vlog(2.0f), c.transitory_log_floor = -2.0f;
  c.hire = 0.18f, c.hire_share = 0.5f, c.competition = 0.04f, c.productivity_scale = 1 / 0.6f, c.knowledge_elasticity = 0.08f;
  return c;
}

GrowthYearView year_view(World& w) {
  return {In(w.birth), In(w.log_sales), In(w.productivity), In(w.knowledge), InOut(w.persistent), InOut(w.drift), InOut(w.spread),
          InOut(w.measured)};
}
GrowthQuarterView quarter_view(World& w) {
  return {InOut(w.log_sales), InOut(w.sales), InOut(w.gain), InOut(w.employees), In(w.drift), In(w.spread), In(w.status)};
}

}  // namespace

TEST_CASE("(G1) a quarter adds a fourth of the yearly rates, an eighth of the gain and the shock") {
  // 1 + (0.06 + 0.02)/4 + 0.4/8 - 1.5 * 0.1 = 0.92
  CHECK(Growth::next(1.0f, 0.06f, 0.02f, 0.4f, 0.1f, -1.5f) == Approx(0.92).margin(1e-6));
}

TEST_CASE("(G2) the spread of a quarter is sigma times the root of a fourth of the year's variance") {
  World w = firms(2);
  w.log_sales[0] = w.log_sales[1] = vlog(10.0f);
  w.birth[0] = w.birth[1] = -400;  // old: no extra spread
  Lanes l(2);
  l.set(0, 0, 0.6321206), l.set(0, 1, 0.8646647);  // Gamma(1): V = -ln(1 - u) is 1 and 2
  growth_year({0, 2, 0}, year_view(w), constants(), tabulate(plain()), {}, l.luck());
  CHECK(w.spread[0] == Approx(0.125).epsilon(1e-3));             // 0.25 * sqrt(1/4)
  CHECK(w.spread[1] == Approx(0.17677670).epsilon(1e-3));        // 0.25 * sqrt(2/4)
}

TEST_CASE("(G3) sigma falls with size and is clipped") {
  const GrowthConstants c = constants();
  CHECK(Growth::sigma(vlog(10.0f), 1.0f, c) == Approx(0.25).epsilon(1e-6));
  CHECK(Growth::sigma(vlog(80.0f), 1.0f, c) == Approx(0.1907823).epsilon(1e-5));  // 0.25 * 8^-0.13
  CHECK(Growth::sigma(vlog(10.0f), 1.5f, c) == Approx(0.375).epsilon(1e-6));      // a newborn firm with kappa = 0.5
  CHECK(Growth::sigma(vlog(0.001f), 1.0f, c) == 0.80f);                           // 0.25 * 10000^0.13 = 0.828
  CHECK(Growth::sigma(vlog(100000.0f), 1.0f, c) == 0.08f);                        // 0.25 * 10000^-0.13 = 0.0755
}

TEST_CASE("(G3) and the drift fade with age") {
  const GrowthTables t = tabulate(plain());
  CHECK(t.drift[0] == Approx(0.095).epsilon(1e-6));        // -0.005 + 0.10
  CHECK(t.drift[12] == Approx(0.03178794).epsilon(1e-6));  // -0.005 + 0.10/e after three years
  CHECK(t.spread[0] == Approx(1.5).epsilon(1e-6));
  CHECK(t.spread[12] == Approx(1.18393972).epsilon(1e-6));
  CHECK(t.drift[kAgeTable - 1] == Approx(-0.005).margin(1e-5));
}

TEST_CASE("(G4) the persistent part of growth is an autoregression with its own spread") {
  CHECK(Growth::persist(0.1f, 2.0f, constants()) == Approx(0.14).epsilon(1e-6));  // 0.6 * 0.1 + 0.04 * 2
  // Its stationary spread is 0.04 / sqrt(1 - 0.36) = 0.05: 100 years of 4000 firms; the standard error of an sd is sd/sqrt(2n) = 0.00056.
  const std::size_t n = 4000;
  std::vector<double> h(n, 0.0);
  for (int year = 0; year < 100; ++year) {
    const Lanes l = Lanes::drawn(n, 100 + year);
    for (std::size_t i = 0; i < n; ++i) h[i] = Growth::persist(static_cast<float>(h[i]), inverse_normal(l.u(1, i)), constants());
  }
  CHECK(std::abs(sd(h) - 0.05) < 4 * 0.00056);
}

TEST_CASE("(G5) measured sales differ by a shock that falls with size, held at the floor for the smallest") {
  World w = firms(3);
  const float sizes[] = {2.0f, 20.0f, 0.0001f};
  Lanes l(3);
  l.fill(2, 0.8413447), l.fill(3, 0.6321206);  // one standard deviation; V' = 1
  for (int i = 0; i < 3; ++i) w.log_sales[i] = vlog(sizes[i]), w.birth[i] = -400;
  growth_year({0, 3, 0}, year_view(w), constants(), tabulate(plain()), {}, l.luck());
  // 0.45 * (S/2)^-0.6 * sigma(S): at 2: 0.45 * 0.25 * 5^0.13 = 0.1386847; at 20: 0.45 * 0.2511886 * 0.25 * 2^-0.13 = 0.0258236;
  // at 0.0001: floor e^(0.6*2) = 3.3201169 and sigma 0.8 (clipped): 1.1952421.
  CHECK(std::log(w.measured[0]) == Approx(0.1386847).epsilon(1e-3));
  CHECK(std::log(w.measured[1]) == Approx(0.0258236).epsilon(1e-3));
  CHECK(std::log(w.measured[2]) == Approx(1.1952421).epsilon(1e-3));
}

TEST_CASE("(G6) staff follows sales in lumps, never below one person") {
  const GrowthConstants c = constants();
  CHECK(Growth::hire(10.0f, vlog(40.0f), 0.0f, c) == 20.0f);  // sqrt(10 * 40)
  CHECK(Growth::hire(1.0f, vlog(0.1f), 0.0f, c) == 1.0f);     // sqrt(0.1) rounds to none
  World w = firms(2);
  w.employees[0] = w.employees[1] = 10, w.log_sales[0] = w.log_sales[1] = vlog(40.0f);
  Lanes l(2);
  l.set(2, 0, 0.179), l.set(2, 1, 0.181);
  growth_quarter({0, 2, 0}, quarter_view(w), c, {}, l.luck());
  CHECK(w.employees[0] == 20.0f);  // 0.179 < 0.18: adjusts
  CHECK(w.employees[1] == 10.0f);
}

TEST_CASE("growth: what is dormant or empty stands still, extremes stay inside their bounds") {
  World w = firms(4);
  w.status[0] = kDormant, w.status[1] = kEmpty;
  for (int i = 0; i < 4; ++i) w.log_sales[i] = i < 2 ? 1.0f : (i == 2 ? 12.9f : -8.9f), w.drift[i] = i == 3 ? -9.0f : 9.0f, w.employees[i] = 7;
  Lanes l(4, 0.0);
  growth_quarter({0, 4, 0}, quarter_view(w), constants(), {}, l.luck());
  CHECK(w.log_sales[0] == 1.0f);
  CHECK(w.log_sales[1] == 1.0f);
  CHECK(w.employees[0] == 7.0f);
  CHECK(w.log_sales[2] == 13.0f);
  CHECK(w.log_sales[3] == -9.0f);
}

TEST_CASE("growth: an innovation's gain enters sales as a whole") {
  // Each quarter an eighth of what is left goes in: after 60 quarters all but 0.875^60 = 0.03 % of it.
  World w = firms(1);
  w.gain[0] = 0.4f;
  const Lanes l(1);
  for (int q = 0; q < 60; ++q) growth_quarter({0, 1, 0}, quarter_view(w), constants(), {}, l.luck());
  CHECK(w.log_sales[0] == Approx(0.4).margin(1e-3));
}

TEST_CASE("growth: the yearly sweep equals the slow loop on every instruction set") {
  const World start = wild_firms(1003, 1);
  const GrowthTables t = tabulate(plain());
  const GrowthConstants c = constants();
  const Lanes l = Lanes::drawn(1003, 2);
  const GrowthEnv env{0.05f, 0.1f, 0.3f, 40};
  const auto kernel = [&](const Kernels& k, World& w) { k.growth_year({0, 1003, 0}, year_view(w), c, t, env, l.luck()); };
  const auto oracle = [&](World& w) {
    for (std::uint32_t i = 0; i < 1003; ++i) {
      int age = 40 - w.birth[i];
      if (age < 0) age = 0;
      if (age > kAgeTable - 1) age = kAgeTable - 1;
      float sigma = vexp(c.log_sigma + c.minus_beta * (w.log_sales[i] - c.log_reference)) * t.spread[age];
      if (sigma > 0.80f) sigma = 0.80f;
      if (sigma < 0.08f) sigma = 0.08f;
      w.persistent[i] = 0.6f * w.persistent[i] + 0.04f * inverse_normal(l.u(1, i));
      const float e = w.productivity[i] + c.knowledge_elasticity * vlog1p(w.knowledge[i]);
      w.drift[i] = t.drift[age] + w.persistent[i] + 0.04f * vtanh((e - 0.3f) * c.productivity_scale);
      w.spread[i] = sigma * __builtin_sqrtf(0.25f * t.variance.quantile(l.u(0, i)));
      float size = w.log_sales[i] - c.log_transitory;
      if (size < -2.0f) size = -2.0f;
      w.measured[i] = vexp(0.45f * vexp(-0.6f * size) * sigma * __builtin_sqrtf(t.transitory.quantile(l.u(3, i))) *
                           inverse_normal(l.u(2, i)));
    }
  };
  CHECK(against_oracle(start, kernel, oracle) == "");
}

TEST_CASE("growth: the quarterly sweep equals the slow loop on every instruction set") {
  const World start = wild_firms(1003, 3);
  const GrowthConstants c = constants();
  const Lanes l = Lanes::drawn(1003, 4);
  const GrowthEnv env{0.05f, 0.1f, 0.3f, 40};
  const auto kernel = [&](const Kernels& k, World& w) { k.growth_quarter({0, 1003, 0}, quarter_view(w), c, env, l.luck()); };
  const auto oracle = [&](World& w) {
    for (std::uint32_t i = 0; i < 1003; ++i) {
      if (w.status[i] == kActive) {
        float x = w.log_sales[i] + 0.25f * (0.05f + w.drift[i]) + 0.125f * w.gain[i] + w.spread[i] * inverse_normal(l.u(0, i));
        if (x < -9.0f) x = -9.0f;
        if (x > 13.0f) x = 13.0f;
        w.log_sales[i] = x;
        if (l.u(2, i) < 0.18f) {
          const float wanted = vexp(0.5f * vlog(w.employees[i]) + 0.5f * (x - 0.1f));
          const int persons = static_cast<int>(wanted + 0.5f);
          w.employees[i] = static_cast<float>(persons < 1 ? 1 : persons);
        }
      }
      w.sales[i] = vexp(w.log_sales[i]);
      w.gain[i] = 0.875f * w.gain[i];
    }
  };
  CHECK(against_oracle(start, kernel, oracle) == "");
}

TEST_CASE("law P7: half the step leaves the yearly law, a variance drawn anew every step does not") {
  // 40000 firms; Kolmogorov's statistic exceeds 1.95 with probability 1e-3 under the law.
  const std::size_t n = 40000;
  const auto year = [&](int steps, bool anew) {
    std::vector<double> growth(n, 0.0);
    const GammaTable variance(1.0);
    for (int q = 0; q < steps; ++q) {
      const Lanes shocks = Lanes::drawn(n, 900 + q), lasting = Lanes::drawn(n, anew ? 950 + q : 950);
      for (std::size_t i = 0; i < n; ++i) {
        const float spread = 0.25f * __builtin_sqrtf(variance.quantile(lasting.u(1, i)) / static_cast<float>(steps));
        growth[i] = Growth::next(static_cast<float>(growth[i]), 0, 0, 0, spread, inverse_normal(shocks.u(0, i)));
      }
    }
    const double b = 0.25 / std::sqrt(2.0);
    return kolmogorov(growth, [&](double g) { return g < 0 ? 0.5 * std::exp(g / b) : 1 - 0.5 * std::exp(-g / b); });
  };
  CHECK(year(4, false) < 1.95);
  CHECK(year(8, false) < 1.95);
  CHECK(year(4, true) > 1.95);
}

TEST_CASE("growth: with k = 1 the growth of a year is Laplace, not normal") {
  // Four quarters that share one exponential variance: sd sigma, scale b = sigma / sqrt(2). 20000 firms; the Kolmogorov statistic exceeds
  // 1.95 with probability 1e-3 under the law; the normal law of the same spread is rejected.
  const std::uint32_t n = 20000;
  World w = firms(n);
  GrowthConstants c = constants();
  c.minus_beta = 0, c.sigma_min = 0, c.competition = 0, c.persistence = 0, c.persistent_sd = 0;
  GrowthParams p = plain();
  p.young_spread.v = 0, p.drift_old.v = p.drift_young.v = 0;
  const GrowthTables t = tabulate(p);
  growth_year({0, n, 0}, year_view(w), c, t, {}, Lanes::drawn(n, 5).luck());
  for (int q = 0; q < 4; ++q) growth_quarter({0, n, 0}, quarter_view(w), c, {}, Lanes::drawn(n, 6 + q).luck());
  std::vector<double> growth(w.log_sales.data(), w.log_sales.data() + n);
  const auto laplace = [](double g, double b) { return g < 0 ? 0.5 * std::exp(g / b) : 1 - 0.5 * std::exp(-g / b); };
  CHECK(kolmogorov(growth, [&](double g) { return laplace(g, 0.25 / std::sqrt(2.0)); }) < 1.95);
  CHECK(kolmogorov(growth, [&](double g) { return laplace(g, 0.27 / std::sqrt(2.0)); }) > 1.95);
  CHECK(kolmogorov(growth, [](double g) { return normal_cdf(g / 0.25); }) > 1.95);
}
