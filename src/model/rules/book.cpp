// Asking a compiled rule of a batch of firms.
#include "model/rules/book.hpp"

#include <algorithm>
#include <cstdio>
#include <stdexcept>

namespace echelon {

namespace {

template <class T>
void grow(std::vector<T>& buffer, std::size_t n) {
  if (buffer.size() < n) buffer.resize(n);
}

template <class F>
void mark(const float* value, std::size_t n, std::uint8_t* out, F holds) {
  for (std::size_t i = 0; i < n; ++i) out[i] = holds(value[i]) ? 1 : 0;
}

// NaN holds in no comparison.
void compare(const float* value, std::size_t n, Comparator comparator, float x, std::uint8_t* out) {
  switch (comparator) {
    case Comparator::at_least: return mark(value, n, out, [x](float v) { return v >= x; });
    case Comparator::above: return mark(value, n, out, [x](float v) { return v > x; });
    case Comparator::at_most: return mark(value, n, out, [x](float v) { return v <= x; });
    case Comparator::below: return mark(value, n, out, [x](float v) { return v < x; });
    case Comparator::equal: return mark(value, n, out, [x](float v) { return v == x; });
  }
}

const char* sign_of(Comparator comparator) {
  switch (comparator) {
    case Comparator::at_least: return ">=";
    case Comparator::above: return ">";
    case Comparator::at_most: return "<=";
    case Comparator::below: return "<";
    case Comparator::equal: break;
  }
  return "=";
}

std::string text_of(const Condition& c) {
  char value[32];
  std::snprintf(value, sizeof value, "%.10g", c.value);
  return c.id + " (" + c.field + " " + sign_of(c.comparator) + " " + (c.has_value ? value : "unknown") + ", " +
         c.source + ")";
}

}  // namespace

std::size_t RuleScratch::bytes() const {
  const auto size = [](const auto& v) { return v.capacity() * sizeof(v[0]); };
  const auto lanes = [&](const TraitWords& w) { return size(w.lane[0]) + size(w.lane[1]) + size(w.lane[2]) + size(w.lane[3]); };
  std::size_t total = lanes(part) + lanes(part2);
  for (const TraitWords& w : words) total += lanes(w);
  for (const auto* v : {&value, &term, &item, &best, &level, &beside, &odds, &batch_odds}) total += size(*v);
  for (const auto* v : {&holds, &when, &asked_holds}) total += size(*v);
  for (const auto* v : {&slots, &places, &pending_slots, &pending_places, &asked_slots, &asked_places, &uids}) {
    total += size(*v);
  }
  return total;
}

// One evaluation: the firms that are still in shrink from step to step.
class RuleBook::Run {
 public:
  Run(const SchemeRules& rules, const RuleInputs& in, RuleScratch& scratch, RuleOutcome& out)
      : rules_(rules), in_(in), s_(scratch), out_(out) {}

  void begin(std::span<const std::uint32_t> slots);
  void fill(RuleField field, const FirmList& firms, float* values);
  FirmList whole() const { return {s_.slots.data(), s_.places.data(), n_, n_ == all_}; }
  void step(const Version& version, const Step& step);
  void finish();
  void score_eligible();

 private:
  void hold(const Version& version, const Test& test, bool any, const FirmList& firms);
  void hold_when(const Version& version, const Test& test, const FirmList& firms);
  void ask_all(const Version& version, const Step& step);
  void ask_any(const Version& version, const Step& step);
  void drop_refused();

  const SchemeRules& rules_;
  const RuleInputs& in_;
  RuleScratch& s_;
  RuleOutcome& out_;
  std::size_t n_ = 0, all_ = 0;
};

void RuleBook::Run::begin(std::span<const std::uint32_t> slots) {
  n_ = all_ = slots.size();
  grow(s_.value, n_), grow(s_.term, n_), grow(s_.holds, n_), grow(s_.when, n_);
  grow(s_.asked_holds, n_), grow(s_.asked_slots, n_), grow(s_.asked_places, n_);
  grow(s_.slots, n_), grow(s_.places, n_), grow(s_.pending_slots, n_), grow(s_.pending_places, n_);
  for (TraitWords& words : s_.words) words.known = false;
  s_.odds_known = false;
  for (std::size_t i = 0; i < n_; ++i) {
    s_.slots[i] = slots[i];
    s_.places[i] = static_cast<std::uint32_t>(i);
  }
}

void RuleBook::Run::fill(RuleField field, const FirmList& firms, float* values) {
  for (const CompiledTable& table : rules_.tables) {
    if (table.field() == field) return table.evaluate(in_, firms, s_, values);
  }
  fill_field(field, in_, firms, s_, values);
}

void RuleBook::Run::hold_when(const Version& version, const Test& test, const FirmList& firms) {
  std::fill_n(s_.when.begin(), firms.n, std::uint8_t{1});
  for (std::size_t k = 0; k < test.whens; ++k) {
    const Term& term = version.terms[test.first_when + k];
    fill(term.field, firms, s_.term.data());
    compare(s_.term.data(), firms.n, term.comparator, term.value, s_.holds.data());
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
    compare(s_.value.data(), firms.n, test.term.comparator, test.term.value, holds);
    return;
  }
  std::size_t asked = 0;
  for (std::size_t i = 0; i < firms.n; ++i) {
    s_.asked_slots[asked] = firms.slot[i];
    s_.asked_places[asked] = firms.place[i];
    asked += s_.when[i];
  }
  const bool all = asked == firms.n && firms.whole;
  fill(test.term.field, {s_.asked_slots.data(), s_.asked_places.data(), asked, all}, s_.value.data());
  compare(s_.value.data(), asked, test.term.comparator, test.term.value, s_.asked_holds.data());
  for (std::size_t i = 0, k = 0; i < firms.n; ++i) {
    if (s_.when[i]) holds[i] = s_.asked_holds[k++];
  }
}

void RuleBook::Run::step(const Version& version, const Step& step) {
  if (n_ == 0) return;
  if (step.any) {
    ask_any(version, step);
  } else {
    ask_all(version, step);
  }
  drop_refused();
}

void RuleBook::Run::ask_all(const Version& version, const Step& step) {
  hold(version, version.tests[step.first_test], false, whole());
  for (std::size_t i = 0; i < n_; ++i) {
    if (!s_.holds[i]) out_.refused_by[s_.places[i]] = step.index;
  }
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
                        Scores scores) const {
  if (!is_review.empty() && is_review.size() != slots.size()) {
    throw std::logic_error("a review flag for every firm of the batch, or none at all");
  }
  const SchemeRules& rules = schemes_[scheme];
  const int index = version_index(scheme, context.date);
  out.eligible.assign(slots.size(), 0);
  out.refused_by.assign(slots.size(), index < 0 ? kNoRuleInForce : kNotRefused);
  out.score.assign(slots.size(), 0.0f);
  if (index < 0) return;
  const RuleInputs in = inputs(scheme, context, is_review);
  Run run(rules, in, scratch, out);
  run.begin(slots);
  if (rules.has_score && scores == Scores::of_all) run.fill(rules.score_field, run.whole(), out.score.data());
  const Version& version = rules.versions[index];
  for (const Step& step : version.steps) run.step(version, step);
  run.finish();
  if (rules.has_score && scores == Scores::of_eligible) run.score_eligible();
}

std::vector<float> RuleBook::field_values(RuleField field, int scheme, const RuleContext& context,
                                          std::span<const std::uint32_t> slots) const {
  std::vector<float> values(slots.size());
  RuleScratch scratch;
  RuleOutcome out;
  const RuleInputs in = inputs(scheme, context, {});
  SchemeRules rules;
  need_score(field, rules, scenario_->schemes[scheme]);
  Run run(rules, in, scratch, out);
  run.begin(slots);
  run.fill(field, run.whole(), values.data());
  return values;
}

std::string RuleBook::reason(int scheme, Quarter date, std::uint16_t refused_by) const {
  if (refused_by == kNotRefused) return "eligible";
  const RuleVersion* version = version_at(scheme, date);
  if (version == nullptr || refused_by == kNoRuleInForce) return "no rule of the scheme is in force";
  const Condition& first = version->conditions.at(refused_by);
  if (first.group.empty()) return "does not meet " + text_of(first);
  std::string ways;
  for (const Condition& c : version->conditions) {
    if (c.group == first.group) ways += (ways.empty() ? "" : ", ") + text_of(c);
  }
  return "meets none of the group " + first.group + ": " + ways;
}

}  // namespace echelon
