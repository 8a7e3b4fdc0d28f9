// Entry (S2): counts by hand, nesting, distributions, what a newborn firm is.
#include <catch2/catch.hpp>

#include "core/random/discrete.hpp"
#include "core/statistics.hpp"
#include "firms.hpp"
#include "model/draws.hpp"
#include "tiny.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

EntryEnv env_of(std::uint64_t seed, int quarter = 0) {
  return {philox_key(seed, 0), quarter, 1.0, 1.0, 0.0, 0.25, 40000, 1, 0, 0, 0, 1};
}

// Firms of one channel, sector and quarter, and where they sit.
std::vector<std::uint32_t> births(World& w, Channel channel, int sector, int quarter, std::uint32_t count, std::vector<double> parents = {},
                                  std::uint64_t seed = 8) {
  std::vector<std::uint32_t> slots;
  give_birth(w, kernels(best_isa()), tiny_parameters(), tiny_scenario(), philox_key(seed, 0), {channel, sector, quarter, count, parents, 0.3}, slots);
  return slots;
}

// Means and variances of a count over many keys.
template <class Count>
std::pair<double, double> moments(int n, Count count) {
  std::vector<double> v;
  for (int k = 0; k < n; ++k) v.push_back(count(k));
  return {mean(v), sd(v) * sd(v)};
}

}  // namespace

TEST_CASE("(E1) organic entrants are negative binomial around their rate") {
  // 0.25 * 0.1 * 40000 * 0.25 = 250 a quarter; variance 250 + 250^2/20 = 3375. 4000 keys: standard error of the mean 0.92.
  const EntryParams p = tiny_parameters().entry;
  const auto [m, v] = moments(4000, [&](int k) { return entry_counts(p, env_of(k), 0).organic; });
  CHECK(std::abs(m - 250) < 4 * 0.92);
  CHECK(v == Approx(3375).epsilon(0.12));
}

TEST_CASE("(E1) the mean follows stock, demand and the cycle with their elasticities") {
  const EntryParams p = tiny_parameters().entry;
  EntryEnv env = env_of(5);
  const Words4 luck = philox(env.key, make_uid(Channel::reserved, 0, 0, 2), 0, kCallEntry, 0);
  const auto expected = [&](double mean) { return negative_binomial_inverse(unit_float(luck.w0), mean, 20); };
  CHECK(entry_counts(p, env, 0).organic == expected(250));
  env.stock_ratio = 2;
  CHECK(entry_counts(p, env, 0).organic == expected(406.1262));  // 250 * 2^0.7
  env.demand_ratio = 2;
  CHECK(entry_counts(p, env, 0).organic == expected(500.0));     // times 2^0.3: together 2
  env.z = -0.2231436;
  CHECK(entry_counts(p, env, 0).organic == expected(400.0));     // times e^z = 0.8
}

TEST_CASE("(E2) spin-offs are Poisson with the weight of the well-informed") {
  // 0.25 * 0.002 * 8000 = 4. 4000 keys: standard error of the mean 0.032.
  const EntryParams p = tiny_parameters().entry;
  const auto [m, v] = moments(4000, [&](int k) {
    EntryEnv env = env_of(k);
    env.spin_weight = 8000;
    return entry_counts(p, env, 0).spin_off;
  });
  CHECK(std::abs(m - 4) < 4 * 0.032);
  CHECK(v == Approx(4).epsilon(0.12));
  CHECK(entry_counts(p, env_of(1), 0).spin_off == 0);
}

TEST_CASE("(E3) attraction grows for so many years, and then stays") {
  // 125 a quarter at the start; after ten years, and ever after, 125 * 1.05^10 = 203.612. 4000 keys: standard error 0.23.
  const EntryParams p = tiny_parameters().entry;
  const auto mean_at = [&](int quarter) {
    return moments(4000, [&](int k) { return entry_counts(p, env_of(k, quarter), 0).attracted; }).first;
  };
  CHECK(std::abs(mean_at(40) - 203.612) < 4 * 0.23);
  CHECK(std::abs(mean_at(68) - 203.612) < 4 * 0.23);
}

TEST_CASE("(E3) packages bring firms, half of whom would have come anyway") {
  // Base 0.25 * 2000 * 0.25 = 125. Of 18.96 firms that packages land a quarter half are additional: 134.48 on average. 4000 keys: standard
  // error 0.18.
  const EntryParams p = tiny_parameters().entry;
  const auto count = [&](int k, double landing, double beyond = 0, double region = 1) {
    EntryEnv env = env_of(k);
    env.landing = landing, env.landing_beyond = beyond, env.region_left = region;
    return entry_counts(p, env, 0);
  };
  const auto [without, v] = moments(4000, [&](int k) { return count(k, 0).attracted; });
  const auto [with, w] = moments(4000, [&](int k) { return count(k, 18.96362).attracted; });
  const auto [paid, x] = moments(4000, [&](int k) { return count(k, 18.96362).supported; });
  CHECK(std::abs(without - 125) < 4 * 0.18);
  CHECK(std::abs(with - 134.482) < 4 * 0.18);
  CHECK(paid == Approx(18.964).epsilon(0.01));
  CHECK(v == Approx(125).epsilon(0.1));
  (void)w, (void)x;
  for (int k = 0; k < 200; ++k) {
    const EntryCounts n = count(k, 18.96362);
    REQUIRE(n.additional >= 0);
    REQUIRE(n.supported <= n.attracted);
    REQUIRE(count(k, 0).supported == 0);
    REQUIRE(count(k, 0).relocated == p.relocated.v);
  }
  // A region with two thirds of its firms: 0.3 of the base comes at two thirds, 125 * 0.9 = 112.5, and 22.2 % of it is of the region. What
  // packages bring from beyond is neither fewer nor of the region.
  const auto [fewer, y] = moments(4000, [&](int k) { return count(k, 0, 0, 2.0 / 3).attracted; });
  CHECK(std::abs(fewer - 112.5) < 4 * 0.17);
  CHECK(count(1, 0, 0, 2.0 / 3).relocated == Approx(0.2 / 0.9));
  CHECK(count(1, 20, 20, 2.0 / 3).relocated == Approx(0.2 * 125 / (112.5 + 10)));
  CHECK(count(1, 20, 20, 1).relocated == Approx(0.3 * 125 / 135));
  (void)y;
}

TEST_CASE("law P19: whatever raises a rate only adds entrants, for every luck") {
  const EntryParams p = tiny_parameters().entry;
  for (int k = 0; k < 300; ++k) {
    EntryEnv env = env_of(k, 30);
    env.spin_weight = 5000, env.landing = 8;
    const EntryCounts base = entry_counts(p, env, 1);
    EntryParams more = p;
    more.organic.v = 0.12, more.attracted.v = 2200, more.spin_off.v = 0.003;
    const EntryCounts n = entry_counts(more, env, 1);
    REQUIRE(n.organic >= base.organic);
    REQUIRE(n.spin_off >= base.spin_off);
    REQUIRE(n.attracted >= base.attracted);
    EntryEnv richer = env;
    richer.landing = 14, richer.stock_ratio = 1.1, richer.spin_weight = 6000;
    const EntryCounts r = entry_counts(p, richer, 1);
    REQUIRE(r.organic >= base.organic);
    REQUIRE(r.attracted >= base.attracted);
    REQUIRE(r.supported >= base.supported);
  }
}

TEST_CASE("(E4) an entrant's sales are lognormal around its sector's median, larger when attracted") {
  World w(2, 1, 30000, 1024);
  std::vector<double> organic, attracted;
  for (const std::uint32_t slot : births(w, Channel::organic, 1, 40, 10000)) organic.push_back(w.log_sales[slot]);
  for (const std::uint32_t slot : births(w, Channel::attracted, 0, 40, 10000)) attracted.push_back(w.log_sales[slot]);
  // ln(1.3 * 2) + 0.03 * 10 = 1.2555114 and ln(1.3 * 1 * 2) + 0.3, the same; spread 1.35: standard error of a mean 0.0135.
  CHECK(std::abs(mean(organic) - 1.2555114) < 4 * 0.0135);
  CHECK(std::abs(mean(attracted) - 1.2555114) < 4 * 0.0135);
  CHECK(kolmogorov(organic, [](double x) { return normal_cdf((x - 1.2555114) / 1.35); }) < 1.95);
}

TEST_CASE("entry: a newborn firm is the same whoever it is born beside; a spin-off inherits") {
  World alone(2, 1, 1000, 64), crowded(2, 1, 2000, 64);
  births(crowded, Channel::organic, 0, 12, 40);
  const std::uint32_t a = births(alone, Channel::spin_off, 1, 12, 4)[3];
  const std::uint32_t b = births(crowded, Channel::spin_off, 1, 12, 300)[3];  // more than one batch
  std::string names;
  for_column_pairs(alone, crowded, [&](const char* name, const auto& x, const auto& y) {
    if (x[a] != y[b]) names += std::string(" ") + name;
  });
  CHECK(names == "");
  CHECK(alone.uid[a] == make_uid(Channel::spin_off, 1, 13, 3));
  CHECK(alone.birth[a] == 12);
  // A parent with K = 19 leaves e^(0.1 ln 20) - 1 = 0.3492828.
  World other(2, 1, 1000, 64);
  const std::uint32_t child = births(other, Channel::spin_off, 1, 12, 2, {0.0, 19.0})[1];
  const std::uint32_t orphan = births(alone, Channel::spin_off, 1, 12, 2)[1];
  CHECK(other.uid[child] == alone.uid[orphan]);
  CHECK(other.knowledge[child] - alone.knowledge[orphan] == Approx(0.3492828).epsilon(1e-5));
}

TEST_CASE("entry: a firm that takes a seat is in every column as if nobody had sat there") {
  World fresh(1, 3, 300, 300), taken = wild_firms(300, 5);
  std::vector<std::uint32_t> all;
  for (std::uint32_t i = 0; i < 300; ++i) taken.round[i] = static_cast<std::uint8_t>(taken.round[i] + 1), all.push_back(i);
  taken.vacate(all);
  for (const Channel channel : {Channel::organic, Channel::attracted}) {
    const std::vector<std::uint32_t> a = births(fresh, channel, 0, 6, 120), b = births(taken, channel, 0, 6, 120);
    std::string names;
    for_column_pairs(fresh, taken, [&](const char* name, const auto& x, const auto& y) {
      for (std::size_t i = 0; i < a.size(); ++i) {
        if (x[a[i]] == y[b[i]]) continue;
        names += std::string(" ") + name;
        return;
      }
    });
    CHECK(names == "");
  }
}

TEST_CASE("entry: parents are the best by keyed scores, whatever the blocks") {
  // One by one, in double: ln u / sqrt(K / mean) of active firms that know more than the mean.
  const float mean = 40;
  const PhiloxKey key = philox_key(12, 0);
  World w(2, 1, 4000, 64);
  for (std::uint32_t i = 0; i < 3600; ++i) {
    const std::uint32_t slot = w.occupy(static_cast<int>(i % 2));
    w.uid[slot] = 1 + i, w.status[slot] = i % 7 == 0 ? kDormant : kActive;
    w.knowledge[slot] = static_cast<float>(i % 101);
  }
  std::vector<std::pair<double, std::uint32_t>> all;
  for (std::uint32_t slot = 0; slot < w.slots_in_use(); ++slot) {
    if (w.sector_of_slot(slot) != 1 || w.status[slot] != kActive || w.knowledge[slot] <= mean) continue;
    const double u = unit_float(philox(key, w.uid[slot], 9, kCallParent, 0).w0);
    all.emplace_back(-std::log(u) / std::sqrt(static_cast<double>(w.knowledge[slot]) / mean), slot);
  }
  std::sort(all.begin(), all.end());
  REQUIRE(all.size() > 3 * 256);
  for (const Isa isa : isas()) {
    for (const std::size_t n : {std::size_t{0}, std::size_t{1}, std::size_t{40}, std::size_t{300}, all.size(), all.size() + 5}) {
      const std::vector<Candidate> parents = spin_off_parents(w, kernels(isa), {key, 9, 1, mean}, n);
      REQUIRE(parents.size() == std::min(n, all.size()));
      for (std::size_t i = 0; i < parents.size(); ++i) REQUIRE(parents[i].slot == all[i].second);
    }
  }
}

TEST_CASE("entry: a share of the attracted comes from the region") {
  // 30 % of 10000: sd 45.8.
  World w(2, 1, 12000, 1024);
  int moved = 0;
  for (const std::uint32_t slot : births(w, Channel::attracted, 0, 1, 10000, {}, 9)) moved += (w.flags[slot] & kRelocated) != 0;
  CHECK(std::abs(moved - 3000.0) < 4 * 45.8);
}

TEST_CASE("entry: pinned counts") {
  EntryEnv env = env_of(20240402, 7);
  env.spin_weight = 8000, env.landing = 18.96362;
  const EntryCounts n = entry_counts(tiny_parameters().entry, env, 1);
  CHECK(n.organic == 172);
  CHECK(n.spin_off == 2);
  CHECK(n.attracted == 156);
  CHECK(n.supported == 19);
}
