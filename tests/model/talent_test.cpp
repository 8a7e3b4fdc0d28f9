// Talent (S8): people are conserved, wages answer to shortage, supply answers to wages, rationing gives out what there is.
#include <catch2/catch.hpp>

#include <cmath>

#include "core/math/vecmath.hpp"
#include "model/processes/talent.hpp"
#include "tiny.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

// Two sectors, two families: the first sector asks for both alike, the second for the second family alone.
Scenario town() {
  Scenario s = tiny_scenario();
  s.skill_families = {{"makers", {}}, {"thinkers", {}}};
  s.sectors[0].skills = {0.5, 0.5}, s.sectors[1].skills = {0, 1};
  return s;
}

// `asked` thousand CNY a quarter by sector; bids of one half.
std::vector<ResearchSums> ask(std::int64_t first, std::int64_t second) { return {{first, first, first / 2}, {second, second, second / 2}}; }

// At 400,000 CNY a person and year, a hundred thousand CNY a quarter are one post.
constexpr std::int64_t kPost = 100;

// No flows but those a test asks for.
TalentParams still() {
  TalentParams p = tiny_parameters().talent;
  p.graduates.v = p.arrivals.v = p.leavers.v = 0;
  return p;
}

TalentMarket opened(const TalentParams& p, std::int64_t posts = 10000) {
  TalentMarket m;
  m.open(town(), true);
  m.clear(p, ask(2 * posts * kPost, 0), 1, 0, m.nobody());
  return m;
}

}  // namespace

TEST_CASE("(H1) posts are the R&D asked for over the cost of a person, by the sectors' skills") {
  const TalentParams p = still();
  TalentMarket m;
  m.open(town(), true);
  CHECK(m.clear(p, ask(1000 * kPost, 300 * kPost), 1, 0, m.nobody()));
  CHECK(m.families()[0].posts == 500);
  CHECK(m.families()[1].posts == 800);
  CHECK(m.families()[0].stock == 500);                      // the city opens in balance
  CHECK(m.families()[0].log_wage == 0);
  CHECK(m.families()[0].fill == 1);
  // A person who costs a quarter more: a fifth fewer posts. Twice the first quarter never comes.
  CHECK_FALSE(m.clear(p, ask(1000 * kPost, 300 * kPost), 1.25, 1, m.nobody()));
  CHECK(m.families()[0].posts == 400);
  CHECK(m.families()[1].posts == 640);
}

TEST_CASE("law (H2): people are conserved, one by one, and no more work than are there") {
  TalentParams p = tiny_parameters().talent;
  p.wage_speed.v = 4;
  for (const double guest_term : {1.0, 8.0}) {
    p.guest_term.v = guest_term;
    TalentMarket m;
    m.open(town(), true);
    std::vector<std::int64_t> before(2, 0);
    for (int t = 0; t < 400; ++t) {
      // Posts rise fourfold and fall to nearly nothing again and again.
      const std::int64_t asked = t % 80 < 40 ? 4000 * kPost : 3 * kPost;
      Newcomers come = m.nobody();
      come.settlers[0] = t % 7, come.guests[1] = t % 5;
      m.clear(p, ask(asked, asked / 3), 1 + 0.01 * t, t, come);
      for (int f = 0; f < 2; ++f) {
        const SkillFamilyState& x = m.families()[f];
        const std::int64_t was = t == 0 ? x.start : before[f];
        REQUIRE(x.stock == was + x.graduated + x.arrived - x.left);
        REQUIRE(x.stock >= 0);
        REQUIRE(x.graduated >= 0);
        REQUIRE(x.arrived >= (f == 0 ? t % 7 : t % 5));
        REQUIRE(x.left >= 0);
        REQUIRE(x.employed <= x.stock);
        REQUIRE(x.employed <= x.posts);
        REQUIRE(x.guests >= 0);
        before[f] = x.stock;
      }
    }
  }
}

TEST_CASE("(H2) fractions of people wait until they make one") {
  TalentParams p = still();
  p.graduates.v = 0.01;  // a quarter of a person a quarter of 100
  p.graduates_growth.v = 0, p.wage_speed.v = 0, p.guest_term.v = 1;
  TalentMarket m = opened(p, 100);
  for (int t = 1; t < 40; ++t) m.clear(p, ask(200 * kPost, 0), 1, t, m.nobody());
  CHECK(m.families()[0].stock == 110);  // forty quarters
  // Guests go after their term, settlers stay.
  Newcomers come = m.nobody();
  come.guests[0] = 7, come.settlers[0] = 3;
  m.clear(p, ask(200 * kPost, 0), 1, 40, come);
  const std::int64_t with = m.families()[0].stock;
  CHECK(m.families()[0].guests == 7);
  m.clear(p, ask(200 * kPost, 0), 1, 41, m.nobody());
  CHECK(m.families()[0].left == 7);
  CHECK(m.families()[0].stock + 7 == with + m.families()[0].graduated);
}

TEST_CASE("(H3) a lasting rise of the wage moves the stock by the two elasticities, of one year and of four") {
  TalentParams p = still();
  const SupplyResponse r = supply_response(p);
  CHECK(1 + r.keep + r.keep * r.keep + r.keep * r.keep * r.keep == Approx(1 / 0.4));
  CHECK(r.elasticity * (1 - r.keep) == Approx(0.8));
  // Wages rise by shortage and are then held: speed and return at nil.
  p.wage_speed.v = 1;
  TalentMarket m = opened(p, 1000000);
  m.clear(p, ask(2 * 1040000 * kPost, 0), 1, 1, m.nobody());  // a shortage of 4 %: wages rise by a quarter of it
  const double log_wage = m.families()[0].log_wage;
  CHECK(log_wage == Approx(0.01).epsilon(1e-6));
  p.wage_speed.v = p.wage_return.v = 0;
  const double start = static_cast<double>(m.families()[0].stock);
  for (int t = 2; t < 6; ++t) m.clear(p, ask(0, 0), 1, t, m.nobody());
  CHECK(std::log(m.families()[0].stock / start) / log_wage == Approx(0.8).epsilon(0.02));
  for (int t = 6; t < 18; ++t) m.clear(p, ask(0, 0), 1, t, m.nobody());
  CHECK(std::log(m.families()[0].stock / start) / log_wage == Approx(2.0).epsilon(0.02));
}

TEST_CASE("(H4) the wage rises with shortage, falls with idle hands, and goes home") {
  TalentParams p = still();
  p.elasticity.v = 0;
  const TalentMarket balanced = opened(p);
  for (const double posts : {0.9, 1.0, 1.2}) {
    TalentMarket m = balanced;
    m.clear(p, ask(static_cast<std::int64_t>(2 * 10000 * posts) * kPost, 0), 1, 1, m.nobody());
    CHECK(m.families()[0].log_wage == Approx(0.25 * (posts - 1)).margin(1e-9));
    CHECK(m.families()[0].fill == Approx(posts > 1 ? 1 / posts : 1));
    // From here as many posts as people at the new cost: only the return is left, 0.1 a year.
    const double cost = 1 + 0.5 * (std::exp(m.families()[0].log_wage) - 1);
    const double before = m.families()[0].log_wage;
    m.clear(p, ask(static_cast<std::int64_t>(2 * 10000 * cost * kPost), 0), 1, 2, m.nobody());
    CHECK(m.families()[0].log_wage == Approx(before * (1 - 0.025)).margin(2e-5));
  }
  // The cost of a person by sector: pay is half of it.
  const std::vector<double> weight{0.5, 0.5}, wage{1.2, 1.0};
  CHECK(person_cost_index(weight, wage, 0.5) == Approx(1 / (0.5 / 1.1 + 0.5)));
  const std::vector<double> thirds{1.0 / 3, 2.0 / 3}, ones{1.0, 1.0};
  CHECK(person_cost_index(thirds, ones, 0.45) == 1.0);   // exactly: the room at rest is the room off
  CHECK(person_cost_index(thirds, wage, 0) == 1.0);
}

TEST_CASE("(H5) rationing gives out what there is: bids move it between firms, never its sum, and nobody gets more than all") {
  TalentParams p = still();
  p.elasticity.v = 0;
  for (const double shortage : {1.0, 1.001, 1.05, 1.5}) {
    TalentMarket m = opened(p);
    const std::vector<ResearchSums> sums = ask(static_cast<std::int64_t>(20000 * shortage) * kPost, 0);
    m.clear(p, sums, 1, 1, m.nobody());
    ResearchEnv env{};
    m.ration(0, env);
    const double fill = 1 / shortage;
    CHECK(env.use == Approx(1 - 0.5 * (1 - fill)).epsilon(1e-6));
    // Two firms that ask alike with bids around the mean of one half get together what is there.
    const float low = Research::use(0.1f, env), high = Research::use(0.9f, env), best = Research::use(1.0f, env);
    CHECK(low + high == Approx(2 * env.use).epsilon(1e-5));
    CHECK(low <= high);
    CHECK(best <= 1.0f);
    CHECK((1 - (1 - low) / 0.5) / fill >= 1 - 0.15 - 1e-4);   // a share of its staff, relative to the mean
    if (shortage == 1.0) CHECK(low == 1.0f);
    if (shortage == 1.5) CHECK((1 - (1 - high) / 0.5) / fill == Approx(1 + 0.15 * 0.4).epsilon(1e-4));
  }
}

TEST_CASE("a market that is off leaves R&D as it is, and one whose staff costs nothing does too") {
  TalentMarket off;
  off.open(town(), false);
  CHECK_FALSE(off.on());
  TalentParams free = tiny_parameters().talent;
  free.staff_share.v = 0;
  TalentMarket m = opened(free);
  m.clear(free, ask(50000 * kPost, 9000 * kPost), 1, 1, m.nobody());
  CHECK(m.families()[0].fill < 1);
  for (const TalentMarket* market : {&off, &m}) {
    for (int s = 0; s < 2; ++s) {
      ResearchEnv env{};
      market->ration(s, env);
      CHECK(market->inverse_cost(s) == 1.0);
      CHECK(env.use == 1.0f);
      CHECK(Research::use(0.01f, env) == 1.0f);
    }
  }
}

TEST_CASE("direction of every parameter of the market") {
  // A lasting rise of what is asked by a tenth; after a year, before supply has answered in full and wages swing back.
  const auto after = [](TalentParams p) {
    TalentMarket m = opened(p);
    for (int t = 1; t <= 4; ++t) m.clear(p, ask(22000 * kPost, 0), 1, t, m.nobody());
    return m.families()[0];
  };
  const SkillFamilyState base = after(still());
  const auto with = [&](auto change) {
    TalentParams p = still();
    change(p);
    return after(p);
  };
  CHECK(with([](TalentParams& p) { p.elasticity.v *= 2; }).log_wage < base.log_wage);
  CHECK(with([](TalentParams& p) { p.elasticity.v *= 2; }).stock > base.stock);
  CHECK(with([](TalentParams& p) { p.first_year.v = 0.6; }).stock > base.stock);
  CHECK(with([](TalentParams& p) { p.wage_speed.v *= 2; }).log_wage > base.log_wage);
  CHECK(with([](TalentParams& p) { p.wage_return.v *= 2; }).log_wage < base.log_wage);
  CHECK(with([](TalentParams& p) { p.staff_share.v = 0.9; }).posts < base.posts);
  CHECK(with([](TalentParams& p) { p.person_cost.v *= 2; }).posts < base.posts);
  CHECK(with([](TalentParams& p) { p.graduates.v = 0.05; }).log_wage < base.log_wage);
  CHECK(with([](TalentParams& p) { p.arrivals.v = 0.05; }).stock > base.stock);
  CHECK(with([](TalentParams& p) { p.leavers.v = 0.05; }).log_wage > base.log_wage);
}

TEST_CASE("(H6) a package without money finds nobody; a generous one, those who accept at all") {
  const TalentParams p = tiny_parameters().talent;
  CHECK(package_chance(p, 0) == 0);
  CHECK(package_chance(p, 50000) == Approx(0.8 * (1 - std::exp(-1.0))));
  CHECK(package_chance(p, 1e9) == Approx(0.8));
}

TEST_CASE("experts spread over the families by the sector's skills") {
  TalentMarket m;
  m.open(town(), true);
  CHECK(m.family_of(0, 0.49) == 0);
  CHECK(m.family_of(0, 0.51) == 1);
  CHECK(m.family_of(1, 0.0) == 1);
  CHECK(m.family_of(1, 0.999) == 1);
}
