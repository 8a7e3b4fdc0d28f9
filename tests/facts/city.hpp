#pragma once
// The calibrated city, small enough for a test.
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "io/load.hpp"
#include "io/vocabulary.hpp"

namespace echelon::test {

inline Scenario load_city(std::vector<std::string> sets) {
  const std::string root = ECHELON_SOURCE_DIR;
  Problems problems;
  const LoadRequest request{root + "/config", root + "/scenarios", "baseline", std::move(sets), model_vocabulary()};
  Scenario s = load_scenario(request, problems);
  if (!problems.empty()) throw std::runtime_error(problems.text());
  return s;
}

// Before the first fit there is no stored ensemble, and the parameters come from their priors.
inline std::string fitted() {
  const bool there = std::filesystem::exists(std::string(ECHELON_SOURCE_DIR) + "/config/ensembles/all-data.csv");
  return there ? "ensemble=all-data" : "ensemble=none";
}

}  // namespace echelon::test
