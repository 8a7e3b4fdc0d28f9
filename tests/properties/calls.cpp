// Calls for projects (S5, S16): money goes to those who may have it, and only project money that was paid is spent on projects.
#include <catch2/catch.hpp>

#include <map>

#include "small_city.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

// No policy but one call a year for 40 projects of at most 500 thousand, 60 % at once and 40 % after three years.
Scenario one_call(double budget = -1) {
  Scenario s = load_city("no-policy", {"scale=0.02"});
  Instrument x{};
  x.id = "call", x.kind = InstrumentKind::grant, x.amount = 500000, x.share = 0.2, x.first_year_share = 0.6, x.duration_quarters = 12;
  x.per_year = 40 / s.scale, x.lag_quarters = 2, x.budget = budget < 0 ? -1 : budget / s.scale, x.payers = {{"city", 1.0}};
  x.from = Quarter::of(2020, 1), x.to = Quarter::of(2026, 4);
  s.instruments = {x};
  return s;
}

struct Outcome {
  std::vector<Payment> payments;
  std::int64_t paid = 0, most_left = 0;
  std::map<int, std::int64_t> left;  // by year
};

Outcome run(const Scenario& s) {
  SimulationOptions o = small(true);
  o.keep_payments = true;
  Simulation simulation(s, o);
  Outcome out;
  simulation.watch([&](const Simulation& now, int year) {
    for (std::uint32_t i = 0; i < now.world().slots_in_use(); ++i) {
      REQUIRE(now.world().grant_left[i] >= 0);
      out.left[year] += now.world().grant_left[i];
    }
    out.most_left = std::max(out.most_left, out.left[year]);
    // At a share of a fifth a firm may bind four times as much of its own.
    REQUIRE(out.left[year] <= 5 * now.treasury().totals(0).paid);
  });
  simulation.run(central(s), philox_key(s.seed, 0));
  out.payments = simulation.treasury().payments();
  out.paid = simulation.treasury().totals(0).paid;
  return out;
}

}  // namespace

TEST_CASE("calls: as many projects as the call has, none above its cap, a rest after the term") {
  const Outcome out = run(one_call());
  std::map<int, int> first, rest;  // payments by quarter
  for (const Payment& x : out.payments) {
    REQUIRE(x.amount > 0);
    REQUIRE(x.amount <= 300);  // 60 % of 500 thousand is the larger part
    (x.quarter % 4 == 3 && x.quarter <= 35 ? first : rest)[x.quarter] += 1;
  }
  // Calls are decided in spring: paid in the fourth quarter of 2020 to 2026, the rest three years later.
  for (int year = 2; year <= 4; ++year) {
    CHECK(first[4 * year + 3] <= 40);
    CHECK(first[4 * year + 3] >= 30);
  }
  for (int year = 9; year <= 11; ++year) CHECK(rest[4 * year + 3] <= 40);
  CHECK(out.paid > 0);
}

TEST_CASE("(R6) a project that would have run anyway or is diverted adds no R&D; otherwise its money is spent on it") {
  Scenario anyway = one_call(), diverted = one_call(), added = one_call();
  set_value(anyway, "research.inframarginal", 20);
  set_value(diverted, "research.inframarginal", -20), set_value(diverted, "research.diverted", 1);
  set_value(added, "research.inframarginal", -20), set_value(added, "research.diverted", 0), set_value(added, "research.inframarginal_slack", 0);
  Scenario matched = added;
  set_value(added, "research.own_part", 0), set_value(matched, "research.own_part", 1);
  CHECK(run(anyway).most_left == 0);
  CHECK(run(diverted).most_left == 0);
  const Outcome all = run(added);
  CHECK(all.most_left > 0);
  // Paid in the fourth quarter of 2020 and not yet touched when the year ends: all is left but what went with firms that closed.
  std::int64_t paid_2020 = 0;
  for (const Payment& x : all.payments) paid_2020 += x.quarter < 12 ? x.amount : 0;
  CHECK(all.left.at(2020) <= paid_2020);
  CHECK(static_cast<double>(all.left.at(2020)) > 0.9 * static_cast<double>(paid_2020));
  // (R7) At a share of a fifth a firm with money to spare binds up to four times as much of its own.
  CHECK(run(matched).left.at(2020) > 2 * all.left.at(2020));
  CHECK(run(matched).left.at(2020) <= 5 * paid_2020);
}

TEST_CASE("law: what is promised and not paid is not spent") {
  // A line that can pay hardly anything: project money stays below what was paid (checked every year by run).
  const Outcome poor = run(one_call(2000000)), rich = run(one_call());
  CHECK(poor.paid < rich.paid);
  CHECK(poor.most_left <= poor.paid);
}
