#pragma once
// Columns of a list of firms side by side, so that what is made of them is one plain loop: those of neighbours where they stand, those
// of a list collected when first asked for, and kept while the list stays as it is.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/collect.hpp"
#include "model/rules/inputs.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

// So many firms fill a register with values of each of the columns.
template <class... Tags>
constexpr unsigned kLanesOf = std::max({kLanes, static_cast<unsigned>(kByteLanes / sizeof(typename Tags::type))...});

class ListColumns {
 public:
  ListColumns(const FirmList& list, RuleScratch& scratch) : list_(list), kept_(list.still_in ? scratch.columns : scratch.asked_columns) {}

  // The values of the firms of the list, in its order.
  template <class Tag>
  const typename Tag::type* of(const Column<Tag>& column) const {
    using Value = typename Tag::type;
    if (list_.slot == nullptr) return column.data() + list_.first;
    for (std::size_t k = 0; k < kept_.n; ++k) {
      if (kept_.of[k] == column.data()) return reinterpret_cast<const Value*>(kept_.values[k].data());
    }
    if (kept_.n == kRuleColumns) std::abort();  // there is room for more columns than fields are made of; kernels may not throw
    Value* const to = reinterpret_cast<Value*>(kept_.values[kept_.n].data());
    kept_.of[kept_.n++] = column.data();
    collect(column.data(), list_.slot, in_lanes(list_.n), to);
    return to;
  }

 private:
  const FirmList& list_;
  CollectedColumns& kept_;
};

}  // namespace ECHELON_ISA
}  // namespace echelon
