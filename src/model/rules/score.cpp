#include "model/rules/score.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace echelon {

namespace {

bool belongs(const std::string& item, const std::string& part) {
  return part.empty() || item == part || item.starts_with(part + "_");
}

}  // namespace

CompiledTable::CompiledTable(RuleField field, const ScoreTable& table, const std::string& part)
    : field_(field), cap_(part.empty() ? static_cast<float>(table.cap) : std::numeric_limits<float>::infinity()) {
  for (const ScoreItem& item : table.items) {
    if (belongs(item.item, part)) add_item(item);
  }
  if (items_.empty()) throw std::logic_error("the point table of " + table.field + " has no item " + part);
  number_groups();
  for (std::size_t first = 0; first < items_.size(); first = groups_.back().end) groups_.push_back(group_from(first));
  bounds_ = std::any_of(groups_.begin(), groups_.end(), [](const Group& g) { return g.cheap; });
}

void CompiledTable::add_item(const ScoreItem& item) {
  const auto field = score_item_field(item.field);
  if (!field || !rule_field_info(*field).evaluated || is_table_score(*field)) {
    throw std::logic_error("no points can be given for " + item.field);
  }
  const auto upper = upper_field(*field);
  items_.push_back({*field, upper.value_or(*field), 0, bands_.size(), 0, item.best_of});
  for (const ScoreBand& b : item.bands) {
    if (b.points_low <= 0 && b.points_high <= 0) continue;  // what earns nothing needs no asking
    ++items_.back().bands;
    const double from = is_grade(*field) && std::isinf(b.from) ? 0 : b.from;
    const double to = is_grade(*field) && std::isinf(b.to) ? 1 : b.to;
    const bool closed = std::isfinite(from) && std::isfinite(to);
    judged_ = judged_ || (!closed && b.points_low < b.points_high);
    bands_.push_back({static_cast<float>(from), static_cast<float>(to), static_cast<float>(b.points_low),
                      static_cast<float>(b.points_high), closed ? static_cast<float>(1 / (to - from)) : 0.0f});
    highest_.push_back(bands_.back());
    if (!closed || upper) highest_.back().low = highest_.back().high;
    if (upper) highest_.back().to = std::numeric_limits<float>::infinity();
  }
}

// Items of the same best_of become neighbours, in the order of the first of them; every other item is a group alone.
void CompiledTable::number_groups() {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    items_[i].group = static_cast<int>(i);
    for (std::size_t j = 0; j < i && !items_[i].best_of.empty(); ++j) {
      if (items_[j].best_of == items_[i].best_of) {
        items_[i].group = items_[j].group;
        break;
      }
    }
  }
  std::stable_sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) { return a.group < b.group; });
}

CompiledTable::Group CompiledTable::group_from(std::size_t first) const {
  Group group{first, first, true, 0};
  for (; group.end < items_.size() && items_[group.end].group == items_[first].group; ++group.end) {
    const Item& item = items_[group.end];
    group.cheap = group.cheap && evaluation_cost(item.bound) < kTraitCost;
    for (std::size_t b = 0; b < item.bands; ++b) group.most = std::max(group.most, highest_[item.first_band + b].high);
  }
  return group;
}

CompiledTable compile_score(RuleField field, const Scheme& scheme) {
  const std::string& name = rule_field_info(field).name;
  for (const ScoreTable& table : scheme.scores) {
    if (table.field == name) return CompiledTable(field, table, "");
  }
  const std::string prefix = "score_item_";
  if (name.starts_with(prefix) && !scheme.scores.empty()) {
    return CompiledTable(field, scheme.scores.front(), name.substr(prefix.size()));
  }
  throw std::logic_error("scheme " + scheme.id + " has no point table for " + name);
}

}  // namespace echelon
