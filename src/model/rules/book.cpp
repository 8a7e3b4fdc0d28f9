// Asking a compiled rule of a batch of firms, or of the firms of a block, a chunk at a time.
#include "model/rules/book.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "model/kernels.hpp"

namespace echelon {

const Kernels& RuleInputs::kernels() const {
  return context.kernels != nullptr ? *context.kernels : echelon::kernels(Isa::baseline);
}

RuleInputs RuleBook::inputs(int scheme, const RuleContext& context, std::span<const std::uint8_t> is_review) const {
  const int into_year = context.date.of_year() - 1;
  const bool at_year_end = scenario_->schemes[scheme].ladder == "growth";
  const float from = static_cast<float>(context.quarter);
  return {context, context.constants != nullptr ? *context.constants : rule_constants(context.params, context.date), named_, is_review,
          at_year_end ? from - static_cast<float>(into_year) - 0.5f : from};
}

int RuleBook::version_index(int scheme, Quarter date) const {
  const auto& versions = scenario_->schemes[scheme].versions;
  int best = -1;
  for (std::size_t i = 0; i < versions.size(); ++i) {
    const bool holds = versions[i].from <= date && date <= versions[i].to;
    if (holds && (best < 0 || versions[best].from <= versions[i].from)) best = static_cast<int>(i);
  }
  return best;
}

const RuleVersion* RuleBook::version_at(int scheme, Quarter date) const {
  const int index = version_index(scheme, date);
  return index < 0 ? nullptr : &scenario_->schemes[scheme].versions[index];
}

void RuleBook::evaluate(int scheme, const RuleContext& context, std::span<const std::uint32_t> slots,
                        std::span<const std::uint8_t> is_review, RuleOutcome& out, RuleScratch& scratch,
                        Scores scores, std::size_t narrowed) const {
  if (!is_review.empty() && is_review.size() != slots.size()) {
    throw std::logic_error("a review flag for every firm of the batch, or none at all");
  }
  const SchemeRules& rules = schemes_[scheme];
  const int index = version_index(scheme, context.date);
  out.eligible.assign(slots.size(), 0);
  const bool reasons = scores == Scores::of_all;
  out.refused_by.assign(reasons ? slots.size() : 0, index < 0 ? kNoRuleInForce : kNotRefused);
  out.score.assign(slots.size(), 0.0f);
  if (index < 0) return;
  const Version& version = rules.versions[index];
  RuleInputs in = inputs(scheme, context, {});
  for (std::size_t at = 0; at < slots.size(); at += kRuleChunk) {
    const std::size_t n = std::min(kRuleChunk, slots.size() - at);
    if (!is_review.empty()) in.is_review = is_review.subspan(at, n);
    const RuleResult result{out.eligible.data() + at, reasons ? out.refused_by.data() + at : nullptr, out.score.data() + at};
    in.kernels().ask_rule(rules, version, in, scratch, slots.subspan(at, n), result, scores, narrowed);
  }
}

std::size_t RuleBook::narrow(int scheme, const RuleContext& context, Block block, std::uint8_t* candidates,
                             RuleScratch& scratch) const {
  const int index = version_index(scheme, context.date);
  if (index < 0) {
    std::fill_n(candidates, block.end - block.begin, std::uint8_t{0});
    return 0;
  }
  const SchemeRules& rules = schemes_[scheme];
  const Version& version = rules.versions[index];
  std::size_t asked = version.steps.size();
  RuleInputs in = inputs(scheme, context, {});
  for (std::uint32_t at = block.begin; at < block.end; at += kRuleChunk) {
    const std::size_t n = std::min<std::size_t>(kRuleChunk, block.end - at);
    std::uint8_t* const chunk = candidates + (at - block.begin);
    for (std::size_t i = 0; i < n; ++i) scratch.reviews[i] = chunk[i] >> 1;
    in.is_review = {scratch.reviews.data(), n};
    asked = std::min(asked, in.kernels().narrow_rule(rules, version, in, scratch, at, n, chunk));
  }
  return asked;
}

bool RuleBook::settled(int scheme, Quarter date, std::size_t narrowed) const {
  const SchemeRules& rules = schemes_[scheme];
  const int index = version_index(scheme, date);
  return index >= 0 && !rules.has_score && narrowed >= rules.versions[index].steps.size();
}

std::vector<float> RuleBook::field_values(RuleField field, int scheme, const RuleContext& context,
                                          std::span<const std::uint32_t> slots) const {
  std::vector<float> values(slots.size());
  const auto scratch = std::make_unique<RuleScratch>();
  const RuleInputs in = inputs(scheme, context, {});
  SchemeRules rules;
  need_score(field, rules, scenario_->schemes[scheme]);
  for (std::size_t at = 0; at < slots.size(); at += kRuleChunk) {
    const auto chunk = slots.subspan(at, std::min(kRuleChunk, slots.size() - at));
    if (!in.kernels().rule_values(field, rules, in, *scratch, chunk, values.data() + at))
      throw std::logic_error("no firm has a value of the rule field " + rule_field_info(field).name);
  }
  return values;
}

}  // namespace echelon
