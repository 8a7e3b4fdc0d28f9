// Loans, pools and guidance funds in a whole city: money is conserved with banks and funds, pools and commitments bind, policy acts
// through cash alone, and the pitfalls of the model page that concern finance.
#include <catch2/catch.hpp>

#include <map>
#include <set>

#include "small_city.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

std::int64_t over_years(const Record& r, Series s, int from = 0) {
  std::int64_t sum = 0;
  for (int y = from; y < r.years(); ++y) sum += r.total(s, y);
  return sum;
}

Instrument pool(double money) {
  Instrument x{};
  x.id = "pool", x.kind = InstrumentKind::loan_guarantee, x.amount = money, x.loan_cap = 5e6, x.share = 0.8;
  x.payers = {{"city", 1.0}}, x.from = Quarter::of(2018, 1), x.to = Quarter::of(2035, 4);
  return x;
}

Instrument fund(double commitment, std::vector<std::string> sectors) {
  Instrument x{};
  x.id = "fund", x.kind = InstrumentKind::guidance_fund, x.amount = commitment, x.pace = 0.2, x.per_year = 10;
  x.sectors = std::move(sectors), x.payers = {{"city", 1.0}}, x.from = Quarter::of(2018, 1), x.to = Quarter::of(2035, 4);
  return x;
}

Scenario city(std::vector<Instrument> instruments, const std::string& scale = "scale=0.05", int last = 2023) {
  Scenario s = load_city("no-policy", {scale});
  s.horizon.last = Quarter::of(last, 4);
  s.instruments = std::move(instruments);
  return s;
}

}  // namespace

TEST_CASE("law: money is conserved with banks, pools and funds as counterparties, whatever the policy and the parameters") {
  Dice dice(5);
  for (int trial = 0; trial < 4; ++trial) {
    Scenario s = load_city(own("everything"), {"scale=0.02"});
    shuffle_policy(s, dice);
    Simulation simulation(s, small(true));  // audits cash, debt, pools and funds after every quarter
    const Record r = simulation.run(drawn(s, 1, 900 + trial).front(), philox_key(s.seed, trial));
    const LoanFlows& banks = simulation.loans().ever();
    const CashFlows& cash = simulation.cash_flows();
    CHECK(cash.borrowed == banks.lent);
    CHECK(cash.debt_service == banks.repaid + banks.interest);
    CHECK(over_years(r, Series::loans_granted) == banks.lent);
    CHECK(over_years(r, Series::loans_lost) == banks.lost);
    std::map<int, std::int64_t> compensated;
    std::int64_t to_funds = 0, invested = 0, to_banks = 0;
    for (std::size_t i = 0; i < s.instruments.size(); ++i) {
      const LineTotals& line = simulation.treasury().totals(static_cast<int>(i));
      if (s.instruments[i].kind == InstrumentKind::loan_guarantee) {
        to_banks += line.paid;
        CHECK(line.claimed <= static_cast<std::int64_t>(s.instruments[i].amount / 1000 * s.scale));
      }
      if (s.instruments[i].kind == InstrumentKind::guidance_fund) to_funds += line.paid;
    }
    CHECK(to_banks == simulation.treasury().paid_to_banks());
    CHECK(to_funds == simulation.treasury().paid_to_funds());
    for (const GuidanceFund& f : simulation.funds()) invested += f.invested;
    CHECK(over_years(r, Series::guidance_invested) == invested);
    CHECK(over_years(r, Series::venture_invested) == cash.equity);
    CHECK(invested <= cash.equity);
    CHECK(banks.lent > 0);
  }
}

TEST_CASE("pitfall P1 (finance): pools and funds that lend and buy nothing move the ledger alone") {
  const Scenario none = city({});
  Scenario idle = city({pool(1e9), fund(1e10, {"ic"})});
  for (const char* path : {"loans.anyway", "guidance.match", "guidance.crowding"}) set_value(idle, path, 0);
  Scenario base = none;
  for (Scenario* s : {&base, &idle}) set_value(*s, "loans.tolerance", 0), set_value(*s, "venture.seek", 0);  // nobody is lent to, nobody seeks
  const Record a = run_once(base), b = run_once(idle);
  CHECK(a.total(Series::loan_count, 3) == 0);
  CHECK(b.total(Series::outlay, 3) > 0);  // the fund was called and waits
  for (const Series s : {Series::firms, Series::revenue, Series::employment, Series::certificates, Series::rd_real, Series::patents_filed, Series::loans_granted})
    CHECK(a.series(s) == b.series(s));
}

TEST_CASE("pitfall P3 (finance): a fund for some sectors takes money from the others, and none without crowding") {
  const auto invested = [](double commitment, double crowding) {
    Scenario s = city({fund(commitment, {"ic", "biomed"})});
    set_value(s, "guidance.crowding", crowding), set_value(s, "venture.pool", 3000);  // a pool that binds
    const Record r = run_once(s);
    std::int64_t own = 0, others = 0;
    for (int k = 0; k < r.width(Series::venture_invested); ++k) {
      const std::string& id = s.sectors[static_cast<std::size_t>(k)].id;
      for (int y = 1; y < r.years(); ++y) (id == "ic" || id == "biomed" ? own : others) += r.at(Series::venture_invested, y, k);
    }
    return std::pair{own, others};
  };
  const auto without = invested(0, 0.8), with = invested(1e10, 0.8), free = invested(1e10, 0);
  CHECK(with.first > without.first);
  CHECK(with.second < without.second);
  CHECK(free.second > with.second);
  CHECK(with.first + with.second > without.first + without.second);
}

TEST_CASE("pitfall P4 (finance): more firms in need do not make a pool pay or back more than it has") {
  const auto run = [](double ask) {
    Scenario s = city({pool(4e6)});
    set_value(s, "loans.ask", ask), set_value(s, "loans.tolerance", 0.004);  // few are safe enough alone
    Simulation simulation(s, small(true));
    const Record r = simulation.run(central(s), philox_key(s.seed, 0));
    const LoanPool& p = simulation.loans().pools().front();
    CHECK(p.money == 200);
    CHECK(p.spent <= p.money);
    CHECK(p.guaranteed <= 10 * p.money);
    return r;
  };
  const Record few = run(0.2), many = run(0.8);
  CHECK(few.total(Series::loans_guaranteed, 0) > 0);
  const double sum_few = static_cast<double>(over_years(few, Series::loans_guaranteed)), sum_many = static_cast<double>(over_years(many, Series::loans_guaranteed));
  CHECK(sum_many < 1.15 * sum_few);  // four times as many ask: the pool is full either way
}

TEST_CASE("pitfall P13 (finance): four times the pool lends less than four times as much on top, and more of it is lost") {
  // Loans by number: one large firm's would outweigh all others. A few are lost in a world, so some worlds are counted together.
  struct Loans {
    double count = 0, defaults = 0;
  };
  const auto run = [](double money) {
    Scenario s = city({pool(money)}, "scale=0.1");
    set_value(s, "loans.tolerance", 0.002), set_value(s, "loans.ask", 0.5);  // few are safe enough alone
    Loans all;
    for (int k = 0; k < 4; ++k) {
      const Record r = run_once(s, k);
      all.count += static_cast<double>(over_years(r, Series::loan_count)), all.defaults += static_cast<double>(over_years(r, Series::loan_defaults));
    }
    return all;
  };
  const Loans none = run(0), once = run(16e7), four = run(64e7), sixteen = run(256e7);
  const auto lent = [&](const Loans& r) { return r.count - none.count; };
  const auto rate = [](const Loans& r) { return r.defaults / r.count; };
  INFO("loans " << none.count << ", on top " << lent(once) << ", " << lent(four) << ", " << lent(sixteen) << "; default " << rate(none) << ", " << rate(once) << ", " << rate(four) << ", " << rate(sixteen));
  CHECK(lent(once) > 0);
  CHECK(lent(four) < 4 * lent(once));
  CHECK(lent(sixteen) < 4 * lent(four));
  CHECK(rate(sixteen) > rate(none));
}

TEST_CASE("pitfall P2 (finance): loans make R&D where money is short, and hardly any where firms are rich") {
  const auto gain = [](double margin) {
    Scenario on = city({}, "scale=0.05"), off = on;
    set_value(on, "finance.margin", margin), set_value(off, "finance.margin", margin);
    off.rooms["loans"] = false;
    const Record a = run_once(on), b = run_once(off);
    return static_cast<double>(over_years(a, Series::rd_real)) / static_cast<double>(over_years(b, Series::rd_real)) - 1;
  };
  const double poor = gain(0.06), rich = gain(0.16);
  CHECK(poor > 0);
  CHECK(poor > rich);
}

TEST_CASE("pitfall P26 (finance): pools, bank money and commitments shrink with the city") {
  const auto lent = [](const std::string& scale) {
    Scenario s = city({pool(3e8), fund(5e9, {})}, "scale=" + scale, 2021);
    Simulation simulation(s, small());
    const Record r = simulation.run(central(s), philox_key(s.seed, 0));
    CHECK(simulation.loans().pools().front().money == static_cast<std::int64_t>(3e5 * s.scale));
    return std::pair{static_cast<double>(over_years(r, Series::loan_count)) / s.scale, static_cast<double>(over_years(r, Series::guidance_called)) / s.scale};
  };
  const auto whole = lent("0.2"), part = lent("0.05");
  CHECK(part.first / whole.first == Approx(1).margin(0.2));
  CHECK(part.second / whole.second == Approx(1).margin(0.001));  // the same draws of the same sub-funds
}

TEST_CASE("a pledge rests on rights: more inventions that banks dare to lend on, more pledges; none without protection") {
  const auto pledges = [](double protection) {
    Scenario s = city({});
    set_value(s, "loans.protection", protection);
    return over_years(run_once(s), Series::pledge_loans);
  };
  const std::int64_t none = pledges(0), some = pledges(0.6), more = pledges(1);
  CHECK(none == 0);
  CHECK(some > 0);
  CHECK(more >= some);
}

TEST_CASE("holders with finance are some of the holders") {
  const Record r = run_once(city({}));
  for (int y = 0; y < r.years(); ++y) {
    for (int s = 0; s < r.width(Series::financed); ++s) CHECK(r.at(Series::financed, y, s) <= r.at(Series::certificates, 4 * (y + 1), s));
  }
  CHECK(over_years(r, Series::financed) > 0);
}
