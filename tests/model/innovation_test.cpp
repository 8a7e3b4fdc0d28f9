// Innovation (S6): formulas by hand, laws of counts, distributions, the slow loop.
#include <catch2/catch.hpp>

#include "core/math/gamma_table.hpp"
#include "core/statistics.hpp"
#include "firms.hpp"
#include "model/draws.hpp"
#include "model/processes/innovation.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

InnovationParams plain() {
  InnovationParams p{};
  p.value.v = 0.3, p.gain.v = 0.15, p.radical_factor.v = 20, p.propensity.v = 0.9, p.utilities.v = 1.6, p.grant_rate.v = 0.52;
  p.strategic.v = 0.8, p.lapse.v = 0.05;
  return p;
}

InnovationEnv env_of(int quarter, double examined = 0, double patent_factor = 1) {
  InnovationEnv env{};
  env.key = philox_key(3, 0), env.quarter = quarter, env.examined = examined, env.propensity = 0.9;
  for (double& f : env.patent_factor) f = patent_factor;
  return env;
}

std::vector<std::uint32_t> all_of(std::uint32_t n) {
  std::vector<std::uint32_t> slots(n);
  for (std::uint32_t i = 0; i < n; ++i) slots[i] = i;
  return slots;
}

}  // namespace

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

TEST_CASE("innovation: the sweep equals the slow loop on every instruction set") {
  const std::uint32_t n = 1003;
  const World start = wild_firms(n, 42);
  const Lanes l = Lanes::drawn(n, 43);
  std::vector<std::uint8_t> expected(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    const bool active = start.status[i] == kActive;
    if (active && l.u(0, i) > vexp(-start.innovation_rate[i])) expected[i] |= kArrival;
    if (start.pending[i] > 0 && l.u(2, i) > 0.999f * vexp(static_cast<float>(start.pending[i]) * -0.12f)) expected[i] |= kExamined;
    if (active && (start.flags[i] & kSeeksTitle) != 0 && l.u(3, i) < 0.2f) expected[i] |= kStrategic;
  }
  for (const Isa isa : isas()) {
    std::vector<std::uint8_t> events(n, 9);
    kernels(isa).innovation_quarter({0, n, 0}, {In(start.status), In(start.flags), In(start.innovation_rate), In(start.pending)}, 0.2f,
                                    -0.12f, l.luck(), events.data());
    INFO(name(isa));
    CHECK(events == expected);
  }
}

TEST_CASE("innovation: the sweep lets no event of the slow part pass by") {
  // Whoever has arrivals by inversion is listed by the kernel: both look at the same word.
  const std::uint32_t n = 20000;
  World w = firms(n);
  Lanes l(n);
  const PhiloxKey key = philox_key(3, 0);
  for (std::uint32_t i = 0; i < n; ++i) {
    w.innovation_rate[i] = 0.3f, w.pending[i] = static_cast<std::uint16_t>(i % 9);
    const Words4 words = philox(key, w.uid[i], 8, kCallQuarterB, 0);
    l.lane[0][i] = words.w0, l.lane[2][i] = words.w2, l.lane[3][i] = words.w3;
  }
  const double examined = 0.11;
  const World before = w;
  std::vector<std::uint8_t> events(n);
  innovation_quarter({0, n, 0}, {In(w.status), In(w.flags), In(w.innovation_rate), In(w.pending)}, 0.2f, static_cast<float>(std::log(1 - examined)),
                     l.luck(), events.data());
  InnovationParams p = plain();
  p.propensity.v = p.utilities.v = 0, p.grant_rate.v = 1;
  InnovationEnv env = env_of(8, examined);
  env.propensity = 0;
  InnovationSums sums;
  innovation_events(w, all_of(n), p, env, {&sums, 1});
  int arrived = 0, decided = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (w.gain[i] > 0) REQUIRE((events[i] & kArrival) != 0);
    if (w.pending[i] != before.pending[i]) REQUIRE((events[i] & kExamined) != 0);
    arrived += w.gain[i] > 0, decided += w.pending[i] != before.pending[i];
  }
  CHECK(arrived > 4000);
  CHECK(decided > 4000);
}

TEST_CASE("(I6) the yearly sweep lets no lapse pass by, and equals the slow loop on every instruction set") {
  const std::uint32_t n = 5003;
  World w = wild_firms(n, 44);
  Lanes l(n);
  const PhiloxKey key = philox_key(3, 0);
  for (std::uint32_t i = 0; i < n; ++i) {
    const Words4 words = philox(key, w.uid[i], 11, kCallInnovation, 2);
    l.lane[0][i] = words.w0, l.lane[1][i] = words.w1;
  }
  const float log_kept = static_cast<float>(std::log(0.95));
  std::vector<std::uint8_t> expected(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    const auto may = [&](int count, float u) { return count > 0 && u > 0.999f * vexp(static_cast<float>(count) * log_kept); };
    expected[i] = may(w.inventions[i], l.u(0, i)) || may(w.utilities[i], l.u(1, i));
  }
  for (const Isa isa : isas()) {
    std::vector<std::uint8_t> lapses(n, 9);
    kernels(isa).innovation_year({0, n, 0}, {In(w.inventions), In(w.utilities)}, log_kept, l.luck(), lapses.data());
    CHECK(lapses == expected);
  }
  const World before = w;
  innovation_lapse(w, all_of(n), plain(), key, 11);
  int lost = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    const bool less = w.inventions[i] < before.inventions[i] || w.utilities[i] < before.utilities[i];
    if (less) REQUIRE(expected[i] == 1);
    lost += less;
  }
  CHECK(lost > 1000);
}

TEST_CASE("(I2) gains equal the slow loop in double precision, and the same bits come from every instruction set") {
  const std::uint32_t n = 1003;
  const Lanes l = Lanes::drawn(n, 45);
  std::vector<std::int32_t> arrivals(n);
  std::vector<float> sales(n), first;
  for (std::uint32_t i = 0; i < n; ++i) {
    arrivals[i] = 1 + static_cast<std::int32_t>(i % 40);
    sales[i] = vexp(-12.0f + 26.0f * static_cast<float>(i) / n);  // from six yuan to more than any firm's
  }
  const GainConstants c{0.3, 2.5, 0.1, 30, 0.15};
  for (const Isa isa : isas()) {
    INFO(name(isa));
    std::vector<float> gains(n);
    kernels(isa).innovation_gains(n, arrivals.data(), sales.data(), c, l.luck(), gains.data());
    if (first.empty()) first = gains;
    CHECK((gains == first));
    for (std::uint32_t i = 0; i < n; ++i) {
      const double normal = inverse_normal(static_cast<double>(l.u(0, i)));
      const double value = c.value * std::exp(c.value_spread * normal) * (l.u(1, i) < 0.1 ? 30 : 1) * arrivals[i];
      REQUIRE(gains[i] == Approx(0.15 * std::log1p(value / sales[i])).epsilon(2e-4));
    }
  }
}
