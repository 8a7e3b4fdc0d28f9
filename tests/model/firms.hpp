#pragma once
// Firms for the tests of rooms: a world whose columns are set by hand or at random, luck that is chosen or drawn, and a comparison of
// worlds bit for bit. Random columns go beyond what a run would hold, so that clips and limits are met.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "core/cpu.hpp"
#include "core/math/vecmath.hpp"
#include "core/random/philox.hpp"
#include "core/random/uniform.hpp"
#include "model/kernels.hpp"
#include "model/uid.hpp"
#include "model/world.hpp"

namespace echelon::test {

// The word whose uniform is nearest to u.
inline std::uint32_t word_of(double u) {
  const double cell = u * 0x1p23;
  const double whole = cell < 0 ? 0 : (cell > 0x1p23 - 1 ? 0x1p23 - 1 : cell);
  return static_cast<std::uint32_t>(whole) << 9;
}

// Four lanes of luck for the firms of a block.
struct Lanes {
  std::vector<std::uint32_t> lane[4];
  explicit Lanes(std::size_t n, double u = 0.5) {
    const std::size_t whole = (n + kByteLanes - 1) / kByteLanes * kByteLanes;  // lists are worked on in whole registers
    for (auto& l : lane) l.assign(whole, word_of(u));
  }
  static Lanes drawn(std::size_t n, std::uint64_t seed) {
    Lanes lanes(n);
    for (std::size_t i = 0; i < n; ++i) {
      const Words4 w = philox(philox_key(seed, 1), static_cast<std::uint32_t>(i), 0, 0, 0);
      lanes.lane[0][i] = w.w0, lanes.lane[1][i] = w.w1, lanes.lane[2][i] = w.w2, lanes.lane[3][i] = w.w3;
    }
    return lanes;
  }
  void set(int which, std::size_t i, double u) { lane[which][i] = word_of(u); }
  void fill(int which, double u) { lane[which].assign(lane[which].size(), word_of(u)); }
  float u(int which, std::size_t i) const { return unit_float(lane[which][i]); }
  Luck luck() const { return {lane[0].data(), lane[1].data(), lane[2].data(), lane[3].data()}; }
};

inline std::vector<Isa> isas() {
  std::vector<Isa> all;
  for (const Isa isa : {Isa::baseline, Isa::avx2, Isa::avx512}) {
    if (available(isa)) all.push_back(isa);
  }
  return all;
}

// One sector, n active firms in one block.
inline World firms(std::uint32_t n, int schemes = 3) {
  World w(1, schemes, n, n);
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::uint32_t slot = w.occupy(0);
    w.uid[slot] = make_uid(Channel::initial, 0, 0, slot);
    w.status[slot] = kActive;
  }
  return w;
}

// Columns over wide ranges, some of them at their limits; status empty, active or dormant.
inline World wild_firms(std::uint32_t n, std::uint64_t seed) {
  World w = firms(n);
  PhiloxEngine engine(philox_key(seed, 7), 0, 0, 0);
  const auto u = [&] { return static_cast<double>(unit_float(engine())); };
  const auto real = [&](double low, double high) { return static_cast<float>(low + (high - low) * u()); };
  const auto whole = [&](int low, int high) { return low + static_cast<int>(u() * (high - low + 1)); };
  for (std::uint32_t i = 0; i < n; ++i) {
    w.status[i] = static_cast<std::uint8_t>(u() < 0.7 ? kActive : (u() < 0.5 ? kDormant : kEmpty));
    w.flags[i] = static_cast<std::uint8_t>(whole(0, 31));
    w.birth[i] = static_cast<std::int16_t>(whole(-200, 45));
    w.log_sales[i] = real(-9, 13), w.sales[i] = vexp(w.log_sales[i]), w.measured[i] = real(0.5, 1.6);
    w.persistent[i] = real(-0.2, 0.2), w.drift[i] = real(-0.5, 0.5), w.spread[i] = real(0, 1.5), w.gain[i] = real(0, 1);
    w.employees[i] = static_cast<float>(whole(1, 3000)), w.productivity[i] = real(-2, 2);
    w.cash[i] = whole(-50000, 500000), w.grant_left[i] = u() < 0.5 ? 0 : whole(0, 3000);
    w.carried_loss[i] = whole(0, 1) ? 0 : whole(1, 40000) * kLossAges + whole(1, 10);
    w.margin[i] = real(-0.3, 0.5), w.inclination[i] = real(-6, 6), w.log_intensity[i] = real(-7, 1);
    w.rd_rate[i] = real(0, 1), w.knowledge[i] = u() < 0.3 ? 0 : real(0, 500), w.rd_year[i] = real(0, 100);
    w.sales_year[i] = real(0, 2000), w.innovation_rate[i] = u() < 0.4 ? 0 : real(0, 8);
    w.pending[i] = static_cast<std::uint16_t>(u() < 0.5 ? 0 : whole(0, 40));
    w.inventions[i] = static_cast<std::uint16_t>(u() < 0.5 ? 0 : whole(0, 90)), w.utilities[i] = static_cast<std::uint16_t>(whole(0, 90));
    w.revenue0[i] = real(0, 900), w.revenue1[i] = real(0, 900), w.revenue2[i] = real(0, 900);
    w.reported0[i] = real(0, 90), w.reported1[i] = real(0, 90), w.reported2[i] = real(0, 90);
    w.raised0[i] = real(0, 90), w.raised1[i] = real(0, 90), w.raised2[i] = real(0, 90), w.raised_total[i] = real(0, 200);
    w.round[i] = static_cast<std::uint8_t>(whole(0, 9)), w.since_round[i] = static_cast<std::uint8_t>(whole(0, 1) ? whole(0, 9) : 255);
    w.aware[i] = static_cast<std::uint16_t>(whole(0, 7)), w.held[i] = static_cast<std::uint16_t>(whole(0, 7));
    w.had[i] = 7;
    for (int s = 0; s < w.schemes(); ++s) {
      w.until[s][i] = static_cast<std::int16_t>(u() < 0.3 ? kNever : whole(20, 60));
      w.since[s][i] = static_cast<std::int16_t>(w.until[s][i] - 11);
    }
  }
  return w;
}

// Calls `each(name, column of a, column of b)` for every column.
template <class W, class V, class F>
void for_column_pairs(W& a, V& b, F each) {
#define ECHELON_PAIR(name) each(#name, a.name, b.name)
  ECHELON_PAIR(uid), ECHELON_PAIR(status), ECHELON_PAIR(flags), ECHELON_PAIR(district), ECHELON_PAIR(track), ECHELON_PAIR(birth);
  ECHELON_PAIR(log_sales), ECHELON_PAIR(sales), ECHELON_PAIR(measured), ECHELON_PAIR(persistent), ECHELON_PAIR(drift);
  ECHELON_PAIR(spread), ECHELON_PAIR(gain), ECHELON_PAIR(employees), ECHELON_PAIR(productivity), ECHELON_PAIR(cash), ECHELON_PAIR(carried_loss);
  ECHELON_PAIR(debt), ECHELON_PAIR(grant_left), ECHELON_PAIR(margin), ECHELON_PAIR(inclination), ECHELON_PAIR(log_intensity), ECHELON_PAIR(rd_rate);
  ECHELON_PAIR(knowledge), ECHELON_PAIR(rd_year), ECHELON_PAIR(sales_year), ECHELON_PAIR(innovation_rate), ECHELON_PAIR(pending);
  ECHELON_PAIR(inventions), ECHELON_PAIR(utilities), ECHELON_PAIR(revenue0), ECHELON_PAIR(revenue1), ECHELON_PAIR(revenue2);
  ECHELON_PAIR(reported0), ECHELON_PAIR(reported1), ECHELON_PAIR(reported2);
  ECHELON_PAIR(raised0), ECHELON_PAIR(raised1), ECHELON_PAIR(raised2), ECHELON_PAIR(round), ECHELON_PAIR(since_round);
  ECHELON_PAIR(valuation), ECHELON_PAIR(raised_total), ECHELON_PAIR(aware), ECHELON_PAIR(held), ECHELON_PAIR(had);
#undef ECHELON_PAIR
  for (int s = 0; s < a.schemes(); ++s) each("until", a.until[s], b.until[s]), each("since", a.since[s], b.since[s]);
}

// The columns whose bytes differ between two worlds; empty when they are the same.
inline std::string differing(const World& a, const World& b) {
  std::string names;
  for_column_pairs(a, b, [&](const char* name, const auto& x, const auto& y) {
    const bool same = x.size() == y.size() && std::memcmp(x.data(), y.data(), x.size() * sizeof(x[0])) == 0;
    if (!same) names += std::string(names.empty() ? "" : " ") + name;
  });
  return names;
}

// Runs `kernel(table, world)` on a copy of the world for every instruction set of this machine and `oracle(world)` on another; returns
// the columns in which any of them differs from the oracle.
template <class Kernel, class Oracle>
std::string against_oracle(const World& start, Kernel kernel, Oracle oracle) {
  World expected = start;
  oracle(expected);
  for (const Isa isa : isas()) {
    World got = start;
    kernel(kernels(isa), got);
    const std::string names = differing(expected, got);
    if (!names.empty()) return std::string(name(isa)) + ": " + names;
  }
  return "";
}

// Largest distance between the empirical distribution of a sample and F, times sqrt(n). Under F it exceeds 1.95 with probability 1e-3
// (Kolmogorov: 2 exp(-2 x^2)).
template <class Law>
double kolmogorov(std::vector<double> sample, Law law) {
  std::sort(sample.begin(), sample.end());
  const double n = static_cast<double>(sample.size());
  double distance = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double at = law(sample[i]);
    const double above = (static_cast<double>(i) + 1) / n - at, below = at - static_cast<double>(i) / n;
    distance = std::max({distance, above, below});
  }
  return distance * std::sqrt(n);
}

}  // namespace echelon::test
