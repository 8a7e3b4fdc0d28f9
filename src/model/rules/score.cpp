#include "model/rules/score.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "model/kernels.hpp"

namespace echelon {

namespace {

bool belongs(const std::string& item, const std::string& part) {
  return part.empty() || item == part || item.starts_with(part + "_");
}

}  // namespace

const float* column_of(RuleField field, const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* buffer) {
  for (std::size_t k = 0; firms.still_in && k < scratch.columns_kept; ++k) {
    if (scratch.kept_field[k] == field) return scratch.kept[k].data();
  }
  float* to = buffer;
  if (firms.still_in && scratch.columns_kept < kKeptColumns) {
    scratch.kept_field[scratch.columns_kept] = field;
    to = scratch.kept[scratch.columns_kept++].data();
  }
  if (!in.kernels().fill_rule_field(field, in, firms, scratch, to))
    throw std::logic_error("no firm has a value of the rule field " + rule_field_info(field).name);
  return to;
}

CompiledTable::CompiledTable(RuleField field, const ScoreTable& table, const std::string& part)
    : field_(field), cap_(part.empty() ? static_cast<float>(table.cap) : std::numeric_limits<float>::infinity()) {
  for (const ScoreItem& item : table.items) {
    if (belongs(item.item, part)) add_item(item);
  }
  if (items_.empty()) throw std::logic_error("the point table of " + table.field + " has no item " + part);
  number_groups();
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

std::size_t CompiledTable::end_of_group(std::size_t first) const {
  std::size_t end = first;
  while (end < items_.size() && items_[end].group == items_[first].group) ++end;
  return end;
}

// The best of the items [first, end) into scratch.best.
void CompiledTable::raise_group(std::size_t first, std::size_t end, bool bound, const RuleInputs& in, const FirmList& firms,
                                RuleScratch& scratch) const {
  const std::vector<PointBand>& bands = bound ? highest_ : bands_;
  const Kernels& k = in.kernels();
  float* const best = scratch.best.data();
  std::fill_n(best, firms.n, 0.0f);
  for (std::size_t i = first; i < end; ++i) {
    const float* const values = column_of(bound ? items_[i].bound : items_[i].field, in, firms, scratch, scratch.item.data());
    k.raise_points(bands.data() + items_[i].first_band, items_[i].bands, values, scratch.level.data(), firms.n, best);
  }
}

void CompiledTable::evaluate(const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* out) const {
  if (judged_) in.kernels().fill_rule_field(RuleField::technology_level, in, firms, scratch, scratch.level.data());
  else std::fill_n(scratch.level.begin(), firms.n, 0.0f);  // no band asks for it, but nought times rubbish may be no number
  std::fill_n(out, firms.n, 0.0f);
  for (std::size_t first = 0; first < items_.size();) {
    const std::size_t end = end_of_group(first);
    raise_group(first, end, false, in, firms, scratch);
    for (std::size_t i = 0; i < firms.n; ++i) out[i] += scratch.best[i];
    first = end;
  }
  for (std::size_t i = 0; i < firms.n; ++i) out[i] = out[i] > cap_ ? cap_ : out[i];
}

bool CompiledTable::is_cheap(std::size_t first, std::size_t end) const {
  return std::all_of(items_.begin() + static_cast<std::ptrdiff_t>(first), items_.begin() + static_cast<std::ptrdiff_t>(end),
                     [](const Item& item) { return evaluation_cost(item.bound) < kTraitCost; });
}

bool CompiledTable::bounds() const {
  for (std::size_t first = 0; first < items_.size(); first = end_of_group(first)) {
    if (is_cheap(first, end_of_group(first))) return true;
  }
  return false;
}

float CompiledTable::most(std::size_t first, std::size_t end) const {
  float points = 0;
  for (std::size_t i = first; i < end; ++i) {
    for (std::size_t b = 0; b < items_[i].bands; ++b) points = std::max(points, highest_[items_[i].first_band + b].high);
  }
  return points;
}

// The groups are added in the order of `evaluate`, so that rounding cannot put the bound below the points.
void CompiledTable::bound(const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* out) const {
  std::fill_n(scratch.level.begin(), firms.n, 0.0f);
  std::fill_n(out, firms.n, 0.0f);
  for (std::size_t first = 0; first < items_.size();) {
    const std::size_t end = end_of_group(first);
    const bool cheap = is_cheap(first, end);
    const float at_best = cheap ? 0 : most(first, end);
    if (cheap) raise_group(first, end, true, in, firms, scratch);
    for (std::size_t i = 0; i < firms.n; ++i) out[i] += cheap ? scratch.best[i] : at_best;
    first = end;
  }
  for (std::size_t i = 0; i < firms.n; ++i) out[i] = out[i] > cap_ ? cap_ : out[i];
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
