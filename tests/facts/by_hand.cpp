// Facts of panels that were written by hand.
#include <catch2/catch.hpp>
#include <cmath>

#include "facts/hand_made.hpp"

using namespace echelon;
using test::HandMade;

namespace {

FactOptions at(int year) {
  FactOptions options;
  options.reference_year = year;
  return options;
}

}  // namespace

TEST_CASE("growth is measured between whole years of business only") {
  HandMade city(2018, 2021);
  const auto old = city.firm(-8), born = city.firm(1), sleeper = city.firm(-8), steady = city.firm(-8);
  for (int y = 0; y < 4; ++y) {
    city.year(2018 + y, old, {.revenue = std::exp(0.3 * y)});
    city.year(2018 + y, born, {.revenue = y == 0 ? 0.1 : 5.0});  // half a year of business in 2018
    city.year(2018 + y, sleeper, {.revenue = 3, .dormant = y == 1});
    city.year(2018 + y, steady, {.revenue = 2});
  }
  const FactSample sample = city.sample();
  const auto of = [&](std::uint32_t firm) {
    std::vector<double> g;
    for (const Growth1& growth : sample.growth()) {
      if (growth.firm == firm) g.push_back(growth.growth);
    }
    return g;
  };
  CHECK(of(old).size() == 3);
  CHECK(of(born).size() == 2);    // 2019-20 and 2020-21; its first year was not whole
  CHECK(of(sleeper).empty());     // no two whole years in a row: dormant in 2019, not whole in 2020
  // 2019: old 0.3 and steady 0, less their mean 0.15; later the newborn counts too
  CHECK(of(old)[0] == Approx(0.15));
  CHECK(of(steady)[0] == Approx(-0.15));
  CHECK(of(old)[1] == Approx(0.2));
  CHECK(of(born)[0] == Approx(-0.1));
}

TEST_CASE("growth is compared within the sector") {
  HandMade city(2018, 2019, 2);
  const auto a = city.firm(-8, 0), b = city.firm(-8, 1);
  for (const auto firm : {a, b}) city.year(2018, firm, {.revenue = 1});
  city.year(2019, a, {.revenue = 2}), city.year(2019, b, {.revenue = 4});
  const FactSample sample = city.sample();
  for (const Growth1& g : sample.growth()) CHECK(g.growth == Approx(0).margin(1e-12));
}

// Windows of three years from 2018 to 2021: four a firm. By staff A is fast twice, B once; C stays, D grows by 1.7, just short of
// 1.2^3 = 1.728; E has five employees; F gains two jobs at the end. By sales A is just above the line, B just below it.
TEST_CASE("high-growth firms, their jobs, and who does it again") {
  HandMade city(2018, 2024);
  const std::vector<std::vector<double>> staff{{10, 10, 10, 20, 20, 20, 40}, {10, 10, 10, 20, 20, 20, 20}, {10, 10, 10, 10, 10, 10, 10},
                                               {10, 10, 10, 10, 10, 17, 17}, {5, 5, 5, 9, 9, 9, 9},        {10, 10, 10, 10, 10, 10, 12}};
  const std::vector<double> later_sales{1.73, 1.72, 1, 1, 1.73, 1};
  for (std::size_t i = 0; i < staff.size(); ++i) {
    const auto firm = city.firm(-8);
    for (int y = 0; y < 7; ++y) city.year(2018 + y, firm, {.revenue = y < 3 ? 1 : later_sales[i], .employees = staff[i][y]});
  }
  FactValues out;
  measure_fast_growth(city.sample(), at(2023), out);
  CHECK(out["fast_by_staff"] == Approx(7.0 / 20));
  CHECK(out["fast_by_sales"] == Approx(3.0 / 20));
  CHECK(out["fast_jobs"] == Approx(80.0 / 96));  // 50 of A, 30 of B; twice 7 of D, 2 of F
  CHECK(out["repeat"] == Approx(0.5));
  CHECK(out["repeat_ratio"] == Approx(2.5));     // base rate 1 in 5
}

TEST_CASE("the national zones' gazelles: fast, large when young, or hiring; never without R&D") {
  HandMade city(2020, 2023);
  const auto fast = city.firm(-20), no_rd = city.firm(-20), giant = city.firm(0), dip = city.firm(-20), hiring = city.firm(-20);
  for (int y = 0; y < 4; ++y) {
    const double sales = 10 * std::pow(1.21, y);
    city.year(2020 + y, fast, {.revenue = sales, .rd = 0.03 * sales});
    city.year(2020 + y, no_rd, {.revenue = sales, .rd = 0.02 * sales});
    city.year(2020 + y, giant, {.revenue = 501, .rd = 20});
    city.year(2020 + y, dip, {.revenue = y == 2 ? 40.0 : sales, .rd = 1});  // fast over three years, but fell in the last
    city.year(2020 + y, hiring, {.revenue = 50, .employees = 100 * std::pow(1.31, y), .rd = 2});
  }
  FactValues out;
  measure_fast_growth(city.sample(), at(2023), out);
  CHECK(out["gazelles"] == Approx(3.0 / 5));
}

TEST_CASE("young firms' share of staff and of jobs created") {
  HandMade city(2022, 2023);
  const auto old = city.firm(-40), young = city.firm(-8), born = city.firm(5), shrinking = city.firm(-40);
  city.year(2022, old, {.employees = 60}), city.year(2022, young, {.employees = 10}), city.year(2022, shrinking, {.employees = 30});
  city.year(2023, old, {.employees = 70}), city.year(2023, young, {.employees = 15}), city.year(2023, born, {.employees = 5});
  city.year(2023, shrinking, {.employees = 10});
  FactValues out;
  measure_fast_growth(city.sample(), at(2023), out);
  CHECK(out["young_staff"] == Approx(20.0 / 100));
  CHECK(out["young_created"] == Approx(10.0 / 20));  // 5 of young, 5 of the newborn, 10 of the old
  measure_demography(city.sample(), at(2023), out);
  CHECK(out["young_share"] == Approx(2.0 / 4));
  CHECK(out["entrant_size"] == Approx(5.0 / (95.0 / 3)));
  CHECK(out["entrant_small"] == 1);
}

TEST_CASE("the slope of the hazard on size comes back from exact death rates") {
  HandMade city(2018, 2019);
  int number = 0;
  for (int group = 0; group < 3; ++group) {
    const double hazard = 0.2 * std::exp(-0.25 * 2 * group);  // sizes e^0.5, e^2.5, e^4.5
    for (int i = 0; i < 10'000; ++i, ++number) {
      const auto firm = city.firm(-8);
      city.year(2018, firm, {.revenue = std::exp(0.5 + 2 * group)});
      if (i < std::lround(10'000 * hazard)) city.leave(firm, 4 + i % 4);
      else city.year(2019, firm, {});
    }
  }
  FactValues out;
  measure_demography(city.sample(), at(2018), out);
  CHECK(out["hazard_size"] == Approx(-0.25).epsilon(1e-3));
}

// 100 firms: 10 leave two quarters after birth, 9 nine quarters after, the rest is seen for 48.
TEST_CASE("hazard and survival of a cohort, dead kept") {
  std::vector<Life> lives;
  for (int i = 0; i < 100; ++i) lives.push_back(i < 10 ? Life{2, true} : (i < 19 ? Life{9, true} : Life{48, false}));
  FactValues out;
  measure_cohorts(lives, out);
  CHECK(out["hazard_1"] == Approx(1 - std::pow(1 - 10.0 / 380, 4)));  // at risk in quarters 1 to 4: 100, 100, 90, 90
  CHECK(out["hazard_2"] == 0);
  CHECK(out["hazard_3"] == Approx(1 - std::pow(1 - 9.0 / (90 + 81 + 81 + 81), 4)));
  CHECK(out["hazard_peak"] == 3);
  CHECK(out["hazard_late"] == 0);
  CHECK(out["survival_3"] == Approx(0.81));
  CHECK(out["survival_10"] == Approx(0.81));
}

TEST_CASE("a firm seen for less than ten years says nothing about the tenth") {
  std::vector<Life> lives(50, Life{20, false});
  FactValues out;
  measure_cohorts(lives, out);
  CHECK(out["survival_5"] == 1);
  CHECK(std::isnan(out["survival_10"]));
}

TEST_CASE("R&D: elasticity, participation, persistence and concentration of an exact law") {
  HandMade city(2018, 2019);
  double all = 0, top = 0;
  for (int i = 0; i < 200; ++i) {
    const auto firm = city.firm(-40);
    const double sales = std::exp(0.03 * i), rd = i % 2 == 0 ? 0.05 * std::pow(sales, 0.9) : 0;
    const double luck = 0.02 * (i % 7 - 3);  // intensity off its law by e^luck, then by e^(0.8 luck)
    city.year(2018, firm, {.revenue = sales, .employees = 5 + 0.5 * i, .rd = rd * std::exp(luck)});
    city.year(2019, firm, {.revenue = sales, .employees = 5 + 0.5 * i, .rd = rd});
    all += rd, top += i >= 160 ? rd : 0;  // 20 of 200 firms, every other one performs
  }
  FactValues out;
  measure_research(city.sample(), at(2019), out);
  CHECK(out["rd_size"] == Approx(0.9).epsilon(1e-5));
  CHECK(out["rd_none"] == Approx(0.5));
  CHECK(out["rd_top10"] == Approx(top / all).epsilon(1e-5));
  CHECK(std::abs(out["rd_rises"]) < 0.06);  // half of every class performs, up to one firm
  CHECK(out["rd_persistence"] > 0.85);
  CHECK(out["rd_persistence"] < 1);
}

TEST_CASE("patents: most have none, the count varies far more than its mean") {
  HandMade city(2018, 2019);
  for (int i = 0; i < 100; ++i) {
    const auto firm = city.firm(-40);
    for (const int y : {2018, 2019}) city.year(y, firm, {.revenue = 1, .rd = 1.0 + i, .patents = i < 80 ? 0 : (i < 99 ? 1 : 81)});
  }
  FactValues out;
  measure_patents(city.sample(), at(2019), out);
  CHECK(out["patents_none"] == Approx(0.8));
  const double mean = 1.0, variance = (80 * 1.0 + 19 * 0.0 + 80.0 * 80) / 99;
  CHECK(out["patents_dispersion"] == Approx(variance / mean));
}

TEST_CASE("titles that overlap, and where new high-tech enterprises come from") {
  constexpr std::uint16_t hte = 1, sme = 2, gazelle = 4, srdi = 8, quasi = 16;
  HandMade city(2018, 2023);
  const std::vector<std::uint16_t> held{hte | sme, sme, hte | sme | gazelle, gazelle, hte | srdi, srdi, srdi | hte, quasi | hte, 0};
  std::vector<std::uint32_t> firms;
  for (const std::uint16_t mask : held) firms.push_back(city.firm(-40)), city.year(2023, firms.back(), {.held = mask});
  const int q4 = 23;
  city.decide(q4, 0, firms[0], Decision::first), city.decide(q4, 0, firms[4], Decision::first);
  city.decide(q4, 0, firms[2], Decision::renewed), city.decide(q4 - 4, 0, firms[6], Decision::first);
  city.since(2023, firms[0], 1, 5), city.since(2023, firms[2], 1, 5);
  FactValues out;
  measure_ladders(city.sample(), at(2023), out);
  CHECK(out["overlap_tech_sme"] == Approx(2.0 / 3));
  CHECK(out["overlap_gazelle"] == Approx(1.0 / 2));
  CHECK(out["overlap_srdi"] == Approx(2.0 / 3));
  CHECK(out["overlap_unicorn"] == 1);
  CHECK(out["overlap_new_hte"] == Approx(1.0 / 2));
}

TEST_CASE("renewal counts those in business, with or without a gap of up to a year") {
  HandMade city(2018, 2023);
  std::vector<std::uint32_t> firms;
  for (int i = 0; i < 6; ++i) firms.push_back(city.firm(-40));
  for (int y = 2018; y <= 2023; ++y) {
    for (int i = 0; i < 6; ++i) {
      if (i < 5 || y < 2019) city.year(y, firms[i], {.dormant = i == 4});
    }
  }
  city.decide(7, 0, firms[0], Decision::renewed);
  city.decide(8, 0, firms[1], Decision::expired), city.decide(12, 0, firms[1], Decision::regained);  // within a year
  city.decide(8, 0, firms[2], Decision::expired), city.decide(15, 0, firms[2], Decision::regained);  // too late
  city.decide(8, 0, firms[3], Decision::expired);
  city.decide(8, 0, firms[4], Decision::expired);  // dormant: not in business
  city.decide(8, 0, firms[5], Decision::expired);  // gone
  city.decide(22, 0, firms[0], Decision::expired); // too late to see what follows
  FactValues out;
  measure_ladders(city.sample(), at(2023), out);
  CHECK(out["hte_renewed"] == Approx(2.0 / 4));
}

TEST_CASE("pass rate, exit rate and the city's series come from the record") {
  HandMade city(2018, 2023);
  city.year(2023, city.firm(-40), {});
  for (int y = 0; y < 6; ++y) {
    city.record().at(Series::applied, y, 0) = 100, city.record().at(Series::passed, y, 0) = 60 + y;
    city.record().at(Series::certificates, 4 * (y + 1), 0) = 1000 * (y + 1);
  }
  city.record().at(Series::firms, 20, 0) = 900, city.record().at(Series::dormant, 20) = 100;
  city.record().at(Series::exits, 5, 0) = 30, city.record().at(Series::exits, 5, 2) = 15;
  FactValues out;
  measure_ladders(city.sample(), at(2023), out);
  measure_demography(city.sample(), at(2023), out);
  CHECK(out["hte_pass"] == Approx((60 + 61 + 62 + 63 + 64 + 65) / 600.0));
  CHECK(out["hte_growth_2019_2021"] == Approx(std::sqrt(2.0) - 1));
  CHECK(out["hte_growth_2022_2023"] == Approx(0.2));
  CHECK(out["city_exit_rate"] == Approx(0.045));
}
