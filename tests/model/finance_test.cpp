// Finance (the purse) and the annual accounts: formulas by hand, exactness of the books, the slow loops.
#include <catch2/catch.hpp>

#include <tuple>

#include "firms.hpp"
#include "model/processes/finance.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

FinanceView purse(World& w) { return {In(w.status), In(w.sales), In(w.measured), In(w.margin), InOut(w.cash)}; }

AccountsView books(World& w) {
  return {In(w.status), In(w.margin), In(w.until[0]), InOut(w.cash), InOut(w.carried_loss), InOut(w.sales_year), InOut(w.rd_year), InOut(w.revenue2),
          InOut(w.reported2)};
}

constexpr TaxLaw kLaw{0.25f, 0.15f, 3.0f, 1.0f, 0.025f, 0.10f, 0.75f};  // as in 2021

AccountsConstants rates() {
  AccountsConstants c{};
  c.law = kLaw, c.quarter = 43, c.loss_years = 5, c.loss_years_certified = 10;
  return c;
}

FinanceParams law() {
  FinanceParams p{};
  p.tax_general.v = 0.25, p.tax_hte.v = 0.15, p.tax_small_2018.v = 0.10, p.tax_small.v = 0.05;
  p.tax_small_first_2019.v = 0.05, p.tax_small_first_2021.v = 0.025, p.tax_small_rest_2019.v = 0.10, p.tax_small_rest_2022.v = 0.05;
  p.small_slice.v = 1e6, p.small_ceiling_2018.v = 1e6, p.small_ceiling.v = 3e6;
  p.super_deduction_2018.v = 0.75, p.super_deduction_manufacturing_2021.v = 1.0, p.super_deduction_2023.v = 1.0;
  p.super_deduction_ic_2023.v = 1.2;
  return p;
}

// One firm whose year has these sales, margin 100 %, and this R&D, so that profit is their difference.
World one_year(float sales, float rd, std::int32_t carried = 0) {
  World w = firms(1);
  w.sales_year[0] = sales, w.rd_year[0] = rd, w.margin[0] = 1, w.cash[0] = 0, w.carried_loss[0] = carried;
  return w;
}

AccountsSums close(World& w, const AccountsConstants& c, float relabelled = 0) {
  AccountsSums sums;
  accounts_year({0, 1, 0}, books(w), c, Lanes(1).luck(), &relabelled, sums);
  return sums;
}

std::int32_t carried(double million, int age) { return static_cast<std::int32_t>(1000 * million) * kLossAges + age; }

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

TEST_CASE("(F3) tax: two slices of a small firm up to the ceiling, then 25 or 15 % of all") {
  CHECK(Finance::tax(0.0f, false, kLaw) == 0.0f);
  CHECK(Finance::tax(1.0f, false, kLaw) == Approx(0.025));
  CHECK(Finance::tax(3.0f, false, kLaw) == Approx(0.225));   // 0.025 and 2 at 10 %
  CHECK(Finance::tax(3.1f, false, kLaw) == Approx(0.775));   // a cliff of the law
  CHECK(Finance::tax(10.0f, true, kLaw) == Approx(1.5));
  CHECK(Finance::tax(2.0f, true, kLaw) == Finance::tax(2.0f, false, kLaw));  // the certificate is worth nothing here
}

TEST_CASE("(F3) the law by date and kind of sector") {
  const auto rest = [](int year) { return tax_law(law(), year, "general").small_rest; };
  CHECK(tax_law(law(), 2018, "general").small_ceiling == 1.0f);
  CHECK(tax_law(law(), 2019, "general").small_ceiling == 3.0f);
  CHECK(tax_law(law(), 2018, "general").small_first == 0.10f);
  CHECK(tax_law(law(), 2020, "general").small_first == 0.05f);
  CHECK(tax_law(law(), 2022, "general").small_first == 0.025f);
  CHECK((rest(2018) == 0.10f && rest(2021) == 0.10f && rest(2022) == 0.05f && rest(2023) == 0.05f));
  const auto extra = [](int year, const char* kind) { return tax_law(law(), year, kind).super_deduction; };
  CHECK((extra(2020, "manufacturing") == 0.75f && extra(2021, "manufacturing") == 1.0f && extra(2022, "general") == 0.75f));
  CHECK((extra(2023, "general") == 1.0f && extra(2022, "integrated_circuits") == 1.0f));
  CHECK((extra(2023, "integrated_circuits") == 1.2f && extra(2027, "integrated_circuits") == 1.2f && extra(2028, "integrated_circuits") == 1.0f));
}

TEST_CASE("(F4) the user cost of R&D, and the certificate that makes it dearer") {
  // Interest and depreciation cancel against the reference of 0.5625/0.75 = 0.75. With a deduction of 100 % the factors are 0.667 at 25 %,
  // 0.824 at 15 % and 1 without taxable profit.
  const UserCost before = user_cost(law(), tax_law(law(), 2022, "general")), after = user_cost(law(), tax_law(law(), 2023, "general"));
  CHECK(before.general == Approx(1));
  CHECK(before.certified == Approx(0.8676471 / 0.75).epsilon(1e-6));
  CHECK(before.small_first == Approx((1 - 0.025 * 1.75) / 0.975 / 0.75).epsilon(1e-6));
  CHECK(before.small_rest == Approx(0.9605263 / 0.75).epsilon(1e-6));
  CHECK(0.75 * after.general == Approx(0.6666667).epsilon(1e-6));
  CHECK(0.75 * after.certified == Approx(0.8235294).epsilon(1e-6));
  CHECK(0.75 * after.untaxed == Approx(1).epsilon(1e-6));
  CHECK(after.certified / after.general == Approx(1.2352941).epsilon(1e-6));  // "raises the cost of marginal R&D by 24 %"
}

TEST_CASE("pitfall P25: a firm without taxable profit gains nothing from a cut of rates") {
  AccountsConstants dear = rates(), cheap = rates();
  cheap.law = {0.05f, 0.01f, 3.0f, 1.0f, 0.0f, 0.0f, 0.75f};
  // Losses; a profit that the deduction eats up (4 - 3 * (1 + 0.75) < 0); one that losses carried eat up.
  for (const auto& [sales, rd, losses] : {std::tuple{1.0f, 2.0f, 0.0}, {4.0f, 2.9f, 0.0}, {6.0f, 2.0f, 5.0}}) {
    for (const std::int16_t until : {std::int16_t{0}, std::int16_t{50}}) {
      World high = one_year(sales, rd, losses > 0 ? carried(losses, 1) : 0), low = high;
      high.until[0][0] = low.until[0][0] = until;
      const AccountsSums a = close(high, dear), b = close(low, cheap);
      CHECK((a.tax == 0 && b.tax == 0));
      CHECK((a.forgone_small == 0 && a.forgone_certified == 0 && b.forgone_small == 0 && b.forgone_certified == 0));
      CHECK(differing(high, low) == "");
    }
  }
  World high = one_year(40, 2), low = high;  // with taxable profit it gains
  close(high, dear), close(low, cheap);
  CHECK(low.cash[0] > high.cash[0]);
}

TEST_CASE("(F5) losses are carried five years, ten with the certificate, and no longer") {
  World w = one_year(1, 4);  // profit -3, base -3 - 0.75 * 4 = -6
  CHECK(close(w, rates()).tax == 0);
  CHECK(std::abs(w.carried_loss[0] / kLossAges - 6000) <= 1);
  CHECK(w.carried_loss[0] % kLossAges == 1);
  w.sales_year[0] = 2;       // a profit of 2 next year is free of tax, and 4 are left
  CHECK(close(w, rates()).tax == 0);
  CHECK(std::abs(w.carried_loss[0] / kLossAges - 4000) <= 2);
  CHECK(w.carried_loss[0] % kLossAges == 2);
  World last = one_year(5, 0, carried(9, 5)), late = one_year(0, 0, carried(9, 5)), certified = late;
  certified.until[0][0] = 50;
  CHECK(close(last, rates()).tax == 0);      // the fifth year after it was made
  CHECK(last.carried_loss[0] == 0);
  close(late, rates()), close(certified, rates());
  CHECK(late.carried_loss[0] == 0);
  CHECK(certified.carried_loss[0] == carried(9, 6));
  World again = one_year(1, 2, carried(9, 5));  // what is lost in the year itself begins anew: base -1 - 1.5
  close(again, rates());
  CHECK(std::abs(again.carried_loss[0] / kLossAges - 2500) <= 1);
  CHECK(again.carried_loss[0] % kLossAges == 1);
  AccountsConstants none = rates();
  none.loss_years = 0;
  World never = one_year(1, 4);
  close(never, none);
  CHECK(never.carried_loss[0] == 0);
}

TEST_CASE("(F6) tax forgone in three parts adds up to the general rate without deduction less the tax") {
  // Profit 20 - 4 = 16 at 25 % would be 4. The deduction of 3 saves 0.75; the certificate 10 % of 13.
  World w = one_year(20, 4);
  w.until[0][0] = 50;
  AccountsSums sums = close(w, rates());
  CHECK((sums.tax == 1950 && sums.forgone_deduction == 750 && sums.forgone_small == 0));
  CHECK(std::abs(sums.forgone_certified - 1300) <= 1);
  // Profit 4, base 1: 0.025 instead of 0.25; the deduction saves 0.75.
  World small = one_year(8, 4);
  sums = close(small, rates());
  CHECK((std::abs(sums.tax - 25) <= 1 && std::abs(sums.forgone_deduction - 750) <= 1 && std::abs(sums.forgone_small - 225) <= 1));
  CHECK(sums.forgone_certified == 0);
}

TEST_CASE("(R5), (F3) the year is closed: rings move on, reported R&D holds what is relabelled, tax is taken") {
  World w = firms(3);
  const AccountsConstants c = rates();
  for (int i = 0; i < 3; ++i) {
    w.sales_year[i] = 100, w.rd_year[i] = 4, w.margin[i] = 0.2f, w.revenue0[i] = 90, w.revenue1[i] = 60, w.reported0[i] = 3, w.cash[i] = 10000;
  }
  w.until[0][1] = 43;           // certified: pays 15 %
  w.status[2] = kDormant;       // pays nothing
  const float relabelled[] = {0, 0.4f, 0};
  AccountsSums sums;
  accounts_year({0, 3, 0}, books(w), c, Lanes(3).luck(), relabelled, sums);
  w.turn_books();
  CHECK((w.revenue0[0] == 100 && w.revenue1[0] == 90 && w.revenue2[0] == 60));
  CHECK(w.reported0[0] == Approx(4.0).epsilon(1e-5));
  CHECK(w.reported0[1] == Approx(4.4).epsilon(1e-5));
  CHECK((w.reported1[1] == 3 && w.rd_year[1] == 0 && w.sales_year[0] == 0));
  // Uncertified: profit 20 - 4 = 16, base 16 - 3 = 13, tax 3.25. Certified: what is relabelled was a cost before, profit 16, base
  // 16 - 3.3 = 12.7, tax 1.905.
  CHECK(std::abs(w.cash[0] - 6750) <= 1);
  CHECK(std::abs(w.cash[1] - 8095) <= 1);
  CHECK(w.cash[2] == 10000);
  CHECK(sums.tax == 20000 - w.cash[0] - w.cash[1]);
  CHECK((sums.sales == 200000 && sums.real == 8000));
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
  const std::vector<float> nothing(n, 0.0f);
  accounts_year({0, n, 0}, books(w), c, Lanes::drawn(n, 21).luck(), nothing.data(), sums);
  w.turn_books();
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
  c.report_sd = 0.15f, c.profit_noise = 0.4f;
  std::vector<float> relabelled(1003, 0.0f);
  for (std::uint32_t i = 0; i < 1003; i += 3) relabelled[i] = 0.5f * l.u(0, i);
  AccountsSums expected;
  const auto oracle = [&](World& w) {
    for (std::uint32_t i = 0; i < 1003; ++i) {
      const bool certified = w.until[0][i] >= 43, active = w.status[i] == kActive;
      const float sales = w.sales_year[i], real = w.rd_year[i];
      const float noise = vexp(0.15f * inverse_normal(l.u(1, i)) - 0.5f * 0.15f * 0.15f);
      const float told = real * noise + relabelled[i];
      const float profit = sales * w.margin[i] * (1.0f + 0.4f * inverse_normal(l.u(2, i))) - real;
      const float base = profit - 0.75f * told;
      const std::int32_t word = w.carried_loss[i], losses = word / kLossAges, age = word % kLossAges;
      const float before = 0.001f * static_cast<float>(losses);
      const float gain = std::max(base, 0.0f), used = std::min(gain, before), taxable = gain - used;
      const float first = std::min(taxable, 1.0f);
      const float tax = taxable <= 3.0f ? 0.025f * first + 0.10f * (taxable - first) : (certified ? 0.15f : 0.25f) * taxable;
      const float without = 0.25f * std::max(std::max(profit, 0.0f) - before, 0.0f), with = 0.25f * taxable;
      const std::int32_t paid = active ? static_cast<std::int32_t>(1000.0f * tax) : 0;
      w.cash[i] -= paid, expected.tax += paid;
      if (active) {
        expected.forgone_deduction += static_cast<std::int32_t>(1000.0f * (without - with));
        (taxable <= 3.0f ? expected.forgone_small : expected.forgone_certified) += static_cast<std::int32_t>(1000.0f * (with - tax));
        std::int32_t rest = losses - static_cast<std::int32_t>(1000.0f * used);
        if (rest <= 0 || age >= (certified ? 10 : 5)) rest = 0;
        const std::int32_t all = rest + (base < 0 ? static_cast<std::int32_t>(-1000.0f * base) : 0);
        w.carried_loss[i] = all > 0 ? all * kLossAges + (rest > 0 ? age + 1 : 1) : 0;
      }
      if (active) {
        expected.sales += static_cast<std::int32_t>(1000.0f * sales), expected.real += static_cast<std::int32_t>(1000.0f * real);
        expected.reported += static_cast<std::int32_t>(1000.0f * told);
      }
      w.revenue2[i] = w.revenue1[i], w.revenue1[i] = w.revenue0[i];
      w.revenue0[i] = sales, w.reported2[i] = w.reported1[i], w.reported1[i] = w.reported0[i], w.reported0[i] = told;
      w.sales_year[i] = w.rd_year[i] = 0;
    }
  };
  World once = start;
  oracle(once);
  const AccountsSums wanted = expected;
  const auto kernel = [&](const Kernels& k, World& w) {
    AccountsSums sums;
    k.accounts_year({0, 1003, 0}, books(w), c, l.luck(), relabelled.data(), sums);
    w.turn_books();
    CHECK((sums.forgone_deduction == wanted.forgone_deduction && sums.forgone_small == wanted.forgone_small &&
           sums.forgone_certified == wanted.forgone_certified));
    CHECK((sums.sales == wanted.sales && sums.real == wanted.real && sums.reported == wanted.reported && sums.tax == wanted.tax));
  };
  CHECK(against_oracle(start, kernel, oracle) == "");
}
