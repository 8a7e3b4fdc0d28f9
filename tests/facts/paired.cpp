// Fact 32 worked out by hand: two worlds whose R&D and wages are written down.
#include <catch2/catch.hpp>

#include "facts/hand_made.hpp"

using namespace echelon;

namespace {

Scenario town() {
  Scenario s = test::hand_made_scenario(2020, 2023, 2);
  s.skill_families = {{"makers", {}}, {"thinkers", {}}};
  s.sectors[0].skills = {1, 0}, s.sectors[1].skills = {0, 1};
  return s;
}

// R&D of 2023 by sector, thousand CNY, and the wage of the makers that its quarters meet; thinkers' is one.
Record world(const Scenario& s, std::int64_t first, std::int64_t second, double wage) {
  Record r(s);
  r.at(Series::rd_real, 3, 0) = first, r.at(Series::rd_real, 3, 1) = second;
  for (int q = 12; q < 16; ++q) {
    r.at(Series::rd_wage_index, q, 0) = static_cast<std::int64_t>(wage * kOneInRecord + 0.5);
    r.at(Series::rd_wage_index, q, 1) = kOneInRecord;
  }
  return r;
}

}  // namespace

TEST_CASE("fact 32: what the old people cost more, over the extra money") {
  const Scenario s = town();
  // Half of a person's cost is pay: wages up by 2 % make the cost 1.01. Sector 0 spends 1010 of which 10 are dearer people; sector 1 ten
  // more for more people. Ten of twenty leaked.
  const Record usual = world(s, 1000000, 500000, 1.0), more = world(s, 1010000, 510000, 1.02);
  CHECK(wage_leak(s, usual, more, 0.5, 3) == Approx(0.5));
  CHECK(wage_leak(s, usual, more, 1.0, 3) == Approx((1010 - 1010 / 1.02) / 20));
  CHECK(wage_leak(s, usual, world(s, 1010000, 510000, 1.0), 0.5, 3) == Approx(0).margin(1e-12));
  const double none = wage_leak(s, usual, usual, 0.5, 3);
  CHECK(none != none);  // no extra money, no share of it
}

TEST_CASE("fact 31: the R&D that a yuan adds, and the poor half over the rich half, by hand") {
  const Scenario s = town();
  // Four firms of 2020 with cash of 1, 2, 3 and 4 and R&D of two; the second world pays each a million more and gets 1.2, 0.9, 0.5, 0.2.
  const auto run = [&](bool more) {
    PanelRun out{{}, Record(s)};
    for (std::uint32_t i = 0; i < 4; ++i) out.panel.firms.push_back({i + 1, -4, kNever, kStillThere, 0, 0, 0, 1});
    const float added[] = {1.2f, 0.9f, 0.5f, 0.2f};
    for (int year = 2020; year <= 2023; ++year) {
      PanelYear y;
      y.year = year;
      for (std::uint32_t i = 0; i < 4; ++i) {
        y.firm.push_back(i), y.revenue.push_back(10), y.cash.push_back(static_cast<float>(i + 1));
        y.award.push_back(more && year == 2021 ? 1.0f : 0.0f), y.rd_real.push_back(2 + (more && year == 2022 ? added[i] : 0.0f));
      }
      out.panel.years.push_back(std::move(y));
    }
    out.record.at(Series::rd_real, 2, 0) = more ? 10800 : 8000;
    return out;
  };
  Scenario lines = s;
  lines.instruments.emplace_back();
  PanelRun usual = run(false), more = run(true);
  Record paid(lines);
  paid.at(Series::rd_real, 2, 0) = 10800, paid.at(Series::outlay, 1, 0) = 4000;
  more.record = paid;
  FactValues out;
  FactOptions o;
  measure_additionality(usual, more, o, out);
  CHECK(out["grant_adds"] == Approx(2.8 / 4));
  CHECK(out["grant_adds_poor"] == Approx(1.05));
  CHECK(out["grant_adds_rich"] == Approx(0.35));
  CHECK(out["grant_ratio"] == Approx(3.0));
}

TEST_CASE("fact 26: the echo of a push, by hand; the push is one year of one title") {
  Scenario s = test::hand_made_scenario(2018, 2023, 2);
  s.schemes.resize(1), s.schemes[0].id = "hte";
  FactOptions o;
  o.push_year = 2019;
  const Scenario pushed = with_title_push(s, o);
  REQUIRE(pushed.instruments.size() == s.instruments.size() + 2);
  for (std::size_t i = s.instruments.size(); i < pushed.instruments.size(); ++i) {
    CHECK(pushed.instruments[i].scheme == "hte");
    CHECK(pushed.instruments[i].from == Quarter::of(2019, 1));
    CHECK(pushed.instruments[i].to == Quarter::of(2019, 4));
  }
  Record a(s), b(s);
  a.at(Series::passed, 1, 0) = 800, b.at(Series::passed, 1, 0) = 1000, a.at(Series::passed, 4, 0) = 900, b.at(Series::passed, 4, 0) = 980;
  CHECK(title_echo(s, a, b, o) == Approx(0.4));
  const double none = title_echo(s, a, a, o);
  CHECK(none != none);
}

TEST_CASE("fact 32: the second world has more of every grant line in force, under names of its own, and nothing else") {
  Scenario s = town();
  Instrument grant{}, award{}, later{};
  grant.id = "call", grant.kind = InstrumentKind::grant, grant.per_year = 30, grant.budget = 100, grant.from = Quarter::of(2020, 1), grant.to = Quarter::of(2023, 4);
  award.id = "award", award.kind = InstrumentKind::award, award.from = grant.from, award.to = grant.to;
  later = grant, later.id = "later", later.from = Quarter::of(2022, 1);
  s.instruments = {grant, award, later};
  FactOptions o;
  o.more_grants = 4;
  const Scenario more = with_more_grants(s, o);
  REQUIRE(more.instruments.size() == 4);
  CHECK(more.instruments[3].id == "call_more");
  CHECK(more.instruments[3].per_year == 120);
  CHECK(more.instruments[3].budget == 400);
  CHECK(more.instruments[3].from == Quarter::of(2021, 1));
  CHECK(more.instruments[0].per_year == 30);
}
