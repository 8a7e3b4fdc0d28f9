// Attraction (S2): the pipeline to the last firm, what a package does, a region that is conserved.
#include <catch2/catch.hpp>

#include <cmath>

#include "model/processes/attraction.hpp"
#include "tiny.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

// Stages of two, four and five quarters, no rivals.
AttractionParams calm() {
  AttractionParams p{};
  p.lead.v = 2, p.talk.v = 4, p.landing.v = 5, p.region.v = 3;
  return p;
}

PolicyShelf::Attraction offer(double leads, double package) { return {0, leads, package, 1}; }

struct City {
  AttractionParams p = calm();
  EntryParams entry = tiny_parameters().entry;  // p₁ 0.3, scale 500000
  Attraction a;
  int quarter = 0;
  explicit City(double firms = 1000, bool on = true) { a.open(1, p, firms, on); }
  void pass(std::vector<PolicyShelf::Attraction> offers, int quarters = 1) {
    for (int i = 0; i < quarters; ++i) a.advance(entry, p, offers, {quarter++, 1.0, 1.0});
  }
  const Deals& deals() const { return a.deals()[0]; }
};

}  // namespace

TEST_CASE("(G1) a lead needs three quarters at least, and nothing is lost on the way") {
  City city;
  city.pass({});  // the run begins without the instrument
  std::vector<double> landing;
  for (int i = 0; i < 60; ++i) {
    city.pass({offer(400, 500000)});
    landing.push_back(city.deals().landing);
    REQUIRE(city.deals().ever_found == Approx(city.deals().under_way() + city.deals().ever_failed + city.deals().ever_landed).epsilon(1e-12));
  }
  CHECK((landing[0] == 0 && landing[1] == 0 && landing[2] == 0));
  // By hand: 100 found, 50 begin talks, 12.5 are decided, 0.3(1 − 1/e) of them sign, a fifth of those lands.
  CHECK(landing[3] == Approx(12.5 * 0.3 * (1 - std::exp(-1.0)) / 5));
  // In the long run as many as without stages: 100 · 0.1896362.
  CHECK(landing[59] == Approx(18.96362).epsilon(0.001));
}

TEST_CASE("without the room a lead closes in its quarter, by the mean package, and every line has its part") {
  City city;
  city.p.rivals.v = 0.1, city.p.agglomeration.v = 1;  // which do nothing here
  const Landing l = closed_at_once({offer(300, 250000), offer(100, 1250000)}, city.entry, city.p, 0.5);
  const double each = 0.25 * 0.5 * 0.3 * (1 - std::exp(-1.0));  // mean package 500000
  CHECK(l.firms == Approx(400 * each));
  CHECK(l.beyond == 0);
  CHECK(l.lines[0].deals == Approx(300 * each));
  CHECK(l.lines[1].deals == Approx(100 * each));
  CHECK(closed_at_once({}, city.entry, city.p, 1).firms == 0);
}

TEST_CASE("(G1) an instrument that ends lands what it signed, and signs no more") {
  City city;
  city.pass({offer(400, 500000)}, 40);
  const double signed_up = city.deals().signed_up, landed = city.deals().ever_landed;
  city.pass({}, 200);
  CHECK(city.deals().ever_landed - landed == Approx(signed_up));
  CHECK(city.deals().under_way() < 1e-6);
}

TEST_CASE("(G1) what is in force when the run begins opens in balance") {
  City city;
  city.pass({offer(400, 500000)}, 1);
  CHECK(city.deals().landing == Approx(18.96362).epsilon(1e-6));
  city.pass({offer(400, 500000)}, 30);
  CHECK(city.deals().landing == Approx(18.96362).epsilon(1e-6));
}

TEST_CASE("(G2) the chance to close rises with package and place, falls with rivals, and is none without a package") {
  const EntryParams entry = tiny_parameters().entry;
  AttractionParams p = calm();
  p.rivals.v = 0.05, p.agglomeration.v = 0.5;
  CHECK(closing_chance(entry, p, 500000, 0, 1) == Approx(0.3 * (1 - std::exp(-1.0))));
  CHECK(closing_chance(entry, p, 500000, 10, 1) == Approx(0.3 * (1 - std::exp(-std::exp(-0.5)))));
  CHECK(closing_chance(entry, p, 500000, 0, 4) == Approx(0.6 * (1 - std::exp(-1.0))));
  CHECK(closing_chance(entry, p, 0, 5, 2) == 0);
  CHECK(closing_chance(entry, p, 1e12, 0, 1e6) == 1);
  CHECK(closing_chance(entry, p, 600000, 3, 1) > closing_chance(entry, p, 500000, 3, 1));
}

TEST_CASE("(G3) the region grows, loses whom it sends, and is never below nothing") {
  City city(10);  // thirty firms in the region
  city.p.region_growth.v = 0.1;
  city.pass({});
  CHECK(city.a.region() == 30);
  CHECK(city.a.region_left() == 1);
  for (int i = 0; i < 12; ++i) REQUIRE(city.a.leave_region());
  CHECK(city.a.region() == 18);
  CHECK(city.a.region_left() == Approx(0.6));
  for (int i = 0; i < 18; ++i) REQUIRE(city.a.leave_region());
  CHECK_FALSE(city.a.leave_region());
  CHECK(city.a.region() == 0);
  city.pass({}, 8);  // two years later round(30 · 1.1^2) = 36, with the eighth quarter of the run at 1.1^2
  CHECK(city.a.region_untouched() == 36);
  CHECK(city.a.region() == 6);
}

TEST_CASE("attraction: switched off it deals with nobody and the region is whole") {
  City city(1000, false);
  city.pass({offer(400, 500000)}, 20);
  CHECK(city.deals().ever_found == 0);
  CHECK(city.a.region_left() == 1);
}
