#pragma once
// A bank and firms in need of it, for the tests of loans.
#include <vector>

#include "firms.hpp"
#include "model/processes/loans.hpp"

namespace echelon::test {

inline LoanParams terms() {
  LoanParams p{};
  p.ask.v = 1, p.ahead.v = 0.5, p.least.v = 0.1, p.limit.v = 0.15, p.title.v = 0.5, p.right_value.v = 0.5, p.protection.v = 0.6;
  p.term.v = 8, p.interest.v = 0.04, p.risk.v = -4, p.risk_cash.v = 4, p.risk_spread.v = 3, p.risk_young.v = 0.5, p.tolerance.v = 0.02;
  p.multiple.v = 10, p.money.v = 1e6, p.recovery.v = 0.3, p.barred.v = 2;
  return p;
}

inline LoanEnv at(int quarter) { return {philox_key(9, 0), quarter, kernels(Isa::baseline), 0, 0.03, 1}; }

// n firms with sales of ten million that plan R&D of a tenth of it and have no cash: each needs 800 thousand. Old and steady.
inline World needy(std::uint32_t n) {
  World w = firms(n);
  for (std::uint32_t i = 0; i < n; ++i) w.flags[i] = kPerformer, w.sales[i] = 10, w.rd_rate[i] = 0.1f, w.birth[i] = -40, w.cash[i] = 0;
  return w;
}

inline std::vector<std::uint32_t> named(std::uint32_t n) {
  std::vector<std::uint32_t> slots(n);
  for (std::uint32_t i = 0; i < n; ++i) slots[i] = i;
  return slots;
}

struct Bank {
  LoanParams p = terms();
  LoanBook book;
  Bank() { book.open(1); }
  void lend(World& w, int quarter = 4) { book.lend(w, p, at(quarter), named(w.blocks()[0].end), 1000); }
  void serve(World& w, int quarter) { book.service(w, p, at(quarter)); }
  void pool(std::int64_t money, float share = 0.8f, std::int64_t cap = 5000, int instrument = 3) {
    LoanPool x{};
    x.instrument = instrument, x.share = share, x.cap = cap, x.money = money, x.open = true;
    book.set_pool(x);
  }
  void laws(const World& w) const {
    std::int64_t debt = 0;
    for (const Block& b : w.blocks()) {
      for (std::uint32_t i = b.begin; i < b.end; ++i) debt += w.debt[i];
    }
    const LoanFlows& f = book.ever();
    REQUIRE(debt == book.outstanding());
    REQUIRE(f.lent == f.repaid + f.recovered + f.lost + debt);
    REQUIRE(f.compensated <= f.lost);
    for (const LoanPool& x : book.pools()) REQUIRE((x.spent <= x.money && x.guaranteed >= 0 && x.loans >= 0));
  }
};

}  // namespace echelon::test
