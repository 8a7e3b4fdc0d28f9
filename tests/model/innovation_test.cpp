// Innovation (S6): formulas by hand, laws of counts, distributions.
#include <catch2/catch.hpp>

#include "core/math/gamma_table.hpp"
#include "core/statistics.hpp"
#include "innovation_fixture.hpp"
#include "model/draws.hpp"

using namespace echelon;
using namespace echelon::test;

TEST_CASE("(I2) the gain is the log of what an innovation adds to sales, times its weight") {
  // Without spread every innovation is worth v0 = 0.3; at sales of 0.3 one of them gives 0.15 * ln 2 = 0.1039721.
  World w = firms(2000);
  InnovationParams p = plain();
  for (std::uint32_t i = 0; i < 2000; ++i) w.sales[i] = 0.3f, w.innovation_rate[i] = 0.2f;
  InnovationSums sums;
  innovation_events(w, all_of(2000), p, env_of(4), {&sums, 1});
  int one = 0, two = 0;
  for (std::uint32_t i = 0; i < 2000; ++i) {
    const float g = w.gain[i];
    if (g == Approx(0.1039721).epsilon(1e-5)) ++one;
    else if (g == Approx(0.1647918).epsilon(1e-5)) ++two;  // 0.15 * ln 3
    else CHECK((g == 0 || g > 0.2f));
  }
  // Poisson(0.2): one with probability 0.163746, two with 0.016375; 2000 firms: standard errors 16.5 and 5.7.
  CHECK(std::abs(one - 327.5) < 4 * 16.5);
  CHECK(std::abs(two - 32.7) < 4 * 5.7);
  // All radical: twenty times the value.
  World r = firms(1);
  r.sales[0] = 0.3f, r.innovation_rate[0] = 30;
  p.radical.v = 1;
  InnovationSums more;
  innovation_events(r, all_of(1), p, env_of(4), {&more, 1});
  const double arrivals = (std::exp(r.gain[0] / 0.15) - 1) / 20;
  CHECK(arrivals == Approx(std::round(arrivals)).epsilon(1e-4));
  CHECK(arrivals > 5);
}

TEST_CASE("(I1), (I3) arrivals, filings and utility models are Poisson counts with their means") {
  // 20000 firms with rate 0.5: filings have mean 0.9 * 0.5 = 0.45 and, being Poisson of Poisson, variance 0.45 (1 + 0.9) = 0.855; utility
  // models mean 0.8, variance 0.8 (1 + 1.6) = 2.08. Standard errors of the means 0.0065 and 0.0102.
  const std::uint32_t n = 20000;
  World w = firms(n);
  for (std::uint32_t i = 0; i < n; ++i) w.innovation_rate[i] = 0.5f;
  InnovationSums sums;
  innovation_events(w, all_of(n), plain(), env_of(9), {&sums, 1});
  std::vector<double> filed, models;
  for (std::uint32_t i = 0; i < n; ++i) filed.push_back(w.pending[i]), models.push_back(w.utilities[i]);
  CHECK(std::abs(mean(filed) - 0.45) < 4 * 0.0065);
  CHECK(std::abs(mean(models) - 0.80) < 4 * 0.0102);
  CHECK(sd(filed) * sd(filed) == Approx(0.855).epsilon(0.06));
  CHECK(sums.filed == static_cast<std::int64_t>(std::round(mean(filed) * n)));
  CHECK(sums.granted == 0);
}

TEST_CASE("(I1) with talent drawn once for life the counts of a sector are overdispersed") {
  // g ~ Gamma(k)/k with k = 0.9: mean 1, variance 1/k. Through the table of quantiles, 20000 firms: standard error of the mean
  // sqrt(1.111/20000) = 0.0075.
  const GammaTable talent(0.9);
  const Lanes l = Lanes::drawn(20000, 41);
  std::vector<double> g;
  for (int i = 0; i < 20000; ++i) g.push_back(talent.quantile(l.u(3, i)));
  CHECK(std::abs(mean(g) - 1) < 4 * 0.0075);
  CHECK(sd(g) * sd(g) == Approx(1 / 0.9).epsilon(0.08));
}

TEST_CASE("(I4) what is pending is decided at the pace of examination and granted at its rate; nothing is lost") {
  const std::uint32_t n = 5000;
  World w = firms(n);
  for (std::uint32_t i = 0; i < n; ++i) w.pending[i] = 10;
  InnovationSums sums;
  innovation_events(w, all_of(n), plain(), env_of(3, 1.0 / 9), {&sums, 1});
  std::int64_t pending = 0, valid = 0;
  for (std::uint32_t i = 0; i < n; ++i) pending += w.pending[i], valid += w.inventions[i];
  const std::int64_t decided = 10 * static_cast<std::int64_t>(n) - pending;
  CHECK(valid == sums.granted);
  // Binomial(50000, 1/9): 5555.6 +- 70.3; of these granted 0.52: 2888.9, sd sqrt(50000 * 0.0578 * 0.9422) = 52.2.
  CHECK(std::abs(static_cast<double>(decided) - 5555.6) < 4 * 70.3);
  CHECK(std::abs(static_cast<double>(valid) - 2888.9) < 4 * 52.2);
  CHECK(valid <= decided);
  // Decided at once and all granted: every application becomes a patent. None granted: none does.
  InnovationParams sure = plain();
  sure.grant_rate.v = 1;
  World all = firms(3);
  for (int i = 0; i < 3; ++i) all.pending[i] = 7;
  innovation_events(all, all_of(3), sure, env_of(3, 1.0), {&sums, 1});
  for (int i = 0; i < 3; ++i) CHECK((all.inventions[i] == 7 && all.pending[i] == 0));
}

TEST_CASE("(I4) a dormant firm's applications are examined, but it files none") {
  World w = firms(1);
  w.status[0] = kDormant, w.pending[0] = 5, w.innovation_rate[0] = 50, w.flags[0] = kSeeksTitle;
  InnovationSums sums;
  InnovationParams p = plain();
  p.grant_rate.v = 1, p.strategic.v = 4;
  innovation_events(w, all_of(1), p, env_of(3, 1.0), {&sums, 1});
  CHECK(w.inventions[0] == 5);
  CHECK(w.pending[0] == 0);
  CHECK(w.utilities[0] == 0);
  CHECK(sums.filed == 0);
}

TEST_CASE("(I5) a firm that seeks a title files for the count, at its yearly rate and without knowledge") {
  const std::uint32_t n = 20000;
  World w = firms(n);
  for (std::uint32_t i = 0; i < n; ++i) w.flags[i] = i % 2 == 0 ? kSeeksTitle : 0;
  InnovationSums sums;
  innovation_events(w, all_of(n), plain(), env_of(6), {&sums, 1});
  int filed = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (i % 2 == 1) REQUIRE(w.utilities[i] == 0);
    filed += w.utilities[i];
    REQUIRE(w.gain[i] == 0);
  }
  CHECK(std::abs(filed - 2000.0) < 4 * 40);  // a fifth a quarter of 10000: sd sqrt(10000 * 0.2 * 0.8) = 40
}

TEST_CASE("(I6) valid patents lapse at their yearly rate") {
  const std::uint32_t n = 2000;
  World w = firms(n);
  for (std::uint32_t i = 0; i < n; ++i) w.inventions[i] = 20, w.utilities[i] = 10;
  innovation_lapse(w, all_of(n), plain(), philox_key(5, 0), 3);
  std::int64_t inventions = 0, utilities = 0;
  for (std::uint32_t i = 0; i < n; ++i) inventions += w.inventions[i], utilities += w.utilities[i];
  CHECK(std::abs(static_cast<double>(inventions) - 38000) < 4 * 43.6);  // sd sqrt(40000 * 0.05 * 0.95)
  CHECK(std::abs(static_cast<double>(utilities) - 19000) < 4 * 30.8);
}

TEST_CASE("innovation: counts stay inside their columns") {
  World w = firms(1);
  w.utilities[0] = 65530, w.pending[0] = 65530, w.innovation_rate[0] = 5000;
  InnovationSums sums;
  innovation_events(w, all_of(1), plain(), env_of(8), {&sums, 1});
  CHECK(w.utilities[0] == 65535);
  CHECK(w.pending[0] == 65535);
}

TEST_CASE("innovation: pinned draws of three firms") {
  // Renumbering a draw changes these, and the changelog must say so.
  World w = firms(3);
  for (int i = 0; i < 3; ++i) w.sales[i] = 1, w.innovation_rate[i] = 2, w.pending[i] = 4;
  InnovationParams p = plain();
  p.value_spread.v = 1.5, p.radical.v = 0.02;
  InnovationSums sums;
  innovation_events(w, all_of(3), p, env_of(8, 0.25), {&sums, 1});
  const int pending[] = {6, 1, 5}, inventions[] = {0, 0, 0}, utilities[] = {1, 1, 2};
  for (int i = 0; i < 3; ++i) {
    CHECK(w.pending[i] == pending[i]);
    CHECK(w.inventions[i] == inventions[i]);
    CHECK(w.utilities[i] == utilities[i]);
  }
}
