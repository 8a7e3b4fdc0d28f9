// Loans (S9): what must hold whatever happens to firms.
#include <catch2/catch.hpp>

#include <cmath>

#include "lender.hpp"

using namespace echelon;
using namespace echelon::test;

TEST_CASE("law (L9): loans are conserved to the thousand yuan whatever happens to firms") {
  const std::uint32_t n = 800;
  World w = needy(n);
  PhiloxEngine dice(philox_key(12, 0), 1, 2, 3);
  Bank b;
  b.p.tolerance.v = 0.2, b.p.noise.v = 1, b.p.boldness.v = 2, b.p.dilution.v = 5, b.p.anyway.v = 0.5, b.p.barred.v = 1;
  b.pool(3000), b.pool(2000, 0.5f, 900, 5);
  std::int64_t cash = 0, before = 0;
  std::uint32_t next = 1000;
  for (int q = 0; q < 60; ++q) {
    for (std::uint32_t i = 0; i < n; ++i) {
      if (w.status[i] == kEmpty) continue;
      w.spread[i] = 0.3f * unit_float(dice()), w.cash[i] += static_cast<std::int32_t>(400 * (unit_float(dice()) - 0.55f));
      if (unit_float(dice()) < 0.02f) w.status[i] = w.status[i] == kActive ? kDormant : kActive;
    }
    before = 0;
    for (std::uint32_t i = 0; i < n; ++i) before += w.cash[i];
    const LoanFlows was = b.book.ever();
    b.serve(w, q);
    b.laws(w);
    b.lend(w, q);
    b.laws(w);
    std::vector<std::uint32_t> gone;
    for (std::uint32_t i = 0; i < n; ++i) {
      if (w.status[i] != kEmpty && unit_float(dice()) < 0.03f) gone.push_back(i);
    }
    b.book.leave(w, b.p, gone);
    b.laws(w);
    cash = 0;
    for (std::uint32_t i = 0; i < n; ++i) cash += w.cash[i];
    const LoanFlows& now = b.book.ever();
    REQUIRE(cash - before == (now.lent - was.lent) - (now.repaid - was.repaid) - (now.interest - was.interest));
    w.vacate(gone);
    for (std::size_t i = 0; i < gone.size(); ++i) {
      const std::uint32_t slot = w.occupy(0);
      w.uid[slot] = next++, w.status[slot] = kActive, w.flags[slot] = kPerformer, w.sales[slot] = 10, w.rd_rate[slot] = 0.1f;
    }
  }
  CHECK(b.book.ever().defaults > 50);
  CHECK(b.book.ever().compensated > 0);
  CHECK(b.book.ever().guaranteed > 0);
}

TEST_CASE("loans: the order in which firms are named changes nothing") {
  World a = needy(300), c = needy(300);
  Bank x, y;
  x.p.noise.v = y.p.noise.v = 1;
  x.p.money.v = y.p.money.v = 200;
  std::vector<std::uint32_t> forth = named(300), back(forth.rbegin(), forth.rend());
  x.book.lend(a, x.p, at(4), forth, 300);
  y.book.lend(c, y.p, at(4), back, 300);
  CHECK(x.book.ever().loans > 0);
  CHECK(differing(a, c) == "");
}
