#include "model/rules/fields.hpp"

#include <array>
#include <unordered_map>

namespace echelon {

namespace {

enum class Kind : std::uint8_t { column, derived, score, latent, constant, carried, analogue, bound };

struct Row {
  const char* name;
  const char* unit;
  Kind kind;
  const char* en;
  const char* zh;
};

constexpr std::array kRows = {
#define ECHELON_RULE_FIELD(name, unit, kind, en, zh) Row{#name, unit, Kind::kind, en, zh},
    ECHELON_RULE_FIELDS(ECHELON_RULE_FIELD)
#undef ECHELON_RULE_FIELD
};

const char* text_of(Kind kind) {
  switch (kind) {
    case Kind::column: return "column";
    case Kind::derived:
    case Kind::score: return "derived";
    case Kind::latent: return "latent trait";
    case Kind::constant: return "constant";
    case Kind::carried: return "carried elsewhere";
    case Kind::bound: return "bound";
    case Kind::analogue: break;
  }
  return "analogue only";
}

Kind kind_of(RuleField field) { return kRows[static_cast<std::size_t>(field)].kind; }

std::vector<FieldInfo> make_infos() {
  std::vector<FieldInfo> infos;
  for (const Row& r : kRows) {
    const bool evaluated = r.kind != Kind::carried && r.kind != Kind::analogue && r.kind != Kind::bound;
    infos.push_back({r.name, r.unit, text_of(r.kind), r.en, r.zh, evaluated});
  }
  return infos;
}

}  // namespace

std::vector<std::string> rule_fields() {
  std::vector<std::string> names;
  for (const Row& r : kRows) {
    if (r.kind != Kind::bound) names.emplace_back(r.name);
  }
  return names;
}

std::optional<RuleField> rule_field(std::string_view name) {
  static const std::unordered_map<std::string_view, RuleField> by_name = [] {
    std::unordered_map<std::string_view, RuleField> map;
    for (std::size_t i = 0; i < kRows.size(); ++i) map.emplace(kRows[i].name, static_cast<RuleField>(i));
    return map;
  }();
  const auto found = by_name.find(name);
  return found == by_name.end() ? std::nullopt : std::optional(found->second);
}

std::optional<RuleField> score_item_field(std::string_view name) {
  constexpr std::string_view prefix = "grade:";
  if (!name.starts_with(prefix)) return rule_field(name);
  const auto field = rule_field(name.substr(prefix.size()));
  return field && is_grade(*field) ? field : std::nullopt;
}

const FieldInfo& rule_field_info(RuleField field) {
  static const std::vector<FieldInfo> infos = make_infos();
  return infos[static_cast<std::size_t>(field)];
}

bool is_grade(RuleField field) {
  return field >= RuleField::technology_level && field <= RuleField::rd_organisation_d;
}

std::optional<RuleField> upper_field(RuleField field) {
  switch (field) {
    case RuleField::owns_core_ip:
    case RuleField::ip_self_developed:
    case RuleField::ip_only_acquired: return RuleField::valid_ip;
    case RuleField::class1_own_count:
    case RuleField::class1_high_value_count: return RuleField::class1_ip_count;
    case RuleField::took_part_in_standards: return RuleField::part_in_reach;
    case RuleField::led_standard_5y: return RuleField::led_in_reach;
    case RuleField::national_science_award_top3_3y:
    case RuleField::national_science_award_top3_5y: return RuleField::national_award_in_reach;
    case RuleField::provincial_science_award_3y:
    case RuleField::provincial_or_national_science_award_3y: return RuleField::award_in_reach;
    case RuleField::national_contest_top500: return RuleField::contest_in_reach;
    case RuleField::has_provincial_rd_institution: return RuleField::institution_in_reach;
    default: return std::nullopt;
  }
}

bool is_table_score(RuleField field) { return kind_of(field) == Kind::score; }

bool is_constant(RuleField field) { return kind_of(field) == Kind::constant; }

namespace {

// Traits that refuse hardly anybody are asked after those that do.
bool refuses_few(RuleField field) {
  switch (field) {
    case RuleField::total_assets:
    case RuleField::serious_offence_last_year:
    case RuleField::serious_offence_this_or_last_year: return true;
    default: return false;
  }
}

}  // namespace

int evaluation_cost(RuleField field) {
  if (refuses_few(field)) return kTraitCost + 2;
  if (field == RuleField::makes_banned_products) return 1;  // firms remember it
  switch (kind_of(field)) {
    case Kind::derived:
    case Kind::bound: return 1;
    case Kind::latent: return kTraitCost;
    case Kind::score: return kTraitCost + 1;
    default: return 0;
  }
}

}  // namespace echelon
