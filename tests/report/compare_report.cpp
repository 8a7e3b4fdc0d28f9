// The report of a comparison, from records whose differences are known by hand.
#include <catch2/catch.hpp>
#include <cmath>

#include "core/problems.hpp"
#include "engine/compare.hpp"
#include "report/compare_report.hpp"
#include "report/page/amounts.hpp"
#include "report/page/page.hpp"
#include "report/texts.hpp"

using namespace echelon;
using namespace echelon::test;

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

std::string page_of(const Results& results, Lang lang = Lang::en) { return page::result_page({results, nullptr, nullptr, "", "0123abc", lang}); }

// What stands between two marks, from the first on.
std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  return at == std::string::npos ? "" : text.substr(at, text.find(to, at) - at);
}

// Pairs in which the other side pays, by pair and year, in thousand CNY; every year it has so many more firms with the title.
struct Sides {
  Scenario a = town("a"), b = town("b");
  std::vector<std::vector<Record>> records{2};

  Sides(int last_year, double scale, const std::vector<std::vector<int>>& paid, int firms) {
    a.horizon.last = Quarter::of(last_year, 4), a.scale = scale;
    b.horizon = a.horizon, b.scale = scale;
    b.instruments.resize(1), b.instruments[0].id = "award", b.instruments[0].name = {"award", "奖励"};
    for (const std::vector<int>& years : paid) {
      records[0].emplace_back(a), records[1].emplace_back(b);
      for (int y = 0; y < static_cast<int>(years.size()); ++y) {
        records[1].back().at(Series::outlay, y, 0) = years[static_cast<std::size_t>(y)];
        records[1].back().at(Series::certificates, 4 * (y + 1), 0) = records[1].back().at(Series::certified_firms, 4 * (y + 1), 0) = firms;
      }
    }
  }
  Results results() const { return assemble_comparison(a, {b}, records, {0, 1, 2}); }
};

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

TEST_CASE("on the page too every target stands at its own deadline") {
  Sides sides(2019, 1, {{0, 0}, {0, 0}, {0, 0}}, 0);
  for (const int deadline : {2018, 2019}) {
    Target t{};
    t.id = "T" + std::to_string(deadline), t.name = {"goal", "目标"}, t.unit = "firms", t.deadline = deadline;
    t.metric.kind = "count", t.metric.of = "hte";
    sides.a.targets.push_back(t);
  }
  sides.b.targets = sides.a.targets;
  for (Record& r : sides.records[1]) r.at(Series::certificates, 4, 0) = 8, r.at(Series::certificates, 8, 0) = 91;
  const std::string page = page_of(sides.results());
  CHECK(contains(page, "each at its own deadline"));
  const std::string first = between(page, "T2018</span>", "</tr>"), second = between(page, "T2019</span>", "</tr>");
  CHECK((contains(first, "+8<") && contains(first, "(2018)")));
  CHECK((contains(second, "+91<") && contains(second, "(2019)")));
}

TEST_CASE("the interval behind a sum is that of the sum, from the year in which the sides begin to differ") {
  const Sides even(2019, 1, {{1000, 3000}, {2000, 2000}, {3000, 1000}}, 5);
  const std::string page = page_of(even.results());
  CHECK(contains(page, "Outlay 2018 to 2019: 4 m CNY more (90 % interval 4 m CNY to 4 m CNY)"));
  CHECK(contains(page, "2018 至 2019 年多支出 400 万元（90 % 区间：400 万元 至 400 万元）"));
  CHECK(contains(compare_report(summarise_comparison(even.results()), Lang::en), "2018 to 2019 in all: 4 m CNY (90 % interval 4 m CNY .. 4 m CNY)"));
  const Sides late(2019, 1, {{0, 1000}, {0, 1000}, {0, 1000}}, 5);
  CHECK(contains(page_of(late.results()), "Outlay 2019: 1 m CNY more"));
  const Sides longer(2024, 1, {{500, 0, 0, 1, 1, 1, 1000}, {500, 0, 0, 1, 1, 1, 1000}, {500, 0, 0, 1, 1, 1, 1000}}, 5);
  CHECK(contains(page_of(longer.results()), "Of it in the last four of these years, 2021 to 2024: 1 m CNY"));
}

TEST_CASE("a trial's counts and amounts are those of the whole city; prices stay") {
  const Sides tenth(2019, 0.1, {{1000, 1000}, {1000, 1000}, {1000, 1000}}, 11);
  const ComparisonSummary summary = summarise_comparison(tenth.results());
  CHECK(summary.scenarios[0].certificates[0].years[1].mean == Approx(110));
  CHECK(summary.scenarios[0].outlay_total.years[1].mean == Approx(1e7));
  CHECK(summary.scenarios[0].cost[0].years[1].per_firm == Approx(2e6 / 11));
  const std::string text = compare_report(summary, Lang::en), page = page_of(tenth.results());
  CHECK(contains(text, "counts and amounts are scaled up to the whole city"));
  CHECK(contains(page, "counts and amounts are scaled up to the whole city"));
  CHECK(contains(page, "110 more firms"));
  CHECK_FALSE(contains(page, "11 more firms by"));
}

TEST_CASE("tax that is lost is not called tax that comes back") {
  Sides sides(2019, 1, {{1000, 1000}, {1000, 1000}, {1000, 1000}}, 10);
  for (Record& r : sides.records[0]) r.at(Series::tax_local, 1) = 500;
  const ComparisonSummary summary = summarise_comparison(sides.results());
  CHECK(contains(compare_report(summary, Lang::en), "with the local tax that was lost: 250,000 CNY"));
  CHECK(contains(compare_report(summary, Lang::zh), "加上减少的地方税收"));
  const std::string page = page_of(sides.results());
  CHECK(contains(page, "With the local tax that was lost: 250,000 CNY."));
  CHECK(contains(page, "加上减少的地方税收：25 万元。"));
  CHECK_FALSE(contains(page, "After the tax that comes back"));
}

TEST_CASE("differences of shares are percentage points, money has its unit, and a number is rounded once") {
  CHECK(page::change(Lang::en, 0.0006, "fraction") == "+0.06 percentage points");
  CHECK(page::change(Lang::zh, -0.0125, "fraction per year") == "−1.25 个百分点");
  CHECK(page::change_range(Lang::en, -0.01, 0.02, "fraction") == "−1 to +2 percentage points");
  CHECK(page::change(Lang::en, 0.0000884, "fraction") == "+0.01 percentage points");
  CHECK(page::change(Lang::zh, 1.07e8, "CNY") == "+1.07 亿元");
  CHECK(page::change(Lang::en, -2e6, "CNY") == "−2 m CNY");
  CHECK(page::change(Lang::en, 169.46, "firms") == "+169");
  CHECK(page::change(Lang::en, 16.95 / 0.1 - 1e-10, "firms") == "+170");  // one mean, reached in two ways
  CHECK(page::change(Lang::en, 169.5, "1") == "+170");
  CHECK(page::change(Lang::en, 16.94, "firms") == "+16.9");
}

TEST_CASE("the first screen names the price of the ladder that the sides treat differently") {
  Sides sides(2019, 1, {{1000, 1000}, {1000, 1000}, {1000, 1000}}, 10);
  const auto lead_with = [&](const std::string& scheme) {
    Results results = sides.results();
    results.variables.push_back({"instrument_scheme", "1", "", "", {"instrument"}, std::vector<std::string>{scheme}, {}});
    results.variables.push_back({"instrument_differs", "1", "", "", {"scenario", "instrument"}, std::vector<std::int64_t>{1}, {}});
    return between(page::result_page({results, &sides.a, nullptr, "", "0123abc", Lang::en}), "id=\"answer\"", "</section>");
  };
  sides.a.ladders.push_back({"growth", {"growth ladder", "成长型企业梯队"}, {"gazelle"}}), sides.b.ladders = sides.a.ladders;
  CHECK(contains(lead_with("hte"), "Technology ladder: "));
  CHECK_FALSE(contains(lead_with("hte"), "Growth ladder: "));
  CHECK_FALSE(contains(lead_with("gazelle"), "Technology ladder: "));
  CHECK((contains(lead_with(""), "Technology ladder: ") && contains(lead_with(""), "Growth ladder: ")));
}

TEST_CASE("where the city sells less although more is paid, the page says who lost, if the result shows it") {
  Sides sides(2019, 1, {{1000, 1000}, {1000, 1000}, {1000, 1000}}, 10);
  for (Record& r : sides.records[0]) r.at(Series::revenue, 8, 0) = 5000;
  const auto page_with = [&](double others) {
    Results results = sides.results();
    for (const char* end : {"_mean", "_low", "_high"}) {
      results.variables.push_back({std::string("sales_gain_supported") + end, "CNY per year", "", "", {"scenario", "year"}, std::vector<double>{1e6, 1e6}, {}});
      results.variables.push_back({std::string("sales_gain_others") + end, "CNY per year", "", "", {"scenario", "year"}, std::vector<double>{others, others}, {}});
    }
    for (const char* end : {"", "_low", "_high"}) results.variables.push_back({std::string("displacement") + end, "1", "", "", {"scenario", "year"}, std::vector<double>{6, 6}, {}});
    return page_of(results);
  };
  CHECK(contains(page_with(-6e6), "firms that were paid more sold 1 m CNY more, all others 6 m CNY less"));
  CHECK_FALSE(contains(page_with(-6e6 * 0), "firms that were paid more sold"));
}

TEST_CASE("a report says in words what its last column is, and no displacement that cannot be told from none") {
  Results results = sample(1);
  for (const char* name : {"sales_gain_supported", "sales_gain_others"}) {
    for (const char* end : {"_mean", "_low", "_high"}) results.variables.push_back({std::string(name) + end, "CNY per year", "", "", {"scenario", "year"}, std::vector<double>{1e6, 1e6}, {}});
  }
  const double open = std::nan("");
  results.variables.push_back({"displacement", "1", "", "", {"scenario", "year"}, std::vector<double>{38.78, 38.78}, {}});
  for (const char* end : {"_low", "_high"}) results.variables.push_back({std::string("displacement") + end, "1", "", "", {"scenario", "year"}, std::vector<double>{open, open}, {}});
  const std::string text = compare_report(summarise_comparison(results), Lang::en);
  CHECK_FALSE(contains(text, "38.78"));
  CHECK(contains(text, "gained +1 m CNY (+1 m CNY .. +1 m CNY), all others +1 m CNY"));
  CHECK(contains(text, "cannot be told from none"));
  CHECK_FALSE(contains(text, "paired/unpaired"));
  CHECK(contains(text, "that of unpaired"));
}

TEST_CASE("where nothing is gained nothing is priced") {
  const std::string text = compare_report(summarise_comparison(sample(0)), Lang::en);
  CHECK_FALSE(contains(text, "*  "));
  CHECK(contains(text, "no price of an additional firm: the gain cannot be told from none"));
  CHECK(contains(compare_report(summarise_comparison(sample(0)), Lang::zh), "每新增一家的价格无法给出：增量无法与零区分"));
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
  CHECK(contains(text, "no price of an additional firm: the gain cannot be told from none"));
  CHECK_FALSE(contains(text, "came back"));
  const std::string page = page_of(results);
  CHECK(contains(page, "no price of an additional firm: the gain cannot be told from none."));
  CHECK_FALSE(contains(page, "1.65 m CNY"));
}

TEST_CASE("the result of a run is no comparison") {
  Results other = sample(1);
  other.attributes["kind"] = "run";
  CHECK_THROWS_AS(summarise_comparison(other), IoError);
}
