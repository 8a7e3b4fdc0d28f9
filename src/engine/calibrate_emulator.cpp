#include "engine/calibrate_emulator.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "core/math/vecmath.hpp"

namespace echelon {

namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

constexpr std::size_t kCrossed = 8;
constexpr double kLeastPenalty = 1e-2, kPenaltyStep = 2.0;
constexpr int kPenalties = 20;

// Scaled to variance 1 over a uniform place.
double first_degree(double u) { return 1.7320508075688772 * (2 * u - 1); }
double second_degree(double u) {
  const double v = 2 * u - 1;
  return 1.1180339887498949 * (3 * v * v - 1);
}

// Least squares with a penalty on everything but the constant, along the eigenvectors of the centred Gram matrix.
class Ridge {
 public:
  explicit Ridge(const Matrix& x) : mean_(x.colwise().mean()), centred_(x.rowwise() - mean_.transpose()) {
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(centred_.transpose() * centred_);
    values_ = solver.eigenvalues().cwiseMax(0.0);
    vectors_ = solver.eigenvectors();
  }

  struct Fit {
    Vector weights;
    double constant, residual, freedom, gcv;  // sum of squared residuals; parameters that the data pay for
  };

  Fit best(const Vector& y) const {
    const double n = static_cast<double>(centred_.rows()), level = y.mean();
    const Vector moved = (y.array() - level).matrix(), w = vectors_.transpose() * (centred_.transpose() * moved);
    Fit best{{}, 0, 0, 0, -1};
    double penalty = kLeastPenalty, chosen = penalty;
    for (int i = 0; i < kPenalties; ++i, penalty *= kPenaltyStep) {
      double residual = moved.squaredNorm(), freedom = 1;
      for (Eigen::Index j = 0; j < values_.size(); ++j) {
        const double shrink = values_[j] / (values_[j] + penalty);
        residual -= w[j] * w[j] / (values_[j] + penalty) * (2 - shrink);
        freedom += shrink;
      }
      if (freedom > 0.9 * n) continue;
      const double gcv = n * residual / ((n - freedom) * (n - freedom));
      if (best.gcv < 0 || gcv < best.gcv) best.residual = residual, best.freedom = freedom, best.gcv = gcv, chosen = penalty;
    }
    if (best.gcv < 0) throw std::invalid_argument("too few worlds for the emulator");
    best.weights = vectors_ * (w.array() / (values_.array() + chosen)).matrix();
    best.constant = level - mean_.dot(best.weights);
    return best;
  }

 private:
  Vector mean_;
  Matrix centred_;
  Vector values_;
  Matrix vectors_;
};

std::vector<std::pair<std::size_t, std::size_t>> strongest_pairs(const Matrix& strength) {
  const auto free = static_cast<std::size_t>(strength.rows());
  std::vector<std::size_t> order(free);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto power = [&](std::size_t i) { return strength.row(static_cast<Eigen::Index>(i)).squaredNorm(); };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return power(a) > power(b); });
  order.resize(std::min(free, kCrossed));
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t a = 0; a < order.size(); ++a) {
    for (std::size_t b = a + 1; b < order.size(); ++b) pairs.emplace_back(order[a], order[b]);
  }
  return pairs;
}

double variance(const Vector& y) { return (y.array() - y.mean()).matrix().squaredNorm() / static_cast<double>(y.size() - 1); }

}  // namespace

void Emulator::terms(std::span<const double> u, std::vector<double>& out) const {
  out.clear();
  for (const double x : u) out.push_back(first_degree(x)), out.push_back(second_degree(x));
  for (const auto& [a, b] : crossed_) out.push_back(first_degree(u[a]) * first_degree(u[b]));
}

Emulator::Emulator(const std::vector<std::vector<double>>& u, const std::vector<std::vector<double>>& noise,
                   const std::vector<std::vector<double>>& y) {
  const std::size_t n = y.size();
  if (n < 10) throw std::invalid_argument("too few worlds for the emulator");
  free_ = u[0].size();
  const std::size_t figures = y[0].size();
  Matrix targets(n, figures);
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t j = 0; j < figures; ++j) targets(k, j) = y[k][j];
  }
  std::vector<double> row;
  const auto design = [&] {
    Matrix x(n, 2 * free_ + crossed_.size() + noise[0].size());
    for (std::size_t k = 0; k < n; ++k) {
      terms(u[k], row);
      for (const double v : noise[k]) row.push_back(first_degree(v));
      for (std::size_t i = 0; i < row.size(); ++i) x(k, i) = row[i];
    }
    return x;
  };
  // First without products, to see which parameters matter; a figure counts by its own spread.
  const Ridge plain(design());
  Matrix strength(free_, figures);
  for (std::size_t j = 0; j < figures; ++j) {
    const Vector w = plain.best(targets.col(j)).weights / __builtin_sqrt(variance(targets.col(j)) + 1e-12);
    for (std::size_t i = 0; i < free_; ++i) strength(i, j) = w[2 * i];
  }
  crossed_ = strongest_pairs(strength);
  const Matrix x = design();
  const Ridge full(x);
  const auto own = static_cast<Eigen::Index>(2 * free_ + crossed_.size());
  Matrix left(n, figures), blind(n, figures);  // what is left of the figures: of all terms, of the free parameters' alone
  Vector paid(figures);
  for (std::size_t j = 0; j < figures; ++j) {
    const Ridge::Fit fit = full.best(targets.col(j));
    std::vector<double> weights = {fit.constant};
    for (Eigen::Index i = 0; i < own; ++i) weights.push_back(fit.weights[i]);
    weights_.push_back(std::move(weights));
    // Less one for every figure: a covariance from few worlds is too sure of itself when it is inverted (Hartlap,
    // Simon and Schneider 2007).
    const double freedom = std::max(1.0, static_cast<double>(n) - fit.freedom - static_cast<double>(figures) - 1), total = variance(targets.col(j));
    left.col(j) = ((targets.col(j) - x * fit.weights).array() - fit.constant) / __builtin_sqrt(freedom);
    const Vector other = x.rightCols(x.cols() - own) * fit.weights.tail(x.cols() - own);
    blind.col(j) = (other.array() - other.mean()) / __builtin_sqrt(static_cast<double>(n - 1));
    paid[j] = __builtin_sqrt(fit.freedom / static_cast<double>(n));
    explained_.push_back(total > 0 ? 1 - fit.gcv / total : 0);
  }
  const Matrix luck = left.transpose() * left, noise_part = blind.transpose() * blind;
  for (std::size_t a = 0; a < figures; ++a) {
    for (std::size_t b = 0; b < figures; ++b) {
      error_.push_back(luck(a, b) * paid[a] * paid[b]);
      scatter_.push_back(luck(a, b) + noise_part(a, b));
    }
  }
}

std::vector<double> Emulator::expect(std::span<const double> u) const {
  thread_local std::vector<double> row;
  terms(u, row);
  std::vector<double> out;
  for (const std::vector<double>& w : weights_) {
    double sum = w[0];
    for (std::size_t i = 0; i < row.size(); ++i) sum += w[i + 1] * row[i];
    out.push_back(sum);
  }
  return out;
}

}  // namespace echelon
