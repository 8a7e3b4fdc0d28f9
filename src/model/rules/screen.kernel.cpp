// What is cheap to know about a rule before a dear condition is asked.
#include <algorithm>

#include "model/rules/run.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

// The table whose bound may refuse the term, or null: it has to rise to a threshold, and to have cheap items.
const CompiledTable* RuleRun::bounding_table(const RuleTerm& term) const {
  const bool rises = !term.negated && (term.comparator == Comparator::at_least || term.comparator == Comparator::above);
  const CompiledTable* const table = rises ? table_of(term.field) : nullptr;
  return table != nullptr && table->bounds() ? table : nullptr;
}

// Takes those out of `when` whose points cannot reach the threshold. The bounds of one table are kept for the conditions that follow.
void RuleRun::keep_in_bounds(const CompiledTable& table, const RuleTerm& term) {
  if (s_.bounds_of != &table) table_bounds(table, in_, whole(), s_, s_.bounds.data());
  s_.bounds_of = &table;
  compare_values(s_.bounds.data(), n_, term.comparator, term.value, s_.holds.data());
  keep_where(s_.when.data(), s_.holds.data(), 0, n_);
}

// Takes those out of `when` for whom the test cannot hold, before anything dear is made for them.
void RuleRun::drop_out_of_bounds(const RuleTest& test) {
  if (!test.has_value || test.left_to_desk) return;
  if (const CompiledTable* const table = bounding_table(test.term)) keep_in_bounds(*table, test.term);
  else if (test.bounded) keep_where(s_.when.data(), truth_of(test.implied), 0, n_);
}

// Into `when`: and whether the term may hold, for all that is cheap to know.
void RuleRun::may_hold(const RuleTerm& term) {
  if (const CompiledTable* const table = bounding_table(term)) return keep_in_bounds(*table, term);
  if (!term.dear) keep_where(s_.when.data(), truth_of(term), term.negated ? 1 : 0, n_);
}

// Into `when`: whether the test may let a firm through. Where a point table with cheap items stands in its `when`, that is bound
// enough: the score itself is made of the same items.
void RuleRun::can_hold(const CompiledRule& version, const RuleTest& test) {
  std::fill_n(s_.when.begin(), n_, static_cast<std::uint8_t>(test.has_value ? 1 : 0));
  bool by_table = false;
  for (std::size_t k = 0; k < test.whens; ++k) {
    const RuleTerm& term = version.terms[test.first_when + k];
    may_hold(term);
    by_table = by_table || bounding_table(term) != nullptr;
  }
  if (by_table && table_of(test.term.field) != nullptr) return;
  if (test.bounded) may_hold(test.implied);
  else if (!test.left_to_desk) may_hold(test.term);
}

// Into `asked_holds`: whether some member of the group may let a firm through.
void RuleRun::screen(const CompiledRule& version, const RuleStep& step) {
  std::fill_n(s_.asked_holds.begin(), n_, std::uint8_t{0});
  for (std::size_t k = 0; k < step.tests; ++k) {
    can_hold(version, version.tests[step.first_test + k]);
    add_where(s_.asked_holds.data(), s_.when.data(), n_);
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
