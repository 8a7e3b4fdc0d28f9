// Innovation (S6): the sweeps over blocks against slow loops, and the events they mark against all firms one by one.
#include <catch2/catch.hpp>
#include <cstring>

#include "innovation_fixture.hpp"
#include "model/draws.hpp"

using namespace echelon;
using namespace echelon::test;

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
  for (std::uint32_t i = 0; i < n; ++i) w.innovation_rate[i] = 0.3f, w.pending[i] = static_cast<std::uint16_t>(i % 9);
  const Lanes l = words_of(w, n, 8, kCallQuarterB, 0);
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

namespace {

// The same quarter twice: all firms one by one, and those of a block that the sweep marked with its luck. Answers how many were marked.
std::uint32_t check_block(const World& start, std::uint32_t n) {
  const double examined = 0.11;
  const InnovationParams p = plain();
  const InnovationEnv env = env_of(8, examined);
  const Lanes l = words_of(start, n, 8, kCallQuarterB, 0);
  World all = start, some = start;
  std::vector<std::uint8_t> events(n);
  innovation_quarter({0, n, 0}, {In(all.status), In(all.flags), In(all.innovation_rate), In(all.pending)}, static_cast<float>(p.strategic.v / 4),
                     static_cast<float>(std::log(1 - examined)), l.luck(), events.data());
  std::vector<std::uint32_t> marked;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (events[i] != 0) marked.push_back(i);
  }
  InnovationSums of_all, of_some;
  innovation_events(all, all_of(n), p, env, {&of_all, 1});
  InnovationEvents(some, p, env, {&of_some, 1}).work({0, n, 0}, marked, events.data(), l.luck());
  CHECK((of_some.filed == of_all.filed && of_some.granted == of_all.granted && of_all.filed > 100 && of_all.granted > 100));
  for (std::uint32_t i = 0; i < n; ++i) {
    REQUIRE((all.pending[i] == some.pending[i] && all.inventions[i] == some.inventions[i] && all.utilities[i] == some.utilities[i]));
    REQUIRE(std::memcmp(&all.gain[i], &some.gain[i], sizeof all.gain[i]) == 0);
  }
  return static_cast<std::uint32_t>(marked.size());
}

}  // namespace

TEST_CASE("innovation: the events of a block that the sweep marked are those of all its firms one by one") {
  const std::uint32_t marked = check_block(wild_firms(5003, 45), 5003);
  CHECK((marked > 500 && marked < 5003));
}

TEST_CASE("innovation: firms next to the threshold of an arrival are asked the exact question, whatever single precision says") {
  // All are listed, since an application of each is surely looked at; the uniform of each is the probability of no arrival, to the last digit.
  const std::uint32_t n = 5003;
  World w = wild_firms(n, 46);
  const Lanes l = words_of(w, n, 8, kCallQuarterB, 0);
  for (std::uint32_t i = 0; i < n; ++i) {
    w.pending[i] = 300;
    const auto rate = static_cast<float>(-std::log(static_cast<double>(l.u(0, i))));
    w.innovation_rate[i] = i % 3 == 0 ? rate : std::nextafter(rate, i % 3 == 1 ? 0.0f : 100.0f);
  }
  CHECK(check_block(w, n) == n);
}

TEST_CASE("(I6) the yearly sweep lets no lapse pass by, and equals the slow loop on every instruction set") {
  const std::uint32_t n = 5003;
  World w = wild_firms(n, 44);
  const PhiloxKey key = philox_key(3, 0);
  const Lanes l = words_of(w, n, 11, kCallInnovation, 2);
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
  std::vector<std::int32_t> arrivals(in_lanes(n));
  std::vector<float> sales(in_lanes(n)), first;
  for (std::uint32_t i = 0; i < n; ++i) {
    arrivals[i] = 1 + static_cast<std::int32_t>(i % 40);
    sales[i] = vexp(-12.0f + 26.0f * static_cast<float>(i) / n);  // from six yuan to more than any firm's
  }
  const GainConstants c{0.3, 2.5, 0.1, 30, 0.15};
  for (const Isa isa : isas()) {
    INFO(name(isa));
    std::vector<float> gains(in_lanes(n));
    kernels(isa).innovation_gains(n, arrivals.data(), sales.data(), c, l.luck(), gains.data());
    gains.resize(n);
    if (first.empty()) first = gains;
    CHECK((gains == first));
    for (std::uint32_t i = 0; i < n; ++i) {
      const double normal = inverse_normal(static_cast<double>(l.u(0, i)));
      const double value = c.value * std::exp(c.value_spread * normal) * (l.u(1, i) < 0.1 ? 30 : 1) * arrivals[i];
      REQUIRE(gains[i] == Approx(0.15 * std::log1p(value / sales[i])).epsilon(2e-4));
    }
  }
}
