// The steps of a rule, one after the other, of the firms of a chunk that are still in.
#include "model/rules/run.hpp"

#include <algorithm>

#include "core/collect.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

void RuleRun::begin(std::span<const std::uint32_t> slots) {
  n_ = all_ = slots.size();
  for (std::size_t i = 0; i < n_; ++i) {
    s_.slots[i] = s_.chunk_slots[i] = slots[i];
    s_.places[i] = static_cast<std::uint32_t>(i);
  }
  fill_up(s_.slots.data(), n_), fill_up(s_.chunk_slots.data(), n_), fill_up(s_.places.data(), n_);
  know_nothing({s_.chunk_slots.data(), nullptr, n_, true});
}

void RuleRun::know_nothing(const FirmList& chunk) {
  for (TraitWords& words : s_.words) words.known = false;
  s_.odds_known = false;
  s_.chunk = chunk;
  forget();
}

// What was kept was of other firms.
void RuleRun::forget() {
  s_.columns_kept = 0;
  s_.truths_known = 0;
  s_.bounds_of = nullptr;
  s_.columns.n = 0;
}

const CompiledTable* RuleRun::table_of(RuleField field) const {
  for (const CompiledTable& table : rules_.tables) {
    if (table.field() == field) return &table;
  }
  return nullptr;
}

// The values of a field for a list of firms, in `buffer` or where they are kept.
const float* RuleRun::values_of(RuleField field, const FirmList& firms, float* buffer) {
  const CompiledTable* const table = table_of(field);
  if (table == nullptr) return column_of(field, in_, firms, s_, buffer);
  table_points(*table, in_, firms, s_, buffer);
  return buffer;
}

// Who of all firms that are still in meets the term, its negation left aside.
const std::uint8_t* RuleRun::truth_of(const RuleTerm& term) {
  const bool kept = term.id < kKeptTruths;
  std::uint8_t* const to = kept ? s_.truth[term.id].data() : s_.holds.data();
  if (kept && (s_.truths_known >> term.id & 1u) != 0) return to;
  compare_values(values_of(term.field, whole(), s_.value.data()), n_, term.comparator, term.value, to);
  if (kept) s_.truths_known |= 1u << term.id;
  return to;
}

bool RuleRun::values(RuleField field, float* out) {
  float* const buffer = s_.value.data();
  bool known = true;
  if (const CompiledTable* const table = table_of(field)) table_points(*table, in_, whole(), s_, buffer);
  else known = fill_rule_field(field, in_, whole(), s_, buffer);
  std::copy_n(buffer, known ? n_ : 0, out);
  return known;
}

void RuleRun::step(const CompiledRule& version, const RuleStep& step) {
  if (n_ == 0) return;
  if (step.is_screen) {
    screen(version, step);
    return drop_unless(s_.asked_holds.data(), step);
  }
  std::fill_n(s_.asks.begin(), n_, std::uint8_t{1});
  ask(version, step);
  drop_unless(s_.passed.data(), step);
}

void RuleRun::drop_unless(const std::uint8_t* holds, const RuleStep& step) {
  for (std::size_t i = 0; out_.refused_by != nullptr && i < n_; ++i)
    out_.refused_by[s_.places[i]] = holds[i] != 0 ? kNotRefused : step.index;
  const std::size_t kept = keep_set(holds, n_, s_.places.data());
  if (kept == n_) return;
  keep_set(holds, n_, s_.slots.data());
  const void* const bounds_of = s_.bounds_of;
  if (bounds_of != nullptr) keep_set(holds, n_, s_.bounds.data());
  n_ = kept;
  fill_up(s_.slots.data(), n_), fill_up(s_.places.data(), n_);
  forget();
  s_.bounds_of = bounds_of;
}

// Side by side, while there are enough candidates.
std::size_t RuleRun::narrow(const CompiledRule& version, std::uint32_t first, std::size_t n, std::uint8_t* candidates) {
  n_ = all_ = n, first_ = first, neighbours_ = true;
  know_nothing({nullptr, nullptr, n, true, first});
  std::size_t left = count_set(candidates, n);
  std::size_t next = 0;
  for (; next < version.steps.size() && left * kFew >= n; ++next) {
    if (of_narrowing(rules_, version.steps[next])) left = keep_candidates(version, version.steps[next], candidates);
  }
  return left == 0 ? version.steps.size() : next;
}

// One step among neighbours; answers how many candidates are left.
std::size_t RuleRun::keep_candidates(const CompiledRule& version, const RuleStep& step, std::uint8_t* candidates) {
  if (step.is_screen) {
    screen(version, step);
    clear_unless(candidates, s_.asked_holds.data(), n_);
  } else {
    mark_set(s_.asks.data(), candidates, n_);
    ask(version, step);
    clear_unless(candidates, s_.passed.data(), n_);
  }
  return count_set(candidates, n_);
}

void RuleRun::finish() {
  for (std::size_t i = 0; i < n_; ++i) out_.eligible[s_.places[i]] = 1;
}

void RuleRun::score_all() {
  const float* const values = values_of(rules_.score_field, whole(), s_.value.data());
  std::copy_n(values, n_, out_.score);
}

// Of those who are still in; full marks that a way of a group earned stay.
void RuleRun::score_eligible() {
  const float* const values = values_of(rules_.score_field, whole(), s_.value.data());
  for (std::size_t i = 0; i < n_; ++i) {
    float& score = out_.score[s_.places[i]];
    score = score == 0.0f ? values[i] : score;
  }
}

void ask_rule(const CompiledScheme& scheme, const CompiledRule& rule, const RuleInputs& in, RuleScratch& scratch,
              std::span<const std::uint32_t> slots, const RuleResult& out, Scores scores, std::size_t narrowed) {
  RuleRun run(scheme, in, scratch, out);
  run.begin(slots);
  if (scheme.has_score && scores == Scores::of_all) run.score_all();
  for (std::size_t i = 0; i < rule.steps.size(); ++i) {
    if (i >= narrowed || !of_narrowing(scheme, rule.steps[i])) run.step(rule, rule.steps[i]);
  }
  run.finish();
  if (scheme.has_score && scores == Scores::of_eligible) run.score_eligible();
}

std::size_t narrow_rule(const CompiledScheme& scheme, const CompiledRule& rule, const RuleInputs& in, RuleScratch& scratch,
                        std::uint32_t first, std::size_t n, std::uint8_t* candidates) {
  return RuleRun(scheme, in, scratch, {}).narrow(rule, first, n, candidates);
}

bool rule_values(RuleField field, const CompiledScheme& scheme, const RuleInputs& in, RuleScratch& scratch,
                 std::span<const std::uint32_t> slots, float* out) {
  RuleRun run(scheme, in, scratch, {});
  run.begin(slots);
  return run.values(field, out);
}

}  // namespace ECHELON_ISA
}  // namespace echelon
