// Why a rule refused a firm, in a sentence.
#include <cstdio>

#include "model/rules/book.hpp"

namespace echelon {

namespace {

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
