// Indices from any sample: partial rank correlations and PAWN.
#include <Eigen/Dense>
#include <algorithm>
#include <limits>
#include <numeric>

#include "core/statistics.hpp"
#include "engine/study/indices.hpp"

namespace echelon {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kSingular = 1e-9;  // of a correlation matrix whose inputs determine each other

// Ranks of the rows asked for, centred and of length 1; empty when all are equal.
Eigen::VectorXd standard_ranks(const Column& values, const Rows& rows) {
  Column picked;
  for (const std::size_t r : rows) picked.push_back(values[r]);
  const Column rank = ranks(picked);
  Eigen::VectorXd v = Eigen::Map<const Eigen::VectorXd>(rank.data(), static_cast<Eigen::Index>(rank.size()));
  v.array() -= v.mean();
  const double length = v.norm();
  if (length > 0) return v / length;
  return {};
}

// The distance between two empirical distributions, both sorted.
double kolmogorov_smirnov(const Column& a, const Column& b) {
  double widest = 0;
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    const double x = std::min(a[i], b[j]);
    while (i < a.size() && a[i] <= x) ++i;
    while (j < b.size() && b[j] <= x) ++j;
    const double gap = static_cast<double>(i) / static_cast<double>(a.size()) - static_cast<double>(j) / static_cast<double>(b.size());
    widest = std::max(widest, gap < 0 ? -gap : gap);
  }
  return widest;
}

}  // namespace

std::vector<std::vector<double>> prcc(const std::vector<Column>& inputs, const std::vector<Column>& outcomes, const Rows& rows) {
  std::vector<std::vector<double>> out(outcomes.size(), std::vector<double>(inputs.size(), kNan));
  std::vector<std::size_t> varying;
  std::vector<Eigen::VectorXd> columns;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    Eigen::VectorXd v = standard_ranks(inputs[i], rows);
    if (v.size() > 0) varying.push_back(i), columns.push_back(std::move(v));
  }
  const auto n = static_cast<Eigen::Index>(rows.size()), k = static_cast<Eigen::Index>(columns.size());
  if (k == 0 || n < k + 3) return out;
  Eigen::MatrixXd x(n, k);
  for (Eigen::Index i = 0; i < k; ++i) x.col(i) = columns[static_cast<std::size_t>(i)];
  const Eigen::MatrixXd gram = x.transpose() * x;
  const Eigen::LDLT<Eigen::MatrixXd> solver(gram);
  if (solver.info() != Eigen::Success || solver.vectorD().minCoeff() < kSingular) return out;
  const Eigen::MatrixXd inverse = solver.solve(Eigen::MatrixXd::Identity(k, k));
  for (std::size_t o = 0; o < outcomes.size(); ++o) {
    const Eigen::VectorXd y = standard_ranks(outcomes[o], rows);
    if (y.size() == 0) continue;
    const Eigen::VectorXd slope = inverse * (x.transpose() * y);  // of the regression on all inputs
    const double left = std::max(0.0, 1 - (x.transpose() * y).dot(slope));
    for (Eigen::Index i = 0; i < k; ++i) {
      const double own = slope(i) * slope(i) / inverse(i, i);  // what is explained by this input alone
      const double size = own + left > 0 ? __builtin_sqrt(own / (own + left)) : kNan;
      out[o][varying[static_cast<std::size_t>(i)]] = slope(i) < 0 ? -size : size;
    }
  }
  return out;
}

PawnIndices pawn(const Column& input, const Column& outcome, std::size_t slices, const Rows& rows) {
  if (rows.size() < 2 * slices || slices == 0) return {kNan, kNan, kNan};
  Rows order = rows;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return input[a] < input[b]; });
  Column all, distances;
  for (const std::size_t r : rows) all.push_back(outcome[r]);
  std::sort(all.begin(), all.end());
  for (std::size_t s = 0; s < slices; ++s) {
    Column part;
    for (std::size_t i = s * order.size() / slices; i < (s + 1) * order.size() / slices; ++i) part.push_back(outcome[order[i]]);
    std::sort(part.begin(), part.end());
    distances.push_back(kolmogorov_smirnov(part, all));
  }
  return {quantile(distances, 0.5), mean(distances), *std::max_element(distances.begin(), distances.end())};
}

}  // namespace echelon
