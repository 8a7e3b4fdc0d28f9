#pragma once
// CERTIFICATION (S15)
// What        A firm that knows of a scheme decides whether to apply, is checked against the dated rules, waits for a desk that
//             takes so many cases a year, passes or not, and holds the certificate until it ends, is renewed or is revoked.
// Equation    (Z1) P(apply | aware) = logit⁻¹(b₀ + b₁·ln(1 + benefit/hassle) + b₃·peers + b₄·agent + b₅·[holds another]); a holder whose
//                  certificate ends before the next round applies with its own probability
//                  b₆·q, q ~ N(0,1) the firm's lasting inclination to apply for titles at all, is added to the logit of a newcomer
//             (Z2) benefit = prestige·(S/S₀)^ν + awards on offer + tax saved over the validity (high-tech enterprise: only where taxable
//                  profit lies above the small-firm ceiling); an application award adds to the benefit
//             (Z3) P(pass | decided) = logit⁻¹(c₀ + c₁·(score − cut)/scale + bonus of a holder); where a quota binds, the best pass
//             (Z6) an eligible newcomer that wants to apply hands in with probability (its own chance to pass)^f
//             (Z4) cases a year = desk₀·(1+g)^years·policy; what overflows waits one round and comes first
//             (Z5) stock(y) = stock(y−1) + granted − lapsed − revoked, at every 31 December
// Reads       books, patents, staff, certificates, offers
// Writes      certificates, awareness, claims, flags (seeks a title)
// Parameters  config/schemes/<scheme>.yaml (behaviour), config/parameters/certification.yaml
// Draws       certification.aware, .apply, .pass, .select, .hand_in (scheme and year), certification.revoked,
//             certification.propensity (life)
// Neglects    appeals, fraud found later
// Source      model page S15: [L67], data R1-R18, P25, P32-P34
#include <cstdint>
#include <vector>

#include "core/isa.hpp"
#include "core/math/vecmath.hpp"
#include "core/quantity.hpp"
#include "core/random/uniform.hpp"
#include "model/columns.hpp"
#include "model/processes/growth.hpp"

namespace echelon {

// Behaviour around one scheme; valued in config/schemes/<scheme>.yaml.
struct SchemeParams {
  Number apply;            // b₀
  Number benefit_weight;   // b₁
  Cny hassle;
  Cny prestige;
  Number peers_weight;     // b₃
  Share renew_apply;       // of living holders at the end of validity
  Number pass;             // c₀
  Number pass_slope;       // c₁
  Share aware_start;
  PerYear aware_rate;      // p₀
  PerYear aware_peers;     // p₁
  Firms desk_start;        // cases a year in 2018
  PerYear desk_growth;
  Firms stock_start;       // certificates at the end of 2017
  PerYear revocation;
};

struct CertificationParams {
  Years tax_years;         // years of tax saved that an applicant counts
  Share pass_expected;     // pass probability an applicant expects
  Number genesis_noise;    // noise in who held certificates at the start
  Share cohort_oldest;     // of the initial stock, share granted three years before; newest has the most
  Share cohort_middle;
  Number selection_noise;  // noise against merit in selections from a pool
  Number prestige_size;    // ν
  Million prestige_sales;  // S₀
  Number familiar;         // b₅
  Number propensity;       // b₆: spread of the firms' lasting inclination to apply
  Number self_selection;   // f: firms hand in what they expect to pass
  Number review_bonus;     // logit that a holder who renews has over a newcomer
  Number capacity;         // factor on every desk, for taking capacity out
};

struct ApplicantView {
  In<Uid> uid;
  In<Revenue0> revenue;
  In<Margin> margin;
  In<Flags> flags;
  In<Held> held;
};

struct LearnView {
  In<Status> status;
  In<Until> until;
  In<Held> held;
  InOut<AwareOf> aware;
};

struct AwareView {
  In<Status> status;
  In<AwareOf> aware;
};

struct KnowView {
  In<Status> status;
  InOut<AwareOf> aware;
};

// Who hears of one scheme in one round, in one sector. A chance of 1 is kHalfWord.
constexpr std::int32_t kHalfWord = 65536;
struct LearnEnv {
  std::int32_t chance, chance_familiar;  // (W1), and of a firm that holds another certificate
  std::uint16_t bit;         // of the scheme in AwareOf
  std::int16_t quarter;      // a firm holds while until ≥ quarter
  std::int16_t renew_until;  // certificates that end up to here are due for renewal
  int shift;                 // which half of the word of luck is this scheme's: 0 or 16
};

// One scheme, one round.
struct ApplyEnv {
  float benefit_weight;    // b₁
  float inverse_hassle;
  float benefit;           // CNY: awards on offer
  float prestige;          // CNY at the reference sales
  float prestige_size, log_prestige_sales;  // ν, ln of million CNY
  float tax_saved;         // CNY per million CNY of profit; 0 for other schemes
  float tax_ceiling;       // million CNY of profit
  float agent_apply;
  float familiar;          // b₅
  float propensity;        // b₆
  float renew_apply;
};

// What a desk looks at. `scale` is 0 for a scheme without a score.
struct DeskConstants {
  double pass, slope, cut, scale, review_bonus;
};

constexpr std::uint8_t kFirst = 1;    // knows the scheme and does not hold its certificate
constexpr std::uint8_t kRenewal = 2;  // holds a certificate that ends before the next round

// Firms that may apply, side by side.
struct Applicants {
  static constexpr std::uint32_t kSize = 512;
  std::uint32_t n = 0;
  std::uint32_t uid[kSize];
  float sales[kSize], profit[kSize];  // million CNY of the last closed year
  float logit[kSize];                 // b₀ + b₃·peers of its sector
  std::uint8_t agent[kSize], other[kSize], review[kSize];  // 1: has an agent, holds another certificate, renews
  std::uint8_t yes[kSize];
};

inline namespace ECHELON_ISA {

struct Certification {
  // (Z1) as a logit
  ECHELON_INLINE static float logit(float start, float sales, float profit, bool agent, const ApplyEnv& env) {
    const float worth = env.prestige * vexp(env.prestige_size * (vlog(sales + 0.01f) - env.log_prestige_sales));
    const float saved = profit > env.tax_ceiling ? env.tax_saved * profit : 0.0f;  // (Z2)
    const float gain = vlog1p((env.benefit + worth + saved) * env.inverse_hassle);
    return start + env.benefit_weight * gain + (agent ? env.agent_apply : 0.0f);
  }
};

// Who learns of the scheme (W1), by a half of the firm's word; and a byte a firm: kFirst, kRenewal, or 0 for nobody to ask.
void learn(Block block, const LearnView& view, const LearnEnv& env, const std::uint32_t* words, std::uint8_t* asks);
// 1 for an active firm that does not know all of the schemes yet.
void mark_unaware(Block block, const AwareView& view, std::uint16_t schemes, std::uint8_t* marks);
// At the start: active firms whose word of luck is one of so many `uniforms` know the scheme.
void know_at_start(Block block, const KnowView& view, std::uint16_t bit, std::int32_t uniforms, const std::uint32_t* words);
// At the start, who of those that the rule admits comes first: by score, by chance (lane 2 of `luck`) and by lasting inclination (lane 1 of
// `traits`). `score` gives way to what decides.
void rank_at_start(std::uint32_t n, const DeskConstants& c, double noise, double propensity, const Luck& luck, const Luck& traits,
                   float* score);
// What is known of the n firms at `slot`; `own` is the scheme's bit in Held.
void introduce(Applicants& firms, const ApplicantView& view, const std::uint32_t* slot, std::uint16_t own);
// (Z1) Who wants to apply: 1 in `yes`. Luck of the round in lane 1 of `luck`, of the lasting inclination in lane 1 of `traits`;
// both reach to the next multiple of kByteLanes.
void apply(Applicants& firms, const ApplyEnv& env, const Luck& luck, const Luck& traits);
// (Z3): the chance of n applicants to pass; `review` has a byte a firm, 1 for a holder who renews.
void pass_chances(std::uint32_t n, const float* score, const std::uint8_t* review, const DeskConstants& c, double* chance);
// (Z6): 1 for those who hand in; who renews always does. Luck of the hand-in in lane 0.
void hand_in(std::uint32_t n, const double* chance, const std::uint8_t* review, double self_selection, const Luck& luck,
             std::uint8_t* hands_in);

}
}  // namespace echelon
