// Observation (S19): the sweep that counts, the record, the series and metrics that targets read.
#include <catch2/catch.hpp>

#include "firms.hpp"
#include "model/observation.hpp"
#include "tiny.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

Scenario with_schemes() {
  Scenario s = tiny_scenario();
  Scheme hte{}, eagle{};
  hte.id = "hte", eagle.id = "young_eagle";
  s.schemes = {hte, eagle};
  s.ladders = {{"technology", {}, {"hte"}}, {"growth", {}, {"young_eagle"}}};
  return s;
}

Metric metric(const std::string& kind, const std::string& of) {
  Metric m;
  m.kind = kind, m.of = of;
  return m;
}

}  // namespace

TEST_CASE("(O1) the sweep counts active firms, their money and who holds what") {
  World w = firms(4);
  w.sales[0] = 2.5f, w.measured[0] = 1.2f, w.employees[0] = 7;
  w.sales[1] = 10, w.measured[1] = 1, w.employees[1] = 20, w.held[1] = 0b101;
  w.status[2] = kDormant, w.sales[2] = 99;
  w.status[3] = kEmpty;
  ObserveView view{In(w.status), In(w.sales), In(w.measured), In(w.employees), In(w.held)};
  const std::uint16_t ladders[] = {0b101, 0b010};
  ObserveSums sums;
  observe_quarter({0, 4, 0}, view, ladders, 2, sums);
  CHECK(sums.active == 2);
  CHECK(sums.dormant == 1);
  CHECK(sums.revenue == 3000 + 10000);
  CHECK(sums.sales == 2500 + 10000);
  CHECK(sums.employees == 27);
  CHECK(sums.unique[0] == 1);  // two titles, one firm
  CHECK(sums.unique[1] == 0);
}

TEST_CASE("observation: the sweep equals the slow loop on every instruction set") {
  const std::uint32_t n = 1003;
  World w = wild_firms(n, 91);
  const std::uint16_t ladders[] = {0b011, 0b110};
  ObserveSums expected;
  std::int64_t patents = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    patents += w.status[i] == kActive ? w.inventions[i] : 0;
    expected.active += w.status[i] == kActive, expected.dormant += w.status[i] == kDormant;
    w.held[i] = static_cast<std::uint16_t>(i * 2654435761u >> 29);
    for (int l = 0; l < 2; ++l) expected.unique[l] += (w.held[i] & ladders[l]) != 0;
    if (w.status[i] != kActive) continue;
    expected.revenue += static_cast<std::int32_t>(1000.0f * w.sales[i] * w.measured[i]);
    expected.sales += static_cast<std::int32_t>(1000.0f * w.sales[i]);
    expected.employees += static_cast<std::int32_t>(w.employees[i]);
  }
  ObserveView view{In(w.status), In(w.sales), In(w.measured), In(w.employees), In(w.held)};
  for (const Isa isa : isas()) {
    ObserveSums sums;
    kernels(isa).observe_quarter({0, n, 0}, view, ladders, 2, sums);
    INFO(name(isa));
    CHECK((patents > 0 && kernels(isa).observe_patents({0, n, 0}, {In(w.status), In(w.inventions)}) == patents));
    CHECK((sums.active == expected.active && sums.dormant == expected.dormant && sums.revenue == expected.revenue));
    CHECK((sums.sales == expected.sales && sums.employees == expected.employees));
    CHECK((sums.unique[0] == expected.unique[0] && sums.unique[1] == expected.unique[1]));
  }
}

TEST_CASE("the record: quarterly series hold the opening stock first; widths follow their axis") {
  const Scenario s = with_schemes();
  Record r(s);
  CHECK(r.quarters() == 72);
  CHECK(r.years() == 18);
  CHECK(r.steps(Series::firms) == 73);
  CHECK(r.steps(Series::entries) == 18);
  CHECK(r.width(Series::firms) == 2);
  CHECK(r.width(Series::certificates) == 2);
  CHECK(r.width(Series::certificates_district) == 4);
  CHECK(r.width(Series::tax_paid) == 1);
  r.at(Series::firms, 4, 0) = 10, r.at(Series::firms, 4, 1) = 5;
  CHECK(r.total(Series::firms, 4) == 15);
  CHECK(r.total(Series::firms, 3) == 0);
}

TEST_CASE("series: a year's stock is that of its 31 December, money in CNY, a part of the city blown up to the whole") {
  Scenario s = with_schemes();
  s.scale = 0.5;
  Record r(s);
  r.gdp.assign(18, 1e12);
  r.at(Series::certificates, 8, 0) = 30;  // end of 2019
  r.at(Series::certificates_district, 1, 1) = 12;
  r.at(Series::revenue, 8, 0) = 7;
  r.at(Series::entries, 1, 3) = 4;
  r.rd_gdp[1] = 0.031;
  CHECK(observe_series("hte", r, s, 1) == 60);
  CHECK(observe_series("hte.south", r, s, 1) == 24);
  CHECK(observe_series("revenue", r, s, 1) == 14000);
  CHECK(observe_series("entries", r, s, 1) == 8);
  CHECK(observe_series("rd_gdp", r, s, 1) == 0.031);  // a ratio stays what it is
  CHECK(observe_series("gdp", r, s, 1) == 1e12);
  CHECK(std::isnan(observe_series("no_such_series", r, s, 1)));
  CHECK(std::isnan(observe_series("hte.east", r, s, 1)));
  CHECK(std::isnan(observe_series("hte", r, s, 18)));
  CHECK(std::isnan(observe_series("hte", r, s, -1)));
}

TEST_CASE("metrics: counts, unique firms, shares, cumulated flows, and nothing where nothing can be said") {
  const Scenario s = with_schemes();
  Record r(s);
  r.gdp.assign(18, 1e12);
  for (int y = 0; y < 18; ++y) {
    r.at(Series::certificates, 4 * y + 4, 0) = 100 + y, r.at(Series::certified_firms, 4 * y + 4, 0) = 90 + y;
    r.at(Series::entries, y, 1) = 7, r.at(Series::entries, y, 3) = 3, r.at(Series::certificates_in_tracks, y, 0) = 11;
    r.at(Series::venture_invested, y, 0) = 500;
  }
  CHECK(measure(metric("count", "hte"), r, s, 6) == 106);
  CHECK(measure(metric("unique", "technology"), r, s, 6) == 96);
  Metric tracks = metric("count", "hte");
  tracks.select = "track=any";
  CHECK(measure(tracks, r, s, 6) == 11);
  Metric attracted = metric("cumulative", "entries");
  attracted.select = "channel=attracted", attracted.since = 2024;
  CHECK(measure(attracted, r, s, 5) == 0);   // 2023
  CHECK(measure(attracted, r, s, 9) == 12);  // 2024 to 2027
  Metric share = metric("ratio", "venture_invested");
  share.over = "gdp";
  CHECK(measure(share, r, s, 3) == Approx(5e-7));
  CHECK(std::isnan(measure(metric("none", ""), r, s, 6)));
  CHECK(std::isnan(measure(metric("unique", "no_ladder"), r, s, 6)));
  CHECK(std::isnan(measure(metric("count", "hte"), r, s, 18)));
}

TEST_CASE("metrics: a part of the city counts for the whole in every kind of metric") {
  Scenario whole = with_schemes(), part = with_schemes();
  part.scale = 0.1;
  Record r(whole), q(part);
  r.gdp.assign(18, 1e12), q.gdp.assign(18, 1e12);
  for (int y = 0; y < 18; ++y) {
    r.at(Series::certificates, 4 * y + 4, 0) = 1000, q.at(Series::certificates, 4 * y + 4, 0) = 100;
    r.at(Series::certified_firms, 4 * y + 4, 0) = 900, q.at(Series::certified_firms, 4 * y + 4, 0) = 90;
    r.at(Series::entries, y, 3) = 50, q.at(Series::entries, y, 3) = 5;
    r.at(Series::certificates_in_tracks, y, 0) = 70, q.at(Series::certificates_in_tracks, y, 0) = 7;
  }
  Metric attracted = metric("cumulative", "entries"), tracks = metric("count", "hte");
  attracted.select = "channel=attracted", attracted.since = 2024, tracks.select = "track=any";
  for (const Metric& m : {metric("count", "hte"), metric("unique", "technology"), attracted, tracks}) {
    INFO(m.kind << " " << m.of << " " << m.select);
    CHECK(measure(m, q, part, 9) == Approx(measure(m, r, whole, 9)));
  }
}

TEST_CASE("observation: firms by district and holders equal the slow loops on every instruction set") {
  const std::uint32_t n = 1003;
  World w = wild_firms(n, 61);
  std::vector<std::int64_t> expected(9, 5);
  std::vector<std::uint8_t> holds(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    w.district[i] = static_cast<std::uint8_t>(i * 7 % 9), w.held[i] = static_cast<std::uint16_t>(i % 5 == 0 ? 1u << i % 16 : 0);
    expected[w.district[i]] += w.status[i] == kActive;
    holds[i] = w.held[i] != 0;
  }
  for (const Isa isa : isas()) {
    INFO(name(isa));
    std::vector<std::int64_t> firms(9, 5);
    std::vector<std::uint8_t> marks(n, 9);
    kernels(isa).count_places({0, n, 0}, {In(w.status), In(w.district)}, 9, firms.data());
    kernels(isa).mark_certified({0, n, 0}, In(w.held), marks.data());
    CHECK(firms == expected);
    CHECK(marks == holds);
  }
}
