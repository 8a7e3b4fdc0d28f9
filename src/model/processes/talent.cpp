#include "model/processes/talent.hpp"

#include <algorithm>

#include "core/math/vecmath.hpp"
#include "model/fields.hpp"
#include "model/scenario.hpp"

namespace echelon {

namespace {

enum { kGraduates, kArrivals, kDrawn, kLeavers, kGuests };

// The whole part of what has come together; the rest waits.
std::int64_t whole(double& waiting, double more) {
  waiting += more;
  const double down = __builtin_floor(waiting);
  waiting -= down;
  return static_cast<std::int64_t>(down);
}

// Halvings of [0, 1]: more than a double has digits.
constexpr int kHalvings = 60;

}  // namespace

SupplyResponse supply_response(const TalentParams& p) {
  const double sum = 1 / p.first_year.v;
  double low = 0, high = 1;
  for (int i = 0; i < kHalvings; ++i) {
    const double q = 0.5 * (low + high);
    (1 + q * (1 + q * (1 + q)) < sum ? low : high) = q;
  }
  const double keep = low;
  return {keep, keep < 1 ? p.elasticity.v * p.first_year.v / (1 - keep) : 0};
}

double package_chance(const TalentParams& p, double amount) {
  return p.accept.v * (1 - vexp(-amount / p.package_scale.v));
}

double person_cost_index(std::span<const double> weight, std::span<const double> wage, double staff_share) {
  double inverse = 1;  // weights add to one: written so that wages of one give exactly one
  for (std::size_t f = 0; f < wage.size(); ++f) inverse += weight[f] * (1 / (1 + staff_share * (wage[f] - 1)) - 1);
  return 1 / inverse;
}

void TalentMarket::open(const Scenario& scenario, bool on) {
  const std::size_t sectors = scenario.sectors.size();
  families_.assign(on ? scenario.skill_families.size() : 0, {});
  weight_.clear();
  for (const Sector& s : scenario.sectors) weight_.push_back(s.skills);
  inverse_cost_.assign(sectors, 1), unspent_.assign(sectors, 0);
  tilt_.assign(sectors, 0), bid_mean_.assign(sectors, 0);
  first_ = true;
}

Newcomers TalentMarket::nobody() const {
  return {std::vector<std::int64_t>(families_.size(), 0), std::vector<std::int64_t>(families_.size(), 0)};
}

int TalentMarket::family_of(int sector, double u) const {
  const std::vector<double>& weight = weight_[static_cast<std::size_t>(sector)];
  double sum = 0;
  for (std::size_t f = 0; f + 1 < weight.size(); ++f) {
    if (u < (sum += weight[f])) return static_cast<int>(f);
  }
  return static_cast<int>(weight.size()) - 1;
}

// (H2), (H3)
void TalentMarket::flows(SkillFamilyState& f, const TalentParams& p, const SupplyResponse& response, int quarter,
                         std::int64_t settlers, std::int64_t guests) const {
  const double stock = static_cast<double>(f.stock), start = static_cast<double>(f.start);
  f.graduated = whole(f.waiting[kGraduates], 0.25 * p.graduates.v * start * vpow(1 + p.graduates_growth.v, quarter / 4.0));
  const std::int64_t came = whole(f.waiting[kArrivals], 0.25 * p.arrivals.v * stock);
  const double own = stock - static_cast<double>(f.drawn);
  const double aim = own * (vexp(response.elasticity * f.log_wage) - 1);
  const double speed = 1 - vpow(response.keep, 0.25);
  std::int64_t drawn = whole(f.waiting[kDrawn], speed * (aim - static_cast<double>(f.drawn)));
  const std::int64_t ended = std::min(f.guests, whole(f.waiting[kGuests], static_cast<double>(f.guests) / p.guest_term.v));
  const std::int64_t base = whole(f.waiting[kLeavers], 0.25 * p.leavers.v * stock);
  drawn = std::max(drawn, base + ended - f.stock);  // nobody leaves who is not there
  f.arrived = came + std::max<std::int64_t>(drawn, 0) + settlers + guests;
  f.left = base + std::max<std::int64_t>(-drawn, 0) + ended;
  f.stock += f.graduated + f.arrived - f.left;
  f.drawn += drawn;
  f.guests += guests - ended;
}

bool TalentMarket::clear(const TalentParams& p, std::span<const ResearchSums> sectors, double trend, int quarter,
                         const Newcomers& come) {
  const SupplyResponse response = supply_response(p);
  const bool first = first_;
  for (std::size_t i = 0; i < families_.size(); ++i) {
    SkillFamilyState& f = families_[i];
    double money = 0;  // thousand CNY of the quarter
    for (std::size_t s = 0; s < sectors.size(); ++s) money += weight_[s][i] * static_cast<double>(sectors[s].asked);
    // (H1)
    const double cost = 0.25 * p.person_cost.v * trend * (1 + p.staff_share.v * (vexp(f.log_wage) - 1));
    f.posts = static_cast<std::int64_t>(1000 * money / cost + 0.5);
    if (first) f.stock = f.start = f.posts;
    flows(f, p, response, quarter, come.settlers[i], come.guests[i]);
    // (H4)
    const double stock = static_cast<double>(std::max<std::int64_t>(f.stock, 1)), posts = static_cast<double>(f.posts);
    f.log_wage += 0.25 * (p.wage_speed.v * (posts / stock - 1) - p.wage_return.v * f.log_wage);
    // (H5)
    f.employed = std::min(f.posts, f.stock);
    f.fill = f.posts > 0 ? static_cast<double>(f.employed) / posts : 1;
  }
  price(p, sectors);
  first_ = false;
  return first;
}

void TalentMarket::price(const TalentParams& p, std::span<const ResearchSums> sectors) {
  std::vector<double> wage;
  for (const SkillFamilyState& f : families_) wage.push_back(vexp(f.log_wage));
  for (std::size_t s = 0; s < sectors.size(); ++s) {
    inverse_cost_[s] = 1 / person_cost_index(weight_[s], wage, p.staff_share.v);
    double fill = 1;
    for (std::size_t i = 0; i < families_.size(); ++i) fill -= weight_[s][i] * (1 - families_[i].fill);
    const double asked = static_cast<double>(sectors[s].asked);
    bid_mean_[s] = asked > 0 ? static_cast<double>(sectors[s].bids) / asked : 0;
    unspent_[s] = p.staff_share.v * (1 - fill);
    const double room = fill > 0 && bid_mean_[s] < 1 ? (1 / fill - 1) / (1 - bid_mean_[s]) : 0;
    tilt_[s] = p.staff_share.v * fill * std::min(p.bid_tilt.v, room);
  }
}

void TalentMarket::ration(int sector, ResearchEnv& env) const {
  const auto s = static_cast<std::size_t>(sector);
  env.use = static_cast<float>(1 - unspent_[s]);
  env.use_tilt = static_cast<float>(tilt_[s]);
  env.bid_mean = static_cast<float>(bid_mean_[s]);
}

std::span<const Field> talent_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(talent, staff_share, "σ", "%", 0, 1, "pay in the cost of an R&D person", "研发人员费用占比"),
      ECHELON_FIELD(talent, person_cost, "", "CNY", 1e4, 1e7, "cost of an R&D person-year in the first year", "研发人员人均经费"),
      ECHELON_FIELD(talent, elasticity, "ε₄", "1", 0, 10, "elasticity of the stock of people to the wage after four years",
                    "四年供给弹性"),
      ECHELON_FIELD(talent, first_year, "r", "%", 0.2501, 0.999, "part of it that is there after one year", "首年供给反应占比"),
      ECHELON_FIELD(talent, wage_speed, "φ", "per year", 0, 4, "growth of the wage index when posts are twice the people",
                    "工资调整速度"),
      ECHELON_FIELD(talent, wage_return, "μ", "per year", 0, 4, "return of the wage index to one", "工资回归速度"),
      ECHELON_FIELD(talent, bid_tilt, "", "%", 0, 1, "how far bids tilt who gets the people", "竞价倾斜"),
      ECHELON_FIELD(talent, graduates, "", "per year", 0, 1, "graduates who stay for R&D, over the stock of the start", "留锡毕业生"),
      ECHELON_FIELD(talent, graduates_growth, "", "per year", -0.2, 0.2, "growth of their number", "毕业生增长"),
      ECHELON_FIELD(talent, arrivals, "", "per year", 0, 1, "people who move in, over the stock, at a wage index of one", "人才流入率"),
      ECHELON_FIELD(talent, leavers, "", "per year", 0, 1, "people who retire, move away or leave R&D, over the stock", "人才流出率"),
      ECHELON_FIELD(talent, accept, "a", "%", 0, 1, "offers that a generous package makes good", "人才签约率"),
      ECHELON_FIELD(talent, package_scale, "", "CNY", 1e3, 1e8, "package that moves a decision", "人才补贴尺度"),
      ECHELON_FIELD(talent, deadweight, "ζ", "%", 0, 1, "takers of a package who would have come anyway", "人才政策无谓损失"),
      ECHELON_FIELD(talent, seek, "", "%", 0, 1, "performers that look for an expert in a year", "求才企业占比"),
      ECHELON_FIELD(talent, team_size, "", "persons", 1, 100, "people of a leading team", "团队人数"),
      ECHELON_FIELD(talent, team_founds, "", "%", 0, 1, "leading teams that found a firm", "团队创业占比"),
      ECHELON_FIELD(talent, knowledge, "", "million CNY", 0, 100, "knowledge an expert brings, as R&D at the wages of the start",
                    "专家知识"),
      ECHELON_FIELD(talent, guest_term, "", "quarters", 1, 100, "mean stay of a technology vice-president", "科技副总任期"),
  };
  return fields;
}

}  // namespace echelon
