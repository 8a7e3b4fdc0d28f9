// The conditions of a rule, one after the other, of the firms of a chunk that are still in.
#include "model/rules/run.hpp"

#include <algorithm>
#include <stdexcept>

#include "model/kernels.hpp"

namespace echelon {

void RuleBook::Run::begin(std::span<const std::uint32_t> slots) {
  n_ = all_ = slots.size();
  for (std::size_t i = 0; i < n_; ++i) {
    s_.slots[i] = s_.chunk_slots[i] = slots[i];
    s_.places[i] = static_cast<std::uint32_t>(i);
  }
  know_nothing({s_.chunk_slots.data(), nullptr, n_, true});
}

void RuleBook::Run::know_nothing(const FirmList& chunk) {
  for (TraitWords& words : s_.words) words.known = false;
  s_.odds_known = false;
  s_.columns_kept = 0;
  s_.chunk = chunk;
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

// Columns of neighbours are asked for again and again by the conditions of a rule: those that fit are kept.
const float* RuleBook::Run::values_of(RuleField field, const FirmList& firms, float* buffer) {
  if (!neighbours_) {
    fill(field, firms, buffer);
    return buffer;
  }
  for (std::size_t k = 0; k < s_.columns_kept; ++k) {
    if (s_.kept_field[k] == field) return s_.kept[k].data();
  }
  if (s_.columns_kept == kKeptColumns) {
    fill(field, firms, buffer);
    return buffer;
  }
  const std::size_t k = s_.columns_kept++;
  s_.kept_field[k] = field;
  fill(field, firms, s_.kept[k].data());
  return s_.kept[k].data();
}

void RuleBook::Run::hold_when(const Version& version, const Test& test, const FirmList& firms) {
  std::fill_n(s_.when.begin(), firms.n, std::uint8_t{1});
  for (std::size_t k = 0; k < test.whens; ++k) {
    const Term& term = version.terms[test.first_when + k];
    const float* const values = values_of(term.field, firms, s_.term.data());
    k_.compare_values(values, firms.n, term.comparator, term.value, s_.holds.data());
    keep_where(s_.when.data(), s_.holds.data(), term.negated ? 1 : 0, firms.n);
  }
}

// Into `holds`: whether the test lets a firm through. A false `when` lets it through only where all must hold; what is dear is made for
// the others only.
void RuleBook::Run::hold(const Version& version, const Test& test, bool any, const FirmList& firms) {
  if (test.has_value && !test.left_to_desk && !test.cheap) return hold_dear(version, test, any, firms);
  hold_when(version, test, firms);
  std::uint8_t* holds = s_.holds.data();
  std::fill_n(holds, firms.n, static_cast<std::uint8_t>(any ? 0 : 1));
  if (!test.has_value) return;
  if (test.left_to_desk) {
    std::copy_n(s_.when.data(), firms.n, holds);
    return;
  }
  if (test.whens == 0) {
    k_.compare_values(values_of(test.term.field, firms, s_.value.data()), firms.n, test.term.comparator, test.term.value, holds);
    return;
  }
  hold_cheap(test, any, firms);
}

// Of the firms of a list those that are to be kept, as the list that is asked next.
FirmList RuleBook::Run::keep_asked(const FirmList& firms, const std::uint8_t* keep, std::uint8_t flip) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < firms.n; ++i) {
    s_.asked_slots[kept] = firms.slot[i];
    s_.asked_places[kept] = firms.place[i];
    s_.asked_at[kept] = s_.asked_at[i];
    kept += keep[i] ^ flip;
  }
  return {s_.asked_slots.data(), s_.asked_places.data(), kept, firms.whole && kept == firms.n};
}

// Fewer and fewer are asked: the bound of a score first, then one `when` after the other, then the term itself.
void RuleBook::Run::hold_dear(const Version& version, const Test& test, bool any, const FirmList& firms) {
  FirmList left = firms;
  const bool must = any || test.whens == 0;
  std::fill_n(s_.holds.begin(), firms.n, static_cast<std::uint8_t>(must ? 0 : 1));
  for (std::size_t i = 0; i < firms.n; ++i) s_.asked_at[i] = static_cast<std::uint32_t>(i);
  const auto ask = [&](const Term& term) {
    k_.compare_values(s_.value.data(), left.n, term.comparator, term.value, s_.asked_holds.data());
  };
  if (const CompiledTable* const table = must ? bounding_table(test.term) : nullptr) {
    table->bound(in_, left, s_, s_.value.data());
    ask(test.term);
    left = keep_asked(left, s_.asked_holds.data(), 0);
  }
  for (std::size_t k = 0; k < test.whens && left.n > 0; ++k) {
    const Term& term = version.terms[test.first_when + k];
    fill(term.field, left, s_.value.data());
    ask(term);
    left = keep_asked(left, s_.asked_holds.data(), term.negated ? 1 : 0);
  }
  if (left.n == 0) return;
  fill(test.term.field, left, s_.value.data());
  ask(test.term);
  for (std::size_t i = 0; i < left.n; ++i) s_.holds[s_.asked_at[i]] = s_.asked_holds[i];
}

void RuleBook::Run::hold_cheap(const Test& test, bool any, const FirmList& firms) {
  const float* const values = values_of(test.term.field, firms, s_.value.data());
  k_.compare_values(values, firms.n, test.term.comparator, test.term.value, s_.holds.data());
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

}  // namespace echelon
