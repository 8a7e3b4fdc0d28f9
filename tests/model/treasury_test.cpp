// Treasury (S16): who is paid when, what waits, what is void; the ledger always adds up.
#include <catch2/catch.hpp>

#include "firms.hpp"
#include "model/processes/treasury.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

Instrument line(double budget) {
  Instrument i{};
  i.budget = budget;
  return i;
}

struct Purse {
  World w = firms(5);
  Treasury t;
  explicit Purse(const std::vector<double>& budgets, double scale = 1) {
    std::vector<Instrument> lines;
    for (const double b : budgets) lines.push_back(line(b));
    t.open(lines, scale, true);
    t.open_year();
  }
  void claim(int due, int instrument, std::uint32_t slot, std::int64_t amount, bool project = false) {
    t.claim({due, instrument, w.uid[slot], slot, amount, project});
  }
  bool adds_up(int instrument) {
    const LineTotals& x = t.totals(instrument);
    return x.claimed == x.paid + x.voided + t.waiting(instrument);
  }
};

}  // namespace

TEST_CASE("(T1) a claim is paid when it is due, not before, to the last thousand") {
  Purse p({-1});
  p.claim(3, 0, 1, 250);
  CHECK(p.t.pay(p.w, 2) == 0);
  CHECK(p.w.cash[1] == 0);
  CHECK(p.t.waiting(0) == 250);
  CHECK(p.t.pay(p.w, 3) == 250);
  CHECK(p.w.cash[1] == 250);
  CHECK(p.t.pay(p.w, 4) == 0);
  CHECK(p.adds_up(0));
  REQUIRE(p.t.payments().size() == 1);
  CHECK(p.t.payments()[0].quarter == 3);
  CHECK(p.t.payments()[0].amount == 250);
}

TEST_CASE("(T2) a line pays until it is empty; the rest waits and comes first next year") {
  Purse p({500000, -1});  // 500 thousand a year
  for (std::uint32_t slot = 0; slot < 4; ++slot) p.claim(0, 0, slot, 200);
  p.claim(0, 1, 4, 9999);
  CHECK(p.t.pay(p.w, 0) == 400 + 9999);
  CHECK((p.w.cash[0] == 200 && p.w.cash[1] == 200 && p.w.cash[2] == 0 && p.w.cash[3] == 0 && p.w.cash[4] == 9999));
  CHECK(p.t.paid_this_year(0) == 400);
  CHECK(p.t.waiting(0) == 400);
  CHECK(p.t.pay(p.w, 1) == 0);  // the line is empty until the year turns
  p.claim(4, 0, 0, 200);        // a new claim of the new year
  p.t.open_year();
  CHECK(p.t.pay(p.w, 4) == 400);
  CHECK((p.w.cash[2] == 200 && p.w.cash[3] == 200 && p.w.cash[0] == 200));  // arrears before the new claim
  CHECK(p.t.waiting(0) == 200);
  CHECK(p.adds_up(0));
}

TEST_CASE("(T1) a claim of a firm that is gone is void, even when its seat is taken") {
  Purse p({-1});
  p.claim(2, 0, 3, 100);
  p.w.vacate(3);
  const std::uint32_t slot = p.w.occupy(0);
  REQUIRE(slot == 3);
  p.w.uid[slot] = 777, p.w.status[slot] = kActive;
  CHECK(p.t.pay(p.w, 2) == 0);
  CHECK(p.w.cash[3] == 0);
  CHECK(p.t.totals(0).voided == 100);
  CHECK(p.adds_up(0));
}

TEST_CASE("treasury: project money is given as it is paid; nothing is claimed for nothing") {
  Purse p({100000});
  p.claim(0, 0, 0, 80, true);
  p.claim(0, 0, 1, 80, true);
  p.claim(0, 0, 2, 0);
  p.claim(0, 0, 2, -5);
  CHECK(p.t.totals(0).claimed == 160);
  p.t.pay(p.w, 0);
  CHECK((p.w.cash[0] == 80 && p.w.grant_left[0] == 80));
  CHECK((p.w.cash[1] == 0 && p.w.grant_left[1] == 0));  // promised, not paid: no R&D from it
}

TEST_CASE("treasury: budgets shrink with the city, the order of claims does not matter") {
  Purse small({1000000}, 0.05);
  CHECK(small.t.budget_of_year(0) == 50);
  Purse forth({300000}), back({300000});
  for (int i = 0; i < 5; ++i) forth.claim(i % 2, 0, static_cast<std::uint32_t>(i), 90 + i), back.claim((4 - i) % 2, 0, static_cast<std::uint32_t>(4 - i), 94 - i);
  CHECK(forth.t.pay(forth.w, 1) == back.t.pay(back.w, 1));
  CHECK(differing(forth.w, back.w) == "");
}

TEST_CASE("treasury: random claims keep every line's books") {
  Purse p({200000, -1, 0});
  PhiloxEngine luck(philox_key(91, 0), 0, 0, 0);
  std::int64_t paid = 0;
  for (int q = 0; q < 60; ++q) {
    if (q % 4 == 0) p.t.open_year();
    for (int i = 0; i < 7; ++i) p.claim(q + static_cast<int>(luck() % 4), static_cast<int>(luck() % 3), luck() % 5, luck() % 60);
    paid += p.t.pay(p.w, q);
    for (int i = 0; i < 3; ++i) REQUIRE(p.adds_up(i));
    REQUIRE(p.t.paid_this_year(0) <= 200);
    REQUIRE(p.t.totals(2).paid == 0);
  }
  std::int64_t cash = 0, listed = 0;
  for (int i = 0; i < 5; ++i) cash += p.w.cash[i];
  for (const Payment& x : p.t.payments()) listed += x.amount;
  CHECK(cash == paid);
  CHECK(listed == paid);
}

TEST_CASE("treasury: with and without the log of payments the same firms are paid") {
  // With the log every claim stands in its order; without it only those whose order decides. Lines that can pay all, some, almost
  // nothing and nothing.
  const std::vector<double> lines = {-1, 90000, 1000000, 5000, 0};
  Purse logged(lines), plain(lines);
  std::vector<Instrument> same;
  for (const double b : lines) same.push_back(line(b));
  plain.t.open(same, 1, false), plain.t.open_year();
  PhiloxEngine luck(philox_key(92, 0), 0, 0, 0);
  for (int q = 0; q < 40; ++q) {
    if (q % 4 == 0) logged.t.open_year(), plain.t.open_year();
    for (int i = 0; i < 9; ++i) {
      const int due = q + static_cast<int>(luck() % 3), instrument = static_cast<int>(luck() % 5);
      const std::uint32_t slot = luck() % 5;
      const std::int64_t amount = 1 + luck() % 40;
      const bool project = luck() % 2 == 0;
      logged.claim(due, instrument, slot, amount, project), plain.claim(due, instrument, slot, amount, project);
    }
    REQUIRE(logged.t.pay(logged.w, q) == plain.t.pay(plain.w, q));
    REQUIRE(differing(logged.w, plain.w) == "");
    REQUIRE(logged.t.waiting() == plain.t.waiting());
  }
  CHECK(plain.t.payments().empty());
  CHECK(logged.t.waiting(1) > 0);
}
