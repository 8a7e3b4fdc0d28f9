// Awareness (S18): who learns of a scheme, by hand and by distribution; agents for life.
#include <catch2/catch.hpp>

#include "firms.hpp"
#include "model/draws.hpp"
#include "model/processes/awareness.hpp"
#include "model/processes/certification.hpp"

using namespace echelon;
using namespace echelon::test;

TEST_CASE("(W1) a firm learns by itself, from certified peers and from campaigns, each in its own way") {
  // 1 - 0.92 * (1 - 0.3 * 0.1) * 0.8 = 1 - 0.92 * 0.97 * 0.8 = 0.28608
  CHECK(awareness_chance(0.08, 0.3, 0.1, 0.2) == Approx(0.28608));
  CHECK(awareness_chance(0, 0, 1, 0) == 0.0);
  CHECK(awareness_chance(0, 50, 0.9, 0) == 1.0);   // bounded
  CHECK(awareness_chance(0.3, 1, 0.5, 1) == 1.0);
  CHECK(awareness_chance(0.3, -5, 0.5, 0) == Approx(0.3));
}

TEST_CASE("(W1) a round informs the share it says, never takes knowledge away, and tells the dormant nothing") {
  // 20000 firms that know nothing, a quarter of them holders of another certificate: 0.2 and 0.6 learn; standard errors 0.0033 and 0.0069.
  const std::uint32_t n = 20000;
  World w = firms(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    w.held[i] = i % 4 == 0 ? 1 : 0;
    w.aware[i] = i < 100 ? 2 : 0;
    if (i < 200) w.status[i] = kDormant;
  }
  const LearnEnv e{.chance = 13107, .chance_familiar = 39322, .bit = 2, .quarter = 39, .renew_until = 43, .shift = 0};
  const Lanes l = Lanes::drawn(n, 75);
  std::vector<std::uint8_t> asks(n);
  learn({0, n, 0}, {In(w.status), In(w.until[1]), In(w.held), InOut(w.aware)}, e, l.luck().lane0, asks.data());
  double told[2] = {0, 0}, asked[2] = {0, 0};
  for (std::uint32_t i = 0; i < n; ++i) {
    if (i < 200) REQUIRE(w.aware[i] == (i < 100 ? 2 : 0));
    if (i >= 200) asked[i % 4 == 0] += 1, told[i % 4 == 0] += (w.aware[i] & 2) != 0;
  }
  CHECK(std::abs(told[0] / asked[0] - 0.2) < 4 * 0.0033);
  CHECK(std::abs(told[1] / asked[1] - 0.6) < 4 * 0.0070);
}

TEST_CASE("(W1) who need not be told of a scheme any more: the plain loop's firms on every instruction set") {
  const std::uint32_t n = 1003;
  World w = wild_firms(n, 76);
  for (std::uint32_t i = 0; i < n; ++i) w.aware[i] = static_cast<std::uint16_t>(i * 37 % 64);
  std::vector<std::uint8_t> expected(n);
  for (std::uint32_t i = 0; i < n; ++i) expected[i] = w.status[i] == kActive && (w.aware[i] & 0x15) != 0x15;
  for (const Isa isa : isas()) {
    std::vector<std::uint8_t> marks(n, 7);
    kernels(isa).mark_unaware({0, n, 0}, {In(w.status), In(w.aware)}, 0x15, marks.data());
    INFO(name(isa));
    CHECK(marks == expected);
  }
}

TEST_CASE("(W2) an agent serves the same firms all their lives") {
  // The word is the firm's own, keyed for life: the quarter does not enter. 30 % of 20000: standard error 0.0032.
  double served = 0;
  for (std::uint32_t i = 0; i < 20000; ++i) {
    const Words4 life = philox(philox_key(1, 0), make_uid(Channel::organic, 0, 1, i), kForLife, kCallAgent, 0);
    served += unit_float(life.w0) < 0.3f;
  }
  CHECK(std::abs(served / 20000 - 0.3) < 4 * 0.0032);
}
