#include "model/newborn.hpp"

#include "core/math/vecmath.hpp"
#include "core/random/uniform.hpp"
#include "model/lanes.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

namespace {

ECHELON_INLINE float normal_of(std::uint32_t word) { return inverse_normal_inside(unit_float(word)); }

// How many of the shares' upper ends lie at or below u.
void place(const std::uint32_t* words, std::uint32_t n, const float* ends, int parts, std::int32_t* out) {
  for (std::uint32_t i = 0; i < n; ++i) out[i] = 0;
  for (int k = 0; k < parts; ++k) {
    const float end = ends[k];
    ECHELON_EACH_FIRM
    for (std::uint32_t i = 0; i < n; ++i) out[i] += one_if(!(unit_float(words[i]) < end));
  }
}

void place_in_city(NewbornBatch& b, const NewbornConstants& c) {
  const std::uint32_t n = b.padded();
  place(b.birth_a.lane[1], n, c.district_ends.data(), c.districts - 1, b.district);
  place(b.birth_a.lane[2], n, c.track_ends.data(), c.tracks, b.track);
  for (std::uint32_t i = 0; i < n; ++i) b.track[i] = b.track[i] == c.tracks ? 0 : b.track[i] + 1;
}

}  // namespace

void newborn_initial(NewbornBatch& b, const NewbornConstants& constants) {
  const NewbornConstants c = constants;
  const std::uint32_t* const coarse = b.birth_a.lane[0];
  const std::uint32_t* const fine = b.birth_fine.lane[0];
  const std::uint32_t* const ages = b.birth_a.lane[3];
  float* const age = b.age;
  std::int32_t* const quarters = b.age_quarters;
  float* const x = b.log_sales;
  const std::uint32_t n = b.padded();
  // (P2)
  ECHELON_EACH_FIRM
  for (std::uint32_t i = 0; i < n; ++i) {
    const double u = unit_float(ages[i]);
    const double young = 5 * u / c.five, middle = 5 + 5 * (u - c.five) / c.under_10;
    const double old = 10 + (c.oldest - 10) * (u - c.ten) / (1 - c.ten);
    const double years = u < c.five ? young : (u < c.ten ? middle : old);
    quarters[i] = static_cast<std::int32_t>(years * 4);
    age[i] = 0.25f * static_cast<float>(quarters[i]);
  }
  // (P3)
  ECHELON_EACH_FIRM
  for (std::uint32_t i = 0; i < n; ++i) {
    const double u = unit_double(coarse[i], fine[i]);
    const double base = c.log_size + c.size_age * age[i];
    const double within = u < c.body ? u : c.body;
    const double lognormal = base + c.size_spread * inverse_normal(within);
    const double pareto = lognormal - vlog((1 - u) / c.tail) / c.tail_exponent;
    x[i] = static_cast<float>(u < c.body ? lognormal : pareto);
  }
}

void newborn_entrants(NewbornBatch& b, const NewbornConstants& constants) {
  const NewbornConstants c = constants;
  const std::uint32_t* const sizes = b.birth_a.lane[0];
  float* const age = b.age;
  std::int32_t* const quarters = b.age_quarters;
  float* const x = b.log_sales;
  const std::uint32_t n = b.padded();
  ECHELON_EACH_FIRM
  for (std::uint32_t i = 0; i < n; ++i) {
    x[i] = c.log_entrant_size + c.entrant_spread * normal_of(sizes[i]);
    quarters[i] = 0;
    age[i] = 0.0f;
  }
}

namespace {

// What the firm does and knows: inclination, intensity, productivity, knowledge in the steady state of its R&D.
void settle_research(NewbornBatch& b, const NewbornConstants& c) {
  const std::uint32_t n = b.padded();
  const float* const age = b.age;
  const float* const sales = b.sales;
  const float* const x = b.log_sales;
  float *const inclination = b.inclination, *const productivity = b.productivity, *const intensity = b.log_intensity;
  float *const rd_rate = b.rd_rate, *const knowledge = b.knowledge, *const arrivals = b.innovation_rate;
  std::int32_t* const performer = b.performer;
  const std::uint32_t *const inclined = b.trait_a.lane[0], *const able = b.trait_a.lane[1], *const gifted = b.trait_a.lane[3];
  const std::uint32_t* const intense = b.birth_b.lane[1];
  ECHELON_EACH_FIRM
  for (std::uint32_t i = 0; i < n; ++i) {
    const float u = unit_float(inclined[i]);
    inclination[i] = vlog_inside(u) - vlog_inside(1.0f - u);  // 1 - u is exact
    productivity[i] = c.productivity_spread * normal_of(able[i]);
    intensity[i] = c.log_intensity + c.intensity_spread * normal_of(intense[i]);
  }
  ECHELON_EACH_FIRM
  for (std::uint32_t i = 0; i < n; ++i) {
    const float over = x[i] - c.log_participation_sales;
    const float line = c.participation + c.participation_size * over;
    const bool performs = inclination[i] < line;
    const float usual = vexp(intensity[i] + c.intensity_size * over);
    const float rate = usual < 1.0f ? usual : 1.0f;
    const float spent = rate * sales[i];
    const float rd = performs ? spent : 0.0f;
    const float fade = 1.0f - vexp(-c.decay * age[i]);
    const float talent = -vlog_inside(1.0f - unit_float(gifted[i]));
    const float rate_of_arrival = 0.25f * (c.innovation_rate * talent * vexp(c.rd_elasticity * vlog(rd + 1e-6f)));
    performer[i] = one_if(performs);
    rd_rate[i] = performs ? rate : 0.0f;
    knowledge[i] = rd / c.decay * fade;
    arrivals[i] = performs ? rate_of_arrival : 0.0f;
  }
}

void settle_money(NewbornBatch& b, const NewbornConstants& c) {
  const std::uint32_t n = b.padded();
  const float *const rd_rate = b.rd_rate, *const sales = b.sales;
  const std::uint32_t *const margins = b.trait_b.lane[0], *const purses = b.birth_b.lane[2];
  float* const margin = b.margin;
  std::int32_t* const cash = b.cash;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = 0; i < n; ++i) {
    margin[i] = c.margin + c.research_cover * rd_rate[i] + c.margin_spread * normal_of(margins[i]);
    const float start = c.start_cash * sales[i] * vexp(c.cash_noise * normal_of(purses[i])) + c.start_capital;
    cash[i] = static_cast<std::int32_t>(1000.0f * start);
  }
}

void settle_growth(NewbornBatch& b, const NewbornConstants& c) {
  const std::uint32_t n = b.padded();
  const float* const age = b.age;
  const float *const sales = b.sales, *const x = b.log_sales;
  const std::uint32_t *const staffs = b.birth_c.lane[0], *const components = b.birth_d.lane[0];
  float *const employees = b.employees, *const persistent = b.persistent, *const drift = b.drift, *const spread = b.spread;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = 0; i < n; ++i) {
    const float staff = sales[i] / c.staff_productivity * vexp(c.staff_noise * normal_of(staffs[i]));
    const float whole = static_cast<float>(static_cast<std::int32_t>(staff + 0.5f));
    employees[i] = whole < 1.0f ? 1.0f : whole;
    const float component = c.persistent_spread * normal_of(components[i]);
    // Until the first fiscal year opens, a newborn firm drifts as its age says.
    drift[i] = c.drift_old + c.drift_young * vexp(-age[i] / c.drift_age) + component;
    persistent[i] = component;
    spread[i] = 0.5f * Growth::sigma(x[i], 1.0f, c.growth);
  }
}

// What it will remember of its rare traits.
void settle_reach(NewbornBatch& b, const NewbornConstants& c) {
  const std::uint32_t n = b.padded();
  const auto word = [&](TraitLane t) { return (t.call == kCallTraitE ? b.trait_e : b.trait_f).lane[t.lane]; };
  const std::uint32_t *const standards = word(trait::standards), *const award = word(trait::award);
  const std::uint32_t *const contest = word(trait::contest), *const banned = word(trait::banned);
  const std::uint32_t* const institution = word(trait::institution);
  std::int32_t *const reach = b.reach, *const steps = b.institution;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = 0; i < n; ++i) {
    reach[i] = reach_of(unit_float(standards[i]), unit_float(award[i]), unit_float(contest[i]), unit_float(banned[i]), c.reach);
    steps[i] = steps_of_256(institution[i]);
  }
}

}  // namespace

void newborn_settle(NewbornBatch& b, const NewbornConstants& constants) {
  const NewbornConstants c = constants;
  const float* const x = b.log_sales;
  float* const sales = b.sales;
  const std::uint32_t n = b.padded();
  ECHELON_EACH_FIRM
  for (std::uint32_t i = 0; i < n; ++i) sales[i] = vexp(x[i]);
  settle_research(b, c);
  settle_money(b, c);
  settle_growth(b, c);
  settle_reach(b, c);
  place_in_city(b, c);
}

void newborn_past(NewbornBatch& b, const NewbornConstants& constants, int k) {
  const NewbornConstants c = constants;
  const std::uint32_t* const luck = b.past.lane[1];
  const float* const age = b.age;
  const float *const rd_rate = b.rd_rate, *const drift = b.drift, *const spread = b.spread;
  float* const sales = b.past_sales;
  float *const revenue = b.revenue[k], *const reported = b.reported[k];
  const std::uint32_t n = b.padded();
  const float year = static_cast<float>(k);
  ECHELON_EACH_FIRM
  for (std::uint32_t i = 0; i < n; ++i) {
    const bool lived = year < age[i];
    const float spent = rd_rate[i] * sales[i];
    revenue[i] = lived ? sales[i] : 0.0f;
    reported[i] = lived ? spent : 0.0f;
    sales[i] = sales[i] * vexp(-(c.past_growth + drift[i]) - 2.0f * spread[i] * normal_of(luck[i]));
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
