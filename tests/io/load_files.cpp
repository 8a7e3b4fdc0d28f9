// Each kind of file becomes the struct that it describes.
#include <catch2/catch.hpp>

#include <cmath>

#include "town.hpp"

using namespace echelon;

namespace {

const Scheme& scheme(const Scenario& s, const std::string& id) {
  for (const Scheme& x : s.schemes)
    if (x.id == id) return x;
  throw std::runtime_error("no scheme " + id);
}

Scenario base() {
  auto loaded = town::load(town::request("base"));
  INFO(loaded.problems.text());
  REQUIRE(loaded.problems.empty());
  return loaded.scenario;
}

}  // namespace

TEST_CASE("the city and its sectors", "[io][load]") {
  const Scenario s = base();
  REQUIRE(s.districts.size() == 2);
  CHECK(s.districts[0].name.zh == "北区");
  CHECK(s.districts[1].firm_share == 0.7);
  REQUIRE(s.paths.size() == 1);
  CHECK(s.paths[0].points[0].year == 2018);  // in the order of the years, not of the file
  CHECK(s.paths[0].points[0].value == 1110000000.0);
  REQUIRE(s.sectors.size() == 2);
  CHECK(s.sectors[0].depreciation == 0.25);
  CHECK(s.sectors[0].hard_tech);
  CHECK(s.sectors[1].demand_trend == -0.005);
  CHECK(s.sectors[1].sales_per_employee == 0.6);
  REQUIRE(s.tracks.size() == 1);
  CHECK(s.tracks[0].share_by_sector == std::vector<double>{0, 0.12});
}

TEST_CASE("schemes: calendar, validity, review, quota", "[io][load]") {
  const Scenario s = base();
  CHECK(s.schemes[0].id == "tech_sme");  // rung B1 before B2
  const Scheme& hte = scheme(s, "hte");
  CHECK(hte.apply_quarter == 2);
  CHECK(hte.decide_quarter == 4);
  CHECK(hte.opens == Quarter::of(2017, 1));
  CHECK(hte.validity_quarters == 12);
  CHECK(hte.valid_until_quarter == 0);
  CHECK(hte.score_field == "score_hte");
  CHECK(hte.score_cut == 70);
  const Scheme& sme = scheme(s, "tech_sme");
  CHECK(sme.validity_quarters == 0);
  CHECK(sme.valid_until_quarter == 1);
  CHECK(sme.opens == Quarter::of(2017, 1));  // when its first rule begins
  CHECK(sme.quota == std::vector<std::pair<int, double>>{{2018, 100}, {2019, 120}});
  CHECK(sme.not_mapped[0] == std::pair<std::string, std::string>{"R4.validity", "carried by validity"});
}

TEST_CASE("rules: dates, groups, thresholds in base units, terms of `when`", "[io][load]") {
  const Scenario s = base();
  const Scheme& hte = scheme(s, "hte");
  REQUIRE(hte.versions.size() == 2);
  CHECK(hte.versions[0].from == Quarter::of(2016, 1));
  CHECK(hte.versions[0].to == Quarter::of(2019, 4));    // until the next version begins
  CHECK(hte.versions[1].from == Quarter::of(2020, 1));  // March
  CHECK(hte.versions[1].to.year() == 9999);
  const auto& c = hte.versions[0].conditions;
  REQUIRE(c.size() == 3);
  CHECK(c[1].value == 0.05);
  CHECK(c[1].comparator == Comparator::at_least);
  REQUIRE(c[2].when.size() == 2);
  CHECK(c[2].when[0].comparator == Comparator::above);
  CHECK(c[2].when[0].value == 5e7);
  CHECK(c[2].when[1].field == "is_review");
  CHECK(c[2].when[1].negated);
  CHECK(c[2].when[1].value == 1);
  CHECK(c[2].where.text() == (town::data() / "config/schemes/hte.yaml:20:9").string());
  CHECK(hte.versions[1].conditions[0].value == 1);  // 4 quarters are one year
  const auto& any = scheme(s, "tech_sme").versions[0].conditions;
  CHECK(any[0].group == "entry");
  CHECK(any[0].value == 1);
  CHECK_FALSE(any[1].has_value);
  CHECK(scheme(s, "tech_sme").versions[0].to == Quarter::of(2026, 1));
}

TEST_CASE("score tables", "[io][load]") {
  const Scenario s = base();
  const auto& tables = scheme(s, "hte").scores;
  REQUIRE(tables.size() == 1);
  CHECK(tables[0].cap == 100);
  const auto& bands = tables[0].items[0].bands;
  CHECK(bands[0].from == 0.35);
  CHECK(std::isinf(bands[0].to));
  CHECK(bands[0].points_low == 9);
  CHECK(bands[0].points_high == 10);
  CHECK(std::isinf(bands[1].from));
  CHECK(bands[1].points_low == 3);
  CHECK(tables[0].items[0].source == "R4.a, R4.b");
  CHECK(tables[0].items[1].field == "grade:technology_level");
}

TEST_CASE("parameters: held unit, prior, class, place", "[io][load]") {
  const Scenario s = base();
  REQUIRE(s.parameters.size() == 9);
  CHECK(s.parameters[0].path == "growth.sigma");  // the order of the declarations, then scheme by scheme
  CHECK(s.parameters[5].path == "schemes.tech_sme.apply");
  const ParameterValue& sigma = town::parameter(s, "growth.sigma");
  CHECK(sigma.value == 0.25);
  CHECK(sigma.prior.kind == Prior::Kind::uniform);
  CHECK(sigma.prior.high == 0.35);
  CHECK(sigma.cls == ParameterClass::calibrated);
  CHECK(sigma.symbol == "σ");
  CHECK(sigma.low == 0.05);
  CHECK_FALSE(sigma.fixed_by_user);
  CHECK(sigma.where.line == 5);
  const ParameterValue& drift = town::parameter(s, "growth.drift");
  CHECK(drift.value == 0.07);
  CHECK(drift.prior.low == -0.02);
  CHECK(drift.prior.centre == 0.07);
  const ParameterValue& share = town::parameter(s, "venture.share");
  CHECK(share.value == 0.07);  // declared in %, held as a fraction
  CHECK(share.prior.low == 0.05);
  CHECK(town::parameter(s, "venture.pool").value == 2.5);
  CHECK(town::parameter(s, "venture.wait").prior.kind == Prior::Kind::fixed);
  CHECK(town::parameter(s, "venture.wait").prior.centre == 12);
  CHECK(town::parameter(s, "schemes.hte.hassle").value == 50000);
  CHECK(town::parameter(s, "schemes.hte.hassle").prior.high == 100000);
  const Prior normal = town::parameter(s, "schemes.tech_sme.apply").prior;
  CHECK(normal.centre == 0.2);
  CHECK(normal.spread == 0.5);
  CHECK(normal.low == -1);
}

TEST_CASE("instruments, with the words a person may use", "[io][load]") {
  const Scenario s = base();
  REQUIRE(s.instruments.size() == 1);
  const Instrument& grant = s.instruments[0];
  CHECK(grant.kind == InstrumentKind::grant);
  CHECK(grant.amount == 1e7);
  CHECK(grant.share == 0.2);
  CHECK(grant.first_year_share == 0.6);
  CHECK(grant.duration_quarters == 12);
  CHECK(grant.per_year == 3);
  CHECK(grant.budget == -1);
  CHECK(grant.payers == std::map<std::string, double>{{"city", 1.0}});
  CHECK(grant.lag_quarters == 1);
  CHECK(grant.to == Quarter::of(2019, 4));
  CHECK(grant.assumption == "everything");
}

TEST_CASE("targets and observations", "[io][load]") {
  const Scenario s = base();
  REQUIRE(s.targets.size() == 3);
  CHECK(s.targets[0].register_id == "plan");
  CHECK(s.targets[0].metric.kind == "count");
  CHECK(s.targets[0].goal_low == 500);
  CHECK(s.targets[0].goal_high == 500);
  CHECK_FALSE(s.targets[0].assumption);
  CHECK(s.targets[1].goal_low == 0.03);
  CHECK(s.targets[1].goal_high == 0.035);
  CHECK(s.targets[1].assumption);
  CHECK(s.targets[2].metric.select == "channel=attracted");
  CHECK(s.targets[2].metric.since == 2019);
  CHECK(std::isnan(s.targets[2].goal_low));
  REQUIRE(s.observations.size() == 2);
  CHECK(s.observations[0].use == "fit-2021, fit-all");
  CHECK(s.observations[0].tolerance == 0.05);
  CHECK(s.observations[1].bound == "lower");
}

TEST_CASE("the run's defaults and the digests of all files that were read", "[io][load]") {
  const Scenario s = base();
  CHECK(s.id == "base");
  CHECK(s.question == "What if nothing changes?\n若不改变？");
  CHECK(s.horizon.quarters() == 12);
  CHECK(s.replicates == 20);
  CHECK(s.seed == 7);
  CHECK(s.design == "sobol");
  CHECK(s.ensemble.empty());
  CHECK(s.rooms.at("venture"));
  CHECK(s.inputs.size() == 15);
  CHECK(s.inputs[0].first == "scenarios/base.yaml");
  CHECK(s.inputs[1].first == "config/city.yaml");
  CHECK(s.inputs[1].second.size() == 64);
}
