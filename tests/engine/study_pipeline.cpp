// A study from its plan to its estimates, with formulas in the model's place.
#include <catch2/catch.hpp>
#include <cmath>
#include <stdexcept>

#include "engine/study/coalitions.hpp"
#include "engine/study/join.hpp"
#include "engine/study/runner.hpp"

using namespace echelon;

namespace {

Factor factor(const std::string& id) {
  Factor f;
  f.id = f.input = id;
  f.prior.kind = Prior::Kind::uniform, f.prior.high = 1;
  return f;
}

StudyOutcome outcome(const std::string& id, double goal) {
  StudyOutcome o;
  o.id = id, o.name = {id, id}, o.unit = "1", o.goal = goal, o.year = 2020;
  return o;
}

Study study(StudyKind kind, std::size_t points, int factors) {
  Study s;
  s.id = "test", s.name = {"test", "测试"}, s.kind = kind, s.points = points, s.block = 16, s.level = 0.95, s.resamples = 50, s.precision = 0.1, s.seed = 9;
  for (int i = 0; i < factors; ++i) s.factors.push_back(factor("x" + std::to_string(i)));
  s.inputs = inputs_of(s.factors), s.outcomes = {outcome("y", std::nan(""))};
  return s;
}

using Formula = double (*)(const Experiment&);

Subject subject(Formula f) {
  return [f]() -> Ask {
    return [f](const Experiment& x) {
      Answer a;
      a.values = {f(x)}, a.first_years = {std::nan("")}, a.firm_quarters = 1;
      return a;
    };
  };
}

Results run(const Study& s, Formula f, int threads = 1, std::size_t from = 0, std::size_t to = 0) {
  StudyRunner runner(s, subject(f), threads, nullptr, {});
  const std::size_t n = to > 0 ? to : Plan(s).experiments();
  Results all;
  for (std::size_t first = from; first < n; first += s.block) {
    Results part = study_part(s, runner.run(first, std::min(s.block, n - first)), "digest");
    if (all.dimensions.empty()) all = std::move(part);
    else append_part(all, part);
  }
  return all;
}

const std::vector<double>& reals(const Results& r, const std::string& name) {
  INFO(name);
  REQUIRE(r.find(name) != nullptr);
  return std::get<std::vector<double>>(r.find(name)->data);
}

double first(const Experiment& e) { return e.values[0]; }

// Morris (1991): 20 inputs of which the first ten matter; w of 3, 5, 7 is curved.
double morris_function(const Experiment& e) {
  double w[20], y = 0;
  for (int i = 0; i < 20; ++i) {
    const double x = e.values[i];
    w[i] = i == 2 || i == 4 || i == 6 ? 2 * (1.1 * x / (x + 0.1) - 0.5) : 2 * (x - 0.5);
  }
  for (int i = 0; i < 20; ++i) y += (i < 10 ? 20 : i % 2 == 0 ? 1 : -1) * w[i];
  for (int i = 0; i < 20; ++i)
    for (int j = i + 1; j < 20; ++j) y += (i < 6 && j < 6 ? -15 : (i + j) % 2 == 0 ? 1 : -1) * w[i] * w[j];
  for (int i = 0; i < 5; ++i)
    for (int j = i + 1; j < 5; ++j)
      for (int k = j + 1; k < 5; ++k) y -= 10 * w[i] * w[j] * w[k];
  return y + 5 * w[0] * w[1] * w[2] * w[3];
}

double sometimes(const Experiment& e) {
  if (e.values[0] > 0.9) throw std::runtime_error("too much of x0");
  return e.values[0];
}

// Two scenarios; the second pays 100 and has four units more than the first's 16, of which one moved in from the region, and 25 of
// tax come back. x1 is noise that both share.
Answer with_costs(const Experiment& e) {
  Answer a;
  const double other = static_cast<double>(e.variant), noise = e.values[1] - 0.5;
  a.values = {16 + noise + other * (4 + 0.01 * noise)}, a.first_years = {std::nan("")};
  a.outlay = other * 100, a.tax_local = 50 + noise + other * 25, a.relocated = 3 + other;
  return a;
}

double with_variants(const Experiment& e) { return 10 * e.values[0] + static_cast<double>(e.variant) * (1 + 0.1 * e.values[1]); }

}  // namespace

TEST_CASE("what is missing where it is missed counts every miss once, however many seeds a point has", "[study]") {
  Study s = study(StudyKind::monte_carlo, 40, 1);
  s.seeds = 5, s.outcomes = {outcome("y", 100)};  // half the points miss 1 of 5 times by 100, the others always by 10
  Results r = run(s, [](const Experiment& x) { return x.values[0] < 0.5 ? (x.luck % 5 == 0 ? 0.0 : 200.0) : 90.0; });
  conclude_study(r);
  double gap = 0, misses = 0;
  for (const double y : std::get<std::vector<double>>(r.find("outcome_value")->data)) gap += y < 100 ? 100 - y : 0, misses += y < 100;
  CHECK(std::get<std::vector<double>>(r.find("shortfall_conditional")->data)[0] == Approx(gap / misses));
  s.points = 1;
  Results alone = run(s, [](const Experiment& x) { return x.luck == 0 ? 0.0 : 200.0; });
  conclude_study(alone);
  CHECK(std::isnan(reals(alone, "shortfall_conditional_conf")[0]));  // no spread of a single miss
}

TEST_CASE("Morris's function is screened as in his paper", "[study]") {
  Study s = study(StudyKind::morris, 40, 20);
  s.levels = 4;
  Results r = run(s, morris_function);
  conclude_study(r);
  const auto &star = reals(r, "mu_star"), &mu = reals(r, "mu"), &sigma = reals(r, "sigma");
  double least = 1e9, most = 0;
  for (int i = 0; i < 10; ++i) least = std::min(least, star[i]);
  for (int i = 10; i < 20; ++i) most = std::max(most, star[i]);
  CHECK(least > 2 * most);
  for (int i : {7, 8, 9}) CHECK((mu[i] == Approx(40).margin(4) && sigma[i] < 10));  // linear: slope 2 * 20
  for (int i = 0; i < 6; ++i) CHECK(sigma[i] > 20);                                // act together
}

TEST_CASE("the same bytes for any threads and blocks; failed experiments stand where they were", "[study]") {
  Study s = study(StudyKind::monte_carlo, 100, 2);
  s.outcomes[0].goal = 0.5;
  Results one = run(s, sometimes, 1), seven = run(s, sometimes, 7);
  CHECK(one.attributes == seven.attributes);
  const auto bits = [](const std::vector<double>& v) { return std::vector<std::uint64_t>(reinterpret_cast<const std::uint64_t*>(v.data()), reinterpret_cast<const std::uint64_t*>(v.data()) + v.size()); };
  CHECK(bits(reals(one, "outcome_value")) == bits(reals(seven, "outcome_value")));
  conclude_study(one);
  const auto& status = std::get<std::vector<std::int64_t>>(one.find("status")->data);
  const auto& message = std::get<std::vector<std::string>>(one.find("message")->data);
  int failed = 0;
  for (std::size_t e = 0; e < 100; ++e) {
    const bool bad = reals(one, "factor_value")[2 * e] > 0.9;
    failed += bad;
    CHECK(status[e] == bad);
    CHECK(message[e] == (bad ? "too much of x0" : ""));
    CHECK(std::isnan(reals(one, "outcome_value")[e]) == bad);
  }
  CHECK(failed == 10);  // a Latin hypercube: exactly
  CHECK(one.attributes.at("failed") == "10");
  CHECK(reals(one, "probability")[0] == Approx(40.0 / 90));
}

TEST_CASE("parts fit together only in order, and only if they are of one study", "[study]") {
  const Study s = study(StudyKind::monte_carlo, 64, 1);
  Results a = run(s, first, 1, 0, 32);
  const Results b = run(s, first, 1, 32, 64), c = run(s, first, 1, 48, 64);
  CHECK(part_record(b).first == 32);
  CHECK_THROWS_AS(append_part(a, c), std::invalid_argument);
  Study other = s;
  other.seed = 10;
  CHECK_THROWS_AS(append_part(a, run(other, first, 1, 32, 64)), std::invalid_argument);
  append_part(a, b);
  CHECK(reals(a, "outcome_value") == reals(run(s, first), "outcome_value"));
  conclude_study(a);
  CHECK_THROWS_AS(part_record(a), std::invalid_argument);
}

TEST_CASE("a study stops at the first block that is precise enough, however it was cut", "[study]") {
  Study s = study(StudyKind::monte_carlo, 2048, 1);
  s.design = "random", s.outcomes[0].goal = 0.5, s.stop_outcome = "y", s.stop_half_width = 0.05;
  Results all = run(s, first);
  const std::size_t stop = stopping_point(all);
  // Wilson at 0.5 and n: about 0.98 / sqrt(n + 3.84): 0.05 from n = 381 on, which is block 24 of 16.
  CHECK(stop == 384);
  RunningOdds odds;
  std::size_t blocks = 0;
  while (!odds.enough()) odds.add(run(s, first, 1, blocks * 16, blocks * 16 + 16)), ++blocks;
  CHECK(blocks * 16 == stop);
  cut_part(all, stop);
  CHECK(all.dimension("experiment")->size() == stop);
  CHECK(reals(all, "factor_value").size() == stop);
}

TEST_CASE("intervals of a probability hold the truth as often as they say", "[study]") {
  int wilson_held = 0, jeffreys_held = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Study s = study(StudyKind::monte_carlo, 60, 1);
    s.design = "random", s.seed = seed, s.outcomes[0].goal = 0.8, s.resamples = 2, s.block = 60;
    Results r = run(s, first);
    conclude_study(r);
    wilson_held += reals(r, "probability_low")[0] <= 0.2 && 0.2 <= reals(r, "probability_high")[0];
    jeffreys_held += reals(r, "probability_jeffreys_low")[0] <= 0.2 && 0.2 <= reals(r, "probability_jeffreys_high")[0];
  }
  // 95 % of 300 is 285 with a standard error of 3.8; exact coverage at p = 0.2, n = 60 is within a point of 95 %.
  CHECK((wilson_held >= 270 && wilson_held <= 298));
  CHECK((jeffreys_held >= 270 && jeffreys_held <= 298));
}

TEST_CASE("pairs know a difference better than strangers do", "[study]") {
  Study s = study(StudyKind::compare, 100, 2);
  s.scenarios.resize(2), s.scenarios[0].id = "a", s.scenarios[1].id = "b";
  s.scenarios[0].horizon = {Quarter::of(2018, 1), Quarter::of(2020, 4)}, s.scenarios[0].scale = 1;
  Results r = run(s, with_variants);
  conclude_study(r);
  CHECK(reals(r, "outcome_difference")[0] == Approx(1.05).margin(0.01));
  CHECK(reals(r, "outcome_variance_ratio")[0] < 0.001);
  CHECK(reals(r, "outcome_difference_low")[0] < reals(r, "outcome_difference_high")[0]);
  RunningOdds odds;
  for (std::size_t at = 0; at < 200; at += 25) {
    odds.add(run(s, with_variants, 1, at, at + 25));  // pairs are cut apart where blocks end
  }
  CHECK(odds.text().starts_with("y b - a 1.05 +- 0.0"));
}

TEST_CASE("what a unit costs: counted, additional, not from the region, less the tax that comes back", "[study]") {
  Study s = study(StudyKind::compare, 200, 2);
  s.design = "sobol", s.outcomes[0].unit = "firms";
  s.scenarios.resize(2), s.scenarios[0].id = "a", s.scenarios[1].id = "b";
  s.scenarios[0].horizon = {Quarter::of(2018, 1), Quarter::of(2020, 4)}, s.scenarios[0].scale = 1;
  StudyRunner runner(s, []() -> Ask { return with_costs; }, 1, nullptr, {});
  Results r = study_part(s, runner.run(0, 400), "digest");
  Study other = s;
  other.outcomes[0].unit = "CNY";  // of which it is not known what came from the region
  StudyRunner again(other, []() -> Ask { return with_costs; }, 1, nullptr, {});
  Results money = study_part(other, again.run(0, 400), "digest");
  conclude_study(r), conclude_study(money);
  CHECK(reals(r, "gross_cost_per_unit")[0] == Approx(100.0 / 20).epsilon(0.01));
  CHECK(reals(r, "cost_per_unit")[0] == Approx(100.0 / 4).epsilon(0.01));
  CHECK(reals(r, "regional_cost_per_unit")[0] == Approx(100.0 / 3).epsilon(0.01));
  CHECK(reals(r, "net_cost_per_unit")[0] == Approx(75.0 / 4).epsilon(0.01));
  CHECK(reals(r, "deadweight_share")[0] == Approx(16.0 / 20).epsilon(0.01));
  CHECK(reals(r, "net_outlay_difference")[0] == Approx(75));
  CHECK((reals(r, "cost_per_unit_low")[0] < 25.01 && reals(r, "cost_per_unit_high")[0] > 24.99));
  CHECK(std::isnan(reals(money, "regional_cost_per_unit")[0]));
  const auto& accepted = reals(r, "acceptability");  // multiples 0.25, 0.5, 0.75, 1, ... 4
  CHECK((accepted.front() == 0 && accepted.back() == 1));
}

TEST_CASE("Shapley shares add up to the whole, and twins get the same", "[study]") {
  Study s = study(StudyKind::shapley, 30, 2);
  s.players = {{"p", {}}, {"q", {}}, {"r", {}}}, s.scenarios.resize(8);
  s.scenarios[0].horizon = {Quarter::of(2018, 1), Quarter::of(2020, 4)}, s.scenarios[0].scale = 1;
  // p and q are worth 3 together and nothing alone; r is worth 2 with anybody.
  Results r = run(s, [](const Experiment& e) { return ((e.variant & 3) == 3 ? 3.0 : 0.0) + ((e.variant & 4) != 0 ? 2.0 : 0.0) + e.values[0]; });
  conclude_study(r);
  const auto& share = reals(r, "shapley");
  CHECK((share[0] == Approx(1.5) && share[1] == Approx(1.5) && share[2] == Approx(2.0)));
  CHECK(reals(r, "whole_effect")[0] == Approx(5.0));
}

// Nine players whose switches are the last nine values: the first is worth 4 alone, the second and the third 6 together, the others
// 1 each; what x0 adds is nobody's.
double nine_players(const Experiment& e) {
  const double* z = e.values.data() + e.values.size() - 9;
  double y = 10 * e.values[0] + 4 * z[0] + 6 * z[1] * z[2];
  for (int j = 3; j < 9; ++j) y += z[j] * (0.5 + e.values[0]);
  return y;
}

TEST_CASE("sampled Shapley shares are those of all coalitions, inside their intervals", "[study]") {
  const double truth[] = {4, 3, 3, 1, 1, 1, 1, 1, 1};
  int held = 0, asked = 0;
  for (const std::uint64_t seed : {1, 2, 3, 4, 5, 6, 7, 8}) {
    Study s = study(StudyKind::shapley, 64, 1);
    s.design = "random", s.seed = seed, s.sampled = true, s.scenarios.resize(1);
    s.scenarios[0].horizon = {Quarter::of(2018, 1), Quarter::of(2020, 4)}, s.scenarios[0].scale = 1;
    for (int j = 0; j < 9; ++j) s.players.push_back({"p" + std::to_string(j), {}});
    for (Factor& f : player_factors(s.players)) s.factors.push_back(std::move(f));
    s.inputs = inputs_of(s.factors);
    REQUIRE(Plan(s).experiments() == 64 * 18);
    Results r = run(s, nine_players);
    conclude_study(r);
    const auto &share = reals(r, "shapley"), &low = reals(r, "shapley_low"), &high = reals(r, "shapley_high");
    double sum = 0;
    for (int j = 0; j < 9; ++j) {
      sum += share[j];
      if (j == 0) CHECK(share[0] == Approx(4));  // worth the same whoever is there: no spread
      else if (j > 2) ++asked, held += low[j] <= truth[j] && truth[j] <= high[j];
    }
    CHECK(share[1] + share[2] == Approx(6));  // an order and its reverse give the pair to one of them each
    CHECK(share[1] == Approx(3));
    CHECK(sum == Approx(reals(r, "whole_effect")[0]));
    CHECK(reals(r, "mean")[0] == Approx(21).margin(2));  // of the city with all of them, not of the coalitions on the way
  }
  CHECK(asked == 48);
  CHECK(held >= 36);  // 95 % would be 46; the six share one number a point, so that they are held or missed together
}
