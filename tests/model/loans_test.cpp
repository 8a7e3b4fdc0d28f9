// Loans (S9): need, limit, risk and the bank's choice by hand; repayment, default and the pool to the thousand yuan.
#include <catch2/catch.hpp>

#include <cmath>

#include "lender.hpp"

using namespace echelon;
using namespace echelon::test;

TEST_CASE("(L1), (L2) need and limit by hand") {
  World w = needy(1);
  const LoanParams p = terms();
  CHECK(loan_need(w, 0, p, 0.03) == 800);       // 10 million (3 % + half of 10 %)
  w.cash[0] = 300;
  CHECK(loan_need(w, 0, p, 0.03) == 500);
  w.cash[0] = 5000;
  CHECK(loan_need(w, 0, p, 0.03) == 0);
  CHECK(loan_limit(w, 0, p, 0, 4, true) == Approx(1500));
  w.until[0][0] = 4;
  CHECK(loan_limit(w, 0, p, 0, 4, true) == Approx(2250));
  CHECK(loan_limit(w, 0, p, 0, 5, true) == Approx(1500));   // the certificate has ended
  CHECK(loan_limit(w, 0, p, -1, 4, true) == Approx(1500));
  w.inventions[0] = 4;
  CHECK(loan_limit(w, 0, p, 0, 5, true) == Approx(2700));   // 4 rights of half a million, 60 % of which a bank dares to lend
  CHECK(loan_limit(w, 0, p, 0, 5, false) == Approx(1500));
}

TEST_CASE("(L3), (L5) risk: less with cash, more with spread and youth; more and more under a guarantee") {
  World w = needy(1);
  const LoanParams p = terms();
  CHECK(loan_risk_logit(w, 0, p, 4) == Approx(-4));
  w.cash[0] = 1000;
  CHECK(loan_risk_logit(w, 0, p, 4) == Approx(-4.4));
  w.cash[0] = -20000;
  CHECK(loan_risk_logit(w, 0, p, 4) == Approx(-2));         // as if half of a year's sales were missing
  w.cash[0] = 0, w.spread[0] = 0.1f;
  CHECK(loan_risk_logit(w, 0, p, 4) == Approx(-3.4));
  w.birth[0] = 0;
  CHECK(loan_risk_logit(w, 0, p, 4) == Approx(-2.9));
  CHECK(loan_risk_logit(w, 0, p, 12) == Approx(-3.4));
  LoanParams q = p;
  q.boldness.v = 0.5, q.dilution.v = 2;
  CHECK(default_chance(0.04, 0, 0.1, q) == Approx(0.01));
  CHECK(default_chance(0.04, 0.8, 0, q) == Approx(0.014));
  CHECK(default_chance(0.04, 0.8, 0.1, q) == Approx(0.0156));
  CHECK(default_chance(0.9, 0.8, 1, q) == Approx(0.25));
}

TEST_CASE("(L4) a bank lends what is needed to who is safe enough, once") {
  World w = needy(4);
  w.spread[1] = 0.1f;                 // logit -3.4: 3.2 % a year, too much
  w.sales[2] = 0.5f;                  // needs 40 thousand: below the least loan
  w.flags[3] |= kBarred;
  Bank b;
  b.lend(w);
  CHECK(w.debt[0] == 800);
  CHECK(w.cash[0] == 800);
  CHECK((w.debt[1] == 0 && w.debt[2] == 0 && w.debt[3] == 0));
  CHECK(b.book.lent_by_sector()[0] == 800);
  w.cash[0] = 0;
  b.lend(w, 5);
  CHECK(b.book.ever().loans == 1);    // who owes gets no second loan
  b.laws(w);
}

TEST_CASE("(L4) the safest first while the quarter's money lasts") {
  World w = needy(10);
  for (std::uint32_t i = 0; i < 10; ++i) w.spread[i] = 0.001f * static_cast<float>(10 - i);  // the last is the safest
  Bank b;
  b.p.money.v = 4 * 2.0;              // two million this quarter: two loans of 800 thousand
  b.lend(w, 0);
  for (std::uint32_t i = 0; i < 10; ++i) CHECK((w.debt[i] > 0) == (i >= 8));
}

TEST_CASE("(L2) rights carry what books do not: a pledge") {
  World w = needy(2);
  w.rd_rate[0] = w.rd_rate[1] = 0.5f;  // needs 2800
  w.inventions[1] = 3;
  Bank b;
  b.lend(w);
  CHECK(w.debt[0] == 1500);
  CHECK(w.debt[1] == 2400);
  CHECK(b.book.ever().pledges == 1);
  CHECK(b.book.ever().pledged == 2400);
  World off = needy(2);
  off.rd_rate[0] = off.rd_rate[1] = 0.5f, off.inventions[1] = 3;
  Bank none;
  none.p.protection.v = 0;
  none.lend(off);
  CHECK(off.debt[1] == 1500);
  CHECK(none.book.ever().pledges == 0);
}

TEST_CASE("(L4), (L8) a pool makes more firms safe enough, as long as it has room") {
  World w = needy(4);
  for (std::uint32_t i = 0; i < 4; ++i) w.spread[i] = 0.1f;  // 3.2 %, with 80 % borne 0.65 %
  Bank b;
  b.pool(170);                        // 1700 guaranteed at most: two loans of 800
  b.lend(w);
  CHECK(b.book.ever().loans == 2);
  CHECK(b.book.pools()[0].guaranteed == 1600);
  CHECK(b.book.ever().guaranteed == 1600);
  b.laws(w);
  // A cap below the need.
  World small = needy(1);
  small.spread[0] = 0.1f;
  Bank c;
  c.pool(1000, 0.8f, 500);
  c.lend(small);
  CHECK(small.debt[0] == 500);
  // A share that helps too little: (1 - 0.3) 3.2 % = 2.3 %.
  World risky = needy(1);
  risky.spread[0] = 0.1f;
  Bank d;
  d.pool(1000, 0.3f);
  d.lend(risky);
  CHECK(risky.debt[0] == 0);
  // A pool that is closed takes nobody.
  b.book.close_pools();
  World later = needy(1);
  later.spread[0] = 0.1f;
  Bank e;
  e.pool(1000), e.book.close_pools();
  e.lend(later);
  CHECK(later.debt[0] == 0);
}

TEST_CASE("(L4) safe firms are put under a pool with the probability `anyway` alone") {
  for (const double anyway : {0.0, 0.5, 1.0}) {
    World w = needy(4000);
    Bank b;
    b.pool(1000000);
    b.p.anyway.v = anyway;
    b.lend(w);
    CHECK(b.book.ever().loans == 4000);
    const double share = static_cast<double>(b.book.pools()[0].loans) / 4000;
    CHECK(std::abs(share - anyway) <= 4 * 0.5 / std::sqrt(4000.0) * (anyway == 0.5));
  }
}

TEST_CASE("(L6) eight equal parts with interest on what is left") {
  World w = needy(1);
  Bank b;
  b.p.risk.v = -20;
  b.lend(w, 4);
  std::int64_t interest = 0;
  for (int q = 5; q < 13; ++q) {
    const std::int64_t left = w.debt[0];
    b.serve(w, q);
    interest += left / 100;           // 4 % a year
    CHECK(w.debt[0] == left - 100);
    CHECK(w.cash[0] == 800 - (800 - w.debt[0]) - interest);
    b.laws(w);
  }
  CHECK(w.debt[0] == 0);
  CHECK(b.book.loans().empty());
  CHECK(b.book.ever().interest == 8 + 7 + 6 + 5 + 4 + 3 + 2 + 1);
  CHECK(b.book.ever().defaults == 0);
  CHECK(w.cash[0] == -36);            // into the red, if need be
}

TEST_CASE("(L7) a borrower that falls dormant fails: cash, what is sold, loss, pool, and no loan for a while") {
  World w = needy(1);
  Bank b;
  b.p.anyway.v = 1, b.p.risk.v = -20;
  b.pool(100);
  b.lend(w, 4);
  CHECK(b.book.pools()[0].guaranteed == 800);
  w.cash[0] = 200, w.status[0] = kDormant;
  b.serve(w, 5);
  // 200 of 800 paid, 180 of 600 sold, 420 lost; the pool would bear 336 and has 100.
  CHECK(w.cash[0] == 0);
  CHECK(w.debt[0] == 0);
  const LoanFlows& f = b.book.ever();
  CHECK((f.repaid == 200 && f.recovered == 180 && f.lost == 420 && f.compensated == 100 && f.defaults == 1));
  const auto claims = b.book.take_claims();
  REQUIRE(claims.size() == 1);
  CHECK((claims[0].instrument == 3 && claims[0].amount == 100));
  CHECK(b.book.pools()[0].guaranteed == 0);
  CHECK((w.flags[0] & kBarred) != 0);
  w.status[0] = kActive;
  b.lend(w, 6);
  CHECK(w.debt[0] == 0);
  b.serve(w, 12);
  CHECK((w.flags[0] & kBarred) != 0);
  b.serve(w, 13);                     // two years later
  CHECK((w.flags[0] & kBarred) == 0);
  b.lend(w, 13);
  CHECK(w.debt[0] == 800);            // safe enough alone: the pool is empty
  CHECK(b.book.pools()[0].loans == 0);
  b.laws(w);
}

TEST_CASE("(L7) who closes pays if it can; a firm that takes the seat owes nothing") {
  World w = needy(3);
  Bank b;
  b.p.risk.v = -20;
  b.lend(w, 4);
  w.cash[0] = 5000, w.cash[1] = 100, w.cash[2] = -50;
  const std::vector<std::uint32_t> gone = {2, 0, 1};
  b.book.leave(w, b.p, gone);
  CHECK(w.cash[0] == 4200);
  CHECK(w.cash[1] == 0);
  CHECK(w.cash[2] == -50);
  const LoanFlows& f = b.book.ever();
  CHECK((f.defaults == 2 && f.repaid == 900 && f.recovered == 210 + 240 && f.lost == 490 + 560));
  b.laws(w);
  w.vacate(gone);
  CHECK(w.clean(0));
  const std::uint32_t slot = w.occupy(0);
  w.uid[slot] = 77, w.status[slot] = kActive;
  b.serve(w, 5);
  CHECK(w.cash[slot] == 0);
  CHECK(b.book.loans().empty());
}

TEST_CASE("(L5) as many fail as the chance says") {
  // 20000 borrowers at a yearly 10 %: a quarter of it each quarter, 500, sd 22.1.
  World w = needy(20000);
  Bank b;
  b.p.tolerance.v = 1, b.p.risk.v = -std::log(9.0), b.p.risk_cash.v = 0;
  b.lend(w, 4);
  REQUIRE(b.book.ever().loans == 20000);
  for (std::uint32_t i = 0; i < 20000; ++i) w.cash[i] = 0;  // who has the cash pays all when the loan is called
  b.serve(w, 5);
  CHECK(std::abs(static_cast<double>(b.book.ever().defaults) - 500) < 4 * 22.1);
}

TEST_CASE("(L3), (L4) what banks see of firms side by side is what they see of each, on every instruction set") {
  const std::uint32_t n = 203;
  World w = wild_firms(n, 51);
  LoanParams p = terms();
  p.noise.v = 0.7;
  const Lanes l = Lanes::drawn(n, 52);
  std::vector<float> sales(in_lanes(n)), spread(in_lanes(n));
  std::vector<std::int32_t> cash(in_lanes(n)), age(in_lanes(n));
  for (std::uint32_t i = 0; i < n; ++i) {
    if (i % 7 == 0) w.sales[i] = 0;
    w.birth[i] = static_cast<std::int16_t>(i % 30);
    sales[i] = w.sales[i], spread[i] = w.spread[i], cash[i] = w.cash[i], age[i] = 20 - w.birth[i];
  }
  for (const Isa isa : isas()) {
    INFO(name(isa));
    std::vector<double> seen(in_lanes(n)), risk(in_lanes(n));
    kernels(isa).loan_risks(n, {sales.data(), spread.data(), cash.data(), age.data()}, risk_terms(p), l.lane[2].data(), seen.data(), risk.data());
    for (std::uint32_t i = 0; i < n; ++i) {
      const double error = 0.7 * inverse_normal(static_cast<double>(l.u(2, i)));
      REQUIRE(seen[i] == loan_risk_logit(w, i, p, 20) + error);
      REQUIRE(risk[i] == logistic(seen[i]));
    }
  }
}
