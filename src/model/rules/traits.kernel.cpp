// Traits: how they are drawn; shares, markets and rights.
#include "core/random/philox_fill.hpp"
#include "model/rules/trait_loop.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

void TraitLoop::draw(const FirmList& list, std::uint32_t quarter, Call call, TraitWords& words) const {
  const std::uint32_t* uids = w.uid.data() + list.first;
  std::size_t n = list.n;
  if (list.slot != nullptr) {
    collect(w.uid.data(), list.slot, in_lanes(n), scratch_.uids.data());
    uids = scratch_.uids.data();
    n = in_lanes(n);
  }
  philox_fill(in.context.key, uids, n, quarter, call, 0, words.lane[0], words.lane[1], words.lane[2], words.lane[3]);
}

// While most of the chunk is still in, its words are worth keeping: a call serves four traits.
Uniforms TraitLoop::for_life(TraitLane t, TraitWords& part) const {
  TraitWords& chunk = scratch_.words[t.call - kCallTraitA];
  if (!chunk.known && 2 * firms.n > scratch_.chunk.n) {
    draw(scratch_.chunk, kForLife, t.call, chunk);
    chunk.known = true;
  }
  if (chunk.known && firms.whole) return {chunk.lane[t.lane]};
  if (chunk.known) collect(chunk.lane[t.lane], firms.place, in_lanes(firms.n), part.lane[t.lane]);
  else draw(firms, kForLife, t.call, part);
  return {part.lane[t.lane]};
}

Uniforms TraitLoop::of_year(TraitLane t, int years_ago, TraitWords& part) const {
  const int first_quarter = in.context.quarter - (in.context.date.of_year() - 1) - 4 * years_ago;
  draw(firms, static_cast<std::uint32_t>(first_quarter), t.call, part);
  return {part.lane[t.lane]};
}

const float* TraitLoop::odds() const {
  if (firms.whole && scratch_.odds_known) return scratch_.batch_odds.data();
  float* const e = (firms.whole ? scratch_.batch_odds : scratch_.odds).data();
  const std::size_t n = firms.n;
  for_lanes(n, [e, constants = c, productivity = of(w.productivity), knowledge = of(w.knowledge)](std::size_t i) {
    e[i] = vexp(Latent::advantage(productivity[i], knowledge[i], constants));
  });
  scratch_.odds_known = scratch_.odds_known || firms.whole;
  return e;
}

bool fill_share(RuleField field, const TraitLoop& loop) {
  const RuleConstants& c = loop.c;
  const auto power = [](float inverse_k) { return [=](float u) { return Latent::power(u, inverse_k); }; };
  switch (field) {
    case RuleField::hightech_revenue_share: return loop.each(trait::hightech, power(c.hightech_power));
    case RuleField::main_business_share: return loop.each(trait::main_business, power(c.main_power));
    case RuleField::rd_domestic_share:
      return loop.each(trait::rd_domestic, [p = c.rd_abroad](float u) { return u < p ? u / p : 1.0f; });
    case RuleField::tech_staff_share:
      loop.each(trait::staff, [base = 2.0f * c.technical_base](float u) { return base * u; });
      return loop.then([c](float others, float rd, float employees) {
        const float rd_staff = Latent::rd_staff_share(rd, employees, c);
        return Latent::below(rd_staff * (1.0f + c.technicians) + others, 1.0f);
      }, loop.w.reported0, loop.w.employees);
    default: return false;
  }
}

namespace {

float niche_share(float u, float sales, const RuleConstants& c) {
  const float size = c.niche_elasticity * (vlog(sales) - c.log_niche_sales);
  return Latent::below(Latent::lognormal(u, c.log_niche_share + size, c.niche_spread), 1.0f);
}

// Uniform over the ranks 1 .. 1/share: no more firms than that can be as large.
bool fill_rank(const TraitLoop& loop) {
  constexpr float kMostRanks = 1e6f;
  const Uniforms share = loop.first(trait::niche_share), rank = loop.second(trait::rank);
  return loop.then_at([share, rank, c = loop.c](std::size_t i, float, float sales) {
    const float most = Latent::below(1.0f / niche_share(share[i], sales, c), kMostRanks);
    return 1.0f + TraitLoop::whole_part(rank[i] * TraitLoop::whole_part(most));
  }, loop.w.revenue0);
}

}  // namespace

bool fill_market(RuleField field, const TraitLoop& loop) {
  const RuleConstants& c = loop.c;
  const auto& sectors = loop.in.context.scenario.sectors;
  switch (field) {
    case RuleField::years_in_niche:
      loop.each(trait::niche_years, [least = c.niche_least](float u) { return least + (1.0f - least) * u; });
      return loop.then([from = loop.in.age_from](float share, std::int32_t birth) { return age(birth, from) * share; }, loop.w.birth);
    case RuleField::market_share_niche:
      loop.each(trait::niche_share, TraitLoop::itself);
      return loop.then([c](float u, float sales) { return niche_share(u, sales, c); }, loop.w.revenue0);
    case RuleField::market_rank_niche: return fill_rank(loop);
    case RuleField::technology_in_national_list:
      loop.each(trait::field, TraitLoop::itself);
      for (std::size_t i = 0; i < loop.firms.n; ++i) {
        const std::uint32_t slot = loop.firms.slot != nullptr ? loop.firms.slot[i] : loop.firms.first + static_cast<std::uint32_t>(i);
        const bool listed = sectors[loop.w.sector_of_slot(slot)].in_national_list;
        loop.out[i] = TraitLoop::truth(loop.out[i] < (listed ? c.field_listed : c.field_unlisted));
      }
      return true;
    case RuleField::fills_key_chain_link:
      return loop.each(trait::chain, [p = c.key_link](float u) { return TraitLoop::truth(u < p); });
    default: return false;
  }
}

bool fill_property(RuleField field, const TraitLoop& loop) {
  const RuleConstants& c = loop.c;
  const World& w = loop.w;
  const auto holds = [](bool trait, std::int32_t inventions, std::int32_t utilities) {
    return TraitLoop::truth((one_if(inventions + utilities > 0) & one_if(trait)) != 0);
  };
  switch (field) {
    case RuleField::owns_core_ip:
      loop.each(trait::ip_main, TraitLoop::itself);
      return loop.then([=, p = c.core_ip](float u, auto... rights) { return holds(u < p, rights...); }, w.inventions, w.utilities);
    case RuleField::ip_self_developed:
      loop.each(trait::ip_way, TraitLoop::itself);
      return loop.then([=, p = c.own_ip](float u, auto... rights) { return holds(u < p, rights...); }, w.inventions, w.utilities);
    case RuleField::ip_only_acquired:
      loop.each(trait::ip_way, TraitLoop::itself);
      return loop.then([=, p = c.own_ip](float u, auto... rights) { return holds(u >= p, rights...); }, w.inventions, w.utilities);
    case RuleField::class1_own_count:
      loop.each(trait::ip_way, TraitLoop::itself);
      return loop.then([p = c.own_ip](float u, std::int32_t inventions) { return u < p ? static_cast<float>(inventions) : 0.0f; }, w.inventions);
    case RuleField::class1_high_value_count:
      loop.each(trait::ip_main, TraitLoop::itself);
      return loop.then([p = c.high_value](float u, std::int32_t inventions) {
        return TraitLoop::whole_part(static_cast<float>(inventions) * p + u);
      }, w.inventions);
    case RuleField::conversions_per_year:
      loop.each(trait::conversion, [m = c.log_conversion, sd = c.conversion_spread](float u) {
        return Latent::lognormal(u, m, sd);
      });
      return loop.then([](float rate, std::int32_t inventions, std::int32_t utilities) { return static_cast<float>(inventions + utilities) * rate; },
                       w.inventions, w.utilities);
    default: return false;
  }
}

bool fill_trait_field(RuleField field, const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* out) {
  const TraitLoop loop(in, firms, scratch, out);
  return fill_share(field, loop) || fill_books(field, loop) || fill_market(field, loop) || fill_property(field, loop) ||
         fill_merit(field, loop) || fill_conduct(field, loop) || fill_judgement(field, loop);
}

}  // namespace ECHELON_ISA
}  // namespace echelon
