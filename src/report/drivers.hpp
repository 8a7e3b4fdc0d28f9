#pragma once
// What a target hangs on: the drawn parameters that go with its value at the deadline over the replicates.
#include <string>
#include <vector>

#include "report/result_view.hpp"

namespace echelon {

struct Driver {
  std::string parameter;
  double correlation;      // Spearman's, of the parameter with the value at the deadline
  double low, high;        // probability of the goal where the parameter is in the lowest and in the highest third of the replicates
};

constexpr std::size_t kDrivers = 12;            // the strongest of a target
constexpr std::size_t kDriversInATable = 3;     // of these, in text
constexpr std::size_t kDriverReplicates = 30;   // with fewer, chance alone looks like a driver

// The same of any table: the strongest of the columns `names` beside `values`, with the share of `reached` (ones) in their lowest and highest third.
std::vector<Driver> drivers_among(const std::vector<std::vector<double>>& columns, const std::vector<std::string>& names, const std::vector<double>& values,
                                  const std::vector<double>& reached);

// One list a target, in the order of the result; empty where the target is not judged, too few replicates tell, or nothing stands out. Hundreds of
// parameters are looked at, so a correlation counts when chance alone shows one that large among all of them in 5 % of cases (Bonferroni).
std::vector<std::vector<Driver>> drivers_of(const ResultView& view);

}  // namespace echelon
