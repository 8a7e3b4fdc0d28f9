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
    for (std::size_t i = 0; i < n; ++i) out[i] = value(slot[i]);
  } else {
    ECHELON_EACH_FIRM
    for (std::size_t i = 0; i < n; ++i) out[i] = value(first + i);
  }
  return true;
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
  const auto& sectors = in.context.scenario.sectors;
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
    case RuleField::is_hard_tech:
      return each(firms, out, [&](std::size_t s) { return sectors[w.sector_of_slot(static_cast<std::uint32_t>(s))].hard_tech ? 1.0f : 0.0f; });
    case RuleField::in_emerging_industry:
    case RuleField::in_strategic_emerging_list:
      return each(firms, out, [&](std::size_t s) {
        return w.track[s] > 0 || sectors[w.sector_of_slot(static_cast<std::uint32_t>(s))].emerging ? 1.0f : 0.0f;
      });
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
        const float last = ratio(w.reported0[s], w.revenue0[s]);
        return w.revenue1[s] > 0 ? lower(w.reported1[s] / w.revenue1[s], last) : kUndefined;
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
        return w.revenue2[s] > 0 ? __builtin_sqrtf(w.revenue0[s] / w.revenue2[s]) - 1.0f : kUndefined;
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

}  // namespace

bool fill_rule_field(RuleField field, const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* out) {
  return fill_identity(field, in, firms, out) || fill_money(field, in, firms, out) || fill_research(field, in, firms, out) ||
         fill_growth(field, in, firms, out) || fill_counts(field, in, firms, out) ||
         fill_trait_field(field, in, firms, scratch, out);
}

namespace {

template <class F>
void mark(const float* value, std::size_t n, std::uint8_t* out, F holds) {
  ECHELON_EACH_FIRM
  for (std::size_t i = 0; i < n; ++i) out[i] = holds(value[i]) ? 1 : 0;
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

void raise_points(const PointBand& b, const float* value, const float* level, std::size_t n, float* best) {
  const float from = b.from, to = b.to, low = b.low, rise = b.high - b.low, inverse_width = b.inverse_width;
  const bool by_level = !(inverse_width > 0);
  ECHELON_EACH_FIRM
  for (std::size_t i = 0; i < n; ++i) {
    const float v = value[i], had = best[i];
    const float inside_band = (v - from) * inverse_width;
    const float points = low + rise * (by_level ? level[i] : inside_band);
    const bool inside = (v >= from) & (v < to);
    best[i] = inside & (points > had) ? points : had;
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
