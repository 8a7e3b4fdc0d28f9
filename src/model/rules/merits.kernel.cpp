// Traits: books, rare merits, conduct and what experts judge.
#include "model/rules/trait_loop.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

namespace {

constexpr float kMillion = 1e6f;
constexpr float kThousand = 1e3f;

// Growth of net assets: what is kept of growing, and equity that came in over the last two years, per year.
bool fill_net_assets(const TraitLoop& loop) {
  const RuleConstants c = loop.c;
  const World& w = loop.w;
  const float* debt =
      loop.beside(trait::debt, [m = c.debt_logit, sd = c.debt_spread](float u) { return Latent::logit_normal(u, m, sd); });
  loop.each(trait::assets, [m = c.log_assets, sd = c.assets_spread](float u) { return Latent::lognormal(u, m, sd); });
  return loop.then_at([=](std::size_t i, float assets_over_sales, float sales0, float sales1, float sales2, float raised0, float raised1) {
    const float net = sales0 * assets_over_sales * (1.0f - debt[i]);
    const float last = sales0 / sales1 - 1.0f;
    const float before = sales1 / sales2 - 1.0f;
    const float growth = sales2 > 0 ? (last + before) / 2.0f : last;
    const float equity = (raised0 + raised1) / (2.0f * net);
    const std::int32_t defined = one_if(sales1 > 0) & one_if(net > 0);
    return choose(defined, c.asset_growth + c.asset_growth_pass * growth + equity, TraitLoop::kUndefined);
  }, w.revenue0, w.revenue1, w.revenue2, w.raised0, w.raised1);
}

// Profit of a year is its mean margin times (1 + noise): the luck of both years, on top of the growth of sales.
bool fill_profit(const TraitLoop& loop) {
  const World& w = loop.w;
  const std::uint32_t* const last = loop.first_of_year(trait::profit, 1).words;
  const std::uint32_t* const before = loop.second_of_year(trait::profit, 2).words;
  return loop.then_at([last, before, noise = loop.c.profit_noise](std::size_t i, float, float sales0, float sales1) {
    const float now = 1.0f + noise * inverse_normal_inside(unit_float(last[i]));
    const float then = 1.0f + noise * inverse_normal_inside(unit_float(before[i]));
    const float growth = sales0 * now / (sales1 * then) - 1.0f;
    return choose(one_if(sales1 > 0) & one_if(then > 0), growth, TraitLoop::kUndefined);
  }, w.revenue0, w.revenue1);
}

bool fill_offence(const TraitLoop& loop, bool this_year_too) {
  const Uniforms before = loop.first_of_year(trait::offence, 1);
  const Uniforms now = this_year_too ? loop.second_of_year(trait::offence, 0) : before;
  float* const out = loop.out;
  const float chance = loop.c.offence;
  const std::uint32_t* const last = before.words;
  const std::uint32_t* const here = now.words;
  for_lanes(loop.firms.n, [=](std::size_t i) {
    out[i] = TraitLoop::truth((unit_float(last[i]) < chance) | (unit_float(here[i]) < chance));
  });
  return true;
}

// (T4)
bool chance(const TraitLoop& loop, TraitLane t, float highest) {
  loop.each(t, TraitLoop::itself);
  return loop.then([highest, c = loop.c](float u, float rd) { return TraitLoop::truth(u < highest * Latent::merit(rd, c)); }, loop.w.reported0);
}

// (T3)
bool grade(const TraitLoop& loop, TraitLane t) {
  loop.each(t, TraitLoop::itself);
  const float* odds = loop.odds();
  float* out = loop.out;
  for_lanes(loop.firms.n, [=](std::size_t i) { out[i] = Latent::grade(out[i], odds[i]); });
  return true;
}

// The terms that both scores without a public table share (T5).
float merits(float rd, std::int32_t rights, const RuleConstants& c) {
  const float n = static_cast<float>(rights);
  return c.srdi_rd * Latent::merit(rd, c) + c.srdi_ip * n / (n + c.srdi_ip_half);
}

float experience(float years, const RuleConstants& c) {
  const float age = years < 0 ? 0.0f : years;
  return c.srdi_age * age / (age + c.srdi_age_half);
}

// (T5)
template <class F, class... Tags>
bool points(const TraitLoop& loop, TraitLane t, F base, const Column<Tags>&... column) {
  loop.each(t, [](float u) { return inverse_normal_inside(u); });
  return loop.then([base, spread = loop.c.srdi_spread](float normal, auto... values) { return Latent::points(normal, base(values...), spread); },
                   column...);
}

}  // namespace

bool fill_books(RuleField field, const TraitLoop& loop) {
  const RuleConstants& c = loop.c;
  switch (field) {
    case RuleField::debt_ratio:
      return loop.each(trait::debt, [m = c.debt_logit, sd = c.debt_spread](float u) {
        return Latent::logit_normal(u, m, sd);
      });
    case RuleField::total_assets:
      loop.each(trait::assets, [m = c.log_assets, sd = c.assets_spread](float u) {
        return kMillion * Latent::lognormal(u, m, sd);
      });
      return loop.then([](float ratio, float sales, std::int32_t thousands) {
        const float assets = ratio * sales;
        const float cash = kThousand * static_cast<float>(thousands);
        return assets < cash ? cash : assets;
      }, loop.w.revenue0, loop.w.cash);
    case RuleField::net_asset_growth_3y: return fill_net_assets(loop);
    case RuleField::net_profit_growth: return fill_profit(loop);
    default: return false;
  }
}

bool fill_merit(RuleField field, const TraitLoop& loop) {
  const RuleConstants& c = loop.c;
  const float award = c.award_provincial < c.award_national ? c.award_national : c.award_provincial;
  switch (field) {
    case RuleField::took_part_in_standards: return chance(loop, trait::standards, c.standards_part);
    case RuleField::led_standard_5y: return chance(loop, trait::standards, c.standards_led);
    case RuleField::national_science_award_top3_3y: return chance(loop, trait::award, c.award_national);
    case RuleField::national_science_award_top3_5y:
      return chance(loop, trait::award, c.award_national * kFiveYearsOverThree);
    case RuleField::provincial_science_award_3y: return chance(loop, trait::award, c.award_provincial);
    case RuleField::provincial_or_national_science_award_3y: return chance(loop, trait::award, award);
    case RuleField::national_contest_top500: return chance(loop, trait::contest, c.contest);
    case RuleField::has_provincial_rd_institution: return chance(loop, trait::institution, c.institution);
    default: return false;
  }
}

bool fill_conduct(RuleField field, const TraitLoop& loop) {
  switch (field) {
    case RuleField::serious_offence_last_year: return fill_offence(loop, false);
    case RuleField::serious_offence_this_or_last_year: return fill_offence(loop, true);
    default: return false;
  }
}

bool fill_judgement(RuleField field, const TraitLoop& loop) {
  const RuleConstants c = loop.c;
  const World& w = loop.w;
  switch (field) {
    case RuleField::technology_level: return grade(loop, trait::level);
    case RuleField::support_of_main_product: return grade(loop, trait::support);
    case RuleField::rd_organisation_a: return grade(loop, trait::organisation_a);
    case RuleField::rd_organisation_b: return grade(loop, trait::organisation_b);
    case RuleField::rd_organisation_c: return grade(loop, trait::organisation_c);
    case RuleField::rd_organisation_d: return grade(loop, trait::organisation_d);
    case RuleField::score_srdi:
      return points(loop, trait::specialised, [c, from = loop.in.age_from](float rd, std::int32_t inventions, std::int32_t utilities, std::int32_t birth) {
        return c.srdi_base + merits(rd, inventions + utilities, c) + experience(age(birth, from), c);
      }, w.reported0, w.inventions, w.utilities, w.birth);
    case RuleField::score_srdi_quality:
      return points(loop, trait::quality, [c](float rd, std::int32_t inventions, std::int32_t utilities, float productivity, float knowledge) {
        return c.quality_base + merits(rd, inventions + utilities, c) + Latent::advantage(productivity, knowledge, c);
      }, w.reported0, w.inventions, w.utilities, w.productivity, w.knowledge);
    default: return false;
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
