// From the scenario's conditions to flat lists.
#include <algorithm>
#include <stdexcept>

#include "model/rules/book.hpp"

namespace echelon {

namespace {

RuleField known_field(const std::string& name, const Scheme& scheme) {
  const auto field = rule_field(name);
  if (!field || !rule_field_info(*field).evaluated) {
    throw std::logic_error("scheme " + scheme.id + ": no firm has the rule field " + name);
  }
  return *field;
}

NamedSchemes find_schemes(const Scenario& scenario) {
  NamedSchemes named;
  for (std::size_t i = 0; i < scenario.schemes.size(); ++i) {
    const std::string& id = scenario.schemes[i].id;
    if (id == "hte") named.hte = static_cast<int>(i);
    if (id == "srdi_sme") named.srdi_sme = static_cast<int>(i);
    if (id == "little_giant") named.little_giant = static_cast<int>(i);
  }
  return named;
}

}  // namespace

RuleBook::RuleBook(const Scenario& scenario) : scenario_(&scenario), named_(find_schemes(scenario)) {
  for (const Scheme& scheme : scenario.schemes) {
    SchemeRules rules;
    rules.has_score = !scheme.score_field.empty();
    if (rules.has_score) {
      rules.score_field = known_field(scheme.score_field, scheme);
      need_score(rules.score_field, rules, scheme);
    }
    for (const RuleVersion& version : scheme.versions) rules.versions.push_back(compile(version, rules, scheme));
    schemes_.push_back(std::move(rules));
  }
}

void RuleBook::need_score(RuleField field, SchemeRules& rules, const Scheme& scheme) const {
  if (!is_table_score(field)) return;
  for (const CompiledTable& table : rules.tables) {
    if (table.field() == field) return;
  }
  rules.tables.push_back(compile_score(field, scheme));
}

RuleBook::Term RuleBook::compile_term(const Term& plain, const std::string& name, SchemeRules& rules,
                                      const Scheme& scheme) const {
  Term term = plain;
  term.field = known_field(name, scheme);
  term.dear = evaluation_cost(term.field) >= kTraitCost;
  const bool asks_hte = term.field == RuleField::has_valid_hte || term.field == RuleField::has_valid_hte_or_similar;
  if ((asks_hte && named_.hte < 0) || (term.field == RuleField::has_valid_srdi && named_.srdi_sme < 0)) {
    throw std::logic_error("scheme " + scheme.id + ": " + name + " asks for a scheme that the scenario does not have");
  }
  need_score(term.field, rules, scheme);
  return term;
}

RuleBook::Test RuleBook::compile_test(const Condition& condition, Version& to, SchemeRules& rules,
                                      const Scheme& scheme) const {
  if (!condition.has_value && condition.group.empty()) {
    throw std::logic_error("scheme " + scheme.id + ": condition " + condition.id + " has no threshold and no group");
  }
  Test test;
  const auto threshold = static_cast<float>(condition.value);
  test.term = compile_term({{}, condition.comparator, threshold, false, false}, condition.field, rules, scheme);
  test.has_value = condition.has_value;
  test.left_to_desk = condition.field == scheme.score_field;
  test.first_when = to.terms.size();
  test.whens = condition.when.size();
  for (const echelon::Term& w : condition.when) {
    const auto value = static_cast<float>(w.value);
    to.terms.push_back(compile_term({{}, w.comparator, value, w.negated, false}, w.field, rules, scheme));
  }
  return test;
}

int RuleBook::cost_of(const Test& test, const Version& version) {
  int cost = test.left_to_desk ? 0 : evaluation_cost(test.term.field);
  for (std::size_t i = 0; i < test.whens; ++i) {
    cost = std::max(cost, evaluation_cost(version.terms[test.first_when + i].field));
  }
  return cost;
}

// The conditions of one group side by side, cheap ones first and what is left to the desk last.
RuleBook::Step RuleBook::compile_group(const RuleVersion& version, std::size_t first, Version& to, SchemeRules& rules,
                                       const Scheme& scheme) const {
  const std::string& group = version.conditions[first].group;
  std::vector<Test> tests;
  for (std::size_t i = first; i < version.conditions.size(); ++i) {
    const Condition& condition = version.conditions[i];
    const bool member = i == first || (!group.empty() && condition.group == group);
    if (member) tests.push_back(compile_test(condition, to, rules, scheme));
  }
  const auto rank = [&](const Test& t) { return t.left_to_desk ? 100 : cost_of(t, to); };
  std::stable_sort(tests.begin(), tests.end(), [&](const Test& a, const Test& b) { return rank(a) < rank(b); });
  Step step{static_cast<std::uint16_t>(first), to.tests.size(), tests.size(), !group.empty(), false, 0, false};
  for (const Test& test : tests) {
    step.waives = step.waives || test.left_to_desk;
    step.cost = std::max(step.cost, cost_of(test, to));
    to.tests.push_back(test);
    imply(to.tests.back(), to);
  }
  return step;
}

bool RuleBook::asks_review(const Step& step, const Version& version) {
  for (std::size_t i = step.first_test; i < step.first_test + step.tests; ++i) {
    const Test& test = version.tests[i];
    if (test.term.field == RuleField::is_review) return true;
    for (std::size_t k = 0; k < test.whens; ++k) {
      if (version.terms[test.first_when + k].field == RuleField::is_review) return true;
    }
  }
  return false;
}

// What columns must say for the test to hold.
void RuleBook::imply(Test& test, const Version& version) {
  const Term& t = test.term;
  const auto upper = upper_field(t.field);
  test.cheap = cost_of(test, version) < kTraitCost;
  test.bounded = upper.has_value();
  if (upper) test.implied = {*upper, t.comparator == Comparator::equal ? Comparator::at_least : t.comparator, t.value, false, false};
  const bool asks_more = t.comparator == Comparator::equal ? t.value > 0
                                                           : t.comparator == Comparator::at_least || t.comparator == Comparator::above;
  test.bounded = test.bounded && asks_more;
}

// A screen is worth its price where the step is dear and each of its ways can be bounded: by a table whose cheap items are
// known, by what a trait implies, or by a cheap `when` (in a group; elsewhere a false `when` lets the firm through).
bool RuleBook::can_screen(const Step& step, const Version& version, const SchemeRules& rules) {
  if (step.cost < kTraitCost) return false;
  for (std::size_t i = step.first_test; i < step.first_test + step.tests; ++i) {
    const Test& test = version.tests[i];
    const bool rises = test.term.comparator == Comparator::at_least || test.term.comparator == Comparator::above;
    const bool is_table = std::any_of(rules.tables.begin(), rules.tables.end(),
                                      [&](const CompiledTable& t) { return t.field() == test.term.field; });
    const bool by_itself = (is_table && rises && !test.left_to_desk) || test.bounded || test.cheap;
    bool by_when = false;
    for (std::size_t k = 0; k < test.whens; ++k)
      by_when = by_when || evaluation_cost(version.terms[test.first_when + k].field) < kTraitCost;
    if (test.has_value && !(step.any ? by_itself || by_when : by_itself && test.whens == 0)) return false;
  }
  return true;
}

// A condition that every firm of the city meets.
bool RuleBook::always_holds(const Step& step, const Version& version) {
  const Test& test = version.tests[step.first_test];
  if (step.any || test.whens > 0 || !is_constant(test.term.field)) return false;
  switch (test.term.comparator) {
    case Comparator::at_least: return 1 >= test.term.value;
    case Comparator::above: return 1 > test.term.value;
    case Comparator::at_most: return 1 <= test.term.value;
    case Comparator::below: return 1 < test.term.value;
    case Comparator::equal: return test.term.value == 1;
  }
  return false;
}

// Rules ask the same of a firm again and again: equal terms get the same number.
void RuleBook::number_terms(Version& version) {
  std::vector<const Term*> distinct;
  const auto number = [&](Term& t) {
    if (t.dear) return;
    const auto same = [&](const Term* k) { return k->field == t.field && k->comparator == t.comparator && k->value == t.value; };
    const auto known = std::find_if(distinct.begin(), distinct.end(), same);
    const auto id = static_cast<std::size_t>(known - distinct.begin());
    if (id < kKeptTruths) t.id = static_cast<std::uint8_t>(id);
    if (known == distinct.end()) distinct.push_back(&t);
  };
  for (Term& term : version.terms) number(term);
  for (Test& test : version.tests) {
    number(test.term);
    if (test.bounded) number(test.implied);
  }
}

RuleBook::Version RuleBook::compile(const RuleVersion& version, SchemeRules& rules, const Scheme& scheme) const {
  Version to;
  std::vector<std::string> done;
  for (std::size_t i = 0; i < version.conditions.size(); ++i) {
    const Condition& condition = version.conditions[i];
    if (std::find(done.begin(), done.end(), condition.group) != done.end()) continue;
    if (!condition.group.empty()) done.push_back(condition.group);
    const Step step = compile_group(version, i, to, rules, scheme);
    const bool left_to_desk = !step.any && step.waives;
    if (left_to_desk) continue;
    to.steps.push_back(step);
    if (!can_screen(step, to, rules)) continue;
    to.steps.push_back(step);
    to.steps.back().is_screen = true, to.steps.back().cost = kTraitCost - 1;
  }
  std::erase_if(to.steps, [&](const Step& step) { return always_holds(step, to); });
  for (Step& step : to.steps) step.of_neighbours = step.cost < kTraitCost && !step.waives && !asks_review(step, to);
  number_terms(to);
  std::stable_sort(to.steps.begin(), to.steps.end(), [](const Step& a, const Step& b) { return a.cost < b.cost; });
  return to;
}

}  // namespace echelon
