// Traits: how they are drawn; shares, markets and rights.
#include <stdexcept>

#include "model/rules/trait_loop.hpp"

namespace echelon {

void TraitLoop::draw(std::uint32_t quarter, Call call, std::vector<Words4>& words) const {
  if (words.size() < firms.n) words.resize(firms.n);
  Words4* to = words.data();
  const PhiloxKey key = in.context.key;
  for (std::size_t i = 0; i < firms.n; ++i) to[i] = philox(key, w.uid[firms.slot[i]], quarter, call, 0);
}

WordsOf TraitLoop::for_life(TraitLane t, std::vector<Words4>& part) const {
  const int index = t.call - kCallTraitA;
  if (firms.whole && !scratch_.known[index]) {
    draw(kForLife, t.call, scratch_.words[index]);
    scratch_.known[index] = true;
  }
  if (scratch_.known[index]) return {scratch_.words[index].data(), firms.place, t.lane};
  draw(kForLife, t.call, part);
  return {part.data(), nullptr, t.lane};
}

WordsOf TraitLoop::of_year(TraitLane t, int years_ago, std::vector<Words4>& part) const {
  const int first_quarter = in.context.quarter - (in.context.date.of_year() - 1) - 4 * years_ago;
  draw(static_cast<std::uint32_t>(first_quarter), t.call, part);
  return {part.data(), nullptr, t.lane};
}

bool fill_share(RuleField field, const TraitLoop& loop) {
  const RuleConstants& c = loop.c;
  switch (field) {
    case RuleField::hightech_revenue_share:
      return loop.each(trait::hightech, [&](std::uint32_t, float u) { return Latent::power(u, c.hightech_power); });
    case RuleField::main_business_share:
      return loop.each(trait::main_business, [&](std::uint32_t, float u) { return Latent::power(u, c.main_power); });
    case RuleField::rd_domestic_share:
      return loop.each(trait::rd_domestic,
                       [&](std::uint32_t, float u) { return u < c.rd_abroad ? u / c.rd_abroad : 1.0f; });
    case RuleField::tech_staff_share:
      return loop.each(trait::staff, [&](std::uint32_t s, float u) {
        const float rd_staff = Latent::rd_staff_share(loop.w.reported0[s], loop.w.employees[s], c);
        return Latent::below(rd_staff * (1.0f + c.technicians) + 2.0f * u * c.technical_base, 1.0f);
      });
    default: return false;
  }
}

namespace {

float niche_share(const TraitLoop& loop, std::uint32_t s, float u) {
  const RuleConstants& c = loop.c;
  const float size = c.niche_elasticity * (vlog(loop.w.revenue0[s]) - c.log_niche_sales);
  return Latent::below(Latent::lognormal(u, c.log_niche_share + size, c.niche_spread), 1.0f);
}

// Uniform over the ranks 1 .. 1/share: no more firms than that can be as large.
bool fill_rank(const TraitLoop& loop) {
  constexpr float kMostRanks = 1e6f;
  const WordsOf share = loop.first(trait::niche_share), rank = loop.second(trait::rank);
  for (std::size_t i = 0; i < loop.firms.n; ++i) {
    const float most = Latent::below(1.0f / niche_share(loop, loop.firms.slot[i], share[i]), kMostRanks);
    loop.out[i] = 1.0f + TraitLoop::whole_part(rank[i] * TraitLoop::whole_part(most));
  }
  return true;
}

}  // namespace

bool fill_market(RuleField field, const TraitLoop& loop) {
  const RuleConstants& c = loop.c;
  const auto& sectors = loop.in.context.scenario.sectors;
  switch (field) {
    case RuleField::years_in_niche:
      return loop.each(trait::niche_years, [&](std::uint32_t s, float u) {
        return loop.age(s) * (c.niche_least + (1.0f - c.niche_least) * u);
      });
    case RuleField::market_share_niche:
      return loop.each(trait::niche_share, [&](std::uint32_t s, float u) { return niche_share(loop, s, u); });
    case RuleField::market_rank_niche: return fill_rank(loop);
    case RuleField::technology_in_national_list:
      return loop.each(trait::field, [&](std::uint32_t s, float u) {
        const bool listed = sectors[loop.w.sector_of_slot(s)].in_national_list;
        return TraitLoop::truth(u < (listed ? c.field_listed : c.field_unlisted));
      });
    case RuleField::fills_key_chain_link:
      return loop.each(trait::chain, [&](std::uint32_t, float u) { return TraitLoop::truth(u < c.key_link); });
    default: return false;
  }
}

bool fill_property(RuleField field, const TraitLoop& loop) {
  const RuleConstants& c = loop.c;
  const auto holds = [&](std::uint32_t s, bool trait) { return TraitLoop::truth(loop.rights(s) > 0 && trait); };
  const auto inventions = [&](std::uint32_t s) { return static_cast<float>(loop.w.inventions[s]); };
  switch (field) {
    case RuleField::owns_core_ip:
      return loop.each(trait::ip_main, [&](std::uint32_t s, float u) { return holds(s, u < c.core_ip); });
    case RuleField::ip_self_developed:
      return loop.each(trait::ip_way, [&](std::uint32_t s, float u) { return holds(s, u < c.own_ip); });
    case RuleField::ip_only_acquired:
      return loop.each(trait::ip_way, [&](std::uint32_t s, float u) { return holds(s, u >= c.own_ip); });
    case RuleField::class1_own_count:
      return loop.each(trait::ip_way, [&](std::uint32_t s, float u) { return u < c.own_ip ? inventions(s) : 0.0f; });
    case RuleField::class1_high_value_count:
      return loop.each(trait::ip_main, [&](std::uint32_t s, float u) {
        return TraitLoop::whole_part(inventions(s) * c.high_value + u);
      });
    case RuleField::conversions_per_year:
      return loop.each(trait::conversion, [&](std::uint32_t s, float u) {
        return static_cast<float>(loop.rights(s)) * Latent::lognormal(u, c.log_conversion, c.conversion_spread);
      });
    default: return false;
  }
}

void fill_trait_field(RuleField field, const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* out) {
  const TraitLoop loop(in, firms, scratch, out);
  const bool made = fill_share(field, loop) || fill_books(field, loop) || fill_market(field, loop) ||
                    fill_property(field, loop) || fill_merit(field, loop) || fill_conduct(field, loop) ||
                    fill_judgement(field, loop);
  if (!made) throw std::logic_error("no firm has a value of the rule field " + rule_field_info(field).name);
}

}  // namespace echelon
