// Laws of exactness: the same scenario and seed give the same numbers whatever the machine does to get them.
#include <catch2/catch.hpp>

#include "engine/ensemble.hpp"
#include "small_city.hpp"

using namespace echelon;
using namespace echelon::test;

TEST_CASE("law: every instruction set gives the same record") {
  const Scenario s = load_city(own("everything"));
  const Parameters p = drawn(s, 1, 1).front();
  SimulationOptions o = small();
  o.isa = Isa::baseline;
  const std::string expected = full_digest(s, run_once(s, p, 1, o));
  int tried = 0;
  for (const Isa isa : {Isa::avx2, Isa::avx512}) {
    if (!available(isa)) {
      WARN("this machine lacks " << name(isa));
      continue;
    }
    o.isa = isa;
    CHECK(full_digest(s, run_once(s, p, 1, o)) == expected);
    ++tried;
  }
  CHECK(tried >= 0);
}

TEST_CASE("law: the block size changes nothing") {
  const Scenario s = load_city(own("everything"));
  const Parameters p = drawn(s, 1, 2).front();
  SimulationOptions o = small(true);
  const Record first = run_once(s, p, 2, o);
  for (const std::uint32_t size : {1u, 8u, 256u, 1024u, 4096u}) {
    o.block_size = size;
    const Record again = run_once(s, p, 2, o);
    INFO("blocks of " << size << ": " << first_difference(first, again));
    CHECK(full_digest(s, again) == full_digest(s, first));
  }
}

TEST_CASE("law P23: the order of the firms changes nothing") {
  const Scenario s = load_city(own("everything"));
  const Parameters p = drawn(s, 1, 3).front();
  SimulationOptions o = small(true);
  o.block_size = 256;
  const Record first = run_once(s, p, 3, o);
  for (const std::uint64_t seating : {1u, 2u, 3u}) {
    o.seating = seating;
    const Record again = run_once(s, p, 3, o);
    INFO("seating " << seating << ": " << first_difference(first, again));
    CHECK(full_digest(s, again) == full_digest(s, first));
  }
}

TEST_CASE("law: threads change nothing, and neither does what a simulation ran before") {
  Scenario s = load_city(own("everything"));
  s.replicates = 9;
  s.horizon.last = Quarter::of(2021, 4);
  const std::string one = digest(run_ensemble(s, {1, {}, nullptr}).results, false);
  for (const int threads : {2, 7}) CHECK(digest(run_ensemble(s, {threads, {}, nullptr}).results, false) == one);
  Simulation simulation(s, small());
  const Parameters other = drawn(s, 1, 4).front(), p = central(s);
  simulation.run(other, philox_key(99, 0));
  const Record after = simulation.run(p, philox_key(s.seed, 4));
  CHECK(full_digest(s, after) == full_digest(s, run_once(s, p, 4)));
}

TEST_CASE("law: looking changes nothing: targets, watchers, ledgers and audits") {
  const Scenario s = load_city("action-plan");
  const Record plain = run_once(s);
  Scenario blind = s;
  blind.targets.clear(), blind.observations.clear();
  CHECK(first_difference(run_once(blind), plain) == "");
  SimulationOptions o = small(true);
  o.keep_payments = o.keep_decisions = true;
  Simulation watched(s, o);
  std::size_t seen = 0;
  watched.watch([&](const Simulation& now, int) { seen += now.world().blocks().size() > 0; });
  CHECK(full_digest(s, watched.run(central(s), philox_key(s.seed, 0))) == full_digest(s, plain));
  CHECK(seen == 18);
}

TEST_CASE("law: another seed or replicate gives another city") {
  const Scenario s = load_city("baseline");
  CHECK(full_digest(s, run_once(s, 0)) != full_digest(s, run_once(s, 1)));
}
