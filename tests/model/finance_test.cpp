// Finance (the purse) and the annual accounts: formulas by hand, exactness of the books, the slow loops.
#include <catch2/catch.hpp>

#include "firms.hpp"
#include "model/processes/finance.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

FinanceView purse(World& w) { return {In(w.status), In(w.sales), In(w.measured), In(w.margin), InOut(w.cash)}; }

AccountsView books(World& w) {
  return {In(w.status), In(w.margin), In(w.until[0]), In(w.flags), InOut(w.cash), InOut(w.sales_year), InOut(w.rd_year), InOut(w.revenue0),
          InOut(w.revenue1), InOut(w.revenue2), InOut(w.revenue3), InOut(w.revenue4), InOut(w.reported0), InOut(w.reported1), InOut(w.reported2)};
}

AccountsConstants rates() {
  AccountsConstants c{};
  c.tax_general = 0.25f, c.tax_hte = 0.15f, c.tax_small = 0.05f, c.small_ceiling = 3.0f, c.super_deduction = 0.75f, c.quarter = 43;
  return c;
}

FinanceParams law() {
  FinanceParams p{};
  p.tax_general.v = 0.25, p.tax_hte.v = 0.15, p.tax_small.v = 0.05;
  p.super_deduction_2018.v = 0.75, p.super_deduction_2023.v = 1.0;
  return p;
}

}  // namespace

TEST_CASE("(F1) a quarter brings a fourth of the margin and pays out a part of what is spare") {
  World w = firms(3);
  for (int i = 0; i < 3; ++i) w.sales[i] = 8, w.measured[i] = 1, w.margin[i] = 0.1f;
  w.cash[0] = 3000, w.cash[1] = 1500, w.cash[2] = 1500, w.status[2] = kDormant;
  std::int64_t net = 7;
  finance_quarter({0, 3, 0}, purse(w), {0.15f, 0.25f}, net);
  // Sales 8 million, margin 10 %: +200 thousand a quarter. Spare is what lies above 0.25 * 8000 = 2000: 15 % of 1000 goes out.
  CHECK(w.cash[0] == 3050);
  CHECK(w.cash[1] == 1700);
  CHECK(w.cash[2] == 1500);
  CHECK(net == 7 + 50 + 200);
}

TEST_CASE("(F3) tax: nothing on a loss, 5 % up to the ceiling, then 25 or 15 % of the whole base") {
  const AccountsConstants c = rates();
  CHECK(Finance::tax(-1.0f, 0.0f, false, c) == 0.0f);
  CHECK(Finance::tax(3.0f, 4.0f, false, c) == 0.0f);                              // 3 - 0.75 * 4 = 0
  CHECK(Finance::tax(5.0f, 4.0f, false, c) == Approx(0.1));                       // base 2: small rate
  CHECK(Finance::tax(3.0f, 0.0f, false, c) == Approx(0.15));                      // at the ceiling
  CHECK(Finance::tax(10.0f, 4.0f, false, c) == Approx(1.75));                     // base 7 at 25 %
  CHECK(Finance::tax(10.0f, 4.0f, true, c) == Approx(1.05));                      // at 15 %
  CHECK(Finance::tax(2.0f, 0.0f, true, c) == Finance::tax(2.0f, 0.0f, false, c));  // pitfall P25: the certificate is worth nothing here
}

TEST_CASE("(F4) the user cost of R&D, and the certificate that makes it dearer") {
  // Interest and depreciation cancel against the reference. Tax factors (1 - tau (1 + sd))/(1 - tau): general 0.5625/0.75 = 0.75; certified
  // 0.7375/0.85 = 0.8676471; small 0.9125/0.95 = 0.9605263; in 2023 general 0.5/0.75 = 0.6666667, certified 0.7/0.85 = 0.8235294.
  const UserCost before = user_cost(law(), 2022), after = user_cost(law(), 2023);
  CHECK(before.general == Approx(1));
  CHECK(before.certified == Approx(0.8676471 / 0.75).epsilon(1e-6));
  CHECK(before.small == Approx(0.9605263 / 0.75).epsilon(1e-6));
  CHECK(after.general == Approx(0.8888889).epsilon(1e-6));
  CHECK(after.certified == Approx(1.0980392).epsilon(1e-6));
  CHECK(after.certified / after.general == Approx(1.2352941).epsilon(1e-6));  // "raises the cost of marginal R&D by 24 %"
  CHECK(super_deduction(law(), 2022) == 0.75);
  CHECK(super_deduction(law(), 2023) == 1.0);
}

TEST_CASE("(R5), (F3) the year is closed: rings move on, reported R&D holds what is relabelled, tax is taken") {
  World w = firms(3);
  AccountsConstants c = rates();
  c.relabel = 0.10f;
  for (int i = 0; i < 3; ++i) {
    w.sales_year[i] = 100, w.rd_year[i] = 4, w.margin[i] = 0.2f, w.revenue0[i] = 90, w.revenue3[i] = 60, w.reported0[i] = 3, w.cash[i] = 10000;
  }
  w.until[0][1] = 43;           // certified: answers the notch, pays 15 %
  w.status[2] = kDormant;       // pays nothing
  const Lanes l(3);
  AccountsSums sums;
  accounts_year({0, 3, 0}, books(w), c, l.luck(), sums);
  CHECK(w.revenue0[0] == 100);
  CHECK(w.revenue1[0] == 90);
  CHECK(w.revenue4[0] == 60);
  CHECK(w.reported0[0] == Approx(4.0).epsilon(1e-5));
  CHECK(w.reported0[1] == Approx(4.4).epsilon(1e-5));
  CHECK(w.reported1[1] == 3);
  CHECK(w.rd_year[1] == 0);
  CHECK(w.sales_year[0] == 0);
  // Uncertified: profit 20 - 4 = 16, base 16 - 3 = 13, tax 3.25. Certified: profit 15.6, base 15.6 - 3.3 = 12.3, tax 1.845.
  CHECK(std::abs(w.cash[0] - 6750) <= 1);
  CHECK(std::abs(w.cash[1] - 8155) <= 1);
  CHECK(w.cash[2] == 10000);
  CHECK(sums.tax == 20000 - w.cash[0] - w.cash[1]);
  CHECK(sums.sales == 200000);
  CHECK(sums.real == 8000);
}

TEST_CASE("(R5) the noise of reporting has mean one, that of profit mean nought") {
  // 40000 firms with real R&D 1 and sd 0.15 of the log: the mean of a lognormal with mean one has the standard error
  // sqrt(e^0.0225 - 1)/200 = 0.00075. Beyond four of them by luck once in 16000.
  const std::uint32_t n = 40000;
  World w = firms(n);
  AccountsConstants c = rates();
  c.report_sd = 0.15f;
  for (std::uint32_t i = 0; i < n; ++i) w.rd_year[i] = 1;
  AccountsSums sums;
  accounts_year({0, n, 0}, books(w), c, Lanes::drawn(n, 21).luck(), sums);
  double mean = 0;
  for (std::uint32_t i = 0; i < n; ++i) mean += w.reported0[i] / n;
  CHECK(std::abs(mean - 1) < 4 * 0.00075);
}

TEST_CASE("finance: the purse equals the slow loop on every instruction set, and its flow is exact") {
  const World start = wild_firms(1003, 22);
  std::int64_t net = 0;
  const auto kernel = [&](const Kernels& k, World& w) {
    net = 0;
    k.finance_quarter({0, 1003, 0}, purse(w), {0.15f, 0.25f}, net);
    std::int64_t moved = 0;
    for (std::uint32_t i = 0; i < 1003; ++i) moved += w.cash[i] - start.cash[i];
    CHECK(moved == net);
  };
  const auto oracle = [](World& w) {
    for (std::uint32_t i = 0; i < 1003; ++i) {
      if (w.status[i] != kActive) continue;
      const float spare = static_cast<float>(w.cash[i]) - 1000.0f * 0.25f * w.sales[i];
      const float out = spare > 0 ? 0.15f * spare : 0.0f;
      w.cash[i] += static_cast<std::int32_t>(250.0f * (w.sales[i] * w.measured[i]) * w.margin[i] - out);
    }
  };
  CHECK(against_oracle(start, kernel, oracle) == "");
}

TEST_CASE("finance: the accounts equal the slow loop on every instruction set") {
  const World start = wild_firms(1003, 23);
  const Lanes l = Lanes::drawn(1003, 24);
  AccountsConstants c = rates();
  c.relabel = 0.08f, c.report_sd = 0.15f, c.profit_noise = 0.4f;
  AccountsSums expected;
  const auto oracle = [&](World& w) {
    for (std::uint32_t i = 0; i < 1003; ++i) {
      const bool certified = w.until[0][i] >= 43, active = w.status[i] == kActive;
      const float sales = w.sales_year[i], real = w.rd_year[i];
      const float noise = vexp(0.15f * inverse_normal(l.u(1, i)) - 0.5f * 0.15f * 0.15f);
      const float told = real * (certified || (w.flags[i] & kSeeksTitle) != 0 ? 1.0f + 0.08f : 1.0f) * noise;
      const float profit = sales * w.margin[i] * (1.0f + 0.4f * inverse_normal(l.u(2, i))) - told;
      const float base = profit - 0.75f * told;
      const float rate = base <= 3.0f ? 0.05f : (certified ? 0.15f : 0.25f);
      const std::int32_t tax = active && base > 0 ? static_cast<std::int32_t>(1000.0f * (rate * base)) : 0;
      w.cash[i] -= tax, expected.tax += tax;
      if (active) {
        expected.sales += static_cast<std::int32_t>(1000.0f * sales), expected.real += static_cast<std::int32_t>(1000.0f * real);
        expected.reported += static_cast<std::int32_t>(1000.0f * told);
      }
      w.revenue4[i] = w.revenue3[i], w.revenue3[i] = w.revenue2[i], w.revenue2[i] = w.revenue1[i], w.revenue1[i] = w.revenue0[i];
      w.revenue0[i] = sales, w.reported2[i] = w.reported1[i], w.reported1[i] = w.reported0[i], w.reported0[i] = told;
      w.sales_year[i] = w.rd_year[i] = 0;
    }
  };
  World once = start;
  oracle(once);
  const AccountsSums wanted = expected;
  const auto kernel = [&](const Kernels& k, World& w) {
    AccountsSums sums;
    k.accounts_year({0, 1003, 0}, books(w), c, l.luck(), sums);
    CHECK((sums.sales == wanted.sales && sums.real == wanted.real && sums.reported == wanted.reported && sums.tax == wanted.tax));
  };
  CHECK(against_oracle(start, kernel, oracle) == "");
}
