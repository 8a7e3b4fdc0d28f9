// The dated rules of a scheme: versions, conditions, and the terms of `when`.
#include <algorithm>
#include <cmath>

#include "io/library.hpp"
#include "io/values.hpp"

namespace echelon {
namespace {

const std::pair<const char*, Comparator> comparators[] = {{">=", Comparator::at_least},
                                                          {"<=", Comparator::at_most},
                                                          {">", Comparator::above},
                                                          {"<", Comparator::below},
                                                          {"=", Comparator::equal}};

Comparator read_comparator(const yaml::Node& node) {
  const std::string text = read_choice(node, {">=", ">", "<=", "<", "="});
  for (const auto& [name, comparator] : comparators)
    if (text == name) return comparator;
  return Comparator::at_least;
}

std::string trimmed(const std::string& text) {
  const std::size_t a = text.find_first_not_of(' '), b = text.find_last_not_of(' ');
  return a == std::string::npos ? "" : text.substr(a, b - a + 1);
}

std::optional<Term> parse_term(std::string text, const yaml::Node& node) {
  Term term{"", Comparator::equal, 1, false};
  if (text.starts_with("not ")) term.negated = true, text = trimmed(text.substr(4));
  const std::size_t at = text.find_first_of("<>=");
  term.field = trimmed(text.substr(0, at));
  const bool word = !term.field.empty() && std::all_of(term.field.begin(), term.field.end(),
                                                       [](unsigned char c) { return std::isalnum(c) || c == '_'; });
  if (!word) {
    node.problem("`" + text + "` is no condition", "terms are `field>=value`, `field` or `not field`, joined by `and`");
    return std::nullopt;
  }
  if (at == std::string::npos) return term;
  for (const auto& [name, comparator] : comparators) {
    if (!std::string_view(text).substr(at).starts_with(name)) continue;
    term.comparator = comparator;
    const std::string value = trimmed(text.substr(at + std::string_view(name).size()));
    if (value == "true" || value == "false") return term.value = value == "true", term;
    const auto number = parse_number(value);
    if (const auto* written = std::get_if<Written>(&number)) return term.value = base_value(*written), term;
    const Complaint& complaint = std::get<Complaint>(number);
    node.problem("in `" + text + "`: " + complaint.what, complaint.why, complaint.hint);
    return std::nullopt;
  }
  return std::nullopt;
}

void check_version(const RuleVersion& version, const yaml::Node& map, Reading& reading) {
  if (version.from > version.to)
    map.problem("the version `" + version.id + "` ends (" + version.to.text() + ") before it begins (" +
                    version.from.text() + ")",
                "it would never hold");
  for (std::size_t i = 0; i < version.conditions.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (version.conditions[i].id == version.conditions[j].id)
        reading.problems.add(version.conditions[i].where,
                             "the condition `" + version.conditions[i].id + "` stands twice in `" + version.id + "`",
                             "it first stands at " + version.conditions[j].where.text());
}

RuleVersion read_version(const yaml::Node& map, Reading& reading) {
  RuleVersion version{};
  version.id = read_id(map.required("id"));
  version.from = read_quarter(map.required("from"), Edge::first);
  version.to = far_future;
  read_if(map, "to", version.to, [](const auto& n) { return read_quarter(n, Edge::last); });
  for (const yaml::Node& item : map.required("conditions").items())
    version.conditions.push_back(read_condition(item, reading));
  version.source = reading.source(map);
  read_if(map, "assumption", version.assumption, read_text);
  map.finish();
  check_version(version, map, reading);
  return version;
}

// A version without an end holds until the next one begins; two versions must not hold at the same time.
void order_versions(std::vector<RuleVersion>& versions, const yaml::Node& list) {
  std::stable_sort(versions.begin(), versions.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  for (std::size_t i = 1; i < versions.size(); ++i) {
    RuleVersion& before = versions[i - 1];
    if (before.to == far_future && before.from < versions[i].from) before.to = versions[i].from + -1;
    if (before.to >= versions[i].from)
      list.problem(
          "the versions `" + before.id + "` and `" + versions[i].id + "` both hold in " + versions[i].from.text(),
          "at any date one version of a rule holds: give `" + before.id + "` an earlier `to`");
  }
}

}  // namespace

std::vector<Term> parse_when(const std::string& text, const yaml::Node& complain_to) {
  std::vector<Term> terms;
  std::size_t at = 0;
  while (true) {
    const std::size_t end = text.find(" and ", at);
    const auto term = parse_term(trimmed(text.substr(at, end - at)), complain_to);
    if (term) terms.push_back(*term);
    if (end == std::string::npos) return terms;
    at = end + 5;
  }
}

double read_threshold(const yaml::Node& node, const std::string& field, Reading& reading) {
  const auto known = reading.vocabulary.rule_units.find(field);
  const std::string unit = known == reading.vocabulary.rule_units.end() ? "" : known->second;
  if (unit == "bool") return node.is_plain("1") ? 1 : node.is_plain("0") ? 0 : read_bool(node);
  const double value = read_any_number(node);
  if (unit.empty() || std::isnan(value)) return value;
  const auto number = parse_number(node.text());
  const Written* written = std::get_if<Written>(&number);
  const std::string dimension = held_unit(unit).dimension;
  if (!written)
    node.problem("`" + field + "` is a number in `" + unit + "`, not `" + node.text() + "`",
                 "it is neither true nor false");
  else if (!written->bare && written->unit.dimension != dimension &&
           !(unit == "%" && written->unit.dimension == "1/year"))
    node.problem("`" + field + "` is in `" + unit + "`, not in `" + written->unit.text + "`",
                 "a number in another unit would mean something else");
  return value;
}

Condition read_condition(const yaml::Node& map, Reading& reading) {
  Condition c;
  c.where = map.where();
  c.id = read_id(map.required("id"));
  c.field = read_id(map.required("field"));
  read_if(map, "any", c.group, read_id);
  const yaml::Node is = map.optional("is"), value = map.optional("value"), when = map.optional("when");
  c.has_value = value.exists() && !value.is_null();
  if (c.has_value) c.value = read_threshold(value, c.field, reading);
  if (c.has_value || is.exists()) c.comparator = read_comparator(is.exists() ? is : map.required("is"));
  if (!c.has_value && c.group.empty())
    map.problem("the condition `" + c.id + "` has no `value`",
                "only a condition of an `any` group may lack one; it then never holds");
  if (when.exists()) c.when = parse_when(read_text(when), when);
  c.source = reading.source(map);
  map.finish();
  return c;
}

std::vector<RuleVersion> read_versions(const yaml::Node& list, Reading& reading) {
  std::vector<RuleVersion> versions;
  for (const yaml::Node& item : list.items()) versions.push_back(read_version(item, reading));
  if (list.is_list() && versions.empty()) list.problem("there is no version of the rule", "nobody could be certified");
  order_versions(versions, list);
  return versions;
}

}  // namespace echelon
