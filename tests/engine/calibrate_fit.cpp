// Which figure is fitted, held out or leaking; what a frozen world knows; data, search space and ridges, by hand.
#include <catch2/catch.hpp>
#include <cmath>

#include "engine/calibrate.hpp"
#include "engine/fit.hpp"

using namespace echelon;

namespace {

Observation figure(const std::string& id, int year, double value, const std::string& use, const std::string& bound = "") {
  return {id, "hte", year, value, bound, use, 0.05, "made up", ""};
}

Scenario town() {
  Scenario s{};
  s.horizon = {Quarter::of(2018, 1), Quarter::of(2019, 4)};
  s.sectors.resize(1), s.districts.resize(1), s.schemes.resize(1);
  s.schemes[0].id = "hte";
  s.scale = 0.1;
  s.observations = {figure("a", 2018, 100, "fit-2021, fit-all"), figure("b", 2019, 200, "fit-all"), figure("c", 2019, 150, "shown"),
                    figure("d", 2019, 230, "fit-all", "lower"), figure("e", 2019, 90, "test"), figure("f", 2030, 1, "fit-all")};
  return s;
}

std::vector<Record> records(const Scenario& s) {
  std::vector<Record> out;
  for (int k = 0; k < 11; ++k) {  // simulated counts 10 .. 20 in 2018 and 15 .. 25 in 2019, so 100 .. 200 and 150 .. 250
    out.emplace_back(s);
    out.back().at(Series::certificates, 4, 0) = 10 + k;
    out.back().at(Series::certificates, 8, 0) = 15 + k;
  }
  return out;
}

ParameterValue parameter(const std::string& path, ParameterClass cls, Prior::Kind kind) {
  ParameterValue v{};
  v.path = path, v.cls = cls, v.value = 7, v.prior.kind = kind, v.prior.low = 0, v.prior.high = 10, v.prior.centre = 7;
  return v;
}

}  // namespace

TEST_CASE("a use is a word of the list, not a part of one") {
  CHECK(used_for(figure("", 0, 0, "fit-2021, fit-all"), "fit-2021"));
  CHECK(used_for(figure("", 0, 0, "fit-2021, fit-all"), "fit-all"));
  CHECK_FALSE(used_for(figure("", 0, 0, "fit-2021, fit-all"), "fit"));
  CHECK_FALSE(used_for(figure("", 0, 0, "shown"), "fit-all"));
}

TEST_CASE("the table of figures by hand") {
  const Scenario s = town();
  const FitTable frozen = fit_table(s, "fit-2021", records(s)), all = fit_table(s, "fit-all", records(s));
  REQUIRE(frozen.rows.size() == 6);
  CHECK((frozen.rows[0].role == FitRole::fitted && all.rows[0].role == FitRole::fitted));
  CHECK((frozen.rows[1].role == FitRole::held_out && all.rows[1].role == FitRole::fitted));
  CHECK((frozen.rows[2].role == FitRole::shown && frozen.rows[4].role == FitRole::test));
  CHECK((frozen.rows[5].role == FitRole::outside && std::isnan(frozen.rows[5].median)));
  CHECK((frozen.rows[0].median == 150 && frozen.rows[0].p05 == Approx(105) && frozen.rows[0].p95 == Approx(195)));
  CHECK(frozen.rows[0].miss == Approx(0.5));
  CHECK_FALSE(frozen.rows[0].inside);
  CHECK((frozen.rows[1].miss == 0 && frozen.rows[1].inside));
  Scenario closed = s;
  closed.schemes[0].opens = Quarter::of(2025, 1);
  CHECK(fit_table(closed, "fit-all", records(s)).rows[0].role == FitRole::outside);
  // the lower bound of 230 is missed by the median of 200, and reached by some of the band
  CHECK((frozen.rows[3].miss == Approx(200.0 / 230 - 1) && frozen.rows[3].inside));
}

TEST_CASE("what the worlds said of a series gives the same table again") {
  const Scenario s = town();
  const FitTable table = fit_table(s, "fit-2021", records(s));
  REQUIRE(table.said.size() == 2);  // one series, two years; 2030 is not simulated
  CHECK((table.said[0].series == "hte" && table.said[1].year == 2019 && table.said[1].p25 == Approx(175) && table.said[1].p75 == Approx(225)));
  const FitTable again = fit_table(s, "fit-2021", table.said, table.replicates);
  REQUIRE((again.rows.size() == table.rows.size() && again.replicates == 11));
  for (std::size_t i = 0; i < again.rows.size(); ++i) {
    CHECK((again.rows[i].role == table.rows[i].role && again.rows[i].inside == table.rows[i].inside));
    CHECK((again.rows[i].miss == table.rows[i].miss || std::isnan(table.rows[i].miss)));
  }
  auto shorter = table.said;
  shorter.pop_back();
  CHECK(fit_table(s, "fit-2021", shorter, 11).rows[1].role == FitRole::outside);
}

TEST_CASE("a frozen world knows nothing later") {
  Scenario s = town();
  s.paths = {{"gdp", {{2018, 1}, {2021, 2}, {2022, 3}}, ""}};
  s.instruments.resize(2);
  s.instruments[0].from = Quarter::of(2021, 4), s.instruments[1].from = Quarter::of(2022, 1);
  RuleVersion old{}, later{};
  old.id = "old", old.from = Quarter::of(2016, 1), old.to = Quarter::of(2022, 2);
  later.id = "later", later.from = Quarter::of(2022, 3), later.to = Quarter::of(9999, 4);
  s.schemes[0].versions = {old, later};
  s.schemes[0].quota = {{2020, 7}, {2022, 50}};
  s.schemes.resize(2);
  s.schemes[1].id = "new", s.schemes[1].opens = Quarter::of(2022, 1), s.schemes[1].versions = {later};
  const Scenario f = freeze_information(s, 2021);
  CHECK(f.paths[0].points.size() == 2);
  REQUIRE(f.instruments.size() == 1);
  CHECK(f.instruments[0].from == Quarter::of(2021, 4));
  REQUIRE(f.schemes[0].versions.size() == 1);
  CHECK((f.schemes[0].versions[0].id == "old" && f.schemes[0].versions[0].to > Quarter::of(2035, 4)));
  CHECK((f.schemes[0].quota.size() == 1 && f.schemes[0].quota[0].first == 2020));
  CHECK((f.schemes[1].opens > Quarter::of(2035, 4) && f.schemes[1].versions.size() == 1));
}

TEST_CASE("figures on the scale of the fit by hand") {
  Scenario s = town();
  const std::vector<Datum> data = data_for(s, "fit-all");
  REQUIRE(data.size() == 3);  // a, b, d; 2030 is not simulated
  CHECK(data[0].offset == 5);  // half of a simulated firm that stands for ten
  CHECK(data[0].value == Approx(std::log(105)));
  CHECK(data[0].spread == Approx(0.05 * 100 / 105));
  CHECK(data[0].seen(0) == Approx(std::log(5)));
  s.observations[0].series = "rd_gdp", s.observations[0].value = 0.03;
  CHECK(data_for(s, "fit-all")[0].value == Approx(std::log(0.03)));
}

TEST_CASE("who is searched and who is noise") {
  Scenario s = town();
  s.parameters = {parameter("a.k", ParameterClass::calibrated, Prior::Kind::uniform), parameter("a.l", ParameterClass::literature, Prior::Kind::uniform),
                  parameter("a.d", ParameterClass::definitional, Prior::Kind::fixed), parameter("a.f", ParameterClass::calibrated, Prior::Kind::uniform)};
  s.parameters[3].fixed_by_user = true;
  const SearchSpace all = search_space(s, {}, false);
  CHECK((all.free == std::vector<std::size_t>{0} && all.noise == std::vector<std::size_t>{1}));
  CHECK(all.values(s, {0.25}, {0.5}) == std::vector<double>{2.5, 5, 7, 7});
  const SearchSpace named = search_space(s, {"a.l"}, true);
  CHECK((named.free == std::vector<std::size_t>{1} && named.noise.empty()));
  CHECK_THROWS_WITH(search_space(s, {"a.x"}, false), Catch::Contains("a.x"));
  CHECK_THROWS_WITH(search_space(s, {"a.d"}, false), Catch::Contains("a.d"));
}

TEST_CASE("ridges by hand") {
  const std::vector<std::vector<double>> places = {{0.1, 0.9, 0.5}, {0.2, 0.8, 0.1}, {0.3, 0.7, 0.9}, {0.4, 0.6, 0.5}};
  const auto ridges = find_ridges({"x", "y", "z"}, places, 0.5);
  REQUIRE(ridges.size() == 1);
  CHECK((ridges[0].a == "x" && ridges[0].b == "y" && ridges[0].correlation == Approx(-1)));
}
