// Fact 34 by hand: three consortia of 2, 2 and 5 firms.
#include <catch2/catch.hpp>

#include <cmath>

#include "engine/facts_sample.hpp"
#include "model/kernels.hpp"
#include "model/processes/consortia.hpp"
#include "model/world.hpp"

using namespace echelon;

TEST_CASE("fact 34: sizes and newcomers, by hand") {
  Scenario scenario;
  scenario.sectors.resize(1);
  World w(1, 1, 16, 16);
  for (std::uint32_t i = 0; i < 9; ++i) {
    const std::uint32_t slot = w.occupy(0);
    w.uid[slot] = i + 1, w.status[slot] = kActive, w.sales[slot] = 1, w.knowledge[slot] = static_cast<float>(i);
  }
  ConsortiaParams p{};
  p.heard.v = 1, p.refusals.v = 100, p.least.v = 2, p.half_life.v = 3, p.chains.v = 9, p.threshold.v = -100;
  Consortia room;
  room.open(scenario);
  FactValues none;
  measure_alliances(room, none);
  CHECK(std::isnan(none.at("alliance_skew")));
  const auto call = [&](std::vector<std::uint32_t> able, int quarter) {
    const ConsortiumCall one{ConsortiumKind::task, -1, 5, 4, 0, 0, 1};
    room.answer({&one, 1}, w, able, p, {philox_key(1, 0), quarter, &kernels(Isa::baseline), 1, {1}});
  };
  call({0, 1}, 1);             // two new firms: one newcomer beside the leader, whom nobody knew
  call({2, 8}, 1);             // the same
  call({3, 4, 5, 6, 8}, 9);    // 8 leads again: four newcomers join an old hand
  FactValues values;
  measure_alliances(room, values);
  CHECK(values.at("alliance_size") == Approx(3));
  CHECK(values.at("alliance_skew") == Approx((-1.0 - 1.0 + 8.0) / 3 / std::pow(6.0 / 3, 1.5)));
  CHECK(values.at("alliance_newcomers") == Approx(4.0 / 6));
}
