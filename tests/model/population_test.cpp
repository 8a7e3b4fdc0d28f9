// The population of 2017 (1.5) and what a firm is given at birth: marginals by hand and by distribution.
#include <catch2/catch.hpp>

#include "core/statistics.hpp"
#include "firms.hpp"
#include "tiny.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

struct City {
  Scenario scenario = tiny_scenario();
  Parameters p = tiny_parameters();
  World w{2, 1, 60000, 1024};
  explicit City(std::uint64_t seed = 1) { populate(w, kernels(best_isa()), p, scenario, philox_key(seed, 0)); }
  template <class F>
  void each(F use) const {
    for (std::uint32_t i = 0; i < w.slots_in_use(); ++i) {
      if (w.status[i] != kEmpty) use(i);
    }
  }
};

}  // namespace

TEST_CASE("(P1) the sectors' firms add up, near their shares and apart by the spread between replicates") {
  Parameters p = tiny_parameters();
  const Scenario s = tiny_scenario();
  CHECK(sector_counts(p, s, philox_key(1, 0)) == std::vector<int>{30000, 10000});
  p.population.share_spread.v = 0.1;
  std::vector<double> logs;
  for (int k = 0; k < 2000; ++k) {
    const std::vector<int> n = sector_counts(p, s, philox_key(2, k));
    REQUIRE(std::abs(n[0] + n[1] - 40000) <= 1);
    logs.push_back(std::log(static_cast<double>(n[0]) / n[1]));
  }
  CHECK(mean(logs) == Approx(std::log(3.0)).margin(4 * 0.1414 / std::sqrt(2000.0)));
  CHECK(sd(logs) == Approx(0.14142).epsilon(4 * 0.0158));  // two independent spreads of 0.1; standard error of an sd 1/sqrt(2n)
}

TEST_CASE("(P2) ages follow the bands of the registry, evenly inside each") {
  // 40000 firms: standard error of a share of one half 0.0025, of three tenths 0.0023.
  const City city;
  double n = 0, young = 0, middle = 0, oldest = 0, first_half = 0;
  city.each([&](std::uint32_t i) {
    const double age = (-1 - city.w.birth[i]) / 4.0;
    n += 1, young += age < 5, middle += age >= 5 && age < 10, first_half += age < 2.5;
    oldest = std::max(oldest, age);
  });
  CHECK(std::abs(young / n - 0.5) < 4 * 0.0025);
  CHECK(std::abs(middle / n - 0.3) < 4 * 0.0023);
  CHECK(std::abs(first_half / n - 0.25) < 4 * 0.0022);
  CHECK(oldest < 30);
  CHECK(oldest > 29);
}

TEST_CASE("(P3) sizes: a lognormal body that rises with age, and the seeded Pareto tail") {
  const City city;
  std::vector<double> body, sales;
  city.each([&](std::uint32_t i) {
    if (sector_of(city.w.uid[i]) != 0) return;
    const double age = (-1 - city.w.birth[i]) / 4.0;
    body.push_back(city.w.log_sales[i] - 0.05 * age - std::log(1.6));
    sales.push_back(std::exp(body.back()));
  });
  // Below the 95 % quantile the law is normal with spread 1.45: quantiles of 30000 firms. Standard error of the median
  // 1.2533 * 1.45/sqrt(30000) = 0.0105, of the lower quartile 1.3626 * 1.45/sqrt(30000) = 0.0114.
  CHECK(std::abs(quantile(body, 0.50)) < 4 * 0.0105);
  CHECK(std::abs(quantile(body, 0.25) + 0.6744898 * 1.45) < 4 * 0.0114);
  // Above it P(S > s) ~ s^-1.2: Hill from the top 4 %, 1200 firms: standard error 1.2/sqrt(1200) = 0.035.
  CHECK(std::abs(hill_exponent(sales, 0.04) - 1.2) < 4 * 0.035);
}

TEST_CASE("(P4) knowledge is the steady state of a firm's R&D, cash and staff follow sales") {
  const City city;
  double performers = 0, n = 0, log_cash = 0;
  city.each([&](std::uint32_t i) {
    const World& w = city.w;
    const bool performer = (w.flags[i] & kPerformer) != 0;
    n += 1, performers += performer;
    const double age = (-1 - w.birth[i]) / 4.0;
    const double steady = performer ? w.rd_rate[i] * w.sales[i] / 0.28 * (1 - std::exp(-0.28 * age)) : 0;
    REQUIRE(w.knowledge[i] == Approx(steady).epsilon(1e-4).margin(1e-6));
    REQUIRE(w.cash[i] >= 300);  // start capital of 0.3 million
    log_cash += std::log((w.cash[i] - 300.0 + 0.5) / (150.0 * w.sales[i]));
    REQUIRE(w.employees[i] >= 1);
    REQUIRE(w.employees[i] == std::floor(w.employees[i]));
    REQUIRE(w.rd_rate[i] <= 1);
    REQUIRE((performer || (w.innovation_rate[i] == 0 && w.inventions[i] == 0)));
  });
  CHECK(log_cash / n == Approx(0).margin(0.03));  // 15 % of sales, with a spread of 0.5 in logs
  CHECK(performers / n > 0.2);
  CHECK(performers / n < 0.5);
}

TEST_CASE("population: rings reach as far back as the firm is old") {
  const City city;
  city.each([&](std::uint32_t i) {
    const World& w = city.w;
    const double age = (-1 - w.birth[i]) / 4.0;
    const float rings[] = {w.revenue0[i], w.revenue1[i], w.revenue2[i]};
    for (int k = 0; k < 3; ++k) REQUIRE((rings[k] > 0) == (k < age));
  });
}

TEST_CASE("population: districts and tracks follow their shares") {
  // 30000 and 10000 firms: standard errors of 60 %, 10 % and 30 % are 0.0024 (all firms), 0.0017 and 0.0046.
  const City city;
  double n[2] = {0, 0}, north = 0, in_track[2] = {0, 0};
  city.each([&](std::uint32_t i) {
    const int s = sector_of(city.w.uid[i]);
    n[s] += 1, north += city.w.district[i] == 0, in_track[s] += city.w.track[i] == 1;
    REQUIRE(city.w.district[i] <= 1);
    REQUIRE(city.w.track[i] <= 1);
  });
  CHECK(std::abs(north / (n[0] + n[1]) - 0.6) < 4 * 0.0024);
  CHECK(std::abs(in_track[0] / n[0] - 0.1) < 4 * 0.0017);
  CHECK(std::abs(in_track[1] / n[1] - 0.3) < 4 * 0.0046);
}

TEST_CASE("population: only young performers have rounds behind them, a quarter as many outside emerging sectors") {
  City city;
  city.w.clear();
  city.p.population.venture_share.v = 0.2;
  populate(city.w, kernels(best_isa()), city.p, city.scenario, philox_key(4, 0));
  double young[2] = {0, 0}, backed[2] = {0, 0};
  city.each([&](std::uint32_t i) {
    const World& w = city.w;
    const int s = sector_of(w.uid[i]);
    const bool may = (-1 - w.birth[i]) / 4.0 <= 10 && (w.flags[i] & kPerformer) != 0;
    if (!may) REQUIRE(w.round[i] == 0);
    young[s] += may, backed[s] += w.round[i] > 0;
    if (w.round[i] > 0) REQUIRE((w.valuation[i] > 0 && w.raised_total[i] > 0));
  });
  CHECK(std::abs(backed[1] / young[1] - 0.20) < 4 * std::sqrt(0.16 / young[1]));
  CHECK(std::abs(backed[0] / young[0] - 0.05) < 4 * std::sqrt(0.0475 / young[0]));
}

TEST_CASE("population: another key, other firms; the same key, the same") {
  const City a(1), b(1), c(2);
  CHECK(differing(a.w, b.w) == "");
  CHECK(differing(a.w, c.w) != "");
}

TEST_CASE("population: pinned firm") {
  // The first firm of the first sector under key (1, 0). Renumbering a draw changes it, and the changelog must say so.
  const City city;
  CHECK(city.w.uid[0] == 0);
  CHECK(city.w.birth[0] == -13);
  CHECK(city.w.log_sales[0] == Approx(0.65749).epsilon(1e-5));
  CHECK(city.w.district[0] == 0);
  CHECK(city.w.employees[0] == 1);
}
