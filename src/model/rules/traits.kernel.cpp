// Traits: how they are drawn; shares, markets and rights.
#include "core/random/philox_fill.hpp"
#include "model/rules/trait_loop.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

void TraitLoop::draw(const FirmList& list, std::uint32_t quarter, Call call, TraitWords& words) const {
  const std::uint32_t* uids = w.uid.data() + list.first;
  std::size_t n = list.n;
  if (list.slot != nullptr) {
    for_lanes(n, [&](std::size_t i) { scratch_.uids[i] = w.uid[list.slot[i]]; });
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
  if (chunk.known) return {chunk.lane[t.lane], firms.whole ? nullptr : firms.place};
  draw(firms, kForLife, t.call, part);
  return {part.lane[t.lane], nullptr};
}

Uniforms TraitLoop::of_year(TraitLane t, int years_ago, TraitWords& part) const {
  const int first_quarter = in.context.quarter - (in.context.date.of_year() - 1) - 4 * years_ago;
  draw(firms, static_cast<std::uint32_t>(first_quarter), t.call, part);
  return {part.lane[t.lane], nullptr};
}

const float* TraitLoop::odds() const {
  if (firms.whole && scratch_.odds_known) return scratch_.batch_odds.data();
  float* const e = (firms.whole ? scratch_.batch_odds : scratch_.odds).data();
  const std::size_t n = firms.n;
  if (firms.slot != nullptr) {
    for_lanes(n, [&](std::size_t i) { e[i] = advantage(firms.slot[i]); });
  } else {
    ECHELON_EACH_FIRM
    for (std::size_t i = 0; i < n; ++i) e[i] = advantage(firms.first + i);
  }
  for_lanes(n, [e](std::size_t i) { e[i] = vexp(e[i]); });
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
      return loop.then([&](std::size_t s, float others) {
        const float rd_staff = Latent::rd_staff_share(loop.w.reported0[s], loop.w.employees[s], c);
        return Latent::below(rd_staff * (1.0f + c.technicians) + others, 1.0f);
      });
    default: return false;
  }
}

namespace {

float niche_share(const TraitLoop& loop, std::size_t s, float u) {
  const RuleConstants& c = loop.c;
  const float size = c.niche_elasticity * (vlog(loop.w.revenue0[s]) - c.log_niche_sales);
  return Latent::below(Latent::lognormal(u, c.log_niche_share + size, c.niche_spread), 1.0f);
}

// Uniform over the ranks 1 .. 1/share: no more firms than that can be as large.
bool fill_rank(const TraitLoop& loop) {
  constexpr float kMostRanks = 1e6f;
  const Uniforms share = loop.first(trait::niche_share), rank = loop.second(trait::rank);
  return loop.then_at([&](std::size_t s, float, std::size_t i) {
    const float most = Latent::below(1.0f / niche_share(loop, s, share[i]), kMostRanks);
    return 1.0f + TraitLoop::whole_part(rank[i] * TraitLoop::whole_part(most));
  });
}

}  // namespace

bool fill_market(RuleField field, const TraitLoop& loop) {
  const RuleConstants& c = loop.c;
  const auto& sectors = loop.in.context.scenario.sectors;
  switch (field) {
    case RuleField::years_in_niche:
      loop.each(trait::niche_years, [least = c.niche_least](float u) { return least + (1.0f - least) * u; });
      return loop.then([&](std::size_t s, float share) { return loop.age(s) * share; });
    case RuleField::market_share_niche:
      loop.each(trait::niche_share, TraitLoop::itself);
      return loop.then([&](std::size_t s, float u) { return niche_share(loop, s, u); });
    case RuleField::market_rank_niche: return fill_rank(loop);
    case RuleField::technology_in_national_list:
      loop.each(trait::field, TraitLoop::itself);
      return loop.then([&](std::size_t s, float u) {
        const bool listed = sectors[loop.w.sector_of_slot(static_cast<std::uint32_t>(s))].in_national_list;
        return TraitLoop::truth(u < (listed ? c.field_listed : c.field_unlisted));
      });
    case RuleField::fills_key_chain_link:
      return loop.each(trait::chain, [p = c.key_link](float u) { return TraitLoop::truth(u < p); });
    default: return false;
  }
}

bool fill_property(RuleField field, const TraitLoop& loop) {
  const RuleConstants& c = loop.c;
  const auto holds = [&](std::size_t s, bool trait) { return TraitLoop::truth(loop.rights(s) > 0 && trait); };
  const auto inventions = [&](std::size_t s) { return static_cast<float>(loop.w.inventions[s]); };
  switch (field) {
    case RuleField::owns_core_ip:
      loop.each(trait::ip_main, TraitLoop::itself);
      return loop.then([&](std::size_t s, float u) { return holds(s, u < c.core_ip); });
    case RuleField::ip_self_developed:
      loop.each(trait::ip_way, TraitLoop::itself);
      return loop.then([&](std::size_t s, float u) { return holds(s, u < c.own_ip); });
    case RuleField::ip_only_acquired:
      loop.each(trait::ip_way, TraitLoop::itself);
      return loop.then([&](std::size_t s, float u) { return holds(s, u >= c.own_ip); });
    case RuleField::class1_own_count:
      loop.each(trait::ip_way, TraitLoop::itself);
      return loop.then([&](std::size_t s, float u) { return u < c.own_ip ? inventions(s) : 0.0f; });
    case RuleField::class1_high_value_count:
      loop.each(trait::ip_main, TraitLoop::itself);
      return loop.then(
          [&](std::size_t s, float u) { return TraitLoop::whole_part(inventions(s) * c.high_value + u); });
    case RuleField::conversions_per_year:
      loop.each(trait::conversion, [m = c.log_conversion, sd = c.conversion_spread](float u) {
        return Latent::lognormal(u, m, sd);
      });
      return loop.then([&](std::size_t s, float rate) { return static_cast<float>(loop.rights(s)) * rate; });
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
