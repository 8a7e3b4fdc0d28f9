// The experiments of a study, one by one.

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "engine/study/coalitions.hpp"
#include "engine/study/plan.hpp"

using namespace echelon;

namespace {

Factor factor(const std::string& id, std::vector<double> levels = {}) {
  Factor f;
  f.id = f.input = id;
  f.prior.kind = Prior::Kind::uniform, f.prior.high = 1;
  f.levels = std::move(levels);
  return f;
}

Study study(StudyKind kind, std::size_t points, std::vector<Factor> factors) {
  Study s;
  s.kind = kind, s.points = points, s.factors = std::move(factors), s.inputs = inputs_of(s.factors), s.seed = 3, s.block = 10, s.level = 0.95;
  return s;
}

}  // namespace

TEST_CASE("a keyed permutation hits every number once", "[designs]") {
  for (const std::uint64_t n : {1ull, 2ull, 7ull, 64ull, 1000ull, 4097ull}) {
    std::set<std::uint64_t> seen;
    for (std::uint64_t i = 0; i < n; ++i) seen.insert(permuted(i, n, 99));
    CHECK(seen.size() == n);
    CHECK(*seen.rbegin() == n - 1);
  }
  CHECK(permuted((1ull << 40) + 5, 1ull << 41, 7) < 1ull << 41);
}

TEST_CASE("points one at a time are those of the whole design, in any order", "[designs]") {
  for (const char* kind : {"random", "sobol"}) {
    const auto whole = design(kind, 100, 7, 5);
    PointSource source(kind, 100, 7, 5);
    for (const std::size_t i : {0, 1, 2, 57, 3, 99, 0, 98}) CHECK(source.point(i) == whole[i]);
  }
  PointSource latin("latin-hypercube", 50, 3, 5);
  for (std::size_t d = 0; d < 3; ++d) {
    std::set<int> slices;
    for (std::size_t i = 0; i < 50; ++i) slices.insert(static_cast<int>(50 * latin.point(i)[d]));
    CHECK(slices.size() == 50);
  }
}

TEST_CASE("base rows of a Saltelli design swap one input at a time", "[study]") {
  Study s = study(StudyKind::sobol, 8, {factor("x"), factor("y"), factor("z")});
  s.design = "sobol", s.second_order = true;
  s.factors[2].input = "y", s.inputs = inputs_of(s.factors);  // y and z move together
  Plan plan(s);
  REQUIRE(plan.experiments() == 8 * 6);
  const auto at = [&](std::size_t e) { return plan.at(e).values; };
  const auto a = at(6), b = at(11);
  CHECK(at(7) == std::vector<double>{b[0], a[1], a[2]});
  CHECK(at(8) == std::vector<double>{a[0], b[1], b[2]});
  CHECK(at(9) == std::vector<double>{a[0], b[1], b[2]});
  CHECK(at(10) == std::vector<double>{b[0], a[1], a[2]});
  CHECK((plan.at(6).role == "A" && plan.at(7).role == "AB x" && plan.at(9).role == "BA x" && plan.at(11).role == "B"));
}

TEST_CASE("trajectories of Morris move every input once, by half the levels", "[study]") {
  Study s = study(StudyKind::morris, 20, {factor("x"), factor("y"), factor("z")});
  s.levels = 4;
  Plan plan(s);
  REQUIRE(plan.experiments() == 20 * 4);
  for (std::size_t t = 0; t < 20; ++t) {
    std::set<int> moved;
    for (std::size_t p = 1; p < 4; ++p) {
      const Experiment before = plan.at(4 * t + p - 1), now = plan.at(4 * t + p);
      moved.insert(now.moved);
      for (int f = 0; f < 3; ++f) {
        const double change = now.values[f] - before.values[f];
        CHECK(change == Approx(f == now.moved ? now.step : 0).margin(1e-12));
        CHECK((now.values[f] > -1e-9 && now.values[f] < 1 + 1e-9));
      }
      CHECK(std::abs(now.step) == Approx(2.0 / 3));
    }
    CHECK(moved.size() == 3);
  }
}

TEST_CASE("a grid has every combination, the last factor fastest", "[study]") {
  Study s = study(StudyKind::grid, 0, {factor("x", {10, 20}), factor("y")});
  s.levels = 3, s.luck = StudyLuck::common;
  Plan plan(s);
  REQUIRE(plan.experiments() == 6);
  CHECK(plan.at(0).values[0] == 10);
  CHECK(plan.at(4).values == std::vector<double>{20, 0.5});
  CHECK(plan.at(5).values[1] == Approx(1));
  CHECK(plan.at(5).luck == 0);
}

TEST_CASE("lucks are own, common, or an input; variants share theirs", "[study]") {
  Study s = study(StudyKind::compare, 4, {factor("x")});
  s.scenarios.resize(3), s.seeds = 2;
  Plan plan(s);
  REQUIRE(plan.experiments() == 24);
  const Experiment e = plan.at(6 + 3 + 1);  // point 1, second seed, second variant
  CHECK((e.point == 1 && e.variant == 1 && e.luck == 3));
  CHECK(plan.at(9).luck == e.luck);
  CHECK(plan.at(9).values == e.values);
  s.luck = StudyLuck::common;
  CHECK(Plan(s).at(10).luck == 1);
  Factor luck = factor("luck");
  luck.kind = Factor::Kind::luck;
  Study own = study(StudyKind::monte_carlo, 100, {luck});
  own.luck = StudyLuck::factor;
  Plan many(own);
  std::set<std::uint64_t> seen;
  for (std::size_t i = 0; i < 100; ++i) seen.insert(many.at(i).luck);
  CHECK(seen.size() == 100);
}

TEST_CASE("the macro path goes with the luck, is common to all, or is an input that seeds of a point share", "[study]") {
  Factor luck = factor("luck"), path = factor("macro_path");
  luck.kind = Factor::Kind::luck, path.kind = Factor::Kind::macro_path;
  Study s = study(StudyKind::monte_carlo, 50, {luck});
  s.luck = StudyLuck::factor, s.seeds = 2;
  Plan with_luck(s);
  for (std::size_t e = 0; e < 20; ++e) CHECK(with_luck.at(e).macro == with_luck.at(e).luck);
  s.macro = StudyMacro::common;
  CHECK(Plan(s).at(13).macro == 0);
  CHECK(Plan(s).at(13).luck == with_luck.at(13).luck);
  Study both = study(StudyKind::monte_carlo, 50, {luck, path});
  both.luck = StudyLuck::factor, both.macro = StudyMacro::factor, both.seeds = 2;
  Plan apart(both);
  std::set<std::uint64_t> seen;
  for (std::size_t point = 0; point < 50; ++point) {
    const Experiment one = apart.at(2 * point), other = apart.at(2 * point + 1);
    CHECK((one.luck + 1 == other.luck && one.macro == other.macro));
    CHECK(static_cast<double>(one.macro) == one.values[1]);
    seen.insert(one.macro);
  }
  CHECK(seen.size() == 50);
}

TEST_CASE("a million experiments are planned without being kept", "[study]") {
  Study s = study(StudyKind::sobol, 62500, {});
  for (int i = 0; i < 14; ++i) s.factors.push_back(factor("x" + std::to_string(i)));
  s.inputs = inputs_of(s.factors), s.design = "sobol";
  Plan plan(s);
  CHECK(plan.experiments() == 1000000);
  CHECK(plan.at(999999).role == "B");
  CHECK(plan.at(999999).values.size() == 14);
  double sum = 0;  // what memory that takes is measured in tests/cli/test_studies.py, by a process of its own
  for (std::size_t e = 0; e < plan.experiments(); ++e) sum += plan.at(e).values[0];
  CHECK(sum / 1e6 == Approx(0.5).margin(0.001));
}

TEST_CASE("players join in one order and its reverse, nobody first and everybody last", "[study]") {
  Study s = study(StudyKind::shapley, 30, {factor("x")});
  s.sampled = true, s.players = {{"p", {}}, {"q", {}}, {"r", {}}, {"s", {}}};
  for (Factor& f : player_factors(s.players)) s.factors.push_back(std::move(f));
  s.inputs = inputs_of(s.factors);
  Plan plan(s);
  REQUIRE(plan.experiments() == 30 * 8);
  std::set<std::vector<double>> firsts;
  for (std::size_t row = 0; row < 30; ++row) {
    std::vector<std::vector<double>> with;
    for (std::size_t i = 0; i < 8; ++i) {
      const Experiment x = plan.at(8 * row + i);
      CHECK(x.values[0] == plan.at(8 * row).values[0]);
      CHECK(x.luck == row);
      with.emplace_back(x.values.begin() + 1, x.values.end());
    }
    firsts.insert(with[1]);
    CHECK((with[0] == std::vector<double>(4, 0) && with[7] == std::vector<double>(4, 1)));
    for (std::size_t i = 1; i < 4; ++i) {
      double forth = 0, back = 0;
      for (std::size_t j = 0; j < 4; ++j) {
        forth += with[i][j], back += with[3 + i][j];
        CHECK(with[i][j] >= with[i - 1][j]);
        CHECK(with[i][j] + with[7 - i][j] == 1);  // who comes first here comes last there
      }
      CHECK((forth == static_cast<double>(i) && back == static_cast<double>(i)));
    }
  }
  CHECK(firsts.size() == 4);
}

TEST_CASE("coalitions have every subset of the players", "[study]") {
  Scenario s{};
  s.id = "plan", s.instruments.resize(3);
  s.instruments[0].id = "a", s.instruments[1].id = "b", s.instruments[2].id = "c";
  const auto all = coalitions(s, {{"p", {"a", "b"}}, {"q", {"c"}}});
  REQUIRE(all.size() == 4);
  CHECK((all[0].instruments.empty() && all[1].instruments.size() == 2 && all[2].instruments.size() == 1 && all[3].instruments.size() == 3));
  CHECK((all[0].id == "nobody" && all[1].id == "p" && all[3].id == "plan"));
}
