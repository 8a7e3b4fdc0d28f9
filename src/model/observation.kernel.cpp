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

void count_places(Block block, const PlaceView& view, std::size_t places, std::int64_t* firms) {
  const auto status = view.status;
  const auto district = view.district;
  for (std::size_t place = 0; place < places; ++place) {
    const std::int32_t here = static_cast<std::int32_t>(place);
    std::int32_t count = 0;
    ECHELON_EACH_FIRM
    for (std::size_t i = block.begin; i < block.end; ++i) {
      const std::int32_t state = status[i], where = district[i];
      count += one_if(state == kActive) & one_if(where == here);
    }
    firms[place] += count;
  }
}

void mark_certified(Block block, In<Held> held, std::uint8_t* marks) {
  const std::size_t n = block.end - block.begin;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin, j = 0; j < n; ++i, ++j) marks[j] = held[i] != 0 ? 1 : 0;
}

}  // namespace ECHELON_ISA
}  // namespace echelon
