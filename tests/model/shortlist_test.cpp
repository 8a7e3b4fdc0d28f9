// Short lists: who is on them, whom the coin leaves, how they score; each against a plain loop on every instruction set.
#include <catch2/catch.hpp>

#include "core/statistics.hpp"
#include "firms.hpp"
#include "model/draws.hpp"
#include "model/shortlist.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

const PhiloxKey kKey = philox_key(8, 0);

// Some blocks of odd size, so that chunks and blocks end at different places.
World city(std::uint32_t n, std::uint64_t seed) {
  const World wild = wild_firms(n, seed);
  World w(2, 3, n, 96);
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::uint32_t slot = w.occupy(static_cast<int>(i % 2));
    w.uid[slot] = wild.uid[i], w.status[slot] = wild.status[i], w.flags[slot] = wild.flags[i];
    w.revenue0[slot] = i % 11 == 0 ? 0 : wild.revenue0[i], w.revenue1[slot] = i % 13 == 0 ? 0 : wild.revenue1[i];
    w.inventions[slot] = wild.inventions[i], w.knowledge[slot] = wild.knowledge[i];
    for (int s = 0; s < 3; ++s) w.until[s][slot] = wild.until[s][i];
  }
  return w;
}

using Slots = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("short lists: who holds, and who does R&D, as a plain loop finds them") {
  const World w = city(1501, 31);
  for (const Isa isa : isas()) {
    INFO(name(isa));
    Slots performers, expected;
    for (std::uint32_t i = 0; i < w.slots_in_use(); ++i) {
      if (w.status[i] == kActive && (w.flags[i] & kPerformer) != 0) expected.push_back(i);
    }
    list_performers(w, kernels(isa), performers);
    CHECK((performers == expected && expected.size() > 300));
    for (const bool dormant_too : {false, true}) {
      for (int s = 0; s < 3; ++s) {
        Slots holders{7, 7}, wanted;
        for (std::uint32_t i = 0; i < w.slots_in_use(); ++i) {
          const bool counts = w.status[i] == kActive || (dormant_too && w.status[i] == kDormant);
          if (counts && w.until[s][i] >= 40) wanted.push_back(i);
        }
        list_holders(w, s, 40, dormant_too, kernels(isa), holders);
        CHECK((holders == wanted && wanted.size() > 200));
      }
    }
  }
}

TEST_CASE("short lists: who is young and small, as a plain loop finds them") {
  World w = city(1501, 32);
  Slots expected;
  for (std::uint32_t i = 0; i < w.slots_in_use(); ++i) {
    w.birth[i] = static_cast<std::int16_t>(i % 37) - 12, w.employees[i] = static_cast<float>(1 + i * i % 90);
    const bool young = w.status[i] == kActive && 20 - w.birth[i] <= 14 && w.employees[i] <= 50 && (w.flags[i] & kListed) == 0;
    if (young) expected.push_back(i);
  }
  REQUIRE((expected.size() > 100 && expected.size() < 800));
  for (const Isa isa : isas()) {
    Slots found{3};
    list_young(w, {20, 14, 50.0f}, kernels(isa), found);
    INFO(name(isa));
    CHECK(found == expected);
  }
}

TEST_CASE("short lists: who may need a loan, nobody missed, as a plain loop in double finds them") {
  World w = city(1501, 33);
  const double reserve = 0.03, ahead = 0.7, least = 137;
  std::size_t performers = 0;
  Slots needy;
  for (std::uint32_t i = 0; i < w.slots_in_use(); ++i) {
    w.rd_rate[i] = 0.001f * static_cast<float>(i % 97), w.sales[i] = 0.01f * static_cast<float>(i * i % 3001);
    w.cash[i] = static_cast<std::int32_t>(1000.0 * w.sales[i] * (reserve + ahead * w.rd_rate[i])) - static_cast<std::int32_t>(i % 275);
    w.debt[i] = i % 5 == 0 ? 10 : 0;
    if (i % 7 == 0) w.flags[i] |= kBarred;
    if (w.status[i] != kActive || (w.flags[i] & kPerformer) == 0) continue;
    performers += 1;
    const double lacks = 1000.0 * w.sales[i] * (reserve + ahead * w.rd_rate[i]) - w.cash[i];
    const double borne = 1000.0 * (0.02 * w.sales[i] + 0.3 * w.inventions[i]);
    if (w.debt[i] == 0 && (w.flags[i] & kBarred) == 0 && lacks >= least && borne >= least) needy.push_back(i);
  }
  REQUIRE(needy.size() > 50);
  for (const Isa isa : isas()) {
    INFO(name(isa));
    Slots found;
    CHECK(list_needy(w, {0.03f, 0.7f, 137.0f, 0.02f, 0.3f}, kernels(isa), found) == performers);
    CHECK(std::includes(found.begin(), found.end(), needy.begin(), needy.end()));
    CHECK(found.size() <= needy.size() + needy.size() / 20);  // a few at the edge
  }
}

TEST_CASE("short lists: a certificate counts in its last quarter and no longer; an empty seat never does") {
  World w = firms(4);
  for (int i = 0; i < 4; ++i) w.until[1][i] = static_cast<std::int16_t>(19 + i % 2);
  w.status[2] = kDormant, w.until[1][2] = 30, w.status[3] = kEmpty;
  Slots slots;
  list_holders(w, 1, 20, false, kernels(Isa::baseline), slots);
  CHECK(slots == Slots{1});
  list_holders(w, 1, 20, true, kernels(Isa::baseline), slots);
  CHECK(slots == Slots{1, 2});
  list_holders(w, 0, 0, true, kernels(Isa::baseline), slots);
  CHECK(slots.empty());  // never held
}

TEST_CASE("short lists: the coin has the firm's own address, and its chance") {
  const World w = firms(5000);
  const Draw coin{kKey, 7, kCallGrant, 99, 3};
  for (const Isa isa : isas()) {
    Slots slots, expected;
    list_holders(w, 0, kNever, false, kernels(isa), slots);
    REQUIRE(slots.size() == 5000);
    for (const std::uint32_t slot : slots) {
      if (unit_float(philox(kKey, w.uid[slot], 7, kCallGrant, 99).w3) < 0.05) expected.push_back(slot);
    }
    keep_by_coin(w, coin, 0.05, kernels(isa), slots);
    CHECK((slots == expected));
    CHECK(std::abs(static_cast<double>(slots.size()) - 250) < 4 * 15.4);  // sd sqrt(5000 * 0.05 * 0.95)
    Slots all = slots, none = slots;
    keep_by_coin(w, coin, 1.0, kernels(isa), all);
    keep_by_coin(w, coin, 0.0, kernels(isa), none);
    CHECK((all == slots && none.empty()));
  }
}

TEST_CASE("short lists: scores by hand") {
  World w = firms(4);
  w.inventions[0] = 3, w.knowledge[0] = 1;           // ln 4 and ln 2
  w.revenue0[1] = 20, w.revenue1[1] = 10;            // ln 2
  w.revenue0[2] = 20, w.revenue1[2] = 0;             // no signal
  w.revenue0[3] = 1, w.revenue1[3] = 1000;           // -ln 1000, bounded by 1
  std::vector<Candidate> c;
  const Slots slots{0, 1, 2, 3};
  const MeritWeights weights{.growth = 2, .inventions = 1, .knowledge = 0.5f, .noise = 0, .growth_limit = 1};
  add_candidates(w, slots, weights, {kKey, 3, kCallScheme, 1, 3}, kernels(Isa::baseline), c);
  REQUIRE(c.size() == 4);
  CHECK(c[0].score == Approx(1.3862944 + 0.3465736).epsilon(1e-6));
  CHECK(c[1].score == Approx(1.3862944).epsilon(1e-6));
  CHECK(c[2].score == 0);
  CHECK(c[3].score == -2);
  CHECK((c[3].uid == w.uid[3] && c[3].slot == 3));
}

TEST_CASE("short lists: scores equal the slow loop in double precision, and the same bits come from every instruction set") {
  const World w = city(1501, 32);
  const MeritWeights weights{.growth = 1.5f, .inventions = 0.7f, .knowledge = 0.3f, .noise = 0.8f};
  Slots slots;
  list_performers(w, kernels(Isa::baseline), slots);
  std::vector<Candidate> first;
  for (const Isa isa : isas()) {
    std::vector<Candidate> c;
    add_candidates(w, slots, weights, {kKey, 3, kCallScheme, 1, 3}, kernels(isa), c);
    REQUIRE(c.size() == slots.size());
    if (first.empty()) first = c;
    for (std::size_t i = 0; i < c.size(); ++i) {
      const std::uint32_t slot = slots[i];
      const double now = w.revenue0[slot], before = w.revenue1[slot];
      const double grown = now > 0 && before > 0 ? std::log(now) - std::log(before) : 0;
      const double noise = inverse_normal(static_cast<double>(unit_float(philox(kKey, w.uid[slot], 3, kCallScheme, 1).w3)));
      const double score = 1.5 * grown + 0.7 * std::log1p(w.inventions[slot]) + 0.3 * std::log1p(w.knowledge[slot]) + 0.8 * noise;
      REQUIRE(c[i].score == Approx(score).margin(1e-4));
      REQUIRE(c[i].score == first[i].score);
      REQUIRE((c[i].slot == slot && c[i].uid == w.uid[slot]));
    }
  }
}

TEST_CASE("short lists: the luck of a score is standard normal") {
  const World w = firms(20000);
  Slots slots;
  list_holders(w, 0, kNever, false, kernels(Isa::baseline), slots);
  std::vector<Candidate> c;
  add_candidates(w, slots, {.noise = 1}, {kKey, 3, kCallRound, 0, 3}, kernels(Isa::baseline), c);
  std::vector<double> sample;
  for (const Candidate& x : c) sample.push_back(x.score);
  CHECK(kolmogorov(sample, [](double x) { return normal_cdf(x); }) < 1.95);
}
