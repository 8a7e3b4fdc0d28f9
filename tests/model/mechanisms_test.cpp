// Mechanisms (S16): what the rules of calls add up to.
#include <catch2/catch.hpp>

#include "model/schedule.hpp"
#include "tiny.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

Instrument rule(const char* what, double share) {
  Instrument x{};
  x.id = what, x.kind = InstrumentKind::selection_rule, x.rule = what, x.share = share;
  x.from = Quarter::of(2018, 1), x.to = Quarter::of(2050, 4);
  return x;
}

}  // namespace

TEST_CASE("(J1 to J3) each rule acts to its share, none beyond the whole, and not where the room is off") {
  MechanismsParams p{};
  p.need.v = 2, p.bold.v = 0.5, p.faster.v = 0.8;
  const std::vector<Instrument> all = {rule("topics", 0.5), rule("tolerance", 1), rule("tolerance", 1), rule("tolerance", 1), rule("management", 0.25)};
  const SelectionRule r = rule_of_calls(all, p, Quarter::of(2020, 2));
  CHECK(r.need == 1);
  CHECK(r.bold == 1);        // three times a half is no more than all of it
  CHECK(r.faster == 0.2);
  const SelectionRule before = rule_of_calls(all, p, Quarter::of(2017, 4));
  CHECK((before.need == 0 && before.bold == 0 && before.faster == 0));
}
