// The emulator and the sampler on functions that are known, with the errors that theory gives them.
#include <catch2/catch.hpp>
#include <cmath>

#include "core/math/vecmath.hpp"
#include "core/random/philox.hpp"
#include "core/random/uniform.hpp"
#include "core/statistics.hpp"
#include "engine/calibrate_planted.hpp"
#include "engine/designs.hpp"

using namespace echelon;

namespace {

using Rows = std::vector<std::vector<double>>;

double normal(std::uint64_t seed, std::size_t a, std::uint32_t b) {
  const Words4 w = philox(philox_key(seed, 0), static_cast<std::uint32_t>(a), b, 2, 0);
  return inverse_normal(unit_double(w.w0, w.w1));
}

double p1(double u) { return std::sqrt(3) * (2 * u - 1); }
double p2(double u) { return std::sqrt(5) / 2 * (3 * std::pow(2 * u - 1, 2) - 1); }

// Two figures of four parameters, one noise parameter and luck of sd 0.1. The last parameter does nothing; the second
// figure sees the third and a bit of the first.
constexpr double kLuck = 0.1, kNoise = 0.2;
std::vector<double> truth(const std::vector<double>& u) {
  return {1 + 0.5 * p1(u[0]) + 0.3 * p2(u[1]) + 0.2 * p1(u[0]) * p1(u[1]), -2 + 0.6 * p1(u[2]) + 0.1 * p1(u[0])};
}
std::vector<double> world(const std::vector<double>& u, const std::vector<double>& noise, std::uint64_t seed, std::size_t k) {
  auto y = truth(u);
  for (std::uint32_t j = 0; j < 2; ++j) y[j] += kNoise * p1(noise[0]) + kLuck * normal(seed, k, j);
  return y;
}

struct Sample {
  Rows u, noise, y;
  Sample(std::size_t n, std::uint64_t seed)
      : u(design("latin-hypercube", n, 4, seed)), noise(design("latin-hypercube", n, 1, seed + 1)) {
    for (std::size_t k = 0; k < n; ++k) y.push_back(world(u[k], noise[k], seed, k));
  }
};

Datum figure(double value, double spread, const char* bound = "") {
  Datum d{};
  d.value = value, d.spread = spread, d.observation.bound = bound;
  return d;
}

std::vector<double> column(const Rows& rows, std::size_t i) {
  std::vector<double> out;
  for (const auto& row : rows) out.push_back(row[i]);
  return out;
}

}  // namespace

TEST_CASE("the emulator finds a function of its own kind, averaged over the noise") {
  const Sample sample(600, 5);
  const Emulator emulator(sample.u, sample.noise, sample.y);
  const Rows elsewhere = design("random", 400, 4, 99);
  for (std::size_t j = 0; j < 2; ++j) {
    double squares = 0;
    for (const auto& u : elsewhere) squares += std::pow(emulator.expect(u)[j] - truth(u)[j], 2) / 400;
    INFO("figure " << j);
    // 16 terms over 600 worlds with luck 0.1: 0.1 * sqrt(16 / 600) = 0.016
    CHECK(std::sqrt(squares) < 0.03);
    CHECK(std::sqrt(emulator.error_covariance(j, j)) == Approx(std::sqrt(squares)).epsilon(0.5));
    // luck 0.01 and noise 0.04; relative standard error of a variance over 600 worlds: 6 %
    CHECK(emulator.scatter_covariance(j, j) == Approx(0.05).epsilon(0.18));
    CHECK(emulator.explained(j) > 0.9);
  }
  CHECK(emulator.scatter_covariance(0, 1) == Approx(0.04).epsilon(0.25));  // the noise moves both, luck does not
}

TEST_CASE("implausibility by hand") {
  CHECK(implausibility(figure(2, 0.3), 1, 0.4) == Approx(2));
  CHECK(implausibility(figure(2, 0.3, "lower"), 1, 0.4) == Approx(2));
  CHECK(implausibility(figure(2, 0.3, "lower"), 3, 0.4) == 0);
  CHECK(implausibility(figure(2, 0.3, "upper"), 3, 0.4) == Approx(2));
  CHECK(implausibility(figure(2, 0.3, "upper"), 1, 0.4) == 0);
}

TEST_CASE("the likelihood by hand: numbers jointly, a bound by its side") {
  const Sample sample(300, 8);
  const Emulator emulator(sample.u, sample.noise, sample.y);
  const double a = emulator.error_covariance(0, 0) + 0.09, b = emulator.error_covariance(1, 1) + 0.04, c = emulator.error_covariance(0, 1);
  const Likelihood both(emulator, {figure(1, 0.3), figure(-2, 0.2)}, false);
  const double x = 0.5, y = -0.3, det = a * b - c * c;
  CHECK(both({1 - x, -2 - y}) - both({1, -2}) == Approx(-0.5 * (b * x * x - 2 * c * x * y + a * y * y) / det).epsilon(1e-6));
  const Likelihood bound(emulator, {figure(1, 0.3, "lower"), figure(-2, 0.2)}, false);
  CHECK(bound({1, -2}) == Approx(std::log(0.5)));
  CHECK(bound({1 + std::sqrt(a), -2}) == Approx(std::log(0.8413447460685429)));
}

TEST_CASE("figures that say nothing leave the prior as it was") {
  const Sample sample(300, 11);
  const Emulator emulator(sample.u, sample.noise, sample.y);
  const Rows points = sample_points(emulator, {figure(1, 1e6), figure(-2, 1e6)}, 4, {2000, 100, 5, 1, 0, false});
  for (std::size_t i = 0; i < 4; ++i) {
    const auto u = column(points, i);
    // standard error of a mean of 2000 uniforms: 0.0065; steps of an ellipse are nearly independent every five
    CHECK(mean(u) == Approx(0.5).margin(0.03));
    CHECK(sd(u) == Approx(std::sqrt(1.0 / 12)).margin(0.02));
  }
}

TEST_CASE("figures draw the points to themselves and leave a ridge where two parameters do the same") {
  const Sample sample(600, 13);
  const Emulator emulator(sample.u, sample.noise, sample.y);
  const Rows points = sample_points(emulator, {figure(1.2, 0.05), figure(-2.5, 0.05)}, 4, {1500, 500, 10, 2, 0, false});
  std::vector<double> first, second;
  for (const auto& u : points) first.push_back(truth(u)[0]), second.push_back(truth(u)[1]);
  CHECK(mean(first) == Approx(1.2).margin(0.03));
  CHECK(mean(second) == Approx(-2.5).margin(0.03));
  CHECK(sd(first) < 0.08);
  CHECK(sd(column(points, 3)) > 0.26);  // the parameter without effect is still anywhere: 0.289 in the prior
  CHECK(sd(column(points, 2)) < 0.1);
  // the second figure fixes 0.6 p1(u2) + 0.1 p1(u0): whoever has more of one has less of the other
  CHECK(correlation(column(points, 0), column(points, 2)) < -0.5);
}

TEST_CASE("one seed gives one chain") {
  const Sample sample(100, 17);
  const Emulator emulator(sample.u, sample.noise, sample.y);
  const std::vector<Datum> data = {figure(1, 0.1), figure(-2, 0.1)};
  CHECK(sample_points(emulator, data, 4, {20, 10, 2, 7, 0, false}) == sample_points(emulator, data, 4, {20, 10, 2, 7, 0, false}));
  CHECK(sample_points(emulator, data, 4, {20, 10, 2, 7, 0, false}) != sample_points(emulator, data, 4, {20, 10, 2, 7, 1, false}));
}

TEST_CASE("planted truths are recovered as often as the intervals say, and what has no effect is called unidentified") {
  const Sample sample(600, 19), planted(200, 23);
  const Emulator emulator(sample.u, sample.noise, sample.y);
  std::vector<Trial> truths;
  for (const auto& u : planted.u) truths.push_back({u, {}, 0});
  CalibrationStudy study;
  study.warm_up = 200, study.seed = 1;
  const std::vector<Datum> data = {figure(0, 0), figure(0, 0)};
  const auto one = recover_planted(emulator, data, {"a", "b", "c", "idle"}, truths, planted.y, study, 1);
  const auto two = recover_planted(emulator, data, {"a", "b", "c", "idle"}, truths, planted.y, study, 2);
  double coverage = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    coverage += one[i].coverage / 4;
    CHECK(one[i].rank_correlation == two[i].rank_correlation);
  }
  // 0.9, standard error over 200 truths of one parameter 0.021; four parameters are not fully dependent
  CHECK(std::abs(coverage - 0.9) < 0.04);
  CHECK(one[2].rank_correlation > 0.9);  // scatter 0.22 against a signal of sd 0.6
  CHECK(one[2].identified());
  CHECK_FALSE(one[3].identified());
  CHECK(std::abs(one[3].rank_correlation) < 0.25);  // 0 with standard error 0.07
}
