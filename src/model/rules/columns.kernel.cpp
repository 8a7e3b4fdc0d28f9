// Fields that are columns or made from columns alone. The switch stands outside the loops; each loop is plain arithmetic.
#include <limits>

#include "model/rules/trait_loop.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

namespace {

constexpr float kUndefined = std::numeric_limits<float>::quiet_NaN();
constexpr float kMillion = 1e6f;

// What the fields of one list are made from.
struct Fill {
  const RuleInputs& in;
  const World& w;
  const FirmList& firms;
  ListColumns columns;
  float* out;

  // out = value(values of the firm in the columns). Answers true, for the functions below that answer whether a field is one of theirs.
  template <class F, class... Tags>
  bool from(F value, const Column<Tags>&... column) const {
    float* const to = out;
    for_lanes<kLanesOf<Tags...>>(firms.n, [=, ... values = columns.of(column)](std::size_t i) { to[i] = value(values[i]...); });
    return true;
  }
  // out = value(values of the firm, sector), 1 or 0: neighbours share the sector.
  template <class F, class... Tags>
  bool with_sector(F value, const Column<Tags>&... column) const {
    const auto sector_of = [&](std::uint32_t slot) -> const Sector& { return in.context.scenario.sectors[w.sector_of_slot(slot)]; };
    if (firms.n == 0) return true;
    for (std::size_t i = 0; firms.slot != nullptr && i < firms.n; ++i)
      out[i] = static_cast<float>(value(sector_of(firms.slot[i]), column[firms.slot[i]]...));
    if (firms.slot != nullptr) return true;
    const Sector& all = sector_of(firms.first);
    return from([=, &all](auto... values) { return static_cast<float>(value(all, values...)); }, column...);
  }
};

float truth(bool holds) { return holds ? 1.0f : 0.0f; }
float ratio(float part, float whole) { return whole > 0 ? part / whole : kUndefined; }
float growth(float now, float before) { return before > 0 ? now / before - 1.0f : kUndefined; }
float lower(float a, float b) { return a < b ? a : b; }
float higher(float a, float b) { return a > b ? a : b; }

bool fill_certificate(int scheme, const Fill& f) {
  return f.from([now = f.in.context.quarter](std::int32_t until) { return truth(until >= now); }, f.w.until[scheme]);
}

bool fill_national_title(const Fill& f) {
  const int hte = f.in.schemes.hte, giant = f.in.schemes.little_giant < 0 ? hte : f.in.schemes.little_giant;
  return f.from([now = f.in.context.quarter](std::int32_t a, std::int32_t b) { return truth((a >= now) | (b >= now)); }, f.w.until[hte],
                f.w.until[giant]);
}

bool fill_review(const Fill& f) {
  const auto reviewed = f.in.is_review;
  for (std::size_t i = 0; i < f.firms.n; ++i)
    f.out[i] = truth(!reviewed.empty() && reviewed[f.firms.slot != nullptr ? f.firms.place[i] : i] != 0);
  return true;
}

bool fill_identity(RuleField field, const Fill& f) {
  const World& w = f.w;
  const RuleContext& context = f.in.context;
  switch (field) {
    case RuleField::age_years: return f.from([from = f.in.age_from](std::int32_t birth) { return age(birth, from); }, w.birth);
    case RuleField::founding_year:
      return f.from([&](std::int32_t birth) { return static_cast<float>((context.date + (birth - context.quarter)).year()); }, w.birth);
    case RuleField::is_review: return fill_review(f);
    case RuleField::is_resident_firm:
    case RuleField::registered_in_wuxi: return f.from([] { return 1.0f; });
    case RuleField::is_listed: return f.from([](std::int32_t flags) { return truth((flags & kListed) != 0); }, w.flags);
    case RuleField::is_hard_tech: return f.with_sector([](const Sector& sector) { return one_if(sector.hard_tech); });
    case RuleField::in_emerging_industry:
    case RuleField::in_strategic_emerging_list:
      return f.with_sector([](const Sector& sector, std::int32_t track) { return one_if(track > 0) | one_if(sector.emerging); }, w.track);
    case RuleField::has_valid_hte: return fill_certificate(f.in.schemes.hte, f);
    case RuleField::has_valid_srdi: return fill_certificate(f.in.schemes.srdi_sme, f);
    case RuleField::has_valid_hte_or_similar: return fill_national_title(f);
    default: return false;
  }
}

bool fill_money(RuleField field, const Fill& f) {
  const World& w = f.w;
  const float usd = static_cast<float>(1e6 / f.in.context.usd_cny);
  const auto million = [](float v) { return kMillion * v; };
  const auto dollars = [usd](float v) { return usd * v; };
  switch (field) {
    case RuleField::revenue_last_year: return f.from(million, w.revenue0);
    case RuleField::valuation: return f.from(million, w.valuation);
    case RuleField::valuation_usd:
    case RuleField::post_money_usd: return f.from(dollars, w.valuation);
    case RuleField::vc_raised: return f.from(million, w.raised_total);
    case RuleField::raised_usd: return f.from(dollars, w.raised_total);
    case RuleField::has_private_equity: return f.from([](float raised) { return truth(raised > 0); }, w.raised_total);
    case RuleField::new_equity_2y: return f.from([](float a, float b) { return kMillion * (a + b); }, w.raised0, w.raised1);
    case RuleField::new_equity_3y:
    case RuleField::vc_raised_3y:
      return f.from([](float a, float b, float c) { return kMillion * (a + b + c); }, w.raised0, w.raised1, w.raised2);
    default: return false;
  }
}

bool fill_research(RuleField field, const Fill& f) {
  const World& w = f.w;
  switch (field) {
    case RuleField::rd_last_year: return f.from([](float a) { return kMillion * a; }, w.reported0);
    case RuleField::rd_sum_2y: return f.from([](float a, float b) { return kMillion * (a + b); }, w.reported0, w.reported1);
    case RuleField::rd_mean_2y: return f.from([](float a, float b) { return kMillion * (a + b) / 2.0f; }, w.reported0, w.reported1);
    case RuleField::rd_mean_3y:
      return f.from([](float a, float b, float c) { return kMillion * (a + b + c) / 3.0f; }, w.reported0, w.reported1, w.reported2);
    case RuleField::rd_ratio_last_year: return f.from(ratio, w.reported0, w.revenue0);
    case RuleField::rd_ratio_3y:
      return f.from([](float a, float b, float c, float sales0, float sales1, float sales2) { return ratio(a + b + c, sales0 + sales1 + sales2); },
                    w.reported0, w.reported1, w.reported2, w.revenue0, w.revenue1, w.revenue2);
    case RuleField::rd_ratio_min_2y:
      return f.from([](float a, float b, float sales0, float sales1) {
        const float before = b / sales1;
        const float both = lower(before, ratio(a, sales0));
        return sales1 > 0 ? both : kUndefined;
      }, w.reported0, w.reported1, w.revenue0, w.revenue1);
    case RuleField::rd_cost_ratio_last_year:
      return f.from([share = f.in.c.cost_over_sales](float a, float sales) { return ratio(a, higher(share * sales, a)); }, w.reported0, w.revenue0);
    case RuleField::rd_staff_share:
      return f.from([c = f.in.c](float a, float employees) { return Latent::rd_staff_share(a, employees, c); }, w.reported0, w.employees);
    default: return false;
  }
}

bool fill_growth(RuleField field, const Fill& f) {
  const World& w = f.w;
  switch (field) {
    case RuleField::main_revenue_growth: return f.from(growth, w.revenue0, w.revenue1);
    case RuleField::main_revenue_growth_mean_2y:
      return f.from([](float now, float last, float before) { return (growth(now, last) + growth(last, before)) / 2.0f; }, w.revenue0, w.revenue1,
                    w.revenue2);
    case RuleField::revenue_cagr_2y:
      return f.from([](float now, float before) {
        const float cagr = __builtin_sqrtf(now / before) - 1.0f;
        return before > 0 ? cagr : kUndefined;
      }, w.revenue0, w.revenue2);
    case RuleField::sales_growth_3y:
      return f.from([](float now, float last, float before) {
        const float latest = growth(now, last);
        return before > 0 ? (latest + growth(last, before)) / 2.0f : latest;
      }, w.revenue0, w.revenue1, w.revenue2);
    default: return false;
  }
}

bool fill_counts(RuleField field, const Fill& f) {
  const World& w = f.w;
  const auto number = [](auto... n) { return static_cast<float>((std::int32_t{n} + ...)); };
  switch (field) {
    case RuleField::staff: return f.from([](float staff) { return staff; }, w.employees);
    case RuleField::class1_ip_count: return f.from(number, w.inventions);
    case RuleField::class2_ip_count: return f.from(number, w.utilities);
    case RuleField::valid_ip: return f.from(number, w.inventions, w.utilities);
    case RuleField::ip_applied_or_owned: return f.from(number, w.inventions, w.utilities, w.pending);
    default: return false;
  }
}

// What firms remember of rare traits; without reported R&D a merit has no chance (T4).
bool fill_reach(RuleField field, const Fill& f) {
  const World& w = f.w;
  const auto may = [&](std::int32_t bit) {
    return f.from([bit](std::int32_t has, float rd) { return truth((one_if((has & bit) != 0) & one_if(rd > 0)) != 0); }, w.reach, w.reported0);
  };
  switch (field) {
    case RuleField::national_award_in_reach: return may(reach::national_award);
    case RuleField::award_in_reach: return may(reach::award);
    case RuleField::contest_in_reach: return may(reach::contest);
    case RuleField::led_in_reach: return may(reach::led);
    case RuleField::part_in_reach: return may(reach::part);
    case RuleField::institution_in_reach:
      return f.from([c = f.in.c](std::int32_t luck, float rd) {
        const float least = static_cast<float>(luck) * 0x1p-8f;
        return truth(least < c.institution * Latent::merit(rd, c));
      }, w.institution_luck, w.reported0);
    case RuleField::makes_banned_products: return f.from([](std::int32_t has) { return truth((has & reach::banned) != 0); }, w.reach);
    default: return false;
  }
}

}  // namespace

bool fill_rule_field(RuleField field, const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* out) {
  const Fill f{in, in.context.world, firms, {firms, scratch}, out};
  return fill_identity(field, f) || fill_money(field, f) || fill_research(field, f) || fill_growth(field, f) || fill_counts(field, f) ||
         fill_reach(field, f) || fill_trait_field(field, in, firms, scratch, out);
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
