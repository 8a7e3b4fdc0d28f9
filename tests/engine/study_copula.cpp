// Priors that move together.
#include <catch2/catch.hpp>
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/statistics.hpp"
#include "engine/study/plan.hpp"

using namespace echelon;

namespace {

Factor factor(const std::string& id, double low, double high) {
  Factor f;
  f.id = f.input = id;
  f.prior.kind = Prior::Kind::uniform, f.prior.low = low, f.prior.high = high;
  return f;
}

Study study(StudyKind kind, std::size_t points, const char* design) {
  Study s;
  s.kind = kind, s.points = points, s.design = design, s.seed = 4, s.block = 10, s.level = 0.95;
  s.factors = {factor("a", 0, 1), factor("b", -5, 5), factor("c", 10, 20), factor("d", 0, 1)};
  s.inputs = inputs_of(s.factors);
  return s;
}

std::vector<std::vector<double>> columns(const Study& s) {
  Plan plan(s);
  std::vector<std::vector<double>> out(s.factors.size());
  for (std::size_t e = 0; e < plan.experiments(); ++e) {
    const Experiment x = plan.at(e);
    for (std::size_t f = 0; f < out.size(); ++f) out[f].push_back(x.values[f]);
  }
  return out;
}

}  // namespace

TEST_CASE("correlated priors have the rank correlations that were asked for, each over its own range", "[study][copula]") {
  for (const char* design : {"random", "latin-hypercube", "sobol"}) {
    INFO(design);
    Study s = study(StudyKind::prcc, 4000, design);
    s.correlations = {{0, 2, 0.7}, {1, 2, -0.4}};
    const auto x = columns(s);
    // The standard error of a rank correlation over 4,000 points is below 0.016; pairs that are not named have none.
    CHECK(rank_correlation(x[0], x[2]) == Approx(0.7).margin(0.05));
    CHECK(rank_correlation(x[1], x[2]) == Approx(-0.4).margin(0.05));
    CHECK(rank_correlation(x[0], x[1]) == Approx(0).margin(0.05));
    CHECK(rank_correlation(x[0], x[3]) == Approx(0).margin(0.05));
    for (std::size_t f = 0; f < 4; ++f) {
      const double low = s.factors[f].prior.low, wide = s.factors[f].prior.high - low;
      std::vector<double> u;
      for (const double v : x[f]) u.push_back((v - low) / wide);
      std::sort(u.begin(), u.end());
      double gap = 0;
      for (std::size_t i = 0; i < u.size(); ++i) gap = std::max(gap, std::abs(u[i] - (static_cast<double>(i) + 0.5) / static_cast<double>(u.size())));
      CHECK(gap < 0.026);  // Kolmogorov's distance at 4,000 points: one sample in a hundred reaches 1.63 / sqrt(4,000)
    }
  }
}

TEST_CASE("factors that are correlated with nobody keep their values", "[study][copula]") {
  Study s = study(StudyKind::prcc, 50, "sobol");
  const auto before = columns(s);
  s.correlations = {{0, 2, 0.5}};
  const auto after = columns(s);
  CHECK(after[0] == before[0]);  // the first of a pair leads
  CHECK(after[1] == before[1]);
  CHECK(after[3] == before[3]);
  CHECK(after[2] != before[2]);
}

TEST_CASE("a group whose priors are correlated is swapped as one in a Saltelli design", "[study][copula]") {
  Study s = study(StudyKind::sobol, 4, "sobol");
  s.factors[0].input = s.factors[2].input = "ac", s.inputs = inputs_of(s.factors), s.correlations = {{0, 2, 0.8}};
  Plan plan(s);
  const std::size_t row = points_together(s);
  REQUIRE(row == 5);
  const auto a = plan.at(row).values, swapped = plan.at(row + 1).values, b = plan.at(row + 4).values;
  CHECK(swapped == std::vector<double>{b[0], a[1], b[2], a[3]});
}

TEST_CASE("correlations that cannot hold together are told, with the nearest that can", "[study][copula]") {
  const std::vector<RankCorrelation> good = {{0, 1, 0.9}, {1, 2, 0.9}, {0, 2, 0.8}}, bad = {{0, 1, 0.9}, {1, 2, 0.9}, {0, 2, -0.5}};
  CHECK(possible_together(good));
  CHECK(possible_together({}));
  CHECK_FALSE(possible_together(bad));
  CHECK_THROWS_AS(Copula(bad), std::invalid_argument);
  const auto near = nearest_possible(bad);
  CHECK(possible_together(near));
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(std::abs(near[i].rank - bad[i].rank) < 0.5);
    CHECK(near[i].rank * bad[i].rank >= 0);
  }
  // What is possible already stays, but for the rounding.
  const auto same = nearest_possible(good);
  for (std::size_t i = 0; i < 3; ++i) CHECK(same[i].rank == Approx(good[i].rank).margin(0.011));
  // Four that all follow the first, which pairs without a name contradict.
  std::vector<RankCorrelation> star;
  for (std::size_t i = 1; i < 5; ++i) star.push_back({0, i, 0.9});
  CHECK_FALSE(possible_together(star));
  CHECK(possible_together(nearest_possible(star)));
}
