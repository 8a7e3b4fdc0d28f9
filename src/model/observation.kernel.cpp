#include "model/lanes.hpp"
#include "model/observation.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

void observe_quarter(Block block, const ObserveView& view, const std::uint16_t* ladder_masks, int ladders, ObserveSums& sums) {
  const auto status = view.status;
  const auto sales = view.sales;
  const auto measured = view.measured;
  const auto employees = view.employees;
  const auto held = view.held;
  std::int64_t active = 0, dormant = 0, revenue = 0, permanent = 0, staff = 0;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin; i < block.end; ++i) {
    const std::int32_t state = status[i];
    const std::int32_t one = one_if(state == kActive);
    const std::int32_t money = static_cast<std::int32_t>(1000.0f * sales[i] * measured[i]);
    const std::int32_t persons = static_cast<std::int32_t>(employees[i]);
    active += one;
    dormant += one_if(state == kDormant);
    revenue += money & -one;
    permanent += static_cast<std::int32_t>(1000.0f * sales[i]) & -one;
    staff += persons & -one;
  }
  sums.active += active;
  sums.dormant += dormant;
  sums.revenue += revenue;
  sums.sales += permanent;
  sums.employees += staff;
  for (int l = 0; l < ladders; ++l) {
    const std::uint16_t mask = ladder_masks[l];
    std::int32_t count = 0;
    ECHELON_EACH_FIRM
    for (std::size_t i = block.begin; i < block.end; ++i) count += (held[i] & mask) != 0 ? 1 : 0;
    sums.unique[l] += count;
  }
}

std::int64_t observe_patents(Block block, const PatentStockView& view) {
  const auto status = view.status;
  const auto inventions = view.inventions;
  std::int32_t sum = 0;  // a block of 65,536 firms with 32,767 each would be the first to overflow
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin; i < block.end; ++i) {
    const std::int32_t state = status[i], valid = inventions[i];
    sum += valid & -one_if(state == kActive);
  }
  return sum;
}

}  // namespace ECHELON_ISA
}  // namespace echelon
