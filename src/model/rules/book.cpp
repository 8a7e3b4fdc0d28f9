// Asking a compiled rule of a batch of firms.
#include "model/rules/book.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <stdexcept>

#include "model/kernels.hpp"

namespace echelon {

namespace {

// Loops over bytes of 0 and 1 with pointers of their own: a byte may alias anything, so that through members each would be read
// and written alone.
void keep_where(std::uint8_t* __restrict mask, const std::uint8_t* __restrict other, std::uint8_t flip, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) mask[i] = static_cast<std::uint8_t>(mask[i] & (other[i] ^ flip));
}
void add_where(std::uint8_t* __restrict mask, const std::uint8_t* __restrict other, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) mask[i] = static_cast<std::uint8_t>(mask[i] | other[i]);
}
// What does not matter to the firm, since its `when` is false, holds as `otherwise` says.
void hold_where(std::uint8_t* __restrict holds, const std::uint8_t* __restrict when, std::uint8_t otherwise, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i)
    holds[i] = static_cast<std::uint8_t>((holds[i] & when[i]) | (otherwise & (when[i] ^ 1)));
}
void clear_unless(std::uint8_t* __restrict bytes, const std::uint8_t* __restrict holds, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) bytes[i] = static_cast<std::uint8_t>(bytes[i] & -holds[i]);
}
// How many bytes of 0, 1 or 2 are set; n is a multiple of 8 or the rest is looked at one by one.
std::size_t count_set(const std::uint8_t* bytes, std::size_t n) {
  constexpr std::uint64_t kOnes = 0x0101010101010101u;
  std::uint64_t count = 0;
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, bytes + i, 8);
    count += (((eight | (eight >> 1)) & kOnes) * kOnes) >> 56;
  }
  for (; i < n; ++i) count += bytes[i] != 0;
  return count;
}

}  // namespace

// When one firm in so many is left, a list of them is cheaper than their whole neighbourhood.
constexpr std::size_t kFew = 3;

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
  void screen_neighbours(const Version& version, std::uint32_t first, std::size_t n, std::uint8_t* candidates);
  void fill(RuleField field, const FirmList& firms, float* values);
  FirmList whole() const { return {neighbours_ ? nullptr : s_.slots.data(), s_.places.data(), n_, n_ == all_, first_}; }
  void step(const Version& version, const Step& step);
  std::size_t keep_candidates(const Version& version, const Step& step, std::uint8_t* candidates);
  void finish();
  void score_eligible();

 private:
  void hold(const Version& version, const Test& test, bool any, const FirmList& firms);
  void hold_when(const Version& version, const Test& test, const FirmList& firms);
  void ask_all(const Version& version, const Step& step);
  void ask_any(const Version& version, const Step& step);
  void screen(const Version& version, const Step& step);
  void may_hold(const Term& term);
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
    s_.slots[i] = s_.chunk[i] = slots[i];
    s_.places[i] = static_cast<std::uint32_t>(i);
  }
  s_.chunk_size = n_;
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
    keep_where(s_.when.data(), s_.holds.data(), term.negated ? 1 : 0, firms.n);
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
  k_.compare_values(s_.value.data(), firms.n, test.term.comparator, test.term.value, s_.holds.data());
  hold_where(s_.holds.data(), s_.when.data(), any ? 0 : 1, firms.n);
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

// Into `when`: and whether the term may hold, for all that is cheap to know.
void RuleBook::Run::may_hold(const Term& term) {
  const bool rises = !term.negated && (term.comparator == Comparator::at_least || term.comparator == Comparator::above);
  const CompiledTable* const table = table_of(term.field);
  if (table != nullptr ? !rises : evaluation_cost(term.field) >= kTraitCost) return;
  if (table != nullptr) table->bound(in_, whole(), s_, s_.value.data());
  else fill(term.field, whole(), s_.value.data());
  k_.compare_values(s_.value.data(), n_, term.comparator, term.value, s_.holds.data());
  keep_where(s_.when.data(), s_.holds.data(), term.negated ? 1 : 0, n_);
}

// Into `when`: whether the test may let a firm through.
void RuleBook::Run::can_hold(const Version& version, const Test& test) {
  std::fill_n(s_.when.begin(), n_, static_cast<std::uint8_t>(test.has_value ? 1 : 0));
  for (std::size_t k = 0; k < test.whens; ++k) may_hold(version.terms[test.first_when + k]);
  if (test.bounded) may_hold(test.implied);
  else if (!test.left_to_desk) may_hold(test.term);
}

// Into `asked_holds`: whether some member of the group may let a firm through.
void RuleBook::Run::screen(const Version& version, const Step& step) {
  std::fill_n(s_.asked_holds.begin(), n_, std::uint8_t{0});
  for (std::size_t k = 0; k < step.tests; ++k) {
    can_hold(version, version.tests[step.first_test + k]);
    add_where(s_.asked_holds.data(), s_.when.data(), n_);
  }
}

// The cheap steps: of all side by side while most are candidates, then of those who are left.
void RuleBook::Run::screen_neighbours(const Version& version, std::uint32_t first, std::size_t n, std::uint8_t* candidates) {
  n_ = all_ = n, first_ = first, neighbours_ = true;
  std::size_t left = count_set(candidates, n);
  std::size_t next = 0;
  for (; next < version.steps.size() && left * kFew >= n; ++next) {
    if (version.steps[next].of_neighbours) left = keep_candidates(version, version.steps[next], candidates);
  }
  if (next == version.steps.size()) return;
  neighbours_ = false;
  n_ = all_ = k_.append_set(candidates, static_cast<std::uint32_t>(n), first, s_.slots.data());
  for (std::size_t i = 0; i < n_; ++i) s_.places[i] = s_.slots[i] - first;
  std::fill_n(s_.refused_by.begin(), n, kNotRefused);
  for (; next < version.steps.size(); ++next) {
    if (version.steps[next].of_neighbours) step(version, version.steps[next]);
  }
  std::copy_n(candidates, n, s_.asked_before.begin());
  std::fill_n(candidates, n, std::uint8_t{0});
  for (std::size_t i = 0; i < n_; ++i) candidates[s_.places[i]] = s_.asked_before[s_.places[i]];
}

// A step that is asked of neighbours; nobody is dropped, so that they stay neighbours. Answers how many candidates are left.
std::size_t RuleBook::Run::keep_candidates(const Version& version, const Step& step, std::uint8_t* candidates) {
  if (step.is_screen || step.any) {  // what is cheap is bounded by itself
    screen(version, step);
    s_.holds = s_.asked_holds;
  } else {
    hold(version, version.tests[step.first_test], false, whole());
  }
  clear_unless(candidates, s_.holds.data(), n_);
  return count_set(candidates, n_);
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

void RuleBook::screen(int scheme, const RuleContext& context, Block block, std::uint8_t* candidates,
                      RuleScratch& scratch) const {
  const int index = version_index(scheme, context.date);
  if (index < 0) {
    std::fill_n(candidates, block.end - block.begin, std::uint8_t{0});
    return;
  }
  const Version& version = schemes_[scheme].versions[index];
  const RuleInputs in = inputs(scheme, context, {});
  for (std::uint32_t at = block.begin; at < block.end; at += kRuleChunk) {
    Run run(schemes_[scheme], in, scratch, {nullptr, scratch.refused_by.data(), nullptr});
    run.screen_neighbours(version, at, std::min<std::size_t>(kRuleChunk, block.end - at), candidates + (at - block.begin));
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
