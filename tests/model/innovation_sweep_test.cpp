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

TEST_CASE("innovation: the events of a block that the sweep marked are those of all its firms one by one") {
  const std::uint32_t n = 5003;
  World w = wild_firms(n, 45);
  Lanes l(n);
  const PhiloxKey key = philox_key(3, 0);
  for (std::uint32_t i = 0; i < n; ++i) {
    const Words4 words = philox(key, w.uid[i], 8, kCallQuarterB, 0);
    l.lane[0][i] = words.w0, l.lane[2][i] = words.w2, l.lane[3][i] = words.w3;
  }
  World marked = w;
  const double examined = 0.11;
  InnovationParams p = plain();
  p.strategic.v = 0.8;
  const InnovationEnv env = env_of(8, examined);
  std::vector<std::uint8_t> events(n);
  innovation_quarter({0, n, 0}, {In(w.status), In(w.flags), In(w.innovation_rate), In(w.pending)}, static_cast<float>(p.strategic.v / 4),
                     static_cast<float>(std::log(1 - examined)), l.luck(), events.data());
  std::vector<std::uint32_t> slots;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (events[i] != 0) slots.push_back(i);
  }
  InnovationSums all, some;
  innovation_events(w, all_of(n), p, env, {&all, 1});
  InnovationEvents(marked, p, env, {&some, 1}).work({0, n, 0}, slots, events.data(), l.luck());
  CHECK((some.filed == all.filed && some.granted == all.granted && all.filed > 100 && all.granted > 100));
  int filed = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    REQUIRE((w.pending[i] == marked.pending[i] && w.inventions[i] == marked.inventions[i] && w.utilities[i] == marked.utilities[i]));
    REQUIRE(std::memcmp(&w.gain[i], &marked.gain[i], sizeof w.gain[i]) == 0);
    filed += (events[i] & kStrategic) != 0;
  }
  CHECK(filed > 20);
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
