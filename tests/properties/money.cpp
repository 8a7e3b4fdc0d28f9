// The laws of money: it is conserved to the thousand yuan, the ledger adds up, no line pays above its budget.
#include <catch2/catch.hpp>

#include <map>

#include "small_city.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

std::int64_t cash_of_all(const World& w) {
  std::int64_t sum = 0;
  for (std::uint32_t i = 0; i < w.slots_in_use(); ++i) sum += w.status[i] != kEmpty ? w.cash[i] : 0;
  return sum;
}

}  // namespace

TEST_CASE("law: cash is conserved and the ledger adds up, whatever the policy and the parameters") {
  Dice dice(1);
  for (int trial = 0; trial < 6; ++trial) {
    Scenario s = load_city(own("everything"));
    shuffle_policy(s, dice);
    const Parameters p = drawn(s, 1, 100 + trial).front();
    SimulationOptions o = small(true);  // audits cash, ledger, stocks and budgets after every quarter
    o.keep_payments = true;
    Simulation simulation(s, o);
    // The same laws once more, from outside and by other means than the audit's.
    std::map<std::pair<int, int>, std::int64_t> paid;  // year, instrument
    simulation.watch([&](const Simulation& now, int) { REQUIRE(cash_of_all(now.world()) == now.cash_flows().balance()); });
    const Record r = simulation.run(p, philox_key(s.seed, trial));
    for (const Payment& x : simulation.treasury().payments()) {
      REQUIRE(x.amount > 0);
      paid[{x.quarter / 4, x.instrument}] += x.amount;
    }
    std::int64_t all = 0;
    for (int y = 0; y < r.years(); ++y) {
      for (int i = 0; i < r.width(Series::outlay); ++i) {
        const std::int64_t outlay = r.at(Series::outlay, y, i), budget = r.at(Series::budget, y, i);
        REQUIRE((paid[{y, i}]) == outlay);
        if (budget >= 0) REQUIRE(outlay <= budget);
        all += outlay;
      }
    }
    REQUIRE(all == simulation.cash_flows().awards + simulation.treasury().paid_to_people() + simulation.treasury().paid_to_banks() +
                       simulation.treasury().paid_to_funds());
  }
}

TEST_CASE("law: money for which nobody qualifies in time is not spent, and what is claimed is paid, waits or is void") {
  Scenario s = load_city(own("everything"), {"scale=0.02"});
  Simulation simulation(s, small(true));
  const Record r = simulation.run(central(s), philox_key(s.seed, 0));
  bool any_paid = false;
  for (std::size_t i = 0; i < s.instruments.size(); ++i) {
    const int n = static_cast<int>(i);
    const LineTotals& line = simulation.treasury().totals(n);
    std::int64_t outlay = 0;
    for (int y = 0; y < r.years(); ++y) outlay += r.at(Series::outlay, y, n);
    CHECK(line.paid == outlay);
    CHECK(line.claimed == line.paid + line.voided + simulation.treasury().waiting(n));
    any_paid = any_paid || outlay > 0;
  }
  CHECK(any_paid);
}

TEST_CASE("law P4: more who qualify do not make a capped line pay more; fewer of them are paid") {
  // A bonus for every application of the largest register, capped at what a few of them cost.
  const auto with = [](double eligible_share, double budget) {
    Scenario s = load_city("no-policy", {"scale=0.02"});
    Instrument x{};
    x.id = "bonus", x.kind = InstrumentKind::award, x.scheme = "tech_sme", x.trigger = "first_recognition";
    x.amount = 100000, x.payers = {{"city", 1.0}}, x.lag_quarters = 0, x.budget = budget / s.scale;
    x.from = Quarter::of(2019, 1), x.to = s.horizon.last;
    s.instruments = {x};
    Parameters p = central(s);
    p.certification.capacity.v = eligible_share;
    return run_once(s, p);
  };
  const Record narrow = with(0.5, 500000), wide = with(1.0, 500000), open = with(1.0, -1e9);
  const int granted_scheme = 5;
  std::int64_t few = 0, many = 0, capped = 0, free_line = 0, few_wait = 0, many_wait = 0;
  for (int y = 2; y < narrow.years(); ++y) {
    few += narrow.at(Series::passed, y, granted_scheme), many += wide.at(Series::passed, y, granted_scheme);
    CHECK(wide.at(Series::outlay, y, 0) <= 500);
    capped += wide.at(Series::outlay, y, 0), free_line += open.at(Series::outlay, y, 0);
    few_wait += narrow.at(Series::arrears, y, 0), many_wait += wide.at(Series::arrears, y, 0);
  }
  CHECK(many > few);
  CHECK(capped < free_line);
  CHECK(capped == 500 * (narrow.years() - 2));
  CHECK(many_wait > few_wait);
}

TEST_CASE("law: a consortium is paid by progress, and never above its cap") {
  Scenario s = load_city(own("everything"), {"scale=0.02"});
  const Record r = run_once(s, central(s), 0, small(true));
  const auto formed = [&](int kind) {
    std::int64_t sum = 0;
    for (int y = 0; y < r.years(); ++y) sum += r.at(Series::consortia_formed, y, kind);
    return sum;
  };
  for (std::size_t i = 0; i < s.instruments.size(); ++i) {
    const Instrument& x = s.instruments[i];
    if (x.kind != InstrumentKind::consortium_support) continue;
    std::int64_t paid = 0;
    for (int y = 0; y < r.years(); ++y) paid += r.at(Series::outlay, y, static_cast<int>(i));
    int kind = 0;
    while (x.consortium != consortium_kinds[kind]) ++kind;
    const auto cap = static_cast<std::int64_t>(x.amount / 1000);
    INFO(x.id);
    REQUIRE(formed(kind) > 0);
    CHECK(paid <= formed(kind) * cap);
    CHECK((paid > 0) == (cap > 0));
  }
  for (int y = 1; y < r.years(); ++y) {
    for (int k = 0; k < kConsortiumKinds; ++k)
      CHECK(r.at(Series::consortia, y, k) <= r.at(Series::consortia, y - 1, k) + r.at(Series::consortia_formed, y, k));
  }
}
