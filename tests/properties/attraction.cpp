// Attraction in a whole city: nothing comes from nothing, off is off, policy acts with a lag and through cost alone.
#include <catch2/catch.hpp>

#include <cmath>

#include "model/uid.hpp"
#include "small_city.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

Scenario city(const char* scenario = "baseline", const char* scale = "scale=0.05") {
  Scenario s = load_city(scenario, {scale});
  s.horizon.last = Quarter::of(2026, 4);
  return s;
}

double total(const Record& r, Series s) {
  double sum = 0;
  for (int y = 0; y < r.years(); ++y) sum += static_cast<double>(r.total(s, y));
  return sum;
}

std::int64_t attracted(const Record& r) {
  std::int64_t sum = 0;
  for (int y = 0; y < r.years(); ++y) sum += r.at(Series::entries, y, static_cast<int>(Channel::attracted));
  return sum;
}

}  // namespace

TEST_CASE("pitfall P14: with every attracted firm of the region, city and region together gain nothing by attraction") {
  Scenario with = city();
  set_value(with, "entry.relocated", 1);
  Scenario without = with;
  std::erase_if(without.instruments, [](const Instrument& x) { return x.kind == InstrumentKind::attraction; });
  const Record a = run_once(with, 0, small(true)), b = run_once(without, 0, small(true));
  const int last = a.years() - 1;
  const std::int64_t gained = attracted(a) - attracted(b);
  CHECK(gained > 0);
  CHECK(total(a, Series::relocated) == static_cast<double>(attracted(a)));
  CHECK(b.at(Series::region_firms, last) - a.at(Series::region_firms, last) == gained);
}

TEST_CASE("pitfall P14: a region without firms sends nobody, and one that empties sends fewer") {
  Scenario none = city(), few = none, many = none;
  for (Scenario* s : {&none, &few, &many}) set_value(*s, "entry.relocated", 1);
  set_value(none, "attraction.region", 0), set_value(few, "attraction.region", 0.1);
  const Record nobody = run_once(none, 0, small(true)), some = run_once(few, 0, small(true)), all = run_once(many, 0, small(true));
  CHECK(attracted(nobody) == 0);
  CHECK(total(nobody, Series::attracted_supported) == 0);
  CHECK(attracted(some) > 0);
  CHECK(attracted(some) < attracted(all) / 2);
  CHECK(some.at(Series::region_firms, some.years() - 1) >= 0);
  // Who comes from beyond needs no region.
  set_value(none, "entry.relocated", 0);
  CHECK(attracted(run_once(none)) == attracted([&] { Scenario s = none; set_value(s, "attraction.region", 6); return run_once(s); }()));
}

TEST_CASE("attraction: a package shows after its lags, is paid for deadweight too, and costs the search for those who never come") {
  Scenario late = city("no-policy");
  for (Instrument x : city().instruments) {
    if (x.kind != InstrumentKind::attraction) continue;
    x.from = Quarter::of(2020, 1), x.amount = 500000, x.budget = -1;
    late.instruments = {x};
  }
  const Record with = run_once(late, 0, small(true)), without = run_once(city("no-policy"));
  const auto supported = [&](int year) { return with.at(Series::attracted_supported, year - 2018); };
  CHECK(supported(2019) == 0);
  CHECK(supported(2020) < supported(2024) / 2);
  CHECK(supported(2024) > 0);
  const double additional = total(with, Series::attracted_additional), taken = total(with, Series::attracted_supported);
  CHECK(additional < 0.8 * taken);   // half of them would have come anyway
  CHECK(additional == static_cast<double>(attracted(with) - attracted(without)));
  // Thousand CNY: packages of half a million, and ten thousand a lead.
  const double leads = 7 * late.instruments[0].per_year * late.scale;
  CHECK(total(with, Series::outlay) > 500 * 0.8 * taken + 10 * 0.8 * leads);
  CHECK(total(with, Series::outlay) < 500 * taken + 10 * leads + 500);
}

TEST_CASE("attraction: partners beyond the region empty nothing") {
  Scenario partner = city("no-policy");
  Instrument x = city().instruments.front();
  for (const Instrument& i : city().instruments) if (i.kind == InstrumentKind::attraction) x = i;
  x.origin = "beyond_region", x.amount = 500000, x.per_year *= 4;
  partner.instruments = {x};
  const Record a = run_once(partner, 0, small(true)), b = run_once(city("no-policy"));
  CHECK(attracted(a) > attracted(b));
  // A firm's share of the region is that of its quarter, so that the two differ by chance alone.
  CHECK(std::abs(total(a, Series::relocated) - total(b, Series::relocated)) < 0.05 * total(b, Series::relocated));
}

TEST_CASE("attraction: switched off, a lead closes at once and the region is no part of the world") {
  Scenario off = city();
  off.rooms["attraction"] = false;
  const Record r = run_once(off, 0, small(true));
  CHECK(r.width(Series::region_firms) == 0);
  CHECK(r.at(Series::attracted_supported, 0) > 0);
  Scenario other = off;
  for (const char* path : {"attraction.lead", "attraction.region", "attraction.rivals", "attraction.lead_cost"}) set_value(other, path, 1);
  CHECK(full_digest(off, r) == full_digest(other, run_once(other)));
  CHECK(full_digest(off, r) != full_digest(off, run_once(city())));
}
