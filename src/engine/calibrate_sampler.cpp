#include "engine/calibrate_sampler.hpp"

#include <Eigen/Cholesky>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "core/math/vecmath.hpp"
#include "core/random/philox.hpp"
#include "core/random/uniform.hpp"

namespace echelon {

namespace {

constexpr std::uint32_t kCorner = 0xd0000010u;  // the sampler's own part of the counters

// Keyed draws: step by step, each with as many normals as it needs.
class Luck {
 public:
  Luck(std::uint64_t seed, std::uint64_t stream) : key_(philox_key(seed, stream)) {}
  double uniform(std::uint32_t step, std::uint32_t i) const {
    const Words4 w = philox(key_, i, step, kCorner, 0);
    return unit_double(w.w0, w.w1);
  }
  double normal(std::uint32_t step, std::uint32_t i) const { return inverse_normal(uniform(step, i)); }

 private:
  PhiloxKey key_;
};

class Chain {
 public:
  Chain(const Emulator& emulator, const std::vector<Datum>& data, std::size_t free, const SamplerOptions& options)
      : emulator_(emulator), density_(emulator, data, options.single_world), luck_(options.seed, options.stream), z_(free), u_(free) {
    for (std::uint32_t i = 0; i < free; ++i) z_[i] = luck_.normal(0, i);
    at_ = likelihood(z_);
  }

  void step(std::uint32_t number) {
    const auto free = static_cast<std::uint32_t>(z_.size());
    std::vector<double> other(free), next(free);
    for (std::uint32_t i = 0; i < free; ++i) other[i] = luck_.normal(number, i);
    const double floor = at_ + vlog(luck_.uniform(number, free));
    double angle = 2 * std::numbers::pi * luck_.uniform(number, free + 1), low = angle - 2 * std::numbers::pi, high = angle;
    for (std::uint32_t tries = free + 2;; ++tries) {
      const double c = std::cos(angle), s = std::sin(angle);
      for (std::size_t i = 0; i < free; ++i) next[i] = c * z_[i] + s * other[i];
      const double there = likelihood(next);
      if (there >= floor || high - low < 1e-12) {
        if (there >= floor) z_ = next, at_ = there;
        return;
      }
      (angle < 0 ? low : high) = angle;
      angle = low + (high - low) * luck_.uniform(number, tries);
    }
  }

  const std::vector<double>& places() {
    for (std::size_t i = 0; i < z_.size(); ++i) u_[i] = normal_cdf(z_[i]);
    return u_;
  }

 private:
  double likelihood(const std::vector<double>& z) {
    for (std::size_t i = 0; i < z.size(); ++i) u_[i] = normal_cdf(z[i]);
    return density_(emulator_.expect(u_));
  }

  const Emulator& emulator_;
  Likelihood density_;
  Luck luck_;
  std::vector<double> z_, u_;
  double at_ = 0;
};

double sided(const Datum& d, double expected) {
  return d.observation.bound == "lower" ? expected - d.value : d.value - expected;
}

}  // namespace

double implausibility(const Datum& d, double expected, double error) {
  const double spread = std::hypot(d.spread, error);
  if (!d.observation.bound.empty()) return std::max(0.0, -sided(d, expected)) / spread;
  return std::abs(d.value - expected) / spread;
}

Likelihood::Likelihood(const Emulator& emulator, std::vector<Datum> data, bool single_world) : data_(std::move(data)) {
  const auto covariance = [&](std::size_t i, std::size_t j) {
    const double model = emulator.error_covariance(i, j);
    if (single_world) return model + emulator.scatter_covariance(i, j);
    return model + (i == j ? data_[i].spread * data_[i].spread : 0);
  };
  for (std::size_t j = 0; j < data_.size(); ++j) {
    (data_[j].observation.bound.empty() ? numbers_ : bounds_).push_back(j);
    if (!data_[j].observation.bound.empty()) bound_spread_.push_back(std::sqrt(covariance(j, j)));
  }
  const auto n = static_cast<Eigen::Index>(numbers_.size());
  Eigen::MatrixXd joint(n, n);
  for (Eigen::Index a = 0; a < n; ++a) {
    for (Eigen::Index b = 0; b < n; ++b) joint(a, b) = covariance(numbers_[a], numbers_[b]);
    joint(a, a) *= 1 + 1e-9;  // two figures that always move together would leave the factor undefined
  }
  const Eigen::LLT<Eigen::MatrixXd> factor(joint);
  if (n > 0 && factor.info() != Eigen::Success) throw std::invalid_argument("a figure has neither tolerance nor scatter");
  const Eigen::MatrixXd lower = factor.matrixL();
  for (Eigen::Index a = 0; a < n; ++a) {
    for (Eigen::Index b = 0; b <= a; ++b) root_.push_back(lower(a, b));
  }
}

double Likelihood::operator()(const std::vector<double>& expected) const {
  thread_local std::vector<double> solved;
  solved.clear();
  double sum = 0;
  std::size_t at = 0;
  for (std::size_t a = 0; a < numbers_.size(); ++a) {
    double rest = data_[numbers_[a]].value - expected[numbers_[a]];
    for (std::size_t b = 0; b < a; ++b) rest -= root_[at++] * solved[b];
    solved.push_back(rest / root_[at++]);
    sum -= 0.5 * solved.back() * solved.back();
  }
  for (std::size_t i = 0; i < bounds_.size(); ++i)
    sum += vlog(normal_cdf(sided(data_[bounds_[i]], expected[bounds_[i]]) / bound_spread_[i]));
  return sum;
}

std::vector<std::vector<double>> sample_points(const Emulator& emulator, const std::vector<Datum>& data, std::size_t free,
                                               const SamplerOptions& options) {
  Chain chain(emulator, data, free, options);
  std::vector<std::vector<double>> out;
  std::uint32_t number = 1;
  for (std::size_t i = 0; i < options.warm_up; ++i) chain.step(number++);
  while (out.size() < options.points) {
    for (std::size_t i = 0; i < options.thin; ++i) chain.step(number++);
    out.push_back(chain.places());
  }
  return out;
}

}  // namespace echelon
