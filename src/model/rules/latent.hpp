#pragma once
// RULES (S15, the part that says who may)
// What        What a rule reads and the columns do not hold: shares, grades, rare merits. Each is a keyed trait of the firm, a
//             pure function of the replicate's key and the firm's identity, not stored, the same in every
//             scenario, and does not depend on the slot or on the order of firms.
// Equation    (T1) share = U^(1/k): the lower part of the scale is rare, P(share < c) = c^k
//             (T2) logit-normal and lognormal traits: logistic(m + sΦ⁻¹(U)), e^(ln m + sΦ⁻¹(U))
//             (T3) grade = logistic(q + logit U) with q = wₐ·ln a + wₖ·(2K/(K+K½) − 1): uniform for an ordinary firm (q = 0),
//                  its odds multiplied by e^q for a better one
//             (T4) a rare merit has the chance p·R̂/(R̂+R½), R̂ reported R&D of the last year
//             (T5) points without a public table = 100·logistic(b + Σ wᵢ·merits + sΦ⁻¹(U))
//             (T6) R&D persons = R̂ / (c·e^(g·(year−2022))), c the cost of an R&D person-year in 2022
// Reads       uid, sector, birth, employees, productivity, knowledge, cash, patents, rings of sales, R&D and equity
// Writes      reach, institution_luck: bounds of the rare merits (T4), once, at birth (newborn.kernel.cpp)
// Parameters  config/parameters/rules.yaml
// Draws       rules.* (life), rules.offence (year), finance.profit (year; the same luck that finance uses)
// Neglects    change of a trait over a firm's life, correlation among traits beyond (T3), strategic reporting
// Source      rules and tables: data R1-R22, Q1-Q3; cost of R&D staff: data J4; the distributions are assumed
#include <cstdint>

#include "core/clock.hpp"
#include "core/math/vecmath.hpp"
#include "core/quantity.hpp"
#include "core/random/philox.hpp"
#include "core/random/uniform.hpp"
#include "model/draws.hpp"
#include "model/lanes.hpp"

namespace echelon {

struct RuleParams {
  Million rd_person_cost;        // c: R&D spending per R&D person-year in 2022
  PerYear rd_person_growth;      // g: how it grows
  Number technicians;            // other technical staff per R&D person
  Share technical_base;          // mean share of technical staff without R&D; uniform from 0 to twice that
  Number assets_over_sales;      // median
  Number assets_spread;          // sd of the log
  Share cost_over_sales;
  Share debt_median;
  Number debt_spread;            // sd of the logit
  PerYear asset_growth;          // of net assets, when sales stand still
  Number asset_growth_pass;      // growth of net assets per growth of sales
  Number profit_noise;           // sd of a year's profit relative to its mean
  Number hightech_shape;         // k of the high-tech share of revenue
  Number main_shape;             // k of the main business's share of revenue
  Share niche_least;             // the niche is at least this share of a firm's age
  Share niche_share;             // median share of the niche market at the reference sales
  Million niche_sales;           // the reference sales
  Number niche_elasticity;
  Number niche_spread;           // sd of the log
  Share field_listed;            // main technology in the national list, in a sector that is
  Share field_unlisted;          // the same in a sector that is not
  Share core_ip;                 // holders whose rights are for the main product
  Share own_ip;                  // holders with rights of their own making
  Share high_value;              // of valid inventions
  Number conversion;             // converted results a year per valid right, median
  Number conversion_spread;      // sd of the log
  Share rd_abroad;               // firms with a part of their R&D abroad
  Million merit_rd;              // R½: reported R&D at which half of the highest chance is reached
  Share institution;             // highest chances of (T4)
  Share award_national;          // in three years
  Share award_provincial;        // in three years
  Share contest;
  Share standards_led;
  Share standards_part;
  Share key_link;
  Share offence;                 // a year
  Share banned;
  Number grade_productivity;     // wₐ
  Number grade_knowledge;        // wₖ
  Million grade_half;            // K½
  Number srdi_base;              // b of score_srdi
  Number quality_base;           // b of score_srdi_quality
  Number srdi_rd;                // weight of R̂/(R̂+R½)
  Number srdi_age;               // weight of age/(age+age½)
  Years srdi_age_half;
  Number srdi_ip;                // weight of rights/(rights+n½)
  Number srdi_ip_half;
  Number srdi_spread;
};

// Year of the source of `rd_person_cost`.
constexpr int kRdPersonYear = 2022;

// Parameters as the loops want them, for one date.
struct RuleConstants {
  float rd_person_cost, technicians, technical_base;
  float log_assets, assets_spread, cost_over_sales, debt_logit, debt_spread;
  float asset_growth, asset_growth_pass, profit_noise;
  float hightech_power, main_power, niche_least;
  float log_niche_share, log_niche_sales, niche_elasticity, niche_spread;
  float field_listed, field_unlisted, core_ip, own_ip, high_value, log_conversion, conversion_spread, rd_abroad;
  float merit_rd, institution, award_national, award_provincial, contest, standards_led, standards_part;
  float key_link, offence, banned;
  float grade_productivity, grade_knowledge, grade_half;
  float srdi_base, quality_base, srdi_rd, srdi_age, srdi_age_half, srdi_ip, srdi_ip_half, srdi_spread;
};
RuleConstants rule_constants(const RuleParams& p, Quarter date);

// A trait's address in the table of draws.
struct TraitLane {
  Call call;
  int lane;
};
namespace trait {
constexpr TraitLane hightech{kCallTraitA, 2};
constexpr TraitLane main_business{kCallTraitB, 1}, niche_years{kCallTraitB, 2}, niche_share{kCallTraitB, 3};
constexpr TraitLane debt{kCallTraitC, 0}, staff{kCallTraitC, 2}, rd_domestic{kCallTraitC, 3};
constexpr TraitLane level{kCallTraitD, 0}, support{kCallTraitD, 1}, organisation_a{kCallTraitD, 2},
    organisation_b{kCallTraitD, 3};
constexpr TraitLane organisation_c{kCallTraitE, 0}, organisation_d{kCallTraitE, 1}, ip_way{kCallTraitE, 2},
    standards{kCallTraitE, 3};
constexpr TraitLane award{kCallTraitF, 0}, institution{kCallTraitF, 1}, contest{kCallTraitF, 2};
constexpr TraitLane banned{kCallTraitF, 3};   // for life
constexpr TraitLane offence{kCallTraitF, 3};  // with the first quarter of the fiscal year
constexpr TraitLane specialised{kCallTraitG, 0}, quality{kCallTraitG, 1}, chain{kCallTraitG, 2}, rank{kCallTraitG, 3};
constexpr TraitLane ip_main{kCallTraitH, 0}, field{kCallTraitH, 1}, assets{kCallTraitH, 2}, conversion{kCallTraitH, 3};
constexpr TraitLane profit{kCallYearB, 2};    // finance.profit
}  // namespace trait

// A national award counts for three years or for five.
constexpr float kFiveYearsOverThree = 5.0f / 3.0f;

// What a firm remembers of its rare traits, so that hardly anybody's need be drawn again: a bit where the uniform lies below the
// highest chance of (T4), or of a banned product. The uniform of an R&D institution, which is less rare, is remembered in 256 steps.
namespace reach {
constexpr std::uint8_t national_award = 1, award = 2, contest = 4, led = 8, part = 16, banned = 32;
}  // namespace reach
struct ReachLimits {
  float national_award, award, contest, led, part, banned;
};
ReachLimits reach_limits(const RuleConstants& c);
ReachLimits reach_limits(const RuleParams& p);  // of any date: no chance changes with time

inline namespace ECHELON_ISA {

// The bits of one firm, from its uniforms.
ECHELON_INLINE std::int32_t reach_of(float standards, float award, float contest, float banned, const ReachLimits& l) {
  return one_if(award < l.national_award) * reach::national_award | one_if(award < l.award) * reach::award |
         one_if(contest < l.contest) * reach::contest | one_if(standards < l.led) * reach::led |
         one_if(standards < l.part) * reach::part | one_if(banned < l.banned) * reach::banned;
}
// How many 256ths lie below the uniform of a word.
ECHELON_INLINE std::int32_t steps_of_256(std::uint32_t word) { return static_cast<std::int32_t>(word >> 24); }

// The uniform of one firm: the definition that batches agree with.
ECHELON_INLINE float trait_of(PhiloxKey key, std::uint32_t uid, TraitLane t, std::uint32_t quarter = kForLife) {
  const Words4 w = philox(key, uid, quarter, t.call, 0);
  const std::uint32_t words[] = {w.w0, w.w1, w.w2, w.w3};
  return unit_float(words[t.lane]);
}

struct Latent {
  ECHELON_INLINE static float below(float x, float top) { return x < top ? x : top; }
  // (T1)
  ECHELON_INLINE static float power(float u, float inverse_k) { return vexp(vlog(u) * inverse_k); }
  // (T2)
  ECHELON_INLINE static float logit_normal(float u, float m, float s) { return logistic(m + s * inverse_normal_inside(u)); }
  ECHELON_INLINE static float lognormal(float u, float log_m, float s) { return vexp(log_m + s * inverse_normal_inside(u)); }
  // (T3): logistic(q + logit u), written as odds
  ECHELON_INLINE static float advantage(float productivity, float knowledge, const RuleConstants& c) {
    return c.grade_productivity * productivity +
           c.grade_knowledge * (2.0f * knowledge / (knowledge + c.grade_half) - 1.0f);
  }
  ECHELON_INLINE static float grade(float u, float odds_factor) {
    const float odds = u * odds_factor;
    return below(odds / (odds + (1.0f - u)), 1.0f - 0x1p-24f);
  }
  // (T4)
  ECHELON_INLINE static float merit(float rd, const RuleConstants& c) { return rd / (rd + c.merit_rd); }
  // (T5)
  ECHELON_INLINE static float points(float normal, float base, float spread) {
    return 100.0f * logistic(base + spread * normal);
  }
  // (T6)
  ECHELON_INLINE static float rd_staff_share(float rd, float employees, const RuleConstants& c) {
    return below(rd / (c.rd_person_cost * employees), 1.0f);
  }
};

}  // namespace ECHELON_ISA
}  // namespace echelon
