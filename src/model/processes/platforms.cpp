// Places at platforms, and what a project there does.
#include "model/processes/platforms.hpp"

#include <algorithm>

#include "core/random/uniform.hpp"
#include "model/draws.hpp"
#include "model/fields.hpp"
#include "model/uid.hpp"
#include "model/world.hpp"

namespace echelon {

namespace {

constexpr double kFirstYear = 0.5;   // of its capacity, in a platform's first year
enum { kApproval = 5 };              // ordinal of the reserved identity that draws approvals

}  // namespace

void Platforms::open() {
  built_.clear();
  flows_ = {};
}

int Platforms::approve(int instrument, int planned, const PlatformsParams& p, PhiloxKey key, int quarter, std::uint32_t luck) {
  int approved = 0;
  for (int i = 0; i < planned; ++i) {
    const auto k = luck + 1 + static_cast<std::uint32_t>(i);
    if (unit_float(philox(key, make_uid(Channel::reserved, 0, 0, kApproval), quarter, kCallPlatform, k).w1) >= p.approval.v) continue;
    built_.push_back({instrument, quarter + static_cast<int>(p.building.v + 0.5)});
    ++approved;
  }
  flows_.approved += approved;
  return approved;
}

double Platforms::places(const PlatformsParams& p, double scale, int quarter) const {
  double open = p.stock.v * scale;
  for (const Platform& x : built_) {
    if (quarter >= x.opens) open += quarter < x.opens + 4 ? kFirstYear : 1;
  }
  return p.capacity.v * open;
}

std::int64_t Platforms::serve(World& world, std::vector<Candidate>& applicants, double places, const PlatformsParams& p,
                              std::span<const double> inverse_wage) {
  const auto fee = static_cast<std::int32_t>(1000 * p.fee.v);
  std::erase_if(applicants, [&](const Candidate& c) { return world.cash[c.slot] < fee; });
  flows_.asked += static_cast<std::int64_t>(applicants.size());
  const std::size_t n = select_best(applicants, static_cast<std::size_t>(places > 0 ? places + 0.5 : 0));
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t slot = applicants[i].slot;
    const double paid = 0.001 * fee;
    world.cash[slot] -= fee;
    world.rd_year[slot] = static_cast<float>(world.rd_year[slot] + paid);
    world.knowledge[slot] = static_cast<float>(world.knowledge[slot] + p.inflow.v * paid * inverse_wage[world.sector_of_slot(slot)]);
    world.innovation_rate[slot] = static_cast<float>(world.innovation_rate[slot] * (1 + p.gain.v));
  }
  flows_.served += static_cast<std::int64_t>(n);
  return static_cast<std::int64_t>(n) * fee;
}

std::int64_t Platforms::opened(int from, int to) const {
  return std::count_if(built_.begin(), built_.end(), [&](const Platform& x) { return from <= x.opens && x.opens <= to; });
}

std::span<const Field> platforms_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(platforms, stock, "", "1", 0, 10000, "public platforms at the start", "初始公共平台数"),
      ECHELON_FIELD(platforms, capacity, "", "per year", 0, 10000, "projects a platform serves", "平台年服务项目数"),
      ECHELON_FIELD(platforms, wish, "", "%", 0, 1, "firms with R&D that ask for a project in a year", "年申请服务比例"),
      ECHELON_FIELD(platforms, fee, "", "million CNY", 0, 100, "fee of a project", "项目费用"),
      ECHELON_FIELD(platforms, gain, "", "1", -0.9, 5, "rise of the rate of innovations in the year of a project", "平台对创新率的提升"),
      ECHELON_FIELD(platforms, inflow, "", "1", 0, 100, "knowledge taken home per CNY of fee", "单位费用知识流入"),
      ECHELON_FIELD(platforms, approval, "", "%", 0, 1, "planned platforms that are approved", "平台获批概率"),
      ECHELON_FIELD(platforms, building, "", "quarters", 0, 60, "from approval to opening", "建设周期"),
  };
  return fields;
}

}  // namespace echelon
