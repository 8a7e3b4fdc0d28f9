// Asking a compiled rule of a batch of firms.
#include "model/rules/book.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "model/kernels.hpp"

namespace echelon {

const Kernels& RuleInputs::kernels() const {
  return context.kernels != nullptr ? *context.kernels : echelon::kernels(Isa::baseline);
}

// One evaluation of one chunk: the firms that are still in shrink from step to step.
class RuleBook::Run {
 public:
  // What becomes of the firms of the chunk.
  struct Result {
    std::uint8_t* eligible;
    std::uint16_t* refused_by;
    float* score;
  };
  Run(const SchemeRules& rules, const RuleInputs& in, RuleScratch& scratch, Result out)
      : rules_(rules), in_(in), k_(in.kernels()), s_(scratch), out_(out) {}

  void begin(std::span<const std::uint32_t> slots);
  void begin_neighbours(std::uint32_t first, std::size_t n);
  void fill(RuleField field, const FirmList& firms, float* values);
  FirmList whole() const { return {neighbours_ ? nullptr : s_.slots.data(), s_.places.data(), n_, n_ == all_, first_}; }
  void step(const Version& version, const Step& step);
  void keep_candidates(const Version& version, const Step& step, std::uint8_t* candidates);
  void finish();
  void score_eligible();

 private:
  void hold(const Version& version, const Test& test, bool any, const FirmList& firms);
  void hold_when(const Version& version, const Test& test, const FirmList& firms);
  void ask_all(const Version& version, const Step& step);
  void ask_any(const Version& version, const Step& step);
  void screen(const Version& version, const Step& step);
  void can_hold(const Version& version, const Test& test);
  const CompiledTable* table_of(RuleField field) const;
  void hold_cheap(const Test& test, bool any, const FirmList& firms);
  void drop_unless_holds(const Step& step);
  void drop_refused();

  const SchemeRules& rules_;
  const RuleInputs& in_;
  const Kernels& k_;
  RuleScratch& s_;
  Result out_;
  std::size_t n_ = 0, all_ = 0;
  std::uint32_t first_ = 0;
  bool neighbours_ = false;
};

void RuleBook::Run::begin(std::span<const std::uint32_t> slots) {
  n_ = all_ = slots.size();
  for (TraitWords& words : s_.words) words.known = false;
  s_.odds_known = false;
  for (std::size_t i = 0; i < n_; ++i) {
    s_.slots[i] = slots[i];
    s_.places[i] = static_cast<std::uint32_t>(i);
  }
}

void RuleBook::Run::begin_neighbours(std::uint32_t first, std::size_t n) {
  n_ = all_ = n, first_ = first, neighbours_ = true;
}

const CompiledTable* RuleBook::Run::table_of(RuleField field) const {
  for (const CompiledTable& table : rules_.tables) {
    if (table.field() == field) return &table;
  }
  return nullptr;
}

void RuleBook::Run::fill(RuleField field, const FirmList& firms, float* values) {
  if (const CompiledTable* table = table_of(field)) return table->evaluate(in_, firms, s_, values);
  if (!k_.fill_rule_field(field, in_, firms, s_, values))
    throw std::logic_error("no firm has a value of the rule field " + rule_field_info(field).name);
}

void RuleBook::Run::hold_when(const Version& version, const Test& test, const FirmList& firms) {
  std::fill_n(s_.when.begin(), firms.n, std::uint8_t{1});
  for (std::size_t k = 0; k < test.whens; ++k) {
    const Term& term = version.terms[test.first_when + k];
    fill(term.field, firms, s_.term.data());
    k_.compare_values(s_.term.data(), firms.n, term.comparator, term.value, s_.holds.data());
    const std::uint8_t flip = term.negated ? 1 : 0;
    for (std::size_t i = 0; i < firms.n; ++i) s_.when[i] &= s_.holds[i] ^ flip;
  }
}

// Into `holds`: whether the test lets a firm through. A false `when` lets it through only where all must hold; the value
// is made for the others only.
void RuleBook::Run::hold(const Version& version, const Test& test, bool any, const FirmList& firms) {
  hold_when(version, test, firms);
  std::uint8_t* holds = s_.holds.data();
  std::fill_n(holds, firms.n, static_cast<std::uint8_t>(any ? 0 : 1));
  if (!test.has_value) return;
  if (test.left_to_desk) {
    std::copy_n(s_.when.data(), firms.n, holds);
    return;
  }
  if (test.whens == 0) {
    fill(test.term.field, firms, s_.value.data());
    k_.compare_values(s_.value.data(), firms.n, test.term.comparator, test.term.value, holds);
    return;
  }
  if (test.cheap) return hold_cheap(test, any, firms);
  std::size_t asked = 0;
  for (std::size_t i = 0; i < firms.n; ++i) {
    s_.asked_slots[asked] = firms.slot[i];
    s_.asked_places[asked] = firms.place[i];
    asked += s_.when[i];
  }
  const bool all = asked == firms.n && firms.whole;
  fill(test.term.field, {s_.asked_slots.data(), s_.asked_places.data(), asked, all}, s_.value.data());
  k_.compare_values(s_.value.data(), asked, test.term.comparator, test.term.value, s_.asked_holds.data());
  for (std::size_t i = 0, k = 0; i < firms.n; ++i) {
    if (s_.when[i]) holds[i] = s_.asked_holds[k++];
  }
}

void RuleBook::Run::hold_cheap(const Test& test, bool any, const FirmList& firms) {
  fill(test.term.field, firms, s_.value.data());
  std::uint8_t *const holds = s_.holds.data(), *const when = s_.when.data();
  k_.compare_values(s_.value.data(), firms.n, test.term.comparator, test.term.value, holds);
  const std::uint8_t otherwise = any ? 0 : 1;
  for (std::size_t i = 0; i < firms.n; ++i) holds[i] = when[i] & holds[i];
  for (std::size_t i = 0; i < firms.n; ++i) holds[i] |= otherwise & (when[i] ^ 1);
}

void RuleBook::Run::step(const Version& version, const Step& step) {
  if (n_ == 0) return;
  if (step.is_screen) {
    screen(version, step);
    s_.holds = s_.asked_holds;
    drop_unless_holds(step);
  } else if (step.any) {
    ask_any(version, step);
    drop_refused();
  } else {
    ask_all(version, step);
  }
}

void RuleBook::Run::ask_all(const Version& version, const Step& step) {
  hold(version, version.tests[step.first_test], false, whole());
  drop_unless_holds(step);
}

// Each member of the group is asked of those that no earlier member let through.
void RuleBook::Run::ask_any(const Version& version, const Step& step) {
  std::size_t left = n_;
  std::copy_n(s_.slots.data(), n_, s_.pending_slots.data());
  std::copy_n(s_.places.data(), n_, s_.pending_places.data());
  for (std::size_t k = 0; k < step.tests && left > 0; ++k) {
    const Test& test = version.tests[step.first_test + k];
    hold(version, test, true, {s_.pending_slots.data(), s_.pending_places.data(), left, left == all_});
    std::size_t kept = 0;
    for (std::size_t i = 0; i < left; ++i) {
      const std::uint32_t place = s_.pending_places[i];
      if (s_.holds[i] && step.waives && !test.left_to_desk) out_.score[place] = kFullMarks;
      s_.pending_slots[kept] = s_.pending_slots[i];
      s_.pending_places[kept] = place;
      kept += s_.holds[i] ^ 1;
    }
    left = kept;
  }
  for (std::size_t i = 0; i < left; ++i) out_.refused_by[s_.pending_places[i]] = step.index;
}

// Into `holds`: whether the test may let a firm through, for all that is cheap to know.
void RuleBook::Run::can_hold(const Version& version, const Test& test) {
  const CompiledTable* const table = table_of(test.term.field);
  if (test.has_value && table != nullptr) {
    table->bound(in_, whole(), s_, s_.value.data());
    k_.compare_values(s_.value.data(), n_, test.term.comparator, test.term.value, s_.holds.data());
  } else if (test.has_value && is_merit(test.term.field)) {
    k_.fill_rule_field(RuleField::rd_last_year, in_, whole(), s_, s_.value.data());
    k_.compare_values(s_.value.data(), n_, Comparator::above, 0, s_.holds.data());
  } else {
    hold(version, test, true, whole());
  }
}

// Into `asked_holds`: whether some member of the group may let a firm through.
void RuleBook::Run::screen(const Version& version, const Step& step) {
  std::fill_n(s_.asked_holds.begin(), n_, std::uint8_t{0});
  for (std::size_t k = 0; k < step.tests; ++k) {
    can_hold(version, version.tests[step.first_test + k]);
    for (std::size_t i = 0; i < n_; ++i) s_.asked_holds[i] |= s_.holds[i];
  }
}

// A step that is asked of neighbours; nobody is dropped, so that they stay neighbours.
void RuleBook::Run::keep_candidates(const Version& version, const Step& step, std::uint8_t* candidates) {
  if (step.is_screen || step.any) {
    screen(version, step);
    s_.holds = s_.asked_holds;
  } else {
    hold(version, version.tests[step.first_test], false, whole());
  }
  for (std::size_t i = 0; i < n_; ++i) candidates[i] = static_cast<std::uint8_t>(candidates[i] & -s_.holds[i]);
}

void RuleBook::Run::drop_unless_holds(const Step& step) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < n_; ++i) {
    const std::uint32_t place = s_.places[i], slot = s_.slots[i];
    const std::uint8_t holds = s_.holds[i];
    out_.refused_by[place] = holds != 0 ? kNotRefused : step.index;
    s_.slots[kept] = slot;
    s_.places[kept] = place;
    kept += holds;
  }
  n_ = kept;
}

void RuleBook::Run::drop_refused() {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < n_; ++i) {
    const std::uint32_t place = s_.places[i];
    s_.slots[kept] = s_.slots[i];
    s_.places[kept] = place;
    kept += out_.refused_by[place] == kNotRefused ? 1 : 0;
  }
  n_ = kept;
}

void RuleBook::Run::finish() {
  for (std::size_t i = 0; i < n_; ++i) out_.eligible[s_.places[i]] = 1;
}

// Of those who are still in; full marks that a way of a group earned stay.
void RuleBook::Run::score_eligible() {
  fill(rules_.score_field, whole(), s_.value.data());
  for (std::size_t i = 0; i < n_; ++i) {
    float& score = out_.score[s_.places[i]];
    score = score == 0.0f ? s_.value[i] : score;
  }
}

RuleInputs RuleBook::inputs(int scheme, const RuleContext& context, std::span<const std::uint8_t> is_review) const {
  const int into_year = context.date.of_year() - 1;
  const bool at_year_end = scenario_->schemes[scheme].ladder == "growth";
  const float from = static_cast<float>(context.quarter);
  return {context, rule_constants(context.params, context.date), named_, is_review,
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
                        Scores scores, Asked asked) const {
  if (!is_review.empty() && is_review.size() != slots.size()) {
    throw std::logic_error("a review flag for every firm of the batch, or none at all");
  }
  const SchemeRules& rules = schemes_[scheme];
  const int index = version_index(scheme, context.date);
  out.eligible.assign(slots.size(), 0);
  out.refused_by.assign(slots.size(), index < 0 ? kNoRuleInForce : kNotRefused);
  out.score.assign(slots.size(), 0.0f);
  if (index < 0) return;
  const Version& version = rules.versions[index];
  RuleInputs in = inputs(scheme, context, {});
  for (std::size_t at = 0; at < slots.size(); at += kRuleChunk) {
    const std::size_t n = std::min(kRuleChunk, slots.size() - at);
    if (!is_review.empty()) in.is_review = is_review.subspan(at, n);
    Run run(rules, in, scratch, {out.eligible.data() + at, out.refused_by.data() + at, out.score.data() + at});
    run.begin(slots.subspan(at, n));
    if (rules.has_score && scores == Scores::of_all) run.fill(rules.score_field, run.whole(), out.score.data() + at);
    for (const Step& step : version.steps) {
      if (asked == Asked::all || !step.of_neighbours) run.step(version, step);
    }
    run.finish();
    if (rules.has_score && scores == Scores::of_eligible) run.score_eligible();
  }
}

void RuleBook::screen(int scheme, const RuleContext& context, Block block, std::uint8_t* candidates, RuleScratch& scratch) const {
  const int index = version_index(scheme, context.date);
  if (index < 0) {
    std::fill_n(candidates, block.end - block.begin, std::uint8_t{0});
    return;
  }
  const SchemeRules& rules = schemes_[scheme];
  const RuleInputs in = inputs(scheme, context, {});
  for (std::uint32_t at = block.begin; at < block.end; at += kRuleChunk) {
    Run run(rules, in, scratch, {nullptr, nullptr, nullptr});
    run.begin_neighbours(at, std::min<std::size_t>(kRuleChunk, block.end - at));
    for (const Step& step : rules.versions[index].steps) {
      if (step.of_neighbours) run.keep_candidates(rules.versions[index], step, candidates + (at - block.begin));
    }
  }
}

std::vector<float> RuleBook::field_values(RuleField field, int scheme, const RuleContext& context,
                                          std::span<const std::uint32_t> slots) const {
  std::vector<float> values(slots.size());
  const auto scratch = std::make_unique<RuleScratch>();
  const RuleInputs in = inputs(scheme, context, {});
  SchemeRules rules;
  need_score(field, rules, scenario_->schemes[scheme]);
  for (std::size_t at = 0; at < slots.size(); at += kRuleChunk) {
    Run run(rules, in, *scratch, {nullptr, nullptr, nullptr});
    run.begin(slots.subspan(at, std::min(kRuleChunk, slots.size() - at)));
    run.fill(field, run.whole(), values.data() + at);
  }
  return values;
}

}  // namespace echelon
