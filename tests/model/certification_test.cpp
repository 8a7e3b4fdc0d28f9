// Certification (S15): formulas by hand, who is asked and how, the slow loop.
#include <catch2/catch.hpp>

#include "firms.hpp"
#include "model/processes/certification.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

// Scheme number 1 of three, in quarter 40: holds until at least 39, renewal is due up to 43.
CertificationEnv round_env() {
  CertificationEnv e{};
  e.aware_chance = 0.2f, e.logit = -0.8f, e.benefit_weight = 0.6f, e.inverse_hassle = 1.0f / 60000;
  e.benefit = 50000, e.prestige = 100000, e.prestige_size = 0.5f, e.log_prestige_sales = vlog(20.0f);
  e.tax_saved = 180000, e.tax_ceiling = 3, e.agent_apply = 0.8f, e.aware_familiar = 0.6f, e.familiar = 2.5f;
  e.renew_apply = 0.85f, e.bit = 2, e.quarter = 39, e.renew_until = 43;
  return e;
}

CertificationView view(World& w) {
  return {In(w.status), In(w.flags), In(w.revenue0), In(w.margin), In(w.until[1]), In(w.held), InOut(w.aware)};
}

// What one firm wants when its luck of learning and of applying is as given; 30 % of the firms have an agent.
std::uint8_t wants(World& w, double learn, double apply, double agent, CertificationEnv e = round_env()) {
  Lanes l(1);
  l.set(0, 0, learn), l.set(1, 0, apply);
  w.flags[0] = agent < 0.3 ? kHasAgent : 0;
  std::uint8_t out = 9;
  certification_round({0, 1, 0}, view(w), e, l.luck(), &out);
  return out;
}

World firm(float sales, float margin) {
  World w = firms(1);
  w.revenue0[0] = sales, w.margin[0] = margin;
  return w;
}

}  // namespace

TEST_CASE("(Z1), (Z2) the wish to apply weighs benefit against hassle") {
  const CertificationEnv e = round_env();
  // Sales 20 million, profit 2 million (small rate, no tax saved): ln(1 + (50000 + 100000)/60000) = ln 3.5 = 1.2527630;
  // -0.8 + 0.6 * 1.2527630 = -0.0483422.
  CHECK(Certification::logit(20.0f, 2.0f, false, e) == Approx(-0.0483422).margin(1e-4));
  // Four times the sales double prestige: ln(1 + 250000/60000) = 1.6422277: logit 0.1853366.
  CHECK(Certification::logit(80.0f, 2.0f, false, e) == Approx(0.1853366).margin(1e-4));
  // Profit 4 million: 720000 of tax saved: ln(1 + 870000/60000) = 2.7408400: logit 0.8445040; an agent adds 0.8.
  CHECK(Certification::logit(20.0f, 4.0f, false, e) == Approx(0.8445040).margin(1e-4));
  CHECK(Certification::logit(20.0f, 4.0f, true, e) == Approx(1.6445040).margin(1e-4));
}

TEST_CASE("(Z1) who is not aware does not apply, who learns may apply at once") {
  World w = firm(20, 0.1f);
  CHECK(wants(w, 0.21, 0.0, 0.9) == 0);
  CHECK(w.aware[0] == 0);
  CHECK(wants(w, 0.19, 0.0, 0.9) == kFirst);
  CHECK(w.aware[0] == 2);
  // Aware from now on; P = logistic(-0.0483422) = 0.4879168.
  CHECK(wants(w, 0.9, 0.4878, 0.9) == kFirst);
  CHECK(wants(w, 0.9, 0.4881, 0.9) == 0);
  // With an agent logistic(0.7516578) = 0.6795411.
  CHECK(wants(w, 0.9, 0.6794, 0.29) == kFirst);
  CHECK(wants(w, 0.9, 0.6797, 0.29) == 0);
}

TEST_CASE("(Z1) holders of another certificate learn sooner and apply more often") {
  World w = firm(20, 0.1f);
  w.held[0] = 1;
  CHECK(wants(w, 0.59, 0.92, 0.9) == kFirst);  // logistic(-0.0483422 + 2.5) = 0.9206754
  CHECK(wants(w, 0.9, 0.9208, 0.9) == 0);
  World own = firm(20, 0.1f);
  own.held[0] = 2;                             // its own certificate does not count
  CHECK(wants(own, 0.59, 0.0, 0.9) == 0);
}

TEST_CASE("(Z1) a holder applies again when its certificate ends before the next round, and only then") {
  World w = firm(20, 0.1f);
  w.aware[0] = 2, w.held[0] = 2;
  for (const auto& [until, due] : {std::pair{43, true}, {39, true}, {44, false}, {60, false}}) {
    w.until[1][0] = static_cast<std::int16_t>(until);
    CHECK(wants(w, 0.9, 0.84, 0.9) == (due ? kRenewal : 0));
    CHECK(wants(w, 0.9, 0.86, 0.9) == 0);
  }
  w.until[1][0] = 38;  // lapsed: a newcomer again
  CHECK(wants(w, 0.9, 0.0, 0.9) == kFirst);
  w.status[0] = kDormant;
  CHECK(wants(w, 0.0, 0.0, 0.0) == 0);
}

TEST_CASE("certification: the round equals the slow loop on every instruction set") {
  const std::uint32_t n = 1003;
  World start = wild_firms(n, 71);
  const Lanes l = Lanes::drawn(n, 72), agents = Lanes::drawn(n, 73);
  for (std::uint32_t i = 0; i < n; ++i) start.flags[i] |= agents.u(0, i) < 0.3f ? kHasAgent : 0;
  const CertificationEnv e = round_env();
  World expected = start;
  std::vector<std::uint8_t> wanted(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    if (expected.status[i] != kActive) continue;
    const bool other = (expected.held[i] & 5) != 0;
    if (l.u(0, i) < (other ? 0.6f : 0.2f)) expected.aware[i] |= 2;
    const int until = expected.until[1][i];
    if (until >= 39) {
      if (until <= 43 && l.u(1, i) < 0.85f) wanted[i] = kRenewal;
      continue;
    }
    if ((expected.aware[i] & 2) == 0) continue;
    const float sales = expected.revenue0[i], profit = sales * expected.margin[i];
    const float worth = 100000.0f * vexp(0.5f * (vlog(sales + 0.01f) - e.log_prestige_sales));
    const float gain = vlog1p((50000.0f + worth + (profit > 3.0f ? 180000.0f * profit : 0.0f)) * e.inverse_hassle);
    float logit = -0.8f + 0.6f * gain + ((start.flags[i] & kHasAgent) != 0 ? 0.8f : 0.0f);
    logit = logit + (other ? 2.5f : 0.0f);
    if (l.u(1, i) < logistic(logit)) wanted[i] = kFirst;
  }
  for (const Isa isa : isas()) {
    World got = start;
    std::vector<std::uint8_t> out(n, 9);
    kernels(isa).certification_round({0, n, 0}, view(got), e, l.luck(), out.data());
    INFO(name(isa));
    CHECK(out == wanted);
    CHECK(differing(expected, got) == "");
  }
}
