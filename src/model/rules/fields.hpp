#pragma once
// The vocabulary of the rules: which names a condition or a point table may use, in which unit their thresholds are, and
// how the model comes by them (decision 16: a column, a derived value, a keyed trait or a constant; `explain` says which).
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/rules/field_list.hpp"

namespace echelon {

enum class RuleField : std::uint8_t {
#define ECHELON_RULE_FIELD(name, unit, kind, en, zh) name,
  ECHELON_RULE_FIELDS(ECHELON_RULE_FIELD)
#undef ECHELON_RULE_FIELD
};

struct FieldInfo {
  std::string name;
  std::string unit;    // of a threshold: CNY, USD, % (held as a fraction), years, persons, bool, 1
  std::string kind;    // column, derived, latent trait, constant, carried elsewhere, analogue only
  std::string how_en;
  std::string how_zh;
  bool evaluated;      // may stand in a condition; false for what is carried elsewhere or an analogue only
};

// All names, those that are never evaluated included.
std::vector<std::string> rule_fields();
std::optional<RuleField> rule_field(std::string_view name);
const FieldInfo& rule_field_info(RuleField field);

// The field of an item of a point table: a name, or "grade:<trait>" for a grade that experts give.
std::optional<RuleField> score_item_field(std::string_view name);

// Whether the field is an expert's grade in (0, 1).
bool is_grade(RuleField field);

// Whether the field is made by a point table of the scheme.
bool is_table_score(RuleField field);

// What it costs to evaluate: 0 a column or a constant, 1 derived, 2 a trait, 3 a point table, 4 a trait that refuses hardly
// anybody. Dear ones are asked last, of those firms only that are still in.
int evaluation_cost(RuleField field);
constexpr int kTraitCost = 2;

// A column that is never below the trait: valid rights for what is made of them, what a firm remembers of its luck for a rare merit (T4).
std::optional<RuleField> upper_field(RuleField field);

// Whether the field is 1 for every firm of the city.
bool is_constant(RuleField field);

}  // namespace echelon
