// One condition, or one group, asked of the firms that are still in. Masks of a byte a firm say who is asked and who passed; what is
// dear is made for those only of whom it is asked.
#include <algorithm>

#include "model/rules/run.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

namespace {

// Of a list: what is made for all of it can be kept for the next condition.
constexpr std::size_t kMost = 2;

}  // namespace

// Into `passed`: who of `asks` the step lets through.
void RuleRun::ask(const CompiledRule& version, const RuleStep& step) {
  if (step.any) ask_any(version, step);
  else ask_test(version, version.tests[step.first_test], false);
}

// Each member of the group is asked of those in `asks` that no earlier member let through.
void RuleRun::ask_any(const CompiledRule& version, const RuleStep& step) {
  std::fill_n(s_.let_through.begin(), n_, std::uint8_t{0});
  for (std::size_t k = 0; k < step.tests; ++k) {
    const RuleTest& test = version.tests[step.first_test + k];
    ask_test(version, test, true);
    if (step.waives && !test.left_to_desk) give_full_marks();
    add_where(s_.let_through.data(), s_.passed.data(), n_);
    keep_where(s_.asks.data(), s_.passed.data(), 1, n_);
  }
  std::copy_n(s_.let_through.begin(), n_, s_.passed.begin());
}

// A way of the group other than the score that the desk looks at.
void RuleRun::give_full_marks() {
  for (std::size_t i = 0; i < n_; ++i) {
    if (s_.passed[i] != 0) out_.score[s_.places[i]] = kFullMarks;
  }
}

// Into `passed`: who of `asks` the test lets through. A false `when` lets a firm through only where all must hold.
void RuleRun::ask_test(const CompiledRule& version, const RuleTest& test, bool any) {
  std::uint8_t* const when = s_.when.data();
  std::copy_n(s_.asks.begin(), n_, when);
  if (any || test.whens == 0) drop_out_of_bounds(test);
  for (std::size_t k = 0; k < test.whens; ++k) {
    const RuleTerm& term = version.terms[test.first_when + k];
    keep_where(when, answer(term, when), term.negated ? 1 : 0, n_);
  }
  std::uint8_t* const passed = s_.passed.data();
  if (!test.has_value) {
    std::fill_n(passed, n_, std::uint8_t{0});  // only a member of a group may have no threshold
    return;
  }
  std::copy_n(when, n_, passed);
  if (!test.left_to_desk) keep_where(passed, answer(test.term, when), 0, n_);
  if (any || test.whens == 0) return;
  keep_where(s_.asks.data(), when, 1, n_);
  add_where(passed, s_.asks.data(), n_);
}

// Whether the term holds without its negation, right where `asks` is set.
const std::uint8_t* RuleRun::answer(const RuleTerm& term, const std::uint8_t* asks) {
  if (!term.dear) return truth_of(term);
  const std::size_t asked = count_set(asks, n_);
  std::uint8_t* const holds = s_.holds.data();
  if (asked == 0) return holds;
  if (asked * (neighbours_ ? kFew : kMost) >= n_) {
    compare_values(values_of(term.field, whole(), s_.value.data()), n_, term.comparator, term.value, holds);
    return holds;
  }
  const FirmList list = list_asked(asks);
  const float* const values = values_of(term.field, list, s_.value.data());
  compare_values(values, list.n, term.comparator, term.value, s_.asked_holds.data());
  for (std::size_t i = 0; i < list.n; ++i) holds[s_.asked_at[i]] = s_.asked_holds[i];
  return holds;
}

// The firms in `asks`; `asked_at` says where they stand among those that are still in.
FirmList RuleRun::list_asked(const std::uint8_t* asks) {
  s_.asked_columns.n = 0;
  const std::size_t asked = append_set(asks, static_cast<std::uint32_t>(n_), 0, s_.asked_at.data());
  for (std::size_t i = 0; i < asked; ++i) {
    const std::uint32_t at = s_.asked_at[i];
    s_.asked_slots[i] = neighbours_ ? first_ + at : s_.slots[at];
    s_.asked_places[i] = neighbours_ ? at : s_.places[at];
  }
  fill_up(s_.asked_slots.data(), asked), fill_up(s_.asked_places.data(), asked);
  return {s_.asked_slots.data(), s_.asked_places.data(), asked, false, first_};
}

}  // namespace ECHELON_ISA
}  // namespace echelon
