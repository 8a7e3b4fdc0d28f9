#include "engine/draw.hpp"

#include <iterator>
#include <stdexcept>

#include "engine/designs.hpp"

namespace echelon {

namespace {

std::size_t index_of(const Scenario& scenario, const std::string& path) {
  for (std::size_t i = 0; i < scenario.parameters.size(); ++i) {
    if (scenario.parameters[i].path == path) return i;
  }
  throw std::logic_error("the stored ensemble names an unknown parameter: " + path);
}

// Rooms that came to the model later, oldest first; append only. Their columns stand behind all others, so that a new room leaves the
// draws of the parameters before it as they were.
constexpr const char* kLaterRooms[] = {"talent.", "consortia.", "notch.", "carriers.", "platforms.", "spillover.", "protection.", "mechanisms.", "tracks.", "loans.", "guidance."};

std::size_t age_of(const std::string& path) {
  for (std::size_t k = 0; k < std::size(kLaterRooms); ++k) {
    if (path.starts_with(kLaterRooms[k])) return k + 1;
  }
  return 0;
}

// The column of every parameter in the design; column 0 is the ensemble's.
std::vector<std::size_t> columns_of(const Scenario& scenario) {
  std::vector<std::size_t> column(scenario.parameters.size());
  std::size_t next = 1;
  for (std::size_t age = 0; age <= std::size(kLaterRooms); ++age) {
    for (std::size_t i = 0; i < column.size(); ++i) {
      if (age_of(scenario.parameters[i].path) == age) column[i] = next++;
    }
  }
  return column;
}

}  // namespace

ParameterDraws draw_parameters(const Scenario& scenario) {
  ParameterDraws draws;
  const std::size_t n = scenario.parameters.size();
  const auto per_point = static_cast<std::size_t>(scenario.seeds_per_point > 0 ? scenario.seeds_per_point : 1);
  const std::size_t points = (static_cast<std::size_t>(scenario.replicates) + per_point - 1) / per_point;
  std::vector<bool> jointly(n, false);
  std::vector<std::size_t> columns;
  if (!scenario.ensemble_points.empty()) {
    for (const std::string& path : scenario.ensemble_paths) {
      columns.push_back(index_of(scenario, path));
      jointly[columns.back()] = true;
    }
  }
  std::vector<std::size_t> free;
  for (std::size_t i = 0; i < n; ++i) {
    const ParameterValue& v = scenario.parameters[i];
    const bool varies = !v.fixed_by_user && v.prior.kind != Prior::Kind::fixed;
    if (jointly[i] && !v.fixed_by_user) ++draws.drawn_from_ensemble;
    else if (varies) free.push_back(i);
    else ++draws.fixed;
  }
  draws.drawn_from_priors = free.size();
  // Column 0 picks the row of the ensemble; every parameter has a column of its own whether it varies or not: fixing one
  // parameter leaves the draws of all others as they were, so that scenarios stay paired.
  const auto u = design(scenario.design, points, n + 1, scenario.seed);
  const std::vector<std::size_t> column = columns_of(scenario);
  for (std::size_t k = 0; k < points; ++k) {
    std::vector<double> values;
    for (const ParameterValue& v : scenario.parameters) values.push_back(v.value);
    for (const std::size_t i : free) values[i] = scenario.parameters[i].prior.quantile(u[k][column[i]]);
    if (!columns.empty()) {
      const std::size_t rows = scenario.ensemble_points.size();
      const auto row = static_cast<std::size_t>(u[k][0] * static_cast<double>(rows));
      for (std::size_t c = 0; c < columns.size(); ++c) {
        if (!scenario.parameters[columns[c]].fixed_by_user)
          values[columns[c]] = scenario.ensemble_points[row < rows ? row : rows - 1][c];
      }
    }
    draws.points.push_back(std::move(values));
  }
  return draws;
}

}  // namespace echelon
