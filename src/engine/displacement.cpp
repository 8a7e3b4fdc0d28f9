#include "engine/displacement.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "model/uid.hpp"

namespace echelon {

namespace {

// Identity -> first year (from 0) by whose end it has been paid more in the other world.
std::unordered_map<std::uint32_t, int> first_supported(const FirmSales& reference, const FirmSales& other) {
  std::vector<std::tuple<std::uint32_t, int, std::int64_t>> flows;
  for (const Payment& x : reference.payments) flows.emplace_back(x.uid, x.quarter / 4, -x.amount);
  for (const Payment& x : other.payments) flows.emplace_back(x.uid, x.quarter / 4, x.amount);
  std::sort(flows.begin(), flows.end());
  std::unordered_map<std::uint32_t, int> since;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < flows.size(); ++i) {
    const auto& [uid, year, amount] = flows[i];
    if (i == 0 || std::get<0>(flows[i - 1]) != uid) sum = 0;
    sum += amount;
    const bool year_ends = i + 1 == flows.size() || std::get<0>(flows[i + 1]) != uid || std::get<1>(flows[i + 1]) != year;
    if (uid != kNoFirm && sum > 0 && year_ends) since.try_emplace(uid, year);  // not persons, banks, funds, builders
  }
  return since;
}

// Most firms are not supported: a bit a hash tells nearly all of them without a look-up.
class Sieve {
 public:
  explicit Sieve(const std::unordered_map<std::uint32_t, int>& since) : since_(since), bits_(kPlaces, false) {
    for (const auto& [uid, year] : since) bits_[place(uid)] = true;
  }
  bool supported(std::uint32_t uid, int year) const {
    if (!bits_[place(uid)]) return false;
    const auto it = since_.find(uid);
    return it != since_.end() && it->second <= year;
  }

 private:
  static constexpr std::size_t kPlaces = 1u << 20;
  static std::size_t place(std::uint32_t uid) { return (uid * 2654435769u) >> 12; }  // Fibonacci hashing
  const std::unordered_map<std::uint32_t, int>& since_;
  std::vector<bool> bits_;
};

}  // namespace

Record run_with_sales(Simulation& simulation, const Parameters& parameters, PhiloxKey key, FirmSales& seen) {
  seen.years.clear();
  simulation.watch([&seen](const Simulation& now, int) {
    const World& w = now.world();
    auto& year = seen.years.emplace_back();
    for (const Block& b : w.blocks()) {
      for (std::uint32_t i = b.begin; i < b.end; ++i) {
        if (w.status[i] == kActive) year.emplace_back(w.uid[i], w.revenue0[i]);
      }
    }
  });
  Record record = simulation.run(parameters, key);
  simulation.watch({});
  seen.payments = simulation.treasury().payments();
  return record;
}

SalesGain sales_gain(const FirmSales& reference, const FirmSales& other, std::size_t sectors) {
  const auto since = first_supported(reference, other);
  const Sieve sieve(since);
  std::vector<std::int64_t> supported(other.years.size() * sectors, 0), others(supported);  // CNY: exact, whatever the order of firms
  for (std::size_t y = 0; y < other.years.size(); ++y) {
    for (const FirmSales* const world : {&reference, &other}) {
      const std::int64_t sign = world == &other ? 1 : -1;
      for (const auto& [uid, sales] : world->years[y]) {
        const std::size_t at = y * sectors + static_cast<std::size_t>(sector_of(uid));
        (sieve.supported(uid, static_cast<int>(y)) ? supported : others)[at] += sign * static_cast<std::int64_t>(1e6 * static_cast<double>(sales));
      }
    }
  }
  return {{supported.begin(), supported.end()}, {others.begin(), others.end()}};
}

}  // namespace echelon
