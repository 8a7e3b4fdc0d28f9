#include "core/selection.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "core/random/philox.hpp"

using namespace echelon;

namespace {

// Scores on a coarse grid, so that ties are common; ids unique but in no order.
std::vector<Candidate> random_candidates(std::uint32_t seed, std::size_t n, std::uint32_t levels) {
  std::vector<Candidate> c;
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::uint64_t r = mix64((std::uint64_t{seed} << 32) + i);
    const float score = static_cast<float>(r % levels) / 4.0f - 3.0f;
    c.push_back({score, static_cast<std::uint32_t>((i * 2654435761u) ^ seed), i});
  }
  return c;
}

bool same(const Candidate& a, const Candidate& b) { return a.uid == b.uid && a.score == b.score && a.slot == b.slot; }

// The obvious way: sort everybody.
std::vector<Candidate> sorted(std::vector<Candidate> c) {
  std::sort(c.begin(), c.end(), [](const Candidate& a, const Candidate& b) {
    return a.score > b.score || (a.score == b.score && a.uid < b.uid);
  });
  return c;
}

void shuffle(std::vector<Candidate>& c, std::uint32_t seed) {
  for (std::size_t i = c.size(); i > 1; --i) std::swap(c[i - 1], c[mix64(seed + i) % i]);
}

}  // namespace

TEST_CASE("The best n are those of a full sort, ties by firm id, whatever the order of listing", "[selection]") {
  for (std::uint32_t seed = 0; seed < 60; ++seed)
    for (std::size_t n : {0u, 1u, 5u, 64u, 500u})
      for (std::uint32_t levels : {1u, 3u, 20u, 1000000u}) {
        const auto all = random_candidates(seed, seed * 7, levels);
        const auto oracle = sorted(all);
        auto c = all;
        shuffle(c, seed);
        REQUIRE(select_best(c, n) == std::min<std::size_t>(n, all.size()));
        REQUIRE(c.size() == all.size());
        for (std::size_t i = 0; i < std::min(n, all.size()); ++i) REQUIRE(same(c[i], oracle[i]));
      }
}

TEST_CASE("A budget is spent on the best first and stops at the first that does not fit", "[selection]") {
  for (std::uint32_t seed = 1; seed < 60; ++seed)
    for (std::int64_t budget : {-1, 0, 5, 40, 300, 100000}) {
      const auto cost = [](const Candidate& candidate) { return std::int64_t{candidate.uid % 7}; };
      const auto all = random_candidates(seed, seed * 5, 9);
      const auto oracle = sorted(all);
      std::size_t expected = 0;
      for (std::int64_t spent = 0; expected < oracle.size(); ++expected) {
        spent += cost(oracle[expected]);
        if (spent > budget) break;
      }
      auto c = all;
      shuffle(c, seed);
      const std::size_t taken = select_under_budget(c, budget, cost);
      REQUIRE(taken == expected);
      REQUIRE(c.size() == all.size());
      for (std::size_t i = 0; i < taken; ++i) REQUIRE(same(c[i], oracle[i]));
    }
}

TEST_CASE("A hand-made budget: the third does not fit, the cheaper fourth must wait too", "[selection]") {
  std::vector<Candidate> c = {{1, 4, 0}, {9, 2, 1}, {5, 3, 2}, {9, 1, 3}};
  const auto cost = [](const Candidate& candidate) { return std::int64_t{candidate.uid == 3 ? 50 : 10}; };
  REQUIRE(select_under_budget(c, 60, cost) == 2);
  CHECK(c[0].uid == 1);
  CHECK(c[1].uid == 2);
  REQUIRE(select_under_budget(c, 70, cost) == 3);
  CHECK(c[2].uid == 3);
}

TEST_CASE("Equal zeros tie, infinities rank, NaN and negative costs are refused", "[selection]") {
  std::vector<Candidate> c = {{-0.0f, 1, 0}, {0.0f, 0, 1}, {INFINITY, 9, 2}, {-INFINITY, 3, 3}};
  REQUIRE(select_best(c, 3) == 3);
  CHECK(c[0].uid == 9);
  CHECK(c[1].uid == 0);
  CHECK(c[2].uid == 1);
  c[1].score = std::nanf("");
  CHECK_THROWS_AS(select_best(c, 1), std::invalid_argument);
  CHECK_THROWS_AS(select_under_budget(c, 1, [](const Candidate&) { return std::int64_t{0}; }), std::invalid_argument);
  c[1].score = 0;
  CHECK_THROWS_AS(select_under_budget(c, 1, [](const Candidate&) { return std::int64_t{-1}; }), std::invalid_argument);
}
