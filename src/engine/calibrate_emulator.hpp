#pragma once
// A cheap stand-in for the model: ridge regression of the logarithms of the figures on Legendre polynomials of the
// parameters' places in their priors. Legendre polynomials average to zero over a uniform place, so leaving the noise
// parameters out of a prediction is the same as averaging over their priors.
#include <cstddef>
#include <span>
#include <vector>

namespace echelon {

class Emulator {
 public:
  // u, noise, y: one row a world. Terms: first and second degree of every free parameter, products of the eight that
  // matter most, first degree of the noise. The penalty of each figure minimises generalised cross-validation (Golub,
  // Heath and Wahba 1979). Needs at least 10 worlds.
  Emulator(const std::vector<std::vector<double>>& u, const std::vector<std::vector<double>>& noise,
           const std::vector<std::vector<double>>& y);

  std::size_t figures() const { return explained_.size(); }
  // The figures expected at `u`, averaged over the noise parameters and over luck.
  std::vector<double> expect(std::span<const double> u) const;
  // Of the expectation's own errors, and of single worlds around it, between two figures.
  double error_covariance(std::size_t a, std::size_t b) const { return error_[a * figures() + b]; }
  double scatter_covariance(std::size_t a, std::size_t b) const { return scatter_[a * figures() + b]; }
  double explained(std::size_t figure) const { return explained_[figure]; }  // share of the variance, cross-validated

 private:
  void terms(std::span<const double> u, std::vector<double>& out) const;
  std::size_t free_ = 0;
  std::vector<std::pair<std::size_t, std::size_t>> crossed_;
  std::vector<std::vector<double>> weights_;  // by figure: constant, then terms
  std::vector<double> error_, scatter_, explained_;
};

}  // namespace echelon
