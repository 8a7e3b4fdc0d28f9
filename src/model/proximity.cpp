#include "model/proximity.hpp"

#include <Eigen/Dense>
#include <map>

namespace echelon {

std::vector<double> sector_proximity(std::span<const Sector> sectors) {
  std::map<std::string, int> fields;
  for (const Sector& s : sectors) {
    for (const auto& [field, weight] : s.technology) fields.emplace(field, static_cast<int>(fields.size()));
  }
  const auto n = static_cast<Eigen::Index>(sectors.size());
  Eigen::MatrixXd weights = Eigen::MatrixXd::Zero(n, static_cast<Eigen::Index>(fields.size()));
  for (Eigen::Index a = 0; a < n; ++a) {
    for (const auto& [field, weight] : sectors[static_cast<std::size_t>(a)].technology) weights(a, fields.at(field)) = weight;
    const double length = weights.row(a).norm();
    if (length > 0) weights.row(a) /= length;
  }
  Eigen::MatrixXd w = weights * weights.transpose();
  w.diagonal().setOnes();
  std::vector<double> rows;
  for (Eigen::Index a = 0; a < n; ++a) rows.insert(rows.end(), w.row(a).begin(), w.row(a).end());
  return rows;
}

}  // namespace echelon
