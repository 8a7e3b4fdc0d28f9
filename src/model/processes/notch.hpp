#pragma once
// NOTCH (S15)
// What        In winter a firm that holds or seeks the high-tech certificate, and whose three-year share of R&D in sales lies below what the
//             rule asks, weighs what the title is worth against reaching the share, by R&D that it would not have done and by cost that
//             it calls R&D.
// Equation    (N1) gap G = (1+m)·r̄·ΣY − ΣR̂ over the three years that the desk will read, r̄ by this year's sales; asked of firms below r̄·ΣY
//             (N2) cost of G = e + g: (1−v)·e + κ·(g/r̄Y)²·r̄Y; cheapest g = min(G, (1−v)·r̄Y/2κ), e as far as cash and credit reach
//             (N3) worth = pass·(award + prestige·(S/S₀)^ν + Δτ·π·years where π lies above the small firm's ceiling + τ·ω·losses carried)
//                  + award for applying; of a holder whose certificate does not end before the next round, one year's part
//             (N4) it answers when weight·worth > cost + hassle, hassle lognormal, the firm's own for life
// Reads       books of three years, real R&D, sales, margin, cash, carried losses, patents, birth, certificates, flags, offers, the rule
// Writes      real R&D of the year, knowledge, cash; what is relabelled, for the accounts
// Parameters  config/parameters/notch.yaml; certification.pass_expected, .tax_years, .prestige_size; prestige of the scheme
// Draws       notch.hassle (life)
// Neglects    the rule's conditions that need a latent trait, tax saved by deducting what is relabelled, what a court may ask back, firms that
//             hold sales back to stay in a class, relabelling without a title in view
// Source      model page S15: [L1-L3], data P38, R4, A29
#include <cstdint>

#include "core/isa.hpp"
#include "core/math/vecmath.hpp"
#include "core/quantity.hpp"
#include "core/random/uniform.hpp"
#include "model/columns.hpp"
#include "model/processes/growth.hpp"

namespace echelon {

struct RuleVersion;

struct NotchParams {
  Number weight;          // of the benefit: 1, or 0 when nobody answers
  Number relabel_cost;    // κ
  Share worth_of_rd;      // v: what a unit of R&D beyond the plan brings back to the firm
  Cny hassle;             // median
  Number hassle_spread;
  Share clearance;        // m: how far above the threshold an answer aims
  Share loss_worth;       // ω: of losses carried, the part that the longer term saves
};

constexpr int kNotchClasses = 4;

struct NotchConstants {
  float report_sd, target;                    // target: 1 + m
  float above[kNotchClasses], up_to[kNotchClasses], ratio[kNotchClasses];  // million CNY of sales; unused classes hold nobody
  std::int16_t quarter;
  std::int16_t born_by;                       // youngest birth that may apply in the next round
  std::int16_t needs_rights;                  // 1 where the rule asks for intellectual property
};

// The thresholds by sales that a rule asks for (`rd_ratio_3y`), and what of its other conditions is cheap to know; `next`: the
// quarter of the round.
void read_notch(const RuleVersion& rule, int next, NotchConstants& c);
// Of a firm with sales of so many million CNY; 0 where the rule asks for nothing.
float notch_threshold(const NotchConstants& c, float sales);

struct NotchView {
  In<Status> status;
  In<Flags> flags;
  In<Until> high_tech_until;
  In<Birth> birth;
  In<Inventions> inventions;
  In<Utilities> utilities;
  In<RdYear> rd_year;
  In<SalesYear> sales_year;
  In<Revenue0> revenue0;
  In<Revenue1> revenue1;
  In<Reported0> reported0;
  In<Reported1> reported1;
};

// What all who choose in one winter share.
struct NotchEnv {
  float weight, pass, relabel_cost, cost_of_rd;  // cost_of_rd: 1 − v
  float hassle, hassle_spread;                   // CNY
  float prestige, prestige_size, log_prestige_sales;
  float application;                             // CNY: award for applying
  float saved, ceiling;                          // CNY per million CNY of taxable profit; million CNY
  float loss_saved;                              // CNY per million CNY of losses carried
};

// Firms at the notch, side by side; money in million CNY where not said otherwise.
struct NotchBatch {
  static constexpr std::uint32_t kSize = 512;
  std::uint32_t n = 0;
  std::uint32_t slot[kSize], uid[kSize];
  float gap[kSize], threshold[kSize];        // threshold: r̄·Y of this year
  float sales[kSize], taxable[kSize], losses[kSize], room[kSize];
  float award[kSize], part[kSize];           // CNY; of the certificate's worth that is at stake
  LuckWords<kSize> words;
  float real[kSize], relabelled[kSize];      // the cheapest mix
  std::uint8_t yes[kSize];
};

// An answer, as an observer may see it: million CNY reported beyond R&D, and R&D beyond the plan.
struct NotchAnswer {
  std::uint32_t slot, uid;
  float relabelled, extra;
};

inline namespace ECHELON_ISA {

struct Notch {
  // (N2)
  ECHELON_INLINE static float relabelled(float gap, float threshold, float room, const NotchEnv& env) {
    const float most = 0.5f * env.cost_of_rd * threshold / env.relabel_cost;
    const float cheapest = gap < most ? gap : most;
    const float rest = gap - cheapest;
    return gap - (rest < room ? rest : room);
  }
  ECHELON_INLINE static float cost(float real, float relabelled, float threshold, const NotchEnv& env) {
    return env.cost_of_rd * real + env.relabel_cost * relabelled * relabelled / threshold;
  }
  // (N3) in CNY
  ECHELON_INLINE static float worth(float sales, float taxable, float losses, float award, const NotchEnv& env) {
    const float prestige = env.prestige * vexp(env.prestige_size * (vlog(sales + 0.01f) - env.log_prestige_sales));
    const float saved = taxable > env.ceiling ? env.saved * taxable : 0.0f;
    return env.pass * (award + prestige + saved + env.loss_saved * losses) + env.application;
  }
};

// (N1) By firm of the block: the gap in million CNY, r̄·Y, and a byte that says whether it is asked. Noise of reporting in lane 1.
void notch_gaps(Block block, const NotchView& view, const NotchConstants& c, const Luck& luck, float* gap, float* threshold,
                std::uint8_t* asked);
// (N2)-(N4) Hassle in lane 0.
void notch_choose(NotchBatch& batch, const NotchEnv& env, const Luck& luck);

}  // namespace ECHELON_ISA
}  // namespace echelon
