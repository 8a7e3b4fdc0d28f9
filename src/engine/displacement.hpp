#pragma once
// Who gains and who loses where policy supports some firms: sales of the firms that got more money than under the reference, and of all
// others, under the same luck. A gain of the city alone does not say whether it was taken from neighbours.
#include <cstdint>
#include <utility>
#include <vector>

#include "model/observation.hpp"
#include "model/parameters.hpp"
#include "model/schedule.hpp"

namespace echelon {

// Seen of one world: sales of the closed year of every active firm, and every payment.
struct FirmSales {
  std::vector<std::vector<std::pair<std::uint32_t, float>>> years;  // identity, million CNY
  std::vector<Payment> payments;
};

// One replicate, looked on; the simulation must keep its payments. Its watcher is replaced.
Record run_with_sales(Simulation& simulation, const Parameters& parameters, PhiloxKey key, FirmSales& seen);

// CNY a year by year and sector, other less reference. A firm is supported from the year on in which the other world has paid it more so
// far than the reference; a firm that is in one world only counts nought in the other.
struct SalesGain {
  std::vector<double> supported, others;
};
SalesGain sales_gain(const FirmSales& reference, const FirmSales& other, std::size_t sectors);

}  // namespace echelon
