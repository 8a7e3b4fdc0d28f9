// Fields that are columns or made from columns alone. The switch stands outside the loops; each loop is plain arithmetic.
#include <limits>

#include "model/rules/trait_loop.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

namespace {

constexpr float kUndefined = std::numeric_limits<float>::quiet_NaN();
constexpr float kMillion = 1e6f;

// Each function below answers whether the field is one of its own.
template <class F>
bool each(const FirmList& firms, float* out, F value) {
  const std::size_t n = firms.n, first = firms.first;
  const std::uint32_t* const slot = firms.slot;
  if (slot != nullptr) {
    for_lanes(n, [=](std::size_t i) { out[i] = value(slot[i]); });
  } else {
    ECHELON_EACH_FIRM
    for (std::size_t i = 0; i < n; ++i) out[i] = value(first + i);
  }
  return true;
}

// The same where the sector counts: neighbours share it. `value(slot, sector)` is 1 or 0.
template <class F>
bool each_with_sector(const RuleInputs& in, const FirmList& firms, float* out, F value) {
  const World& w = in.context.world;
  const auto sector_of = [&](std::uint32_t slot) -> const Sector& { return in.context.scenario.sectors[w.sector_of_slot(slot)]; };
  if (firms.slot != nullptr)
    return each(firms, out, [&](std::size_t s) { return static_cast<float>(value(s, sector_of(static_cast<std::uint32_t>(s)))); });
  if (firms.n == 0) return true;
  const Sector& all = sector_of(firms.first);
  return each(firms, out, [&](std::size_t s) { return static_cast<float>(value(s, all)); });
}

float ratio(float part, float whole) { return whole > 0 ? part / whole : kUndefined; }
float growth(float now, float before) { return before > 0 ? now / before - 1.0f : kUndefined; }
float lower(float a, float b) { return a < b ? a : b; }
float higher(float a, float b) { return a > b ? a : b; }

bool fill_certificate(int scheme, const RuleInputs& in, const FirmList& firms, float* out) {
  const auto& until = in.context.world.until[scheme];
  const int now = in.context.quarter;
  return each(firms, out, [&](std::size_t s) { return until[s] >= now ? 1.0f : 0.0f; });
}

bool fill_national_title(const RuleInputs& in, const FirmList& firms, float* out) {
  const World& w = in.context.world;
  const int now = in.context.quarter, hte = in.schemes.hte, giant = in.schemes.little_giant < 0 ? hte : in.schemes.little_giant;
  return each(firms, out, [&](std::size_t s) { return (w.until[hte][s] >= now) | (w.until[giant][s] >= now) ? 1.0f : 0.0f; });
}

bool fill_identity(RuleField field, const RuleInputs& in, const FirmList& firms, float* out) {
  const World& w = in.context.world;
  switch (field) {
    case RuleField::age_years:
      return each(firms, out, [&](std::size_t s) { return 0.25f * (in.age_from - w.birth[s]); });
    case RuleField::founding_year:
      return each(firms, out, [&](std::size_t s) {
        return static_cast<float>((in.context.date + (w.birth[s] - in.context.quarter)).year());
      });
    case RuleField::is_review:
      for (std::size_t i = 0; i < firms.n; ++i) {
        out[i] = !in.is_review.empty() && in.is_review[firms.slot != nullptr ? firms.place[i] : i] != 0 ? 1.0f : 0.0f;
      }
      return true;
    case RuleField::is_resident_firm:
    case RuleField::registered_in_wuxi: return each(firms, out, [](std::size_t) { return 1.0f; });
    case RuleField::is_listed:
      return each(firms, out, [&](std::size_t s) { return (w.flags[s] & kListed) != 0 ? 1.0f : 0.0f; });
    case RuleField::is_hard_tech: return each_with_sector(in, firms, out, [&](std::size_t, const Sector& sector) { return one_if(sector.hard_tech); });
    case RuleField::in_emerging_industry:
    case RuleField::in_strategic_emerging_list:
      return each_with_sector(in, firms, out, [&](std::size_t s, const Sector& sector) { return one_if(w.track[s] > 0) | one_if(sector.emerging); });
    case RuleField::has_valid_hte: return fill_certificate(in.schemes.hte, in, firms, out);
    case RuleField::has_valid_srdi: return fill_certificate(in.schemes.srdi_sme, in, firms, out);
    case RuleField::has_valid_hte_or_similar: return fill_national_title(in, firms, out);
    default: return false;
  }
}

bool fill_money(RuleField field, const RuleInputs& in, const FirmList& firms, float* out) {
  const World& w = in.context.world;
  const float usd = static_cast<float>(1e6 / in.context.usd_cny);
  switch (field) {
    case RuleField::revenue_last_year:
      return each(firms, out, [&](std::size_t s) { return kMillion * w.revenue0[s]; });
    case RuleField::valuation: return each(firms, out, [&](std::size_t s) { return kMillion * w.valuation[s]; });
    case RuleField::valuation_usd:
    case RuleField::post_money_usd: return each(firms, out, [&](std::size_t s) { return usd * w.valuation[s]; });
    case RuleField::vc_raised: return each(firms, out, [&](std::size_t s) { return kMillion * w.raised_total[s]; });
    case RuleField::raised_usd: return each(firms, out, [&](std::size_t s) { return usd * w.raised_total[s]; });
    case RuleField::has_private_equity:
      return each(firms, out, [&](std::size_t s) { return w.raised_total[s] > 0 ? 1.0f : 0.0f; });
    case RuleField::new_equity_2y:
      return each(firms, out, [&](std::size_t s) { return kMillion * (w.raised0[s] + w.raised1[s]); });
    case RuleField::new_equity_3y:
    case RuleField::vc_raised_3y:
      return each(firms, out, [&](std::size_t s) {
        return kMillion * (w.raised0[s] + w.raised1[s] + w.raised2[s]);
      });
    default: return false;
  }
}

bool fill_research(RuleField field, const RuleInputs& in, const FirmList& firms, float* out) {
  const World& w = in.context.world;
  switch (field) {
    case RuleField::rd_last_year: return each(firms, out, [&](std::size_t s) { return kMillion * w.reported0[s]; });
    case RuleField::rd_sum_2y:
      return each(firms, out, [&](std::size_t s) { return kMillion * (w.reported0[s] + w.reported1[s]); });
    case RuleField::rd_mean_2y:
      return each(firms, out, [&](std::size_t s) { return kMillion * (w.reported0[s] + w.reported1[s]) / 2.0f; });
    case RuleField::rd_mean_3y:
      return each(firms, out, [&](std::size_t s) {
        return kMillion * (w.reported0[s] + w.reported1[s] + w.reported2[s]) / 3.0f;
      });
    case RuleField::rd_ratio_last_year:
      return each(firms, out, [&](std::size_t s) { return ratio(w.reported0[s], w.revenue0[s]); });
    case RuleField::rd_ratio_3y:
      return each(firms, out, [&](std::size_t s) {
        return ratio(w.reported0[s] + w.reported1[s] + w.reported2[s], w.revenue0[s] + w.revenue1[s] + w.revenue2[s]);
      });
    case RuleField::rd_ratio_min_2y:
      return each(firms, out, [&](std::size_t s) {
        const float before = w.reported1[s] / w.revenue1[s];
        const float both = lower(before, ratio(w.reported0[s], w.revenue0[s]));
        return w.revenue1[s] > 0 ? both : kUndefined;
      });
    case RuleField::rd_cost_ratio_last_year:
      return each(firms, out, [&](std::size_t s) {
        return ratio(w.reported0[s], higher(in.c.cost_over_sales * w.revenue0[s], w.reported0[s]));
      });
    case RuleField::rd_staff_share:
      return each(firms, out, [&](std::size_t s) {
        return Latent::rd_staff_share(w.reported0[s], w.employees[s], in.c);
      });
    default: return false;
  }
}

bool fill_growth(RuleField field, const RuleInputs& in, const FirmList& firms, float* out) {
  const World& w = in.context.world;
  switch (field) {
    case RuleField::main_revenue_growth:
      return each(firms, out, [&](std::size_t s) { return growth(w.revenue0[s], w.revenue1[s]); });
    case RuleField::main_revenue_growth_mean_2y:
      return each(firms, out, [&](std::size_t s) {
        return (growth(w.revenue0[s], w.revenue1[s]) + growth(w.revenue1[s], w.revenue2[s])) / 2.0f;
      });
    case RuleField::revenue_cagr_2y:
      return each(firms, out, [&](std::size_t s) {
        const float cagr = __builtin_sqrtf(w.revenue0[s] / w.revenue2[s]) - 1.0f;
        return w.revenue2[s] > 0 ? cagr : kUndefined;
      });
    case RuleField::sales_growth_3y:
      return each(firms, out, [&](std::size_t s) {
        const float last = growth(w.revenue0[s], w.revenue1[s]);
        return w.revenue2[s] > 0 ? (last + growth(w.revenue1[s], w.revenue2[s])) / 2.0f : last;
      });
    default: return false;
  }
}

bool fill_counts(RuleField field, const RuleInputs& in, const FirmList& firms, float* out) {
  const World& w = in.context.world;
  const auto number = [](int n) { return static_cast<float>(n); };
  switch (field) {
    case RuleField::staff: return each(firms, out, [&](std::size_t s) { return w.employees[s]; });
    case RuleField::class1_ip_count: return each(firms, out, [&](std::size_t s) { return number(w.inventions[s]); });
    case RuleField::class2_ip_count: return each(firms, out, [&](std::size_t s) { return number(w.utilities[s]); });
    case RuleField::valid_ip:
      return each(firms, out, [&](std::size_t s) { return number(w.inventions[s] + w.utilities[s]); });
    case RuleField::ip_applied_or_owned:
      return each(firms, out, [&](std::size_t s) { return number(w.inventions[s] + w.utilities[s] + w.pending[s]); });
    default: return false;
  }
}

// What firms remember of rare traits; without reported R&D a merit has no chance (T4).
bool fill_reach(RuleField field, const RuleInputs& in, const FirmList& firms, float* out) {
  const World& w = in.context.world;
  const auto may = [&](std::int32_t bit) {
    return each(firms, out, [&, bit](std::size_t s) {
      return one_if((w.reach[s] & bit) != 0) & one_if(w.reported0[s] > 0) ? 1.0f : 0.0f;
    });
  };
  switch (field) {
    case RuleField::national_award_in_reach: return may(reach::national_award);
    case RuleField::award_in_reach: return may(reach::award);
    case RuleField::contest_in_reach: return may(reach::contest);
    case RuleField::led_in_reach: return may(reach::led);
    case RuleField::part_in_reach: return may(reach::part);
    case RuleField::institution_in_reach:
      return each(firms, out, [&](std::size_t s) {
        const float least = static_cast<float>(w.institution_luck[s]) * 0x1p-8f;
        return least < in.c.institution * Latent::merit(w.reported0[s], in.c) ? 1.0f : 0.0f;
      });
    case RuleField::makes_banned_products:
      return each(firms, out, [&](std::size_t s) { return (w.reach[s] & reach::banned) != 0 ? 1.0f : 0.0f; });
    default: return false;
  }
}

}  // namespace

bool fill_rule_field(RuleField field, const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* out) {
  return fill_identity(field, in, firms, out) || fill_money(field, in, firms, out) || fill_research(field, in, firms, out) ||
         fill_growth(field, in, firms, out) || fill_counts(field, in, firms, out) || fill_reach(field, in, firms, out) ||
         fill_trait_field(field, in, firms, scratch, out);
}

namespace {

template <class F>
void mark(const float* value, std::size_t n, std::uint8_t* out, F holds) {
  for_lanes<kByteLanes>(n, [=](std::size_t i) { out[i] = holds(value[i]) ? 1 : 0; });
}

}  // namespace

void compare_values(const float* value, std::size_t n, Comparator comparator, float x, std::uint8_t* out) {
  switch (comparator) {
    case Comparator::at_least: return mark(value, n, out, [x](float v) { return v >= x; });
    case Comparator::above: return mark(value, n, out, [x](float v) { return v > x; });
    case Comparator::at_most: return mark(value, n, out, [x](float v) { return v <= x; });
    case Comparator::below: return mark(value, n, out, [x](float v) { return v < x; });
    case Comparator::equal: return mark(value, n, out, [x](float v) { return v == x; });
  }
}

namespace {

// Bands of the same points all over, so many at once that the value is read but once.
template <int Count>
void raise_steps(const PointBand* bands, const float* value, std::size_t n, float* best) {
  float from[Count], to[Count], points[Count];
  for (int b = 0; b < Count; ++b) from[b] = bands[b].from, to[b] = bands[b].to, points[b] = bands[b].low;
  for_lanes(n, [&, value, best](std::size_t i) {
    const float v = value[i];
    float had = best[i];
#pragma GCC unroll 8
    for (int b = 0; b < Count; ++b) {
      const float low = from[b], high = to[b], worth = points[b];
      had = choose(one_if(v >= low) & one_if(v < high) & one_if(worth > had), worth, had);
    }
    best[i] = had;
  });
}

void raise_band(const PointBand& b, const float* value, const float* level, std::size_t n, float* best) {
  const float from = b.from, to = b.to, low = b.low, rise = b.high - b.low, inverse_width = b.inverse_width;
  const bool by_level = !(inverse_width > 0);
  for_lanes(n, [=](std::size_t i) {
    const float v = value[i], had = best[i];
    const float inside_band = (v - from) * inverse_width;
    const float points = low + rise * (by_level ? level[i] : inside_band);
    const bool inside = (v >= from) & (v < to);
    best[i] = inside & (points > had) ? points : had;
  });
}

}  // namespace

void raise_points(const PointBand* bands, std::size_t count, const float* value, const float* level, std::size_t n, float* best) {
  for (std::size_t b = 0; b < count;) {
    std::size_t steps = 0;
    while (b + steps < count && steps < 4 && bands[b + steps].low == bands[b + steps].high) ++steps;
    switch (steps) {
      case 0: raise_band(bands[b], value, level, n, best); break;
      case 1: raise_steps<1>(bands + b, value, n, best); break;
      case 2: raise_steps<2>(bands + b, value, n, best); break;
      case 3: raise_steps<3>(bands + b, value, n, best); break;
      default: raise_steps<4>(bands + b, value, n, best); break;
    }
    b += steps > 0 ? steps : 1;
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
