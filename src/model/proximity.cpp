#include "model/proximity.hpp"

#include <Eigen/Dense>
#include <map>

namespace echelon {

namespace {

using Numbering = std::map<std::string, int>;

template <class Things>
void number_fields(const Things& things, Numbering& fields) {
  for (const auto& x : things) {
    for (const auto& [field, weight] : x.technology) fields.emplace(field, static_cast<int>(fields.size()));
  }
}

// A row of length one a thing; zero where it has no weights.
template <class Things>
Eigen::MatrixXd directions(const Things& things, const Numbering& fields) {
  const auto n = static_cast<Eigen::Index>(things.size());
  Eigen::MatrixXd weights = Eigen::MatrixXd::Zero(n, static_cast<Eigen::Index>(fields.size()));
  for (Eigen::Index a = 0; a < n; ++a) {
    for (const auto& [field, weight] : things[static_cast<std::size_t>(a)].technology) weights(a, fields.at(field)) = weight;
    const double length = weights.row(a).norm();
    if (length > 0) weights.row(a) /= length;
  }
  return weights;
}

std::vector<double> rows_of(const Eigen::MatrixXd& w) {
  std::vector<double> rows;
  for (Eigen::Index a = 0; a < w.rows(); ++a) rows.insert(rows.end(), w.row(a).begin(), w.row(a).end());
  return rows;
}

template <class Things>
std::vector<double> among_themselves(const Things& things) {
  Numbering fields;
  number_fields(things, fields);
  const Eigen::MatrixXd weights = directions(things, fields);
  Eigen::MatrixXd w = weights * weights.transpose();
  w.diagonal().setOnes();
  return rows_of(w);
}

}  // namespace

std::vector<double> sector_proximity(std::span<const Sector> sectors) { return among_themselves(sectors); }

std::vector<double> track_proximity(std::span<const Track> tracks) { return among_themselves(tracks); }

std::vector<double> relatedness(std::span<const Sector> sectors, std::span<const Track> tracks) {
  Numbering fields;
  number_fields(sectors, fields), number_fields(tracks, fields);
  return rows_of(directions(sectors, fields) * directions(tracks, fields).transpose());
}

}  // namespace echelon
