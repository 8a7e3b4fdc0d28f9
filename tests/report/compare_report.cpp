// The report of a comparison, from records whose differences are known by hand.
#include <catch2/catch.hpp>

#include "core/problems.hpp"
#include "engine/compare.hpp"
#include "report/compare_report.hpp"
#include "report/page/page.hpp"

using namespace echelon;

namespace {

Scenario town(const std::string& id) {
  Scenario s{};
  s.id = id, s.name = {"town " + id, "城" + id};
  s.horizon = {Quarter::of(2018, 1), Quarter::of(2019, 4)};
  s.sectors.resize(1), s.districts.resize(1);
  s.schemes.resize(1), s.schemes[0].id = "hte", s.schemes[0].name = {"high-tech enterprise", "高新技术企业"};
  s.ladders = {{"technology", {"technology ladder", "科技型企业梯队"}, {"hte"}}};
  s.replicates = 3, s.seed = 3, s.scale = 1;
  return s;
}

Results sample(double effect) {
  const Scenario a = town("a");
  Scenario b = town("b");
  b.instruments.resize(1), b.instruments[0].id = "award", b.instruments[0].name = {"award", "奖励"};
  std::vector<std::vector<Record>> records(2);
  for (int k = 0; k < 3; ++k) {
    records[0].emplace_back(a), records[1].emplace_back(b);
    for (int y = 0; y < 2; ++y) {
      const auto more = static_cast<std::int64_t>(effect) * (10 + k);
      records[0].back().at(Series::certificates, 4 * (y + 1), 0) = 5000 + 100 * k;
      records[1].back().at(Series::certificates, 4 * (y + 1), 0) = 5000 + 100 * k + more;
      records[1].back().at(Series::certified_firms, 4 * (y + 1), 0) = more;
      records[1].back().at(Series::outlay, y, 0) = 1100;  // thousand CNY
      records[1].back().at(Series::tax_local, y) = 330;
      records[1].back().at(Series::rd_real, y, 0) = 550 + k;
    }
  }
  return assemble_comparison(a, {b}, records, {0, 1, 2});
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a comparison says how much more, how sure, and at what price") {
  const ComparisonSummary summary = summarise_comparison(sample(1));
  REQUIRE(summary.scenarios.size() == 1);
  const YearDifference& y = summary.scenarios[0].certificates[0].years[1];
  CHECK((y.year == 2019 && y.reference == 5100 && y.mean == 11 && y.sure()));
  CHECK(summary.scenarios[0].cost[0].years[1].per_firm == Approx(2.2e6 / 11));
  const std::string text = compare_report(summary, Lang::en);
  CHECK(contains(text, "town b against town a: 3 pairs under the same luck"));
  CHECK(contains(text, "+11*"));
  CHECK(contains(text, "200,000 CNY per additional firm"));
  CHECK(contains(compare_report(summary, Lang::zh), "每新增一家"));
  CHECK_FALSE(contains(text, "A trial"));
}

TEST_CASE("what comes back as tax is taken off the cost, and a yuan's R&D is told") {
  const ComparedScenario s = summarise_comparison(sample(1)).scenarios[0];
  CHECK(s.cost[0].years[1].net == Approx((2.2e6 - 0.66e6) / 11));
  CHECK(s.returns[1].real == Approx(2 * 551 / 2200.0));
  CHECK(s.returns[1].reported == 0);
  const std::string text = compare_report(summarise_comparison(sample(1)), Lang::en);
  CHECK(contains(text, "after the local tax that came back: 140,000 CNY"));
  CHECK(contains(text, "a yuan added 0.50 yuan of real R&D"));
}

TEST_CASE("tables look at the deadline that most targets have; each target at its own") {
  Scenario a = town("a"), b = town("b");
  Target t{};
  t.id = "T", t.name = {"goal", "目标"}, t.unit = "firms", t.deadline = 2018;
  t.metric.kind = "count", t.metric.of = "hte";
  a.targets = b.targets = {t};
  std::vector<std::vector<Record>> records(2);
  for (int k = 0; k < 3; ++k) {
    records[0].emplace_back(a), records[1].emplace_back(b);
    records[1].back().at(Series::certificates, 4, 0) = 7 + k, records[1].back().at(Series::certificates, 8, 0) = 90 + k;
  }
  const ComparisonSummary summary = summarise_comparison(assemble_comparison(a, {b}, records, {0, 1, 2}));
  CHECK(summary.look_at == 2018);
  const std::string text = compare_report(summary, Lang::en);
  CHECK(contains(text, "Difference at the end of 2018"));
  CHECK(contains(text, "T goal (2018)"));
  CHECK(contains(text, "+8"));
}

TEST_CASE("where nothing is gained nothing is priced") {
  const std::string text = compare_report(summarise_comparison(sample(0)), Lang::en);
  CHECK_FALSE(contains(text, "*  "));
  CHECK(contains(text, "- CNY per additional firm (not told from no effect)"));
}

TEST_CASE("a mean gain that is not told from none has no price") {
  const Scenario a = town("a");
  Scenario b = town("b");
  b.instruments.resize(1), b.instruments[0].id = "award", b.instruments[0].name = {"award", "奖励"};
  std::vector<std::vector<Record>> records(2);
  for (const int more : {5, -3, 2}) {
    records[0].emplace_back(a), records[1].emplace_back(b);
    for (int y = 0; y < 2; ++y) {
      records[0].back().at(Series::certified_firms, 4 * (y + 1), 0) = 100, records[1].back().at(Series::certified_firms, 4 * (y + 1), 0) = 100 + more;
      records[1].back().at(Series::outlay, y, 0) = 1100;
    }
  }
  const Results results = assemble_comparison(a, {b}, records, {0, 1, 2});
  const ComparisonSummary summary = summarise_comparison(results);
  REQUIRE(summary.scenarios[0].cost[0].years[1].per_firm == Approx(2.2e6 / (4.0 / 3)));
  const std::string text = compare_report(summary, Lang::en);
  CHECK(contains(text, "- CNY per additional firm (not told from no effect); - CNY per additional firm-year"));
  CHECK(contains(text, "came back: - CNY"));
  const std::string page = page::result_page({results, nullptr, nullptr, "", "0123abc", Lang::en});
  CHECK(contains(page, "- per additional firm (not told from no effect)."));
  CHECK_FALSE(contains(page, "1.65 m CNY"));
}

TEST_CASE("the result of a run is no comparison") {
  Results other = sample(1);
  other.attributes["kind"] = "run";
  CHECK_THROWS_AS(summarise_comparison(other), IoError);
}
