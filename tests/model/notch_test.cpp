// The notch (S15): who is asked, the cheapest mix, what the title is worth; the slow loop; the year from outside.
#include <catch2/catch.hpp>

#include <memory>

#include "firms.hpp"
#include "model/processes/notch.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

NotchView view(World& w) {
  return {In(w.status), In(w.flags), In(w.until[0]), In(w.birth), In(w.inventions), In(w.utilities), In(w.rd_year), In(w.sales_year),
          In(w.revenue0), In(w.revenue1), In(w.reported0), In(w.reported1)};
}

// 5 % up to 50 million, 4 % up to 200, 3 % above.
NotchConstants rule() {
  constexpr float most = std::numeric_limits<float>::infinity();
  return {.report_sd = 0, .target = 1.02f, .above = {-most, 50, 200, most}, .up_to = {50, 200, most, most}, .ratio = {0.05f, 0.04f, 0.03f, 0},
          .quarter = 43, .born_by = 42, .needs_rights = 1};
}

NotchEnv env() {
  return {.weight = 1, .pass = 0.6f, .relabel_cost = 0.5f, .cost_of_rd = 0.4f, .hassle = 60000, .hassle_spread = 0, .prestige = 100000,
          .prestige_size = 0.5f, .log_prestige_sales = vlog(20.0f), .application = 10000, .saved = 300000, .ceiling = 3, .loss_saved = 15000};
}

// Sales of 10 million in three years, R&D of 4 %, a utility model, a wish for the title.
World seeker(std::uint32_t n = 1) {
  World w = firms(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    w.sales_year[i] = w.revenue0[i] = w.revenue1[i] = 10, w.rd_year[i] = w.reported0[i] = w.reported1[i] = 0.4f;
    w.utilities[i] = 1, w.flags[i] = kSeeksTitle, w.birth[i] = 0;
  }
  return w;
}

struct Gaps {
  float gap[16], threshold[16];
  std::uint8_t asked[16];
};
Gaps gaps(World& w, std::uint32_t n, const NotchConstants& c = rule()) {
  Gaps g{};
  notch_gaps({0, n, 0}, view(w), c, Lanes(n).luck(), g.gap, g.threshold, g.asked);
  return g;
}

}  // namespace

TEST_CASE("(N1) the gap is what three years lack of the threshold, and a little more") {
  World w = seeker(7);
  w.sales_year[1] = 60;                 // 4 % of 80 million is 3.2; told 1.2
  w.sales_year[2] = 300, w.rd_year[2] = 20;  // 3 % of 320 is 9.6; told 20.8
  w.reported0[3] = 2;                   // an earlier year makes up for this one
  w.rd_year[4] = 0;                     // no R&D: nothing to hang more on
  w.rd_year[5] = 0.699f, w.rd_year[6] = 0.701f;  // just below and just above 1.5 in three years
  const Gaps g = gaps(w, 7);
  CHECK(g.asked[0] == 1);
  CHECK(g.gap[0] == Approx(1.02 * 1.5 - 1.2).epsilon(1e-4));
  CHECK(g.threshold[0] == Approx(0.5));
  CHECK(g.asked[1] == 1);
  CHECK(g.gap[1] == Approx(1.02 * 3.2 - 1.2).epsilon(1e-4));
  CHECK(g.threshold[1] == Approx(2.4));
  CHECK((g.asked[2] == 0 && g.asked[3] == 0 && g.asked[4] == 0));
  CHECK((g.asked[5] == 1 && g.asked[6] == 0));
}

TEST_CASE("(N1) asked are those who hold or seek the title and meet what else is cheap to know") {
  World w = seeker(7);
  w.flags[1] = 0;                       // does not want it
  w.flags[2] = 0, w.until[0][2] = 43;   // holds it
  w.utilities[3] = 0;                   // no rights
  w.birth[4] = 43;                      // too young for the next round
  w.status[5] = kDormant;
  w.utilities[6] = 0, w.inventions[6] = 1;
  const Gaps g = gaps(w, 7);
  const std::uint8_t expected[] = {1, 0, 1, 0, 0, 0, 1};
  for (int i = 0; i < 7; ++i) CHECK(g.asked[i] == expected[i]);
  NotchConstants without = rule();
  without.needs_rights = 0;
  CHECK(gaps(w, 7, without).asked[3] == 1);
}

TEST_CASE("(N2) the cheapest mix: relabelling until its margin costs as much as R&D") {
  const NotchEnv e = env();
  // Half of 0.4 * 0.5 / 0.5 = 0.2 million is relabelled at most; the rest is done.
  CHECK(Notch::relabelled(0.1f, 0.5f, 9, e) == Approx(0.1));
  CHECK(Notch::relabelled(0.5f, 0.5f, 9, e) == Approx(0.2));
  CHECK(Notch::relabelled(0.5f, 0.5f, 0.1f, e) == Approx(0.4));  // without money more must be relabelled
  CHECK(Notch::cost(0.3f, 0.2f, 0.5f, e) == Approx(0.12 + 0.04));
  // No other mix is cheaper.
  for (int k = 0; k <= 50; ++k) {
    const float g = 0.01f * static_cast<float>(k);
    CHECK(Notch::cost(0.5f - g, g, 0.5f, e) >= Notch::cost(0.3f, 0.2f, 0.5f, e) - 1e-6f);
  }
}

TEST_CASE("(N3) the title is worth its award, its standing, and tax only above the small firm's ceiling") {
  const NotchEnv e = env();
  CHECK(Notch::worth(20, 2, 0, 0, e) == Approx(0.6 * 100000 + 10000).epsilon(1e-3));
  CHECK(Notch::worth(20, 2, 0, 300000, e) == Approx(0.6 * 400000 + 10000).epsilon(1e-3));
  CHECK(Notch::worth(20, 4, 0, 0, e) == Approx(0.6 * (100000 + 1.2e6) + 10000).epsilon(1e-3));
  CHECK(Notch::worth(20, 3, 0, 0, e) == Approx(Notch::worth(20, 2, 0, 0, e)));
  CHECK(Notch::worth(20, -1, 10, 0, e) == Approx(0.6 * (100000 + 150000) + 10000).epsilon(1e-3));
  CHECK(Notch::worth(80, 2, 0, 0, e) == Approx(0.6 * 200000 + 10000).epsilon(1e-3));
}

TEST_CASE("(N4) a firm answers when the worth exceeds cost and hassle") {
  const auto batch = std::make_unique<NotchBatch>();
  const auto answers = [&](float gap, float award, float part, double u, float spread = 0) {
    batch->n = 1;
    batch->gap[0] = gap, batch->threshold[0] = 0.5f, batch->sales[0] = 20, batch->taxable[0] = 1, batch->losses[0] = 0;
    batch->room[0] = 9, batch->award[0] = award, batch->part[0] = part;
    NotchEnv e = env();
    e.hassle_spread = spread;
    notch_choose(*batch, e, Lanes(1, u).luck());
    return batch->yes[0] != 0;
  };
  // Worth 70000; a gap of 0.09 costs 0.5 * 0.0081 / 0.5 = 8100 beside a hassle of 60000, one of 0.11 costs 12100.
  CHECK(answers(0.09f, 0, 1, 0.5));
  CHECK_FALSE(answers(0.11f, 0, 1, 0.5));
  CHECK(answers(0.11f, 10000, 1, 0.5));
  CHECK_FALSE(answers(0.09f, 0, 1.0f / 3, 0.5));
  CHECK_FALSE(answers(0.09f, 0, 1, 0.8413447, 0.5f));  // hassle e^0.5 times as large
  CHECK(answers(0.15f, 0, 1, 0.1586553, 0.5f));
}

TEST_CASE("notch: both loops equal the slow ones on every instruction set") {
  World start = wild_firms(1003, 61);
  for (std::uint32_t i = 0; i < 1003; ++i)
    start.sales_year[i] *= 0.3f, start.rd_year[i] *= 0.05f, start.reported0[i] *= 0.1f, start.reported1[i] *= 0.1f;
  const Lanes l = Lanes::drawn(1003, 62);
  NotchConstants c = rule();
  c.report_sd = 0.15f;
  std::vector<float> gap(1003), threshold(1003);
  std::vector<std::uint8_t> asked(1003);
  const auto batch = std::make_unique<NotchBatch>();
  for (const Isa isa : isas()) {
    kernels(isa).notch_gaps({0, 1003, 0}, view(start), c, l.luck(), gap.data(), threshold.data(), asked.data());
    int yes = 0;
    for (std::uint32_t i = 0; i < 1003; ++i) {
      const World& w = start;
      const float y = w.sales_year[i], r = y <= 50 ? 0.05f : (y <= 200 ? 0.04f : 0.03f);
      const float noise = vexp(0.15f * inverse_normal(l.u(1, i)) - 0.5f * 0.15f * 0.15f);
      const float all = y + w.revenue0[i] + w.revenue1[i], told = w.rd_year[i] * noise + w.reported0[i] + w.reported1[i];
      const bool wants = w.until[0][i] >= 43 || (w.flags[i] & kSeeksTitle) != 0, rights = w.inventions[i] + w.utilities[i] > 0;
      const bool is = w.status[i] == kActive && wants && rights && w.birth[i] <= 42 && w.rd_year[i] > 0 && told < r * all;
      REQUIRE(gap[i] == 1.02f * r * all - told);
      REQUIRE(threshold[i] == r * y);
      REQUIRE((asked[i] != 0) == is);
      yes += is;
    }
    CHECK(yes > 20);
    batch->n = 500;
    for (std::uint32_t i = 0; i < 500; ++i) {
      batch->gap[i] = l.u(0, i), batch->threshold[i] = 0.1f + l.u(1, i), batch->sales[i] = 100 * l.u(2, i), batch->taxable[i] = 8 * l.u(3, i) - 2;
      batch->losses[i] = l.u(1, i), batch->room[i] = l.u(2, i), batch->award[i] = 3e5f * l.u(3, i), batch->part[i] = i % 2 ? 1.0f : 1.0f / 3;
    }
    NotchEnv e = env();
    e.hassle_spread = 1;
    kernels(isa).notch_choose(*batch, e, l.luck());
    int answers = 0;
    for (std::uint32_t i = 0; i < 500; ++i) {
      const float g = Notch::relabelled(batch->gap[i], batch->threshold[i], batch->room[i], e), real = batch->gap[i] - g;
      const float hassle = 60000.0f * vexp(1.0f * inverse_normal(l.u(0, i)));
      const float worth = batch->part[i] * Notch::worth(batch->sales[i], batch->taxable[i], batch->losses[i], batch->award[i], e);
      const bool does = worth > 1e6f * Notch::cost(real, g, batch->threshold[i], e) + hassle;
      REQUIRE((batch->relabelled[i] == g && batch->real[i] == real && (batch->yes[i] != 0) == does));
      answers += does;
    }
    CHECK((answers > 50 && answers < 450));
  }
}
