// Who gains sales and who loses them, in a small city.
#include <catch2/catch.hpp>

#include "core/statistics.hpp"
#include "engine/compare.hpp"
#include "small_city.hpp"

using namespace echelon;
using namespace echelon::test;

TEST_CASE("displacement: under the same policy nobody gains; the parts add to the city's difference; looking on changes nothing") {
  const auto load = [](const char* name) { return load_city(name, {"replicates=2", "horizon=2018Q1..2026Q4"}); };
  const Scenario reference = load("no-policy"), plan = load("action-plan");
  EnsembleOptions options;
  options.threads = 2;
  const Results r = run_comparison(reference, {reference, plan}, options).results;
  const auto numbers = [&](const char* name) { return std::get<std::vector<double>>(r.find(name)->data); };
  const auto supported = numbers("sales_gain_supported"), others = numbers("sales_gain_others");
  const std::size_t sectors = reference.sectors.size(), years = 9, block = years * sectors;
  bool any = false;
  for (std::size_t k = 0; k < 2; ++k) {
    for (std::size_t i = 0; i < block; ++i) {
      REQUIRE(supported[(2 * k) * block + i] == 0);
      REQUIRE(others[(2 * k) * block + i] == 0);
      any = any || supported[(2 * k + 1) * block + i] > 0;
    }
  }
  CHECK(any);
  // The same records as runs that nobody looked at.
  SimulationOptions plain;
  plain.block_size = 64;
  Simulation quiet(plan, plain);
  const std::vector<ParameterDraws> draws = pair_parameters(reference, {plan});
  const Record alone = quiet.run(bind_parameters(plan, draws[1].points[0]), philox_key(reference.seed, 0));
  const auto rd = numbers("rd_real_difference"), base = numbers("reference_rd_real");
  CHECK(base[8] + rd[years + 8] == Approx(1000.0 * static_cast<double>(alone.total(Series::rd_real, 8))));
}

TEST_CASE("pitfall P3: of what supported firms gain others lose more where demand is contested", "[slow]") {
  // Packages for attracted firms: newcomers with sales of their own, in a city where all demand is contested, or none is.
  const auto lost = [](double contested) {
    Scenario none = load_city("no-policy", {"scale=0.05", "horizon=2018Q1..2026Q4", "replicates=6"}), more = none;
    for (Scenario* s : {&none, &more}) {
      set_value(*s, "competition.contested", contested);
      for (ParameterValue& v : s->parameters) v.prior = Prior{}, v.fixed_by_user = true;
    }
    for (Instrument x : load_city("baseline").instruments) {
      if (x.kind != InstrumentKind::attraction) continue;
      x.amount = 2e6, x.per_year *= 10, x.budget = -1;
      more.instruments = {x};
    }
    EnsembleOptions options;
    options.threads = 2;
    const Results r = run_comparison(none, {more}, options).results;
    const auto last = [&](const char* name) { return std::get<std::vector<double>>(r.find(name)->data).back(); };
    CHECK(last("sales_gain_supported_mean") > 0);
    return last("displacement");
  };
  const double all = lost(1), nothing = lost(0);
  INFO("of a yuan that supported firms gain others lose " << all << " where demand is contested, " << nothing << " where it is not");
  CHECK(all > nothing + 0.1);  // others may gain all the same: newcomers bring knowledge and people
}
