#include "model/processes/attraction.hpp"

#include <utility>

#include "core/math/vecmath.hpp"
#include "model/fields.hpp"
#include "model/processes/entry.hpp"

namespace echelon {

namespace {

// Part of a stage that moves on in a quarter, when firms stay `quarters` on average.
double moves_on(Quarters stay) { return stay.v > 1 ? 1 / stay.v : 1; }

// (G1) `chance` that a talk ends well.
void step(Deals& d, const AttractionParams& p, double found, double chance) {
  const double begun = d.leads * moves_on(p.lead), decided = d.talks * moves_on(p.talk), won = decided * chance;
  d.found = found, d.landing = d.signed_up * moves_on(p.landing);
  d.leads += found - begun;
  d.talks += begun - decided;
  d.signed_up += won - d.landing;
  d.ever_found += found, d.ever_failed += decided - won, d.ever_landed += d.landing;
}

// What deals look like that have gone on as they are for long.
Deals in_balance(const AttractionParams& p, double found, double chance) {
  Deals d;
  d.leads = found / moves_on(p.lead), d.talks = found / moves_on(p.talk), d.signed_up = found * chance / moves_on(p.landing);
  d.ever_found = d.under_way();
  return d;
}

}  // namespace

double closing_chance(const EntryParams& entry, const AttractionParams& p, double package, double years, double stock_ratio) {
  const double scale = entry.package_scale.v * vexp(p.rivals.v * years);
  const double chance = entry.close.v * (1 - vexp(-package / scale)) * vpow(stock_ratio, p.agglomeration.v);
  return chance < 1 ? chance : 1;
}

Landing closed_at_once(std::vector<PolicyShelf::Attraction> offers, const EntryParams& entry, const AttractionParams& p, double scale) {
  double deals = 0, worth = 0;
  for (const auto& x : offers) deals += x.deals, worth += x.deals * x.package;
  const double landing = deals > 0 ? 0.25 * scale * closing_chance(entry, p, worth / deals, 0, 1) : 0;  // of a deal a year
  for (auto& x : offers) x.deals *= landing;
  return {.firms = deals * landing, .beyond = 0, .lines = std::move(offers)};
}

void Attraction::open(std::size_t instruments, const AttractionParams& p, double firms, bool on) {
  on_ = on, firms_ = firms, gone_ = 0;
  grown_ = static_cast<std::int64_t>(p.region.v * firms + 0.5);
  deals_.assign(instruments, {});
}

void Attraction::advance(const EntryParams& entry, const AttractionParams& p, std::span<const PolicyShelf::Attraction> offers,
                         const Now& now) {
  if (!on_) return;
  const double years = now.quarter / 4.0;
  const auto grown = static_cast<std::int64_t>(p.region.v * firms_ * vpow(1 + p.region_growth.v, years) + 0.5);
  grown_ = grown > gone_ ? grown : gone_;  // a region that shrinks cannot have sent more firms than it ever had
  std::vector<double> found(deals_.size(), 0), chance(found);
  for (const PolicyShelf::Attraction& x : offers) {
    found[static_cast<std::size_t>(x.instrument)] = 0.25 * x.deals * now.scale;
    chance[static_cast<std::size_t>(x.instrument)] = closing_chance(entry, p, x.package, years, now.stock_ratio);
  }
  for (std::size_t i = 0; i < deals_.size(); ++i) {
    if (now.quarter == 0) deals_[i] = in_balance(p, found[i], chance[i]);
    step(deals_[i], p, found[i], chance[i]);
  }
}

bool Attraction::leave_region() {
  if (region() <= 0) return false;
  ++gone_;
  return true;
}

std::span<const Field> attraction_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(attraction, lead, "τ₁", "quarters", 1, 40, "from hearing of a firm to talks with it", "线索到洽谈的时间"),
      ECHELON_FIELD(attraction, talk, "τ₂", "quarters", 1, 40, "length of talks", "洽谈时长"),
      ECHELON_FIELD(attraction, landing, "τ₃", "quarters", 1, 40, "from signing to landing", "签约到落地的时间"),
      ECHELON_FIELD(attraction, rivals, "ρ", "per year", -0.2, 0.5, "how fast the offers of rival cities rise", "竞争城市报价增长"),
      ECHELON_FIELD(attraction, agglomeration, "ηA", "1", 0, 3, "how the chance to close rises with the number of firms", "集聚弹性"),
      ECHELON_FIELD(attraction, region, "R", "1", 0, 1000, "technology firms of the rest of the region over those of the city, end of 2017", "区域企业与本市之比"),
      ECHELON_FIELD(attraction, region_growth, "g", "per year", -0.2, 0.3, "growth of the region's firms, were nobody to leave", "区域企业增长"),
      ECHELON_FIELD(attraction, lead_cost, "", "CNY", 0, 1e7, "cost of finding a lead", "单条线索成本"),
  };
  return fields;
}

}  // namespace echelon
