// Firms that come to be in batches: every copy of the loops gives the same bytes, and what a firm-by-firm version in double gives.
#include <catch2/catch.hpp>

#include <memory>

#include "firms.hpp"
#include "model/draws.hpp"
#include "tiny.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

double normal(std::uint32_t word) { return inverse_normal(static_cast<double>(unit_float(word))); }
double uniform(std::uint32_t word) { return unit_float(word); }

// One firm, one step after another, as POPULATION and ENTRY say it.
struct Slow {
  const Parameters& p;
  const Scenario& s;
  PhiloxKey key;
  int sector, quarter;

  Words4 luck(std::uint32_t uid, std::uint32_t call, std::uint32_t k = 0) const { return philox(key, uid, kForLife, call, k); }

  void initial(std::uint32_t uid, NewbornBatch& b, std::uint32_t i) const {
    const Words4 a = luck(uid, kCallBirthA), fine = luck(uid, kCallBirthA, 1);
    const double u = uniform(a.w3), five = p.population.under_5.v, ten = five + p.population.under_10.v;
    double years = 10 + (p.population.oldest.v - 10) * (u - ten) / (1 - ten);
    if (u < ten) years = 5 + 5 * (u - five) / p.population.under_10.v;
    if (u < five) years = 5 * u / five;
    b.age_quarters[i] = static_cast<int>(years * 4);
    b.age[i] = b.age_quarters[i] / 4.0;
    const double v = unit_double(a.w0, fine.w0), body = 1 - p.population.tail.v;
    double x = vlog(p.population.size.v * s.sectors[sector].size_factor) + p.population.size_age.v * b.age[i];
    x = x + p.population.size_spread.v * inverse_normal(v < body ? v : body);
    if (v >= body) x = x - vlog((1 - v) / p.population.tail.v) / p.population.tail_exponent.v;
    b.log_sales[i] = static_cast<float>(x);
  }

  void settle(std::uint32_t uid, NewbornBatch& b, std::uint32_t i) const {
    const Words4 trait = luck(uid, kCallTraitA), more = luck(uid, kCallTraitB), birth = luck(uid, kCallBirthB);
    const float x = b.log_sales[i];
    b.sales[i] = vexp(x);
    const double u = uniform(trait.w0), over = x - vlog(p.research.participation_sales.v);
    b.inclination[i] = static_cast<float>(vlog(u) - vlog1p(-u));
    b.productivity[i] = static_cast<float>(p.competition.productivity_spread.v * normal(trait.w1));
    b.log_intensity[i] = static_cast<float>(vlog(p.research.intensity.v * s.sectors[sector].rd_factor) +
                                            p.research.intensity_spread.v * normal(birth.w1));
    const bool performs = b.inclination[i] < p.research.participation.v + p.research.participation_size.v * over;
    double rate = vexp(b.log_intensity[i] + p.research.intensity_size.v * over);
    if (!(rate < 1)) rate = 1;
    if (!performs) rate = 0;
    const double rd = rate * b.sales[i], decay = s.sectors[sector].depreciation + p.population.knowledge_growth.v;
    b.performer[i] = performs, b.rd_rate[i] = static_cast<float>(rate);
    b.knowledge[i] = static_cast<float>(rd / decay * (1 - vexp(-decay * b.age[i])));
    const double talent = -vlog1p(-uniform(trait.w3));
    const double arrivals = 0.25 * (p.innovation.rate.v * talent * vexp(p.innovation.rd_elasticity.v * vlog(rd + 1e-6)));
    b.innovation_rate[i] = static_cast<float>(performs ? arrivals : 0);
    b.margin[i] = static_cast<float>(p.finance.margin.v + p.finance.research_cover.v * b.rd_rate[i] + p.finance.margin_spread.v * normal(more.w0));
    const double purse = p.finance.start_cash.v * b.sales[i] * vexp(p.finance.cash_noise.v * normal(birth.w2)) + p.finance.start_capital.v;
    b.cash[i] = static_cast<std::int32_t>(1000 * purse);
    const double productivity = s.sectors[sector].sales_per_employee * vexp(p.growth.staff_productivity.v * quarter / 4.0);
    const double staff = b.sales[i] / productivity * vexp(p.population.staff_noise.v * normal(luck(uid, kCallBirthC).w0));
    b.employees[i] = static_cast<float>(staff < 1 ? 1 : static_cast<double>(static_cast<std::int64_t>(staff + 0.5)));
    b.persistent[i] = static_cast<float>(p.growth.persistent_spread.v * normal(luck(uid, kCallBirthD).w0));
    b.drift[i] = static_cast<float>(p.growth.drift_old.v + p.growth.drift_young.v * vexp(-b.age[i] / p.growth.drift_age.v)) + b.persistent[i];
    const Words4 a = luck(uid, kCallBirthA);
    b.district[i] = uniform(a.w1) < s.districts[0].firm_share ? 0 : 1;
    b.track[i] = uniform(a.w2) < s.tracks[0].share_by_sector[sector] ? 1 : 0;
    remember(uid, b, i);
  }

  void remember(std::uint32_t uid, NewbornBatch& b, std::uint32_t i) const {
    const double standards = uniform(luck(uid, kCallTraitE).w3);
    const Words4 more = luck(uid, kCallTraitF);
    const double award = uniform(more.w0), provincial = std::max(p.rules.award_provincial.v, p.rules.award_national.v);
    b.reach[i] = (award < p.rules.award_national.v * 5 / 3 ? 1 : 0) + (award < provincial ? 2 : 0) +
                 (uniform(more.w2) < p.rules.contest.v ? 4 : 0) + (standards < p.rules.standards_led.v ? 8 : 0) +
                 (standards < p.rules.standards_part.v ? 16 : 0) + (uniform(more.w3) < p.rules.banned.v ? 32 : 0);
    b.institution[i] = static_cast<std::int32_t>(256 * uniform(more.w1));
  }
};

// Names of the results that differ, by `same(one value, the other)`.
template <class Same>
std::string differing(const NewbornBatch& a, const NewbornBatch& b, Same same) {
  std::string names;
  const auto check = [&](const char* name, const auto* x, const auto* y) {
    for (std::uint32_t i = 0; i < a.n; ++i) {
      if (same(x[i], y[i])) continue;
      names += " " + std::string(name) + " of " + std::to_string(i) + ": " + std::to_string(x[i]) + ", " + std::to_string(y[i]);
      return;
    }
  };
#define ECHELON_SAME(field) check(#field, a.field, b.field)
  ECHELON_SAME(age_quarters), ECHELON_SAME(age), ECHELON_SAME(log_sales), ECHELON_SAME(sales), ECHELON_SAME(inclination);
  ECHELON_SAME(productivity), ECHELON_SAME(log_intensity), ECHELON_SAME(performer), ECHELON_SAME(rd_rate), ECHELON_SAME(knowledge);
  ECHELON_SAME(innovation_rate), ECHELON_SAME(margin), ECHELON_SAME(cash), ECHELON_SAME(employees), ECHELON_SAME(persistent);
  ECHELON_SAME(drift), ECHELON_SAME(district), ECHELON_SAME(track);
  ECHELON_SAME(reach), ECHELON_SAME(institution);
#undef ECHELON_SAME
  return names;
}

// Float quantiles are within 1e-5 of themselves, a normal of 5 moves a log by 5e-5 of its spread; whole numbers may be cut one lower.
bool near(float x, float y) { return std::abs(x - y) <= 2e-5 + 1e-4 * std::abs(y); }
bool near(std::int32_t x, std::int32_t y) { return std::abs(x - y) <= 1e-4 * std::abs(y); }
const auto kNear = [](auto x, auto y) { return near(x, y); };
const auto kSameBytes = [](auto x, auto y) { return std::memcmp(&x, &y, sizeof x) == 0; };

}  // namespace

TEST_CASE("newborn: batches equal firms one by one, in the same bytes on every instruction set") {
  const Scenario s = tiny_scenario();
  Parameters p = tiny_parameters();
  p.research.intensity_size.v = -0.05;
  p.rules.award_national.v = 0.06, p.rules.award_provincial.v = 0.2, p.rules.contest.v = 0.15, p.rules.banned.v = 0.1;
  p.rules.standards_led.v = 0.3, p.rules.standards_part.v = 0.5;
  const PhiloxKey key = philox_key(31, 0);
  const auto fast = std::make_unique<NewbornBatch>(), slow = std::make_unique<NewbornBatch>(), first = std::make_unique<NewbornBatch>();
  for (const std::uint32_t n : {256u, 131u, 1u}) {
    for (const int sector : {0, 1}) {
      const Slow one{p, s, key, sector, -1};
      slow->n = fast->n = n;
      for (std::uint32_t i = 0; i < n; ++i) {
        fast->uid[i] = make_uid(Channel::initial, sector, 0, 7 * i);
        one.initial(fast->uid[i], *slow, i), one.settle(fast->uid[i], *slow, i);
      }
      const NewbornConstants c = newborn_constants(p, s, sector, -1);
      for (const Isa isa : isas()) {
        const Kernels& k = kernels(isa);
        draw_newborns(*fast, k, key);
        k.fill_luck(key, fast->uid, fast->padded(), kForLife, kCallBirthA, 1, fast->birth_fine.out());
        k.newborn_initial(*fast, c);
        INFO(name(isa) << ", " << n << " firms of sector " << sector);
        CHECK(std::memcmp(fast->log_sales, slow->log_sales, n * sizeof(float)) == 0);  // in double: the tail reaches far
        k.newborn_settle(*fast, c);
        CHECK(differing(*fast, *slow, kNear) == "");
        if (isa == isas().front()) *first = *fast;
        CHECK(differing(*fast, *first, kSameBytes) == "");
      }
    }
  }
}

TEST_CASE("newborn: a firm is the same in a full batch and alone") {
  const Scenario s = tiny_scenario();
  const NewbornConstants c = newborn_constants(tiny_parameters(), s, 0, 3);
  const auto many = std::make_unique<NewbornBatch>(), alone = std::make_unique<NewbornBatch>();
  const auto settle = [&](NewbornBatch& b) {
    const Kernels& k = kernels(best_isa());
    draw_newborns(b, k, philox_key(33, 0));
    k.newborn_entrants(b, c), k.newborn_settle(b, c);
  };
  many->n = kBatch - 1, alone->n = 1;
  for (std::uint32_t i = 0; i < many->n; ++i) many->uid[i] = make_uid(Channel::organic, 0, 4, i);
  alone->uid[0] = many->uid[0];
  settle(*many), settle(*alone);
  many->n = 1;
  CHECK(differing(*many, *alone, kSameBytes) == "");
}

TEST_CASE("newborn: entrants and past years equal firms one by one on every instruction set") {
  const Scenario s = tiny_scenario();
  Parameters p = tiny_parameters();
  const PhiloxKey key = philox_key(32, 0);
  const auto b = std::make_unique<NewbornBatch>();
  b->n = 200;
  for (std::uint32_t i = 0; i < b->n; ++i) b->uid[i] = make_uid(Channel::organic, 1, 5, i);
  NewbornConstants c = newborn_constants(p, s, 1, 4);
  c.log_entrant_size = 0.7f;
  for (const Isa isa : isas()) {
    const Kernels& k = kernels(isa);
    draw_newborns(*b, k, key);
    k.newborn_entrants(*b, c);
    for (std::uint32_t i = 0; i < b->n; ++i) {
      const Words4 a = philox(key, b->uid[i], kForLife, kCallBirthA, 0);
      REQUIRE(b->log_sales[i] == Approx(0.7 + p.entry.size_spread.v * normal(a.w0)).margin(1e-4));
      REQUIRE((b->age[i] == 0 && b->age_quarters[i] == 0));
    }
    k.newborn_settle(*b, c);
    for (std::uint32_t i = 0; i < b->n; ++i) b->age[i] = 2.25, b->past_sales[i] = b->sales[i];
    for (int year = 0; year < kPastYears; ++year) {
      k.fill_luck(key, b->uid, b->padded(), kForLife, kCallBirthD, 1 + year, b->past.out());
      k.newborn_past(*b, c, year);
    }
    for (std::uint32_t i = 0; i < b->n; ++i) {
      double sales = b->sales[i];
      for (int year = 0; year < kPastYears; ++year) {
        REQUIRE(b->revenue[year][i] == Approx(year < 2.25 ? sales : 0).epsilon(1e-4));
        REQUIRE(b->reported[year][i] == Approx(year < 2.25 ? b->rd_rate[i] * sales : 0).epsilon(1e-4));
        const double shock = normal(philox(key, b->uid[i], kForLife, kCallBirthD, 1 + year).w1);
        sales = sales * vexp(-(p.population.past_growth.v + b->drift[i]) - 2 * b->spread[i] * shock);
      }
    }
  }
}
