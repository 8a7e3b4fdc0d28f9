// A rule asked of neighbours side by side: nobody is dropped, a byte a firm says who is still in. What few firms of the
// neighbourhood are asked is made for a list of them.
#include <algorithm>

#include "model/kernels.hpp"
#include "model/rules/run.hpp"

namespace echelon {

namespace {

// When one firm in so many is left, a list of them is cheaper than their whole neighbourhood.
constexpr std::size_t kFew = 3;

}  // namespace

// Side by side while most are candidates, then of those who are left.
void RuleBook::Run::narrow(const Version& version, std::uint32_t first, std::size_t n, std::uint8_t* candidates, Narrowed how) {
  n_ = all_ = n, first_ = first, neighbours_ = true;
  know_nothing({nullptr, nullptr, n, true, first});
  const auto asked = [&](const Step& step) { return how == Narrowed::fully || step.of_neighbours; };
  std::size_t left = count_set(candidates, n);
  std::size_t next = 0;
  for (; next < version.steps.size() && left * kFew >= n; ++next) {
    if (asked(version.steps[next])) left = keep_candidates(version, version.steps[next], candidates);
  }
  if (next == version.steps.size() || left == 0) return;
  neighbours_ = false;
  all_ = n + 1;  // the list is never the whole chunk
  n_ = k_.append_set(candidates, static_cast<std::uint32_t>(n), first, s_.slots.data());
  for (std::size_t i = 0; i < n_; ++i) s_.places[i] = s_.slots[i] - first;
  std::fill_n(s_.refused_by.begin(), n, kNotRefused);
  for (; next < version.steps.size(); ++next) {
    if (asked(version.steps[next])) step(version, version.steps[next]);
  }
  std::copy_n(candidates, n, s_.asked_before.begin());
  std::fill_n(candidates, n, std::uint8_t{0});
  for (std::size_t i = 0; i < n_; ++i) candidates[s_.places[i]] = s_.asked_before[s_.places[i]];
}

// One step; answers how many candidates are left.
std::size_t RuleBook::Run::keep_candidates(const Version& version, const Step& step, std::uint8_t* candidates) {
  if (step.is_screen || (step.any && step.of_neighbours)) {  // what is cheap is bounded by itself
    screen(version, step);
    clear_unless(candidates, s_.asked_holds.data(), n_);
    return count_set(candidates, n_);
  }
  mark_set(s_.asks.data(), candidates, n_);
  if (step.any) {
    ask_any_of_neighbours(version, step);
  } else {
    hold_among(version, version.tests[step.first_test], false);
  }
  clear_unless(candidates, s_.passed.data(), n_);
  return count_set(candidates, n_);
}

// Each member of the group is asked of those in `asks` that no earlier member let through.
void RuleBook::Run::ask_any_of_neighbours(const Version& version, const Step& step) {
  std::array<std::uint8_t, kRuleChunk> let_through;
  std::fill_n(let_through.begin(), n_, std::uint8_t{0});
  for (std::size_t k = 0; k < step.tests && count_set(s_.asks.data(), n_) > 0; ++k) {
    hold_among(version, version.tests[step.first_test + k], true);
    add_where(let_through.data(), s_.passed.data(), n_);
    keep_where(s_.asks.data(), s_.passed.data(), 1, n_);
  }
  std::copy_n(let_through.begin(), n_, s_.passed.begin());
}

// Takes those out of `when` whose score cannot reach the threshold, before anything dear is made for them.
void RuleBook::Run::drop_out_of_bounds(const Test& test) {
  const CompiledTable* const table = test.has_value && !test.left_to_desk ? bounding_table(test.term) : nullptr;
  if (table == nullptr) return;
  table->bound(in_, whole(), s_, s_.value.data());
  k_.compare_values(s_.value.data(), n_, test.term.comparator, test.term.value, s_.holds.data());
  keep_where(s_.when.data(), s_.holds.data(), 0, n_);
}

// Into `passed`: who of `asks` the test lets through. A false `when` lets a firm through only where all must hold.
void RuleBook::Run::hold_among(const Version& version, const Test& test, bool any) {
  std::copy_n(s_.asks.begin(), n_, s_.when.begin());
  if (any || test.whens == 0) drop_out_of_bounds(test);
  for (std::size_t k = 0; k < test.whens; ++k) {
    const Term& term = version.terms[test.first_when + k];
    compare_among(term, s_.when.data());
    keep_where(s_.when.data(), s_.holds.data(), term.negated ? 1 : 0, n_);
  }
  if (!test.has_value) {
    std::fill_n(s_.passed.begin(), n_, std::uint8_t{0});  // only a member of a group may have no threshold
    return;
  }
  std::copy_n(s_.when.begin(), n_, s_.passed.begin());
  if (!test.left_to_desk) {
    compare_among(test.term, s_.when.data());
    keep_where(s_.passed.data(), s_.holds.data(), 0, n_);
  }
  if (any || test.whens == 0) return;
  keep_where(s_.asks.data(), s_.when.data(), 1, n_);
  add_where(s_.passed.data(), s_.asks.data(), n_);
}

// Into `holds`: whether the term holds without its negation, right where `asks` is set.
void RuleBook::Run::compare_among(const Term& term, const std::uint8_t* asks) {
  if (evaluation_cost(term.field) < kTraitCost || count_set(asks, n_) * kFew >= n_) {
    k_.compare_values(values_of(term.field, whole(), s_.value.data()), n_, term.comparator, term.value, s_.holds.data());
    return;
  }
  const std::size_t asked = k_.append_set(asks, static_cast<std::uint32_t>(n_), first_, s_.asked_slots.data());
  for (std::size_t i = 0; i < asked; ++i) s_.asked_places[i] = s_.asked_slots[i] - first_;
  fill(term.field, {s_.asked_slots.data(), s_.asked_places.data(), asked, false, first_}, s_.value.data());
  k_.compare_values(s_.value.data(), asked, term.comparator, term.value, s_.asked_holds.data());
  for (std::size_t i = 0; i < asked; ++i) s_.holds[s_.asked_places[i]] = s_.asked_holds[i];
}

}  // namespace echelon
