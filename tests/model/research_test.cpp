// Research (S5): who does R&D, how much, what it leaves; calls for projects add only what would not have been.
#include <catch2/catch.hpp>

#include "core/math/gamma_table.hpp"
#include "core/statistics.hpp"
#include "firms.hpp"
#include "model/processes/research.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

ResearchConstants constants() {
  ResearchConstants c{};
  c.participation = -1.2f, c.participation_size = 0.55f, c.log_participation_sales = vlog(2.0f);
  c.persistence = 0.9f, c.innovation_sd = 0.37f, c.intensity_size = -0.05f;
  c.reserve = 0.03f, c.credit = 0.08f, c.burn = 0.35f, c.project_share = 1.0f / 12, c.inverse_cover = 0.25f, c.alpha = 0.65f;
  return c;
}

ResearchEnv sector() {
  return {.log_intensity_mean = vlog(0.04f), .cost_general = 1.0f, .cost_certified = 0.85f, .cost_first = 0.75f,
          .cost_rest = 0.8f, .cost_untaxed = 0.7f, .small_ceiling = 3.0f, .small_slice = 1.0f, .cost_of_rd = 2.0f,
          .knowledge_keep = 0.95f, .inverse_wage = 1.0f, .use = 1.0f, .use_tilt = 0.0f, .bid_mean = 0.0f, .innovation_level = 0.1f, .spill = 0.0f, .absorption = 1.0f, .quarter = 40};
}

ResearchYearView year_view(World& w) {
  return {In(w.status), In(w.log_sales), In(w.inclination), In(w.margin), In(w.carried_loss), In(w.until[0]), InOut(w.flags), InOut(w.log_intensity),
          InOut(w.rd_rate), InOut(w.innovation_rate)};
}
ResearchQuarterView quarter_view(World& w) {
  return {In(w.status), In(w.sales), In(w.measured), In(w.rd_rate), In(w.round), InOut(w.cash), InOut(w.grant_left), InOut(w.knowledge),
          InOut(w.rd_year), InOut(w.sales_year)};
}

// One active firm with sales of 20 million that wants 5 % of them: 250 thousand a quarter.
World one() {
  World w = firms(1);
  w.sales[0] = 20, w.measured[0] = 1, w.rd_rate[0] = 0.05f, w.cash[0] = 1000, w.knowledge[0] = 10;
  return w;
}

ResearchSums sums_of(World& w, ResearchConstants c = constants(), ResearchEnv env = sector()) {
  ResearchSums sums;
  research_quarter({0, 1, 0}, quarter_view(w), c, env, sums);
  return sums;
}

std::int64_t quarter(World& w, ResearchConstants c = constants()) { return sums_of(w, c).spent; }

}  // namespace

TEST_CASE("(R1) size decides whether, a fixed inclination decides who") {
  const ResearchConstants c = constants();
  CHECK(Research::performs(-1.21f, vlog(2.0f), c));
  CHECK_FALSE(Research::performs(-1.19f, vlog(2.0f), c));
  // At 200 million the line is -1.2 + 0.55 ln 100 = 1.3329.
  CHECK(Research::performs(1.33f, vlog(200.0f), c));
  CHECK_FALSE(Research::performs(1.34f, vlog(200.0f), c));
  // The logit of a uniform lies below the line with probability 1/(1 + e^1.2) = 0.231475; 20000 firms: standard error 0.0030.
  const Lanes l = Lanes::drawn(20000, 31);
  double share = 0;
  for (int i = 0; i < 20000; ++i) share += Research::performs(std::log(l.u(0, i) / (1 - l.u(0, i))), vlog(2.0f), c) / 20000.0;
  CHECK(std::abs(share - 0.231475) < 4 * 0.0030);
}

TEST_CASE("(R2) intensity goes back to its sector's mean") {
  World w = firms(1);
  w.inclination[0] = -9, w.log_sales[0] = vlog(2.0f), w.log_intensity[0] = vlog(0.04f) + 1.0f, w.margin[0] = 3;
  Lanes l(1);
  l.set(0, 0, 0.8413447);  // one standard deviation
  const GammaTable talent(1.0);
  research_year({0, 1, 0}, year_view(w), constants(), sector(), l.luck(), l.luck(), talent.view());
  // mean + 0.9 * 1 + 0.37 * 1 = mean + 1.27; margin 300 % of sales 2 keeps the firm out of the small rate: general cost 1.
  CHECK(w.log_intensity[0] == Approx(std::log(0.04) + 1.27).epsilon(1e-4));
  CHECK(w.rd_rate[0] == Approx(0.04 * std::exp(1.27)).epsilon(1e-4));
  CHECK((w.flags[0] & kPerformer) != 0);
}

TEST_CASE("(R3) the user cost moves what is wanted, and nobody wants more than the sales") {
  World w = firms(7);
  for (int i = 0; i < 7; ++i) w.inclination[i] = -99, w.log_sales[i] = vlog(2.0f), w.log_intensity[i] = vlog(0.04f), w.margin[i] = 3;
  w.until[0][1] = 40;              // certified
  w.margin[2] = 0.1f;              // taxable profit of 2 * (0.1 - 2 * 0.04) = 0.04 million: a small firm's first slice
  w.margin[4] = 1.08f;             // 2 million: the rest
  w.margin[5] = 0.08f - 1e-3f;     // none
  w.carried_loss[6] = 6000 * kLossAges + 1;  // none after losses of 6 million
  w.log_intensity[3] = 20;         // beyond all measure
  const Lanes l(7);
  const GammaTable talent(1.0);
  research_year({0, 7, 0}, year_view(w), constants(), sector(), l.luck(), l.luck(), talent.view());
  CHECK(w.rd_rate[0] == Approx(0.04).epsilon(1e-4));
  CHECK(w.rd_rate[1] == Approx(0.034).epsilon(1e-4));  // times 0.85
  CHECK(w.rd_rate[2] == Approx(0.03).epsilon(1e-4));   // times 0.75
  CHECK(w.rd_rate[3] == 1.0f);
  CHECK(w.rd_rate[4] == Approx(0.032).epsilon(1e-4));
  CHECK(w.rd_rate[5] == Approx(0.028).epsilon(1e-4));
  CHECK(w.rd_rate[6] == Approx(0.028).epsilon(1e-4));
}

TEST_CASE("(R3) R&D is what is wanted, as far as cash and credit less the reserve cover a year of it, and project money on top") {
  World rich = one();
  CHECK(quarter(rich) == 250);
  CHECK(rich.cash[0] == 750);
  CHECK(rich.rd_year[0] == Approx(0.25));
  CHECK(rich.sales_year[0] == Approx(5.0));
  World poor = one();
  poor.cash[0] = -900;  // credit 8 % less reserve 3 % of 20 million is 1000 thousand: 100 left, a quarter of it for this quarter
  CHECK(std::abs(quarter(poor) - 25) <= 1);
  World tight = one();
  tight.cash[0] = -1;    // 999 thousand cover four quarters of 250 nearly
  CHECK(quarter(tight) == 249);
  World broke = one();
  broke.cash[0] = -5000;
  CHECK(quarter(broke) == 0);
  World granted = one();
  granted.grant_left[0] = 1200;  // a twelfth a quarter
  CHECK(std::abs(quarter(granted) - 350) <= 1);
  CHECK(std::abs(granted.grant_left[0] - 1100) <= 1);
  World backed = one();
  backed.round[0] = 1, backed.cash[0] = 4000;  // burns 35 % of its cash a year: 350 a quarter
  CHECK(std::abs(quarter(backed) - 600) <= 1);
}

TEST_CASE("(H5) what was to pay people whom nobody can hire stays cash, and project money waits") {
  ResearchEnv env = sector();
  env.use = 0.9f;
  World w = one();
  w.grant_left[0] = 1200;
  const ResearchSums sums = sums_of(w, constants(), env);
  CHECK(std::abs(sums.asked - 350) <= 1);
  CHECK(std::abs(sums.spent - 315) <= 1);          // nine tenths of 250 and of 100
  CHECK(std::abs(w.cash[0] - 685) <= 1);
  CHECK(std::abs(w.grant_left[0] - 1110) <= 1);
  CHECK(w.knowledge[0] == Approx(0.95 * 10 + 0.315).epsilon(1e-3));
  // Limit 1000 + 5 % of 20 million = 2000, wanted 250: a bid of 2000/2251.
  CHECK(sums.bids == Approx(350 * 2000 / 2251.0).margin(1.5));
  env.use_tilt = 0.2f, env.bid_mean = 0.5f;
  World tilted = one();
  CHECK(std::abs(sums_of(tilted, constants(), env).spent - static_cast<std::int64_t>(250 * (0.9 + 0.2 * (2000 / 2251.0 - 0.5)))) <= 1);
  env.use_tilt = 9.0f;
  World capped = one();
  CHECK(sums_of(capped, constants(), env).spent == 250);  // never above what is wanted
}

TEST_CASE("(R4) knowledge fades and takes in a quarter's R&D in real terms") {
  World w = one();
  quarter(w);
  CHECK(w.knowledge[0] == Approx(0.95 * 10 + 0.25));
  World idle = one();
  idle.status[0] = kDormant;
  CHECK(quarter(idle) == 0);
  CHECK(idle.knowledge[0] == Approx(9.5));
  CHECK(idle.sales_year[0] == 0);
  // In the steady state K = 4 R / delta a quarter: 0.25 / (1 - 0.95) = 5.
  World steady = one();
  for (int q = 0; q < 400; ++q) steady.cash[0] = 1000, quarter(steady);
  CHECK(steady.knowledge[0] == Approx(5.0).epsilon(1e-4));
}

TEST_CASE("(I1) expected innovations rise less than in proportion with real R&D") {
  World w = firms(2);
  for (int i = 0; i < 2; ++i) w.inclination[i] = -99, w.log_intensity[i] = vlog(0.04f), w.margin[i] = 3;
  w.log_sales[0] = vlog(25.0f), w.log_sales[1] = vlog(250.0f);  // R&D of 1 and 10 million (size exponent off)
  ResearchConstants c = constants();
  c.intensity_size = 0;
  Lanes l(2), traits(2, 0.6321206);  // talent of 1 under Gamma(1)
  const GammaTable talent(1.0);
  research_year({0, 2, 0}, year_view(w), c, sector(), l.luck(), traits.luck(), talent.view());
  CHECK(w.innovation_rate[0] == Approx(0.1).epsilon(1e-3));                          // the level
  CHECK(w.innovation_rate[1] == Approx(0.1 * std::pow(10, 0.65)).epsilon(1e-3));     // 4.467 times as many for ten times the money
}

TEST_CASE("research: the yearly sweep equals the slow loop on every instruction set") {
  const World start = wild_firms(1003, 32);
  const Lanes l = Lanes::drawn(1003, 33), traits = Lanes::drawn(1003, 34);
  const GammaTable talent(0.9);
  const ResearchConstants c = constants();
  const ResearchEnv env = sector();
  const auto kernel = [&](const Kernels& k, World& w) {
    k.research_year({0, 1003, 0}, year_view(w), c, env, l.luck(), traits.luck(), talent.view());
  };
  const auto oracle = [&](World& w) {
    for (std::uint32_t i = 0; i < 1003; ++i) {
      const float x = w.log_sales[i], mean = env.log_intensity_mean;
      const float now = mean + 0.9f * (w.log_intensity[i] - mean) + 0.37f * inverse_normal(l.u(0, i));
      const bool does = w.status[i] == kActive && w.inclination[i] < -1.2f + 0.55f * (x - c.log_participation_sales);
      const float usual = vexp(now + c.intensity_size * (x - c.log_participation_sales));
      const float taxable = vexp(x) * (w.margin[i] - 2.0f * usual) - 0.001f * static_cast<float>(w.carried_loss[i] / kLossAges);
      float cost = w.until[0][i] >= 40 ? 0.85f : 1.0f;
      if (taxable <= 3.0f) cost = taxable <= 1.0f ? 0.75f : 0.8f;
      if (!(taxable > 0)) cost = 0.7f;
      float rate = usual * cost;
      if (rate > 1.0f) rate = 1.0f;
      if (!does) rate = 0.0f;
      const float real = rate * vexp(x) * 1.0f + 1e-6f;
      w.log_intensity[i] = now, w.rd_rate[i] = rate;
      w.innovation_rate[i] = does ? 0.1f * talent.quantile(traits.u(3, i)) * vexp(0.65f * vlog(real)) : 0.0f;
      w.flags[i] = static_cast<std::uint8_t>(does ? w.flags[i] | kPerformer : w.flags[i] & ~kPerformer);
    }
  };
  CHECK(against_oracle(start, kernel, oracle) == "");
}

TEST_CASE("research: the quarterly sweep equals the slow loop on every instruction set, and what it spends is exact") {
  const World start = wild_firms(1003, 35);
  const ResearchConstants c = constants();
  ResearchEnv env = sector();
  env.use = 0.9f, env.use_tilt = 0.3f, env.bid_mean = 0.6f;  // people are short
  const auto kernel = [&](const Kernels& k, World& w) {
    ResearchSums sums;
    std::int64_t gone = 0;
    k.research_quarter({0, 1003, 0}, quarter_view(w), c, env, sums);
    for (std::uint32_t i = 0; i < 1003; ++i) {
      gone += start.cash[i] - w.cash[i];
      CHECK(w.cash[i] <= start.cash[i]);
    }
    CHECK(sums.spent == gone);
    CHECK(sums.spent <= sums.asked);
    CHECK(sums.bids <= sums.asked);
  };
  const auto oracle = [&](World& w) {
    for (std::uint32_t i = 0; i < 1003; ++i) {
      const float y = w.sales[i] * w.measured[i], have = static_cast<float>(w.cash[i]);
      std::int32_t paid = 0;
      if (w.status[i] == kActive) {
        float own = 250.0f * w.rd_rate[i] * y + (w.round[i] > 0 && have > 0 ? 0.25f * 0.35f * have : 0.0f);
        float room = have + 1000.0f * (0.08f - 0.03f) * w.sales[i];
        if (room < 0) room = 0;
        const float bid = room / (room + own + 1.0f);
        if (own > c.inverse_cover * room) own = c.inverse_cover * room;
        float use = 0.9f + 0.3f * (bid - 0.6f);
        if (use > 1.0f) use = 1.0f;
        own *= use;
        const std::int32_t project = static_cast<std::int32_t>(c.project_share * static_cast<float>(w.grant_left[i]) * use);
        paid = static_cast<std::int32_t>(own) + project;
        w.grant_left[i] -= project;
        w.sales_year[i] += 0.25f * y;
      }
      w.cash[i] -= paid;
      const float million = 0.001f * static_cast<float>(paid);
      w.knowledge[i] = 0.95f * w.knowledge[i] + million * 1.0f;
      w.rd_year[i] += million;
    }
  };
  CHECK(against_oracle(start, kernel, oracle) == "");
}
