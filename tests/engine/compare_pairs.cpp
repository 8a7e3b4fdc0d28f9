// Who shares what: parameter points by path, and the arrays from records made by hand.
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "engine/compare.hpp"
#include "engine/compare_aims.hpp"

using namespace echelon;

namespace {

ParameterValue parameter(const std::string& path, double low, double high) {
  ParameterValue v{};
  v.path = path, v.value = (low + high) / 2, v.low = -100, v.high = 100;
  v.prior.kind = Prior::Kind::uniform, v.prior.low = low, v.prior.high = high;
  return v;
}

Scenario town(const std::string& id) {
  Scenario s{};
  s.id = id;
  s.horizon = {Quarter::of(2018, 1), Quarter::of(2019, 4)};
  s.sectors.resize(1), s.sectors[0].id = "only";
  s.districts.resize(1), s.districts[0].id = "here";
  s.schemes.resize(2), s.schemes[0].id = "low", s.schemes[1].id = "high";
  s.ladders = {{"ladder", {"ladder", "梯队"}, {"low", "high"}}};
  s.parameters = {parameter("a.x", 0, 1), parameter("a.y", 10, 20), parameter("a.z", -1, 0)};
  s.replicates = 4, s.seed = 3, s.design = "latin-hypercube", s.scale = 1;
  return s;
}

Instrument instrument(const std::string& id) {
  Instrument x{};
  x.id = id;
  return x;
}

const std::vector<double>& numbers(const Results& r, const std::string& name) {
  INFO(name);
  REQUIRE(r.find(name) != nullptr);
  return std::get<std::vector<double>>(r.find(name)->data);
}

}  // namespace

TEST_CASE("scenarios share every drawn parameter, whatever its place") {
  const Scenario a = town("a");
  Scenario b = town("b");
  std::swap(b.parameters[0], b.parameters[2]);
  const auto draws = pair_parameters(a, {b});
  REQUIRE(draws.size() == 2);
  for (int k = 0; k < 4; ++k) {
    CHECK(draws[0].points[k][0] == draws[1].points[k][2]);
    CHECK(draws[0].points[k][1] == draws[1].points[k][1]);
    CHECK(draws[0].points[k][2] == draws[1].points[k][0]);
  }
  CHECK(draws[0].points == draw_parameters(a).points);
}

TEST_CASE("what one scenario fixes stays fixed there and is drawn in the other") {
  Scenario a = town("a"), b = town("b");
  for (Scenario* s : {&a, &b}) {
    ParameterValue& v = s->parameters[s == &a ? 0 : 1];
    v.fixed_by_user = true, v.value = 0.25, v.prior = {}, v.prior.centre = 0.25;
  }
  const auto draws = pair_parameters(a, {b});
  for (int k = 0; k < 4; ++k) {
    CHECK(draws[0].points[k][0] == 0.25);
    CHECK(draws[1].points[k][1] == 0.25);
    CHECK((draws[1].points[k][0] != 0.25 && draws[0].points[k][1] >= 10));
  }
}

TEST_CASE("what cannot be paired is refused by name") {
  const Scenario a = town("a");
  Scenario prior = town("b"), horizon = town("b"), missing = town("b"), scale = town("b");
  prior.parameters[1].prior.high = 30;
  horizon.horizon.last = Quarter::of(2020, 4);
  missing.parameters[2].path = "a.w";
  scale.scale = 0.5;
  CHECK_THROWS_WITH(pair_parameters(a, {prior}), Catch::Contains("a.y"));
  CHECK_THROWS_WITH(pair_parameters(a, {horizon}), Catch::Contains("horizons"));
  CHECK_THROWS_WITH(pair_parameters(a, {missing}), Catch::Contains("a.z"));
  CHECK_THROWS_WITH(pair_parameters(a, {scale}), Catch::Contains("scales"));
}

TEST_CASE("differences, money and cost per firm by hand") {
  Scenario a = town("a"), b = town("b");
  b.instruments = {instrument("new"), instrument("old")};
  a.instruments = {instrument("old")};
  std::vector<std::vector<Record>> records(2);
  for (int k = 0; k < 2; ++k) {
    records[0].emplace_back(a), records[1].emplace_back(b);
    Record &x = records[0].back(), &y = records[1].back();
    x.parameters = y.parameters = {1, 2, 3};
    for (int year = 0; year < 2; ++year) {
      x.at(Series::certificates, 4 * (year + 1), 1) = 100;
      y.at(Series::certificates, 4 * (year + 1), 1) = 100 + 10 * (year + 1) + 2 * k;  // +10, +12; then +20, +22
      y.at(Series::certified_firms, 4 * (year + 1), 0) = 5 + k;                       // +5, +6 in either year
      x.at(Series::outlay, year, 0) = 7;                                              // thousand CNY
      y.at(Series::outlay, year, 0) = 20, y.at(Series::outlay, year, 1) = 10;
    }
  }
  const Results r = assemble_comparison(a, {b}, records, {0, 3});
  CHECK(numbers(r, "certificates_difference_mean") == std::vector<double>{0, 11, 0, 21});  // year, scheme
  CHECK(numbers(r, "certificates_difference") == std::vector<double>{0, 10, 0, 20, 0, 12, 0, 22});
  // instruments of both, the reference's first: old pays 3 thousand more, new 20
  CHECK(numbers(r, "outlay_difference_mean") == std::vector<double>{3000, 20000, 3000, 20000});
  CHECK(numbers(r, "outlay_total_difference_mean") == std::vector<double>{23000, 23000});
  // outlay so far over additional firms: 23000 / 5.5, then 46000 / 5.5; over firm-years 46000 / 11
  CHECK(numbers(r, "cost_per_additional_firm")[0] == Approx(23000 / 5.5));
  CHECK(numbers(r, "cost_per_additional_firm")[1] == Approx(46000 / 5.5));
  CHECK(numbers(r, "cost_per_firm_year")[1] == Approx(46000.0 / 11));
  CHECK(std::get<std::vector<std::int64_t>>(r.dimension("replicate")->values) == std::vector<std::int64_t>{0, 3});
  for (const ResultVariable& v : r.variables) {
    std::size_t size = 1;
    for (const std::string& d : v.dims) size *= r.dimension(d)->size();
    INFO(v.name);
    CHECK(std::visit([](const auto& data) { return data.size(); }, v.data) == size);
  }
}

TEST_CASE("a comparison says in which instruments the sides differ, and at which title they aim") {
  Scenario a = town("a"), same = town("b"), more = town("c");
  Instrument award = instrument("award"), old = instrument("old");
  award.scheme = "high", award.amount = 5, old.scheme = "low";
  a.instruments = {award}, same.instruments = {award};
  award.amount = 6;
  more.instruments = {award, old};
  Results r = assemble_comparison(a, {same, more}, {{Record(a)}, {Record(same)}, {Record(more)}}, {0});
  add_aims(r, a, {same, more});
  CHECK(std::get<std::vector<std::string>>(r.find("instrument_scheme")->data) == std::vector<std::string>{"high", "low"});
  CHECK(std::get<std::vector<std::int64_t>>(r.find("instrument_differs")->data) == std::vector<std::int64_t>{0, 0, 1, 1});
}
