// Traits: books, rare merits, conduct and what experts judge.
#include "model/rules/trait_loop.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

namespace {

constexpr float kMillion = 1e6f;
constexpr float kThousand = 1e3f;

// Growth of net assets: what is kept of growing, and equity that came in over the last two years, per year.
bool fill_net_assets(const TraitLoop& loop) {
  const RuleConstants& c = loop.c;
  const World& w = loop.w;
  const float* debt =
      loop.beside(trait::debt, [m = c.debt_logit, sd = c.debt_spread](float u) { return Latent::logit_normal(u, m, sd); });
  loop.each(trait::assets, [m = c.log_assets, sd = c.assets_spread](float u) { return Latent::lognormal(u, m, sd); });
  return loop.then_at([&](std::size_t s, float assets_over_sales, std::size_t i) {
    const float net = w.revenue0[s] * assets_over_sales * (1.0f - debt[i]);
    const float last = w.revenue0[s] / w.revenue1[s] - 1.0f;
    const float before = w.revenue1[s] / w.revenue2[s] - 1.0f;
    const float growth = w.revenue2[s] > 0 ? (last + before) / 2.0f : last;
    const float equity = (w.raised0[s] + w.raised1[s]) / (2.0f * net);
    const bool defined = w.revenue1[s] > 0 && net > 0;
    return defined ? c.asset_growth + c.asset_growth_pass * growth + equity : TraitLoop::kUndefined;
  });
}

// Profit of a year is its mean margin times (1 + noise): the luck of both years, on top of the growth of sales.
bool fill_profit(const TraitLoop& loop) {
  const World& w = loop.w;
  const std::uint32_t* const last = loop.first_of_year(trait::profit, 1).words;
  const std::uint32_t* const before = loop.second_of_year(trait::profit, 2).words;
  return loop.then_at([&w, last, before, noise = loop.c.profit_noise](std::size_t s, float, std::size_t i) {
    const float now = 1.0f + noise * inverse_normal_inside(unit_float(last[i]));
    const float then = 1.0f + noise * inverse_normal_inside(unit_float(before[i]));
    const float growth = w.revenue0[s] * now / (w.revenue1[s] * then) - 1.0f;
    return one_if(w.revenue1[s] > 0) & one_if(then > 0) ? growth : TraitLoop::kUndefined;
  });
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
  return loop.then([&](std::size_t s, float u) {
    return TraitLoop::truth(u < highest * Latent::merit(loop.w.reported0[s], loop.c));
  });
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
float merits(const TraitLoop& loop, std::size_t s) {
  const RuleConstants& c = loop.c;
  const float n = static_cast<float>(loop.rights(s));
  return c.srdi_rd * Latent::merit(loop.w.reported0[s], c) + c.srdi_ip * n / (n + c.srdi_ip_half);
}

float experience(const TraitLoop& loop, std::size_t s) {
  const float age = loop.age(s) < 0 ? 0.0f : loop.age(s);
  return loop.c.srdi_age * age / (age + loop.c.srdi_age_half);
}

// (T5)
template <class F>
bool points(const TraitLoop& loop, TraitLane t, F base) {
  loop.each(t, [](float u) { return inverse_normal_inside(u); });
  const float* const bases = loop.gather_beside(base);
  float* const out = loop.out;
  const float spread = loop.c.srdi_spread;
  for_lanes(loop.firms.n, [=](std::size_t i) { out[i] = Latent::points(out[i], bases[i], spread); });
  return true;
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
      return loop.then([&](std::size_t s, float ratio) {
        const float assets = ratio * loop.w.revenue0[s];
        const float cash = kThousand * static_cast<float>(loop.w.cash[s]);
        return assets < cash ? cash : assets;
      });
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
  const RuleConstants& c = loop.c;
  switch (field) {
    case RuleField::technology_level: return grade(loop, trait::level);
    case RuleField::support_of_main_product: return grade(loop, trait::support);
    case RuleField::rd_organisation_a: return grade(loop, trait::organisation_a);
    case RuleField::rd_organisation_b: return grade(loop, trait::organisation_b);
    case RuleField::rd_organisation_c: return grade(loop, trait::organisation_c);
    case RuleField::rd_organisation_d: return grade(loop, trait::organisation_d);
    case RuleField::score_srdi:
      return points(loop, trait::specialised, [&](std::size_t s) { return c.srdi_base + merits(loop, s) + experience(loop, s); });
    case RuleField::score_srdi_quality:
      return points(loop, trait::quality, [&](std::size_t s) { return c.quality_base + merits(loop, s) + loop.advantage(s); });
    default: return false;
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
