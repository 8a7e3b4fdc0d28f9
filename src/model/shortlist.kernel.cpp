#include "model/shortlist.hpp"

#include "core/math/vecmath.hpp"
#include "core/random/uniform.hpp"
#include "model/lanes.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

void mark_holders(Block block, const HolderView& view, std::int16_t quarter, bool dormant_too, std::uint8_t* marks) {
  const auto status = view.status;
  const auto until = view.until;
  const std::int32_t dormant = one_if(dormant_too);
  const std::size_t n = block.end - block.begin;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin, j = 0; j < n; ++i, ++j) {
    const std::int32_t state = status[i], end = until[i];
    const std::int32_t counts = one_if(state == kActive) | (one_if(state == kDormant) & dormant);
    marks[j] = static_cast<std::uint8_t>(counts & one_if(end >= quarter));
  }
}

void mark_performers(Block block, const PerformerView& view, std::uint8_t* marks) {
  const auto status = view.status;
  const auto flags = view.flags;
  const std::size_t n = block.end - block.begin;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin, j = 0; j < n; ++i, ++j) {
    const std::int32_t state = status[i], flag = flags[i];
    marks[j] = static_cast<std::uint8_t>(one_if(state == kActive) & one_if((flag & kPerformer) != 0));
  }
}

void mark_young(Block block, const YoungView& view, const YoungTerms& terms, std::uint8_t* marks) {
  const YoungView v = view;
  const YoungTerms t = terms;
  const std::int32_t now = t.quarter;
  const std::size_t n = block.end - block.begin;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin, j = 0; j < n; ++i, ++j) {
    const std::int32_t state = v.status[i], flag = v.flags[i], born = v.birth[i];
    const std::int32_t free = one_if(state == kActive) & one_if((flag & kListed) == 0);
    marks[j] = static_cast<std::uint8_t>(free & one_if(now - born <= t.quarters) & one_if(v.employees[i] <= t.persons));
  }
}

// In float: what rounding may take away is given back, so that no firm in need is missed.
std::uint32_t mark_needy(Block block, const NeedyView& view, const NeedTerms& terms, std::uint8_t* marks) {
  const NeedyView v = view;
  const NeedTerms t = terms;
  const std::size_t n = block.end - block.begin;
  std::int32_t performers = 0;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin, j = 0; j < n; ++i, ++j) {
    constexpr float kRounding = 1e-5f;
    const std::int32_t state = v.status[i], flag = v.flags[i], owed = v.debt[i];
    const float cash = static_cast<float>(v.cash[i]);
    const float wanted = 1000.0f * v.sales[i] * (t.reserve + t.ahead * v.rd_rate[i]);
    const float borne = 1000.0f * (v.sales[i] * t.limit + t.right * static_cast<float>(v.inventions[i]));
    const float slack = kRounding * (wanted + __builtin_fabsf(cash) + t.least);
    const std::int32_t performs = one_if(state == kActive) & one_if((flag & kPerformer) != 0);
    const std::int32_t may_borrow = one_if((flag & kBarred) == 0) & one_if(owed <= 0) & one_if(borne * (1 + kRounding) >= t.least);
    marks[j] = static_cast<std::uint8_t>(performs & may_borrow & one_if(wanted - cash + slack >= t.least));
    performers += performs;
  }
  return static_cast<std::uint32_t>(performers);
}

void merit_scores(std::uint32_t n, const MeritInputs& inputs, const MeritWeights& weights, const std::uint32_t* word,
                  float* scores) {
  const MeritInputs in = inputs;
  const MeritWeights w = weights;
  for_lanes(n, [=](std::size_t i) {
    const float now = in.revenue0[i], before = in.revenue1[i];
    const std::int32_t known = one_if(now > 0.0f) & one_if(before > 0.0f);
    const float grown = vlog(now) - vlog(before);
    const float bounded = vecmath::at_most(vecmath::at_least(grown, -w.growth_limit), w.growth_limit);
    const float merit = w.growth * choose(known, bounded, 0.0f) + w.inventions * vlog1p(in.inventions[i]) +
                        w.knowledge * vlog1p(in.knowledge[i]);
    scores[i] = merit + w.noise * inverse_normal_inside(unit_float(word[i]));
  });
}

}  // namespace ECHELON_ISA
}  // namespace echelon
