#include "core/collect.hpp"
#include "model/lanes.hpp"
#include "model/processes/certification.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

// In half words throughout, as the columns are: twice as many firms fit a register.
void learn(Block block, const LearnView& view, const LearnEnv& env, const std::uint32_t* words, std::uint8_t* asks) {
  using Half = std::uint16_t;
  constexpr Half kAll = 0xffff;
  const auto status = view.status;
  const auto until = view.until;
  const auto held = view.held;
  const auto aware = view.aware;
  const Half bit = env.bit, others = static_cast<Half>(~env.bit);
  const std::int16_t quarter = env.quarter, renew_until = env.renew_until;
  // Whose luck is no higher than this hears, where the chance is not nil.
  const auto last = [](std::int32_t chance) { return static_cast<Half>(chance > 0 ? chance - 1 : 0); };
  const auto told = [bit](std::int32_t chance) { return static_cast<Half>(chance > 0 ? bit : 0); };
  const Half last_plain = last(env.chance), last_familiar = last(env.chance_familiar);
  const Half plain = told(env.chance), familiar = told(env.chance_familiar);
  const int shift = env.shift;
  const std::size_t n = block.end - block.begin;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin, j = 0; j < n; ++i, ++j) {
    const Half known = aware[i], luck = static_cast<Half>(words[j] >> shift);
    const std::int16_t end = until[i];
    const bool knows_desks = (held[i] & others) != 0;
    const Half active = status[i] == kActive ? kAll : Half{0};
    const Half highest = knows_desks ? last_familiar : last_plain, tells = knows_desks ? familiar : plain;
    const Half now = static_cast<Half>(known | ((luck <= highest ? tells : Half{0}) & active));
    const Half holds = end >= quarter ? kAll : Half{0};
    const Half first = (now & bit) != 0 ? Half{kFirst} : Half{0}, again = end <= renew_until ? Half{kRenewal} : Half{0};
    aware[i] = now;
    asks[j] = static_cast<std::uint8_t>(active & ((holds & again) | (~holds & first)));
  }
}

void mark_unaware(Block block, const AwareView& view, std::uint16_t schemes, std::uint8_t* marks) {
  const auto status = view.status;
  const auto aware = view.aware;
  const std::int32_t all = schemes;
  const std::size_t n = block.end - block.begin;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin, j = 0; j < n; ++i, ++j) {
    const std::int32_t state = status[i], known = aware[i];
    marks[j] = static_cast<std::uint8_t>(one_if(state == kActive) & one_if((known & all) != all));
  }
}

void know_at_start(Block block, const KnowView& view, std::uint16_t bit, std::int32_t uniforms, const std::uint32_t* words) {
  const auto status = view.status;
  const auto aware = view.aware;
  const std::int32_t own = bit;
  const std::size_t n = block.end - block.begin;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin, j = 0; j < n; ++i, ++j) {
    const std::int32_t state = status[i], known = aware[i];
    const std::int32_t knows = one_if(state == kActive) & one_if(is_below(words[j], uniforms));
    aware[i] = static_cast<std::uint16_t>(known | (own & -knows));
  }
}

void rank_at_start(std::uint32_t n, const DeskConstants& desk, double noise, double propensity, const Luck& luck, const Luck& traits,
                   float* score) {
  const DeskConstants d = desk;
  const double scale = d.scale > 0 ? d.scale : 1.0, slope = d.scale > 0 ? d.slope : 0.0;
  const std::uint32_t *const chances = luck.lane2, *const inclinations = traits.lane1;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = 0; i < n; ++i) {
    const double over = (score[i] - d.cut) / scale;
    const double chance = inverse_normal(static_cast<double>(unit_float(chances[i])));
    const double inclined = inverse_normal(static_cast<double>(unit_float(inclinations[i])));
    score[i] = static_cast<float>(slope * over + noise * chance + propensity * inclined);
  }
}

void introduce(Applicants& firms, const ApplicantView& view, const std::uint32_t* slot, std::uint16_t own) {
  alignas(64) std::uint16_t held[Applicants::kSize];
  const std::size_t n = firms.n;
  collect(view.uid.data(), slot, n, firms.uid);
  collect(view.revenue.data(), slot, n, firms.sales);
  collect(view.margin.data(), slot, n, firms.profit);
  collect(view.flags.data(), slot, n, firms.agent);
  collect(view.held.data(), slot, n, held);
  const float* const sales = firms.sales;
  float* const profit = firms.profit;
  std::uint8_t *const agent = firms.agent, *const other = firms.other;
  for_lanes(n, [=](std::size_t i) { profit[i] = sales[i] * profit[i]; });
  for_lanes<kByteLanes>(n, [=](std::size_t i) { agent[i] = (agent[i] & kHasAgent) != 0 ? 1 : 0; });
  for_lanes<kByteLanes>(n, [=, &held](std::size_t i) { other[i] = (held[i] & ~own) != 0 ? 1 : 0; });
}

void apply(Applicants& firms, const ApplyEnv& env, const Luck& luck, const Luck& traits) {
  const ApplyEnv e = env;
  const float *const sales = firms.sales, *const profit = firms.profit, *const start = firms.logit;
  const std::uint8_t *const agent = firms.agent, *const other = firms.other, *const review = firms.review;
  const std::uint32_t *const wish = luck.lane1, *const inclination = traits.lane1;
  std::uint8_t* const yes = firms.yes;
  const std::uint32_t n = firms.n;
  for_lanes<kByteLanes>(n, [=](std::size_t i) {
    const std::int32_t served = agent[i], known = other[i], renews = review[i];
    const float lasting = e.propensity * inverse_normal_inside(unit_float(inclination[i]));
    const float logit = Certification::logit(start[i], sales[i], profit[i], served != 0, e) +
                        choose(one_if(known != 0), e.familiar, 0.0f) + lasting;
    const float p = choose(one_if(renews != 0), e.renew_apply, logistic(logit));
    yes[i] = static_cast<std::uint8_t>(one_if(unit_float(wish[i]) < p));
  });
}

void pass_chances(std::uint32_t n, const float* score, const std::uint8_t* review, const DeskConstants& constants,
                  double* chance) {
  const DeskConstants c = constants;
  const double scale = c.scale > 0 ? c.scale : 1.0, slope = c.scale > 0 ? c.slope : 0.0;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::int32_t known = review[i];
    const double over = (score[i] - c.cut) / scale;
    chance[i] = logistic(c.pass + (known != 0 ? c.review_bonus : 0.0) + slope * over);
  }
}

void hand_in(std::uint32_t n, const double* chance, const std::uint8_t* review, double self_selection, const Luck& luck,
             std::uint8_t* hands_in) {
  const std::uint32_t* const words = luck.lane0;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::int32_t known = review[i];
    const double u = unit_float(words[i]);
    const double p = vpow(chance[i], self_selection);
    hands_in[i] = static_cast<std::uint8_t>(one_if(known != 0) | one_if(!(u >= p)));
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
