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

void resize_for(std::vector<float>& buffer, std::size_t n) {
  if (buffer.size() < n) buffer.resize(n);
}

// Raises best[i] to the points of the band for the firms whose value lies in it.
void raise(float* best, const float* value, const float* level, std::size_t n, float from, float to, float low,
           float high, float inverse_width) {
  for (std::size_t i = 0; i < n; ++i) {
    const float position = inverse_width > 0 ? (value[i] - from) * inverse_width : level[i];
    const float points = low + (high - low) * position;
    const bool inside = value[i] >= from && value[i] < to;
    best[i] = inside && points > best[i] ? points : best[i];
  }
}

}  // namespace

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
  items_.push_back({*field, 0, bands_.size(), item.bands.size(), item.best_of});
  for (const ScoreBand& b : item.bands) {
    const double from = is_grade(*field) && std::isinf(b.from) ? 0 : b.from;
    const double to = is_grade(*field) && std::isinf(b.to) ? 1 : b.to;
    const bool closed = std::isfinite(from) && std::isfinite(to);
    judged_ = judged_ || (!closed && b.points_low < b.points_high);
    bands_.push_back({static_cast<float>(from), static_cast<float>(to), static_cast<float>(b.points_low),
                      static_cast<float>(b.points_high), closed ? static_cast<float>(1 / (to - from)) : 0.0f});
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

void CompiledTable::evaluate(const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* out) const {
  resize_for(scratch.item, firms.n), resize_for(scratch.best, firms.n), resize_for(scratch.level, firms.n);
  float* best = scratch.best.data();
  if (judged_) fill_field(RuleField::technology_level, in, firms, scratch, scratch.level.data());
  std::fill(out, out + firms.n, 0.0f);
  for (std::size_t k = 0; k < items_.size(); ++k) {
    const Item& item = items_[k];
    if (k == 0 || item.group != items_[k - 1].group) std::fill(best, best + firms.n, 0.0f);
    fill_field(item.field, in, firms, scratch, scratch.item.data());
    for (std::size_t b = item.first_band; b < item.first_band + item.bands; ++b) {
      const Band& band = bands_[b];
      raise(best, scratch.item.data(), scratch.level.data(), firms.n, band.from, band.to, band.low, band.high,
            band.inverse_width);
    }
    const bool last_of_group = k + 1 == items_.size() || items_[k + 1].group != item.group;
    for (std::size_t i = 0; last_of_group && i < firms.n; ++i) out[i] += best[i];
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
