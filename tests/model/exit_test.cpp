// Exit (S4): hazards by hand, dormancy, insolvency, the registry's total hazard, the slow loop.
#include <catch2/catch.hpp>

#include "firms.hpp"
#include "model/processes/exit.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

ExitParams registry() {
  ExitParams p{};
  p.hazard_1.v = 0.016, p.hazard_2.v = 0.063, p.hazard_3.v = 0.095, p.hazard_4.v = 0.090, p.hazard_7.v = 0.081, p.hazard_8.v = 0.075;
  p.hazard_10.v = 0.066, p.hazard_old.v = 0.040;
  p.size_exponent.v = 0.25, p.reference_sales.v = 2, p.reference_growth.v = 0.06, p.local_level.v = 1, p.innovator.v = 0.88;
  return p;
}

ExitView view(World& w) {
  return {In(w.birth), In(w.log_sales), In(w.inventions), In(w.cash), In(w.status), InOut(w.flags)};
}

struct Events {
  std::vector<std::uint8_t> leaves, turns;
  explicit Events(std::size_t n) : leaves(n, 9), turns(n, 9) {}
  ExitEvents out() { return {leaves.data(), turns.data()}; }
};

// Whether a firm of the world leaves when its luck is u.
bool leaves_at(World& w, const ExitTables& t, float level, std::int16_t quarter, double u) {
  Lanes l(1);
  l.fill(1, u);
  Events e(1);
  exit_quarter({0, 1, 0}, view(w), t, level, quarter, l.luck(), e.out());
  return e.leaves[0] == 1;
}

}  // namespace

TEST_CASE("the registry's hazard follows the bands of age") {
  const ExitParams p = registry();
  CHECK(registry_hazard(p, 0) == 0.016);
  CHECK(registry_hazard(p, 3) == 0.016);
  CHECK(registry_hazard(p, 4) == 0.063);
  CHECK(registry_hazard(p, 8) == 0.095);
  CHECK(registry_hazard(p, 20) == Approx(0.0855));  // five years: halfway from 9.0 to 8.1 %
  CHECK(registry_hazard(p, 34) == Approx(0.0705));  // eight and a half: halfway from 7.5 to 6.6 %
  CHECK(registry_hazard(p, 60) == Approx(0.053));   // fifteen: halfway from 6.6 to 4 %
  CHECK(registry_hazard(p, 200) == Approx(0.040));
}

TEST_CASE("(X1) the hazard falls with size, rises with the place's level, is lower for innovators") {
  const ExitTables t = tabulate(registry());  // no dormancy: the whole hazard is the active firms'
  World w = firms(1);
  w.birth[0] = 19;  // in quarter 40 it lives its 21st quarter: five years old, hazard 8.55 %
  const std::int16_t now = 40;
  // At S = 2 e^(0.06 * 5) size is neutral. Rate a quarter -ln(1 - 0.0855)/4 = 0.02234442; p = 1 - e^-0.02234442 = 0.02209663.
  w.log_sales[0] = static_cast<float>(std::log(2.0) + 0.3);
  CHECK(leaves_at(w, t, 1, now, 0.02205));
  CHECK_FALSE(leaves_at(w, t, 1, now, 0.02215));
  // Level 0.75: 1 - e^-0.01675832 = 0.01661867.
  CHECK(leaves_at(w, t, 0.75f, now, 0.01655));
  CHECK_FALSE(leaves_at(w, t, 0.75f, now, 0.01668));
  // Sixteen times the sales halve the rate (16^-0.25): 1 - e^-0.01117221 = 0.01111003.
  w.log_sales[0] += std::log(16.0f);
  CHECK(leaves_at(w, t, 1, now, 0.01105));
  CHECK_FALSE(leaves_at(w, t, 1, now, 0.01117));
  // With an invention 0.88 of that: 1 - e^-0.00983154 = 0.00978337.
  w.inventions[0] = 1;
  CHECK(leaves_at(w, t, 1, now, 0.00973));
  CHECK_FALSE(leaves_at(w, t, 1, now, 0.00984));
}

TEST_CASE("(X2) a newborn firm falls dormant with the first year's share, wakes or leaves as a dormant firm does") {
  ExitParams p = registry();
  p.dormant_first.v = 0.18, p.dormant_later.v = 0.025, p.dormant_exit.v = 0.15, p.wake.v = 0.04;
  const ExitTables t = tabulate(p);
  // 1 - 0.82^(1/4) = 0.04840167; four quarters: 0.18.
  CHECK(t.falls_first == Approx(0.04840167).epsilon(1e-5));
  CHECK(t.falls_later == Approx(0.00630944).epsilon(1e-5));  // 1 - 0.975^(1/4)
  CHECK(t.dormant_exit == Approx(0.03981535).epsilon(1e-5));  // 1 - 0.85^(1/4)
  CHECK(t.wake == Approx(0.01015363).epsilon(1e-5));          // 1 - 0.96^(1/4)
}

TEST_CASE("(X3) active and dormant deaths together give the registry's hazard of every age") {
  // A cohort of 200000 at neutral size, followed for twelve years by the kernel. The standard error of a year's hazard is
  // sqrt(h(1-h)/n), at most 0.0007; the bound is five of them plus 0.0015 for the table's quarterly steps (a dormant
  // firm's hazard may exceed the whole registry's in the first year, where the active hazard is held at a tenth of it).
  ExitParams p = registry();
  p.dormant_first.v = 0.18, p.dormant_later.v = 0.025, p.dormant_exit.v = 0.15, p.wake.v = 0.04, p.insolvency_share.v = 0;
  const ExitTables t = tabulate(p);
  const std::uint32_t n = 200000;
  World w = firms(n);
  for (std::uint32_t i = 0; i < n; ++i) w.birth[i] = -1;
  double alive = n, start = n;
  std::int64_t dormant_after_one_year = 0;
  for (int q = 0; q < 48; ++q) {
    const double years = q / 4.0;
    for (std::uint32_t i = 0; i < n; ++i) w.log_sales[i] = static_cast<float>(std::log(2.0) + 0.06 * years);
    const Lanes l = Lanes::drawn(n, 500 + q);
    Events e(n);
    exit_quarter({0, n, 0}, view(w), t, 1.0f, static_cast<std::int16_t>(q), l.luck(), e.out());
    for (std::uint32_t i = 0; i < n; ++i) {
      if (w.status[i] == kEmpty) continue;
      if (e.leaves[i] != 0) w.status[i] = kEmpty, alive -= 1;
      else if (e.turns[i] != 0) w.status[i] = w.status[i] == kActive ? kDormant : kActive;
      dormant_after_one_year += q == 3 && w.status[i] == kDormant;
    }
    if (q % 4 != 3) continue;
    double expected = 1;  // of the four quarters of the year
    for (int a = q - 3; a <= q; ++a) expected *= std::pow(1 - registry_hazard(p, a), 0.25);
    const double hazard = 1 - alive / start;
    INFO("year " << q / 4 + 1 << ": " << hazard << ", registry " << 1 - expected);
    CHECK(std::abs(hazard - (1 - expected)) < 5 * std::sqrt(hazard / start) + 0.0015);
    start = alive;
  }
  CHECK(static_cast<double>(dormant_after_one_year) / n == Approx(0.17).margin(0.01));  // 18 % less those that died or woke
}

TEST_CASE("(X4) two quarters without cash: half of them leave, one quarter is forgiven") {
  ExitParams p = registry();
  p.insolvent_exit.v = 0.5;
  const ExitTables t = tabulate(p);
  World w = firms(1);
  w.birth[0] = -400, w.log_sales[0] = 13;  // a giant: its own hazard is below 0.2 %
  w.cash[0] = -1;
  CHECK_FALSE(leaves_at(w, t, 1, 40, 0.4));  // first quarter below zero: only marked
  CHECK((w.flags[0] & kInsolvent) != 0);
  CHECK(leaves_at(w, t, 1, 40, 0.49));
  CHECK_FALSE(leaves_at(w, t, 1, 40, 0.51));
  w.cash[0] = 0;
  CHECK_FALSE(leaves_at(w, t, 1, 40, 0.4));
  CHECK((w.flags[0] & kInsolvent) == 0);
}

TEST_CASE("exit: an empty seat never leaves, a dormant one by its own hazard only") {
  ExitParams p = registry();
  p.dormant_exit.v = 0.15, p.dormant_later.v = 0.025;
  const ExitTables t = tabulate(p);
  World w = firms(1);
  w.status[0] = kEmpty;
  CHECK_FALSE(leaves_at(w, t, 1, 40, 0.0));
  w.status[0] = kDormant, w.cash[0] = -5, w.flags[0] = kInsolvent;
  CHECK(leaves_at(w, t, 1, 40, 0.0397));
  CHECK_FALSE(leaves_at(w, t, 1, 40, 0.0399));
}

namespace {

// What the sweep has to find, firm by firm.
void slow_loop(World& w, const ExitTables& t, float level, const Lanes& l, Events& e) {
  for (std::uint32_t i = 0; i < e.leaves.size(); ++i) {
    int age = 40 - w.birth[i] - 1;
    age = age < 0 ? 0 : age;
    age = age > kAgeTable - 1 ? kAgeTable - 1 : age;
    float rate = t.active[age] * vexp(t.minus_omega * w.log_sales[i]) * level;
    rate = rate * (w.inventions[i] > 0 ? t.innovator : 1.0f);
    float chance = 1.0f - vexp(-rate), turning = age < 4 ? t.falls_first : t.falls_later;
    if (w.cash[i] < 0 && (w.flags[i] & kInsolvent) != 0) chance = chance + t.insolvent * (1.0f - chance);
    if (w.status[i] == kDormant) chance = t.dormant_exit * level, turning = t.wake;
    e.leaves[i] = w.status[i] != kEmpty && l.u(1, i) < chance;
    e.turns[i] = w.status[i] != kEmpty && l.u(3, i) < turning;
    if (w.cash[i] < 0) w.flags[i] |= kInsolvent;
    else w.flags[i] &= static_cast<std::uint8_t>(~kInsolvent);
  }
}

}  // namespace

TEST_CASE("exit: the sweep equals the slow loop on every instruction set, whether few may leave or many") {
  struct Case {
    double times, omega, innovator;
    float level;
  };
  const std::uint32_t n = 2500;
  for (const Case c : {Case{1, 0.25, 0.88, 0.8f}, Case{5, 0.25, 1.5, 2.0f}, Case{1, 0, 0.88, 1.0f}, Case{5, 0, 0.88, 1.0f}, Case{1, 1, 1.5, 2.0f}, Case{0, 0.25, 0.88, 1.0f}}) {
    ExitParams p = registry();
    p.dormant_first.v = 0.18, p.dormant_later.v = 0.025, p.dormant_exit.v = c.times * 0.15, p.wake.v = 0.04, p.insolvent_exit.v = 0.5;
    for (PerYear* h : {&p.hazard_1, &p.hazard_2, &p.hazard_3, &p.hazard_4, &p.hazard_7, &p.hazard_8, &p.hazard_10, &p.hazard_old}) h->v *= c.times;
    p.size_exponent.v = c.omega, p.innovator.v = c.innovator;
    const ExitTables t = tabulate(p);
    const World start = wild_firms(n, 11);
    const Lanes l = Lanes::drawn(n, 12);
    World expected = start;
    Events wanted(n);
    slow_loop(expected, t, c.level, l, wanted);
    CHECK(std::count(wanted.leaves.begin(), wanted.leaves.end(), 1) > (c.times > 1 ? 150 : 5));
    for (const Isa isa : isas()) {
      World got = start;
      Events e(n);
      kernels(isa).exit_quarter({0, n, 0}, view(got), t, c.level, 40, l.luck(), e.out());
      INFO(name(isa) << ", hazards times " << c.times << ", exponent " << c.omega);
      CHECK(differing(expected, got) == "");
      CHECK(e.leaves == wanted.leaves);
      CHECK(e.turns == wanted.turns);
    }
  }
}
