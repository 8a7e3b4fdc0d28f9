// Certification (S15): formulas by hand, who is asked and how, the slow loop.
#include <catch2/catch.hpp>

#include "firms.hpp"
#include "model/processes/certification.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

ApplyEnv apply_env() {
  return {.benefit_weight = 0.6f, .inverse_hassle = 1.0f / 60000, .benefit = 50000, .prestige = 100000, .prestige_size = 0.5f,
          .log_prestige_sales = vlog(20.0f), .tax_saved = 180000, .tax_ceiling = 3, .agent_apply = 0.8f, .familiar = 2.5f,
          .propensity = 1.5f, .renew_apply = 0.85f};
}

// Scheme number 1 of three, in quarter 40: holds until at least 39, renewal is due up to 43. Chances of 0.2 and 0.6.
LearnEnv learn_env() {
  return {.chance = 13107, .chance_familiar = 39322, .bit = 2, .quarter = 39, .renew_until = 43, .shift = 16};
}

LearnView view(World& w) { return {In(w.status), In(w.until[1]), In(w.held), InOut(w.aware)}; }

// What there is to decide for one firm whose luck of learning is `luck` of 65536.
std::uint8_t asks(World& w, std::uint32_t luck) {
  const std::uint32_t word = (luck << 16) | 0x1234;  // the lower half is another scheme's
  std::uint8_t out = 9;
  learn({0, 1, 0}, view(w), learn_env(), &word, &out);
  return out;
}

// Whether one firm applies: its luck, its place in the spread of inclinations, agent, other certificate, renewal.
bool applies(double luck, double inclination = 0.5, bool agent = false, bool other = false, bool review = false) {
  Lanes l(1), t(1);
  l.set(1, 0, luck), t.set(1, 0, inclination);
  Applicants a;
  a.n = 1, a.sales[0] = 20, a.profit[0] = 2, a.logit[0] = -0.8f;
  a.agent[0] = agent, a.other[0] = other, a.review[0] = review;
  apply(a, apply_env(), l.luck(), t.luck());
  return a.yes[0] != 0;
}

}  // namespace

TEST_CASE("(Z1), (Z2) the wish to apply weighs benefit against hassle") {
  const ApplyEnv e = apply_env();
  // Sales 20 million, profit 2 million (small rate, no tax saved): ln(1 + (50000 + 100000)/60000) = ln 3.5 = 1.2527630;
  // -0.8 + 0.6 * 1.2527630 = -0.0483422.
  CHECK(Certification::logit(-0.8f, 20.0f, 2.0f, false, e) == Approx(-0.0483422).margin(1e-4));
  // Four times the sales double prestige: ln(1 + 250000/60000) = 1.6422277: logit 0.1853366.
  CHECK(Certification::logit(-0.8f, 80.0f, 2.0f, false, e) == Approx(0.1853366).margin(1e-4));
  // Profit 4 million: 720000 of tax saved: ln(1 + 870000/60000) = 2.7408400: logit 0.8445040; an agent adds 0.8.
  CHECK(Certification::logit(-0.8f, 20.0f, 4.0f, false, e) == Approx(0.8445040).margin(1e-4));
  CHECK(Certification::logit(-0.8f, 20.0f, 4.0f, true, e) == Approx(1.6445040).margin(1e-4));
}

TEST_CASE("(W1) who is not aware is not asked, who learns may apply at once") {
  World w = firms(1);
  CHECK(asks(w, 13107) == 0);
  CHECK(w.aware[0] == 0);
  CHECK(asks(w, 13106) == kFirst);
  CHECK(w.aware[0] == 2);
  CHECK(asks(w, 65535) == kFirst);  // aware from now on
  World other = firms(1);
  other.held[0] = 1;                // holders of another certificate learn sooner
  CHECK(asks(other, 39322) == 0);
  CHECK(asks(other, 39321) == kFirst);
  World own = firms(1);
  own.held[0] = 2;                  // its own certificate does not count
  CHECK(asks(own, 13107) == 0);
}

TEST_CASE("(Z1) the wish to apply against the firm's luck") {
  // P = logistic(-0.0483422) = 0.4879168; with an agent logistic(0.7516578) = 0.6795411; with another certificate
  // logistic(-0.0483422 + 2.5) = 0.9206754.
  CHECK(applies(0.4878));
  CHECK(!applies(0.4881));
  CHECK(applies(0.6794, 0.5, true));
  CHECK(!applies(0.6797, 0.5, true));
  CHECK(applies(0.9205, 0.5, false, true));
  CHECK(!applies(0.9208, 0.5, false, true));
  // A firm at the 84.1345 % quantile of inclinations has 1.5 more: logistic(1.4516578) = 0.8102534.
  CHECK(applies(0.8101, 0.841345));
  CHECK(!applies(0.8104, 0.841345));
  // Who renews does so with its own probability.
  CHECK(applies(0.84, 0.01, false, false, true));
  CHECK(!applies(0.86, 0.99, true, true, true));
}

TEST_CASE("(Z1) a holder is asked again when its certificate ends before the next round, and only then") {
  World w = firms(1);
  w.aware[0] = 2, w.held[0] = 2;
  for (const auto& [until, due] : {std::pair{43, true}, {39, true}, {44, false}, {60, false}}) {
    w.until[1][0] = static_cast<std::int16_t>(until);
    CHECK(asks(w, 65535) == (due ? kRenewal : 0));
  }
  w.until[1][0] = 38;  // lapsed: a newcomer again
  CHECK(asks(w, 65535) == kFirst);
  w.status[0] = kDormant;
  CHECK(asks(w, 0) == 0);
}

TEST_CASE("certification: hearing of a scheme equals the slow loop on every instruction set") {
  const std::uint32_t n = 1003;
  World start = wild_firms(n, 71);
  const Lanes l = Lanes::drawn(n, 72);
  World expected = start;
  std::vector<std::uint8_t> wanted(n);
  const std::uint32_t* const words = l.luck().lane2;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (expected.status[i] != kActive) continue;
    const bool other = (expected.held[i] & 5) != 0;
    if (words[i] / 65536 < (other ? 39322u : 13107u)) expected.aware[i] |= 2;
    const int until = expected.until[1][i];
    if (until >= 39) wanted[i] = until <= 43 ? kRenewal : 0;
    else wanted[i] = (expected.aware[i] & 2) != 0 ? kFirst : 0;
  }
  for (const Isa isa : isas()) {
    World got = start;
    std::vector<std::uint8_t> out(n, 9);
    kernels(isa).learn({0, n, 0}, view(got), learn_env(), words, out.data());
    INFO(name(isa));
    CHECK(out == wanted);
    CHECK(differing(expected, got) == "");
  }
}

TEST_CASE("certification: wishing equals the slow loop on every instruction set") {
  const std::uint32_t n = 501;
  const Lanes l = Lanes::drawn(n, 73), traits = Lanes::drawn(n, 74), more = Lanes::drawn(n, 75);
  const ApplyEnv e = apply_env();
  Applicants a;
  a.n = n;
  std::vector<int> wanted(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    a.sales[i] = 100 * more.u(0, i) * more.u(1, i), a.profit[i] = 0.1f * a.sales[i], a.logit[i] = more.u(2, i) - 1;
    a.agent[i] = more.u(3, i) < 0.3f, a.other[i] = more.u(0, i) < 0.2f, a.review[i] = more.u(1, i) < 0.1f;
    const float worth = 100000.0f * vexp(0.5f * (vlog(a.sales[i] + 0.01f) - e.log_prestige_sales));
    const float gain = vlog1p((50000.0f + worth + (a.profit[i] > 3.0f ? 180000.0f * a.profit[i] : 0.0f)) * e.inverse_hassle);
    float logit = a.logit[i] + 0.6f * gain + (a.agent[i] ? 0.8f : 0.0f);
    logit = logit + (a.other[i] ? 2.5f : 0.0f) + 1.5f * inverse_normal(traits.u(1, i));
    wanted[i] = l.u(1, i) < (a.review[i] ? 0.85f : logistic(logit));
  }
  for (const Isa isa : isas()) {
    kernels(isa).apply(a, e, l.luck(), traits.luck());
    INFO(name(isa));
    for (std::uint32_t i = 0; i < n; ++i) REQUIRE(int(a.yes[i]) == wanted[i]);
  }
}

TEST_CASE("certification: what is known of applicants is what stands in the columns, in lists of any length, on every instruction set") {
  const std::uint32_t n = 403;
  World w = wild_firms(n, 71);
  std::vector<std::uint32_t> slots;
  for (std::uint32_t i = 0; i < n; ++i) w.held[i] = static_cast<std::uint16_t>(i % 11), w.flags[i] = static_cast<std::uint8_t>(i * 37);
  for (std::uint32_t i = 0; i < n; i += 3) slots.push_back(n - 1 - i);  // the last seat of the world among them
  const ApplicantView view{In(w.uid), In(w.revenue0), In(w.margin), In(w.flags), In(w.held)};
  for (const Isa isa : isas()) {
    for (const std::uint32_t asked : {0u, 1u, 15u, 16u, 17u, 64u, 134u}) {
      INFO(name(isa) << " " << asked);
      Applicants a;
      a.n = asked;
      kernels(isa).introduce(a, view, slots.data(), 1u << 2);
      for (std::uint32_t i = 0; i < asked; ++i) {
        const std::uint32_t s = slots[i];
        REQUIRE((a.uid[i] == w.uid[s] && a.sales[i] == w.revenue0[s] && a.profit[i] == w.revenue0[s] * w.margin[s]));
        REQUIRE(int(a.agent[i]) == int((w.flags[s] & kHasAgent) != 0));
        REQUIRE(int(a.other[i]) == int((w.held[s] & ~(1u << 2)) != 0));
      }
    }
  }
}

TEST_CASE("certification: who knows at the start and who comes first equal the slow loop on every instruction set") {
  for (const std::uint32_t n : {1u, 16u, 77u, 300u}) {
    const World start = wild_firms(n, 8);
    const Lanes l = Lanes::drawn(n, 9);
    const std::int32_t uniforms = uniforms_below(0.3);
    World knowing = start;
    for (std::uint32_t i = 0; i < n; ++i) {
      if (start.status[i] == kActive && l.u(0, i) < 0.3) knowing.aware[i] = static_cast<std::uint16_t>(start.aware[i] | 4u);
    }
    for (const double scale : {0.0, 10.0}) {
      const DeskConstants desk{1, 2.5, 70, scale, 0};
      std::vector<float> points(n), expected(n);
      for (std::uint32_t i = 0; i < n; ++i) {
        points[i] = static_cast<float>(60 + i % 40);
        const double over = scale > 0 ? 2.5 * ((points[i] - 70.0) / scale) : 0.0;
        expected[i] = static_cast<float>(over + 0.7 * inverse_normal(static_cast<double>(l.u(2, i))) + 0.4 * inverse_normal(static_cast<double>(l.u(1, i))));
      }
      for (const Isa isa : isas()) {
        INFO(name(isa) << ", " << n << " firms, scale " << scale);
        World got = start;
        kernels(isa).know_at_start({0, n, 0}, {In(got.status), InOut(got.aware)}, 4, uniforms, l.luck().lane0);
        CHECK(differing(knowing, got) == "");
        std::vector<float> scores = points;
        kernels(isa).rank_at_start(n, desk, 0.7, 0.4, l.luck(), l.luck(), scores.data());
        CHECK(scores == expected);
      }
    }
  }
}
