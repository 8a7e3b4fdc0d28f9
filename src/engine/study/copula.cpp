#include "engine/study/copula.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/math/vecmath.hpp"

namespace echelon {

namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kLeast = 1e-6;  // eigenvalue: below it, one factor is determined by the others

std::vector<std::size_t> axes_of(const std::vector<RankCorrelation>& pairs) {
  std::vector<std::size_t> axes;
  for (const RankCorrelation& p : pairs) axes.push_back(p.a), axes.push_back(p.b);
  std::sort(axes.begin(), axes.end());
  axes.erase(std::unique(axes.begin(), axes.end()), axes.end());
  return axes;
}

Eigen::Index place(const std::vector<std::size_t>& axes, std::size_t factor) {
  return std::lower_bound(axes.begin(), axes.end(), factor) - axes.begin();
}

// The sine on [-pi/6, pi/6] by its series: libm's last digit depends on the machine.
double small_sine(double x) {
  double term = x, sum = x;
  for (int n = 1; n < 9; ++n) term *= -x * x / (2.0 * n * (2.0 * n + 1)), sum += term;
  return sum;
}

// Pearson (1907): normals whose correlation is this have the rank correlation that is asked for.
double of_normals(double rank) { return 2 * small_sine(kPi * rank / 6); }
double of_ranks(double normal) { return 6 / kPi * std::asin(normal / 2); }

Eigen::MatrixXd matrix_of(const std::vector<RankCorrelation>& pairs, const std::vector<std::size_t>& axes) {
  const auto k = static_cast<Eigen::Index>(axes.size());
  Eigen::MatrixXd r = Eigen::MatrixXd::Identity(k, k);
  for (const RankCorrelation& p : pairs) r(place(axes, p.a), place(axes, p.b)) = r(place(axes, p.b), place(axes, p.a)) = of_normals(p.rank);
  return r;
}

Eigen::MatrixXd lifted(const Eigen::MatrixXd& m) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> parts(m);
  const Eigen::VectorXd values = parts.eigenvalues().cwiseMax(2 * kLeast);
  return parts.eigenvectors() * values.asDiagonal() * parts.eigenvectors().transpose();
}

// Higham (2002): projections in turn on what has no negative eigenvalue and on what has ones on its diagonal, with Dykstra's
// correction.
Eigen::MatrixXd nearest(Eigen::MatrixXd y) {
  Eigen::MatrixXd correction = Eigen::MatrixXd::Zero(y.rows(), y.cols());
  for (int step = 0; step < 200; ++step) {
    const Eigen::MatrixXd r = y - correction, x = lifted(r);
    correction = x - r, y = x;
    y.diagonal().setOnes();
  }
  return y;
}

}  // namespace

bool possible_together(const std::vector<RankCorrelation>& pairs) {
  if (pairs.empty()) return true;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> parts(matrix_of(pairs, axes_of(pairs)), Eigen::EigenvaluesOnly);
  return parts.eigenvalues().minCoeff() >= kLeast;
}

std::vector<RankCorrelation> nearest_possible(const std::vector<RankCorrelation>& pairs) {
  const std::vector<std::size_t> axes = axes_of(pairs);
  const Eigen::MatrixXd r = nearest(matrix_of(pairs, axes));
  std::vector<RankCorrelation> out = pairs;
  for (RankCorrelation& p : out) p.rank = std::trunc(100 * of_ranks(r(place(axes, p.a), place(axes, p.b)))) / 100;
  // Pairs that are not named have none, which the nearest matrix may not respect: shrink until all hold.
  while (!possible_together(out))
    for (RankCorrelation& p : out) p.rank = std::trunc(100 * p.rank - (p.rank > 0 ? 1 : p.rank < 0 ? -1 : 0)) / 100;
  return out;
}

Copula::Copula(const std::vector<RankCorrelation>& pairs) : axes_(axes_of(pairs)) {
  if (!possible_together(pairs)) throw std::invalid_argument("these rank correlations cannot hold together");
  if (pairs.empty()) return;
  const Eigen::MatrixXd lower = matrix_of(pairs, axes_).llt().matrixL();
  for (Eigen::Index i = 0; i < lower.rows(); ++i) {
    lower_.emplace_back();
    for (Eigen::Index j = 0; j <= i; ++j) lower_.back().push_back(lower(i, j));
  }
}

void Copula::apply(std::vector<double>& u) const {
  std::vector<double> z;
  for (const std::size_t axis : axes_) z.push_back(inverse_normal(u[axis]));
  for (std::size_t i = 1; i < axes_.size(); ++i) {  // the first leads and stays where it is
    double sum = 0;
    for (std::size_t j = 0; j <= i; ++j) sum += lower_[i][j] * z[j];
    // At the ends of double precision the normal's distribution reaches 0 and 1, which no place may.
    u[axes_[i]] = std::clamp(normal_cdf(sum), 0x1p-53, 1 - 0x1p-53);
  }
}

}  // namespace echelon
