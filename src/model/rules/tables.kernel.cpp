#include "model/rules/tables.hpp"

#include <algorithm>

namespace echelon {
inline namespace ECHELON_ISA {

const float* column_of(RuleField field, const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* buffer) {
  for (std::size_t k = 0; firms.still_in && k < scratch.columns_kept; ++k) {
    if (scratch.kept_field[k] == field) return scratch.kept[k].data();
  }
  float* to = buffer;
  if (firms.still_in && scratch.columns_kept < kKeptColumns) {
    scratch.kept_field[scratch.columns_kept] = field;
    to = scratch.kept[scratch.columns_kept++].data();
  }
  fill_rule_field(field, in, firms, scratch, to);
  return to;
}

namespace {

// The best of the items of a group into scratch.best.
void raise_group(const CompiledTable& table, const CompiledTable::Group& group, bool bound, const RuleInputs& in, const FirmList& firms,
                 RuleScratch& scratch) {
  const PointBand* const bands = bound ? table.highest() : table.bands();
  float* const best = scratch.best.data();
  std::fill_n(best, firms.n, 0.0f);
  for (std::size_t i = group.first; i < group.end; ++i) {
    const CompiledTable::Item& item = table.items()[i];
    const float* const values = column_of(bound ? item.bound : item.field, in, firms, scratch, scratch.item.data());
    raise_points(bands + item.first_band, item.bands, values, scratch.level.data(), firms.n, best);
  }
}

void add_points(const float* points, std::size_t n, float* out) {
  for_lanes(n, [=](std::size_t i) { out[i] += points[i]; });
}

void cut_at(float cap, std::size_t n, float* out) {
  for_lanes(n, [=](std::size_t i) { out[i] = out[i] > cap ? cap : out[i]; });
}

}  // namespace

void table_points(const CompiledTable& table, const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* out) {
  if (table.judged()) fill_rule_field(RuleField::technology_level, in, firms, scratch, scratch.level.data());
  else std::fill_n(scratch.level.begin(), firms.n, 0.0f);  // no band asks for it, but nought times rubbish may be no number
  std::fill_n(out, firms.n, 0.0f);
  for (const CompiledTable::Group& group : table.groups()) {
    raise_group(table, group, false, in, firms, scratch);
    add_points(scratch.best.data(), firms.n, out);
  }
  cut_at(table.cap(), firms.n, out);
}

// The groups are added in the order of the points, so that rounding cannot put the bound below them.
void table_bounds(const CompiledTable& table, const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* out) {
  std::fill_n(scratch.level.begin(), firms.n, 0.0f);
  std::fill_n(out, firms.n, 0.0f);
  for (const CompiledTable::Group& group : table.groups()) {
    if (group.cheap) raise_group(table, group, true, in, firms, scratch);
    else std::fill_n(scratch.best.begin(), firms.n, group.most);
    add_points(scratch.best.data(), firms.n, out);
  }
  cut_at(table.cap(), firms.n, out);
}

}  // namespace ECHELON_ISA
}  // namespace echelon
