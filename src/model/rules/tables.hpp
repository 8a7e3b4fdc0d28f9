#pragma once
// Points of many firms at a time.
#include "model/rules/score.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

// The values of a field that no point table makes, for the firms of the list: in `buffer`, or among the columns that are kept of those
// who are still in, since rules ask for the same ones again and again. The field is one that firms have: compiling made sure of it.
const float* column_of(RuleField field, const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* buffer);
// Points of every firm of the list into out[0..n).
void table_points(const CompiledTable& table, const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* out);
// No fewer points than that, at a fraction of the price: what is cheap is exact, of the rest the most.
void table_bounds(const CompiledTable& table, const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* out);

}  // namespace ECHELON_ISA
}  // namespace echelon
