// What the instruments in force offer: dates, budgets, sums, factors.
#include <catch2/catch.hpp>

#include "model/instruments/offers.hpp"

using namespace echelon;

namespace {

constexpr Quarter kEarly = Quarter::of(2023, 4), kFrom = Quarter::of(2024, 1), kTo = Quarter::of(2027, 4), kLate = Quarter::of(2028, 1);

Instrument award(const std::string& id, const std::string& scheme, const std::string& trigger, double amount) {
  Instrument x{};
  x.id = id, x.kind = InstrumentKind::award, x.scheme = scheme, x.trigger = trigger, x.amount = amount, x.lag_quarters = 2;
  x.from = kFrom, x.to = kTo;
  return x;
}

Scenario shelf() {
  Scenario s;
  Scheme hte{}, eagle{};
  hte.id = "hte", eagle.id = "young_eagle";
  s.schemes = {hte, eagle};
  return s;
}

}  // namespace

TEST_CASE("offers: awards of a scheme and trigger, from their first to their last quarter") {
  Scenario s = shelf();
  s.instruments = {award("city", "hte", "first_recognition", 100000), award("district", "hte", "first_recognition", 200000),
                   award("again", "hte", "renewal", 30000), award("other", "young_eagle", "first_recognition", 50000),
                   award("crumb", "hte", "first_recognition", 999)};
  const PolicyShelf policy(s);
  CHECK(policy.award_sum(0, Trigger::first_recognition, kFrom) == 300000);
  CHECK(policy.award_sum(0, Trigger::first_recognition, kTo) == 300000);
  CHECK(policy.award_sum(0, Trigger::first_recognition, kEarly) == 0);
  CHECK(policy.award_sum(0, Trigger::first_recognition, kLate) == 0);
  CHECK(policy.award_sum(0, Trigger::renewal, kFrom) == 30000);
  CHECK(policy.award_sum(1, Trigger::first_recognition, kFrom) == 50000);
  const auto offers = policy.awards(0, Trigger::first_recognition, kFrom);
  REQUIRE(offers.size() == 2);  // less than a thousand is nothing
  CHECK(offers[1].amount == 200);
  CHECK(offers[1].lag == 2);
}

TEST_CASE("offers: a line without money offers nothing, one without a cap does") {
  Scenario s = shelf();
  s.instruments = {award("empty", "hte", "renewal", 30000), award("open", "hte", "renewal", 5000)};
  s.instruments[0].budget = 0;
  s.instruments[1].budget = -1;
  CHECK(PolicyShelf(s).award_sum(0, Trigger::renewal, kFrom) == 5000);
}

TEST_CASE("offers: desks multiply, campaigns miss independently, selection is worth its share") {
  Scenario s = shelf();
  Instrument desk{}, more{}, campaign{}, second{};
  desk.id = "desk", desk.kind = InstrumentKind::desk_capacity, desk.scheme = "hte", desk.factor = 1.5, desk.from = kFrom, desk.to = kTo;
  more = desk, more.id = "more", more.factor = 2;
  campaign.id = "campaign", campaign.kind = InstrumentKind::campaign, campaign.scheme = "hte", campaign.per_year = 0.5, campaign.from = kFrom, campaign.to = kTo;
  second = campaign, second.id = "second", second.per_year = 0.2;
  Instrument gold = award("gold", "young_eagle", "selected", 500000), silver = award("silver", "young_eagle", "selected", 100000);
  gold.selected_share = 0.05, silver.selected_share = 0.10;
  s.instruments = {desk, more, campaign, second, gold, silver};
  const PolicyShelf policy(s);
  CHECK(policy.desk_factor(0, kFrom) == 3);
  CHECK(policy.desk_factor(1, kFrom) == 1);
  CHECK(policy.desk_factor(0, kEarly) == 1);
  CHECK(policy.campaign_reach(0, kFrom) == Approx(0.6));  // 1 - 0.5 * 0.8
  CHECK(policy.campaign_reach(1, kFrom) == 0);
  CHECK(policy.selected_share(1, kFrom) == Approx(0.10));
  CHECK(policy.selection_worth(1, kFrom) == Approx(35000));  // 0.05 * 500000 + 0.10 * 100000
  CHECK(policy.selected_share(0, kFrom) == 0);
}

TEST_CASE("offers: attraction lists its deals, without empty ones; an instrument's luck is its name's") {
  Scenario s = shelf();
  Instrument lead{};
  lead.id = "lead", lead.kind = InstrumentKind::attraction, lead.per_year = 400, lead.amount = 100000, lead.from = kFrom, lead.to = kTo;
  Instrument none = lead, poor = lead;
  none.id = "none", none.per_year = 0, poor.id = "poor", poor.amount = 0;
  s.instruments = {none, lead, poor};
  const PolicyShelf policy(s);
  REQUIRE(policy.attraction(kFrom).size() == 1);
  CHECK(policy.attraction(kFrom)[0].instrument == 1);
  CHECK(policy.attraction(kFrom)[0].deals == 400);
  CHECK(policy.attraction(kLate).empty());
  CHECK(PolicyShelf::luck_of(lead) == 0x2448ca2f);  // FNV-1a of "lead"
  CHECK(PolicyShelf::luck_of(lead) != PolicyShelf::luck_of(poor));
}

TEST_CASE("offers: what names no scheme or no trigger is a mistake of the program") {
  Scenario s = shelf();
  s.instruments = {award("lost", "no_scheme", "renewal", 1000)};
  CHECK_THROWS_AS(PolicyShelf(s), std::logic_error);
  s.instruments = {award("odd", "hte", "no_trigger", 1000)};
  CHECK_THROWS_AS(PolicyShelf(s), std::logic_error);
}
