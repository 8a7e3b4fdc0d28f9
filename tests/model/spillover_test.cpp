// Spillover (S10): knowledge around a sector, and what a firm absorbs of it.
#include <catch2/catch.hpp>

#include <cmath>

#include "firms.hpp"
#include "model/processes/research.hpp"
#include "model/processes/spillover.hpp"

using namespace echelon;
using namespace echelon::test;

TEST_CASE("(S1) the knowledge around a sector is its own and its neighbours', by proximity") {
  const std::vector<double> proximity = {1, 0.5, 0, 0.5, 1, 0.25, 0, 0.25, 1}, mean = {2, 4, 8};
  const std::vector<double> around = knowledge_around(mean, proximity);
  CHECK(around[0] == Approx(4));
  CHECK(around[1] == Approx(7));
  CHECK(around[2] == Approx(9));
}

namespace {

// Rates of innovations of two firms with R&D of 0.25 and 4 million CNY, everything else alike.
std::pair<double, double> rates(double spill) {
  World w = firms(2);
  for (std::uint32_t i = 0; i < 2; ++i) {
    w.log_sales[i] = i == 0 ? vlog(2.5f) : vlog(40.0f), w.margin[i] = 0, w.log_intensity[i] = vlog(0.1f), w.inclination[i] = -100;
  }
  ResearchConstants c{};
  c.persistence = 1, c.alpha = 0.5f;
  ResearchEnv env{};
  env.log_intensity_mean = vlog(0.1f), env.cost_untaxed = 1, env.inverse_wage = 1, env.use = 1, env.innovation_level = 1;
  env.spill = static_cast<float>(spill), env.absorption = 1;
  const Lanes luck(2), traits(2);
  const GammaTable talent(1.2);
  const Column<Until>& until = w.until[0];
  kernels(Isa::baseline).research_year({0, 2, 0}, {In(w.status), In(w.log_sales), In(w.inclination), In(w.margin), In(w.carried_loss), In(until),
      InOut(w.flags), InOut(w.log_intensity), InOut(w.rd_rate), InOut(w.innovation_rate)}, c, env, luck.luck(), traits.luck(), talent.view());
  return {w.innovation_rate[0], w.innovation_rate[1]};
}

}  // namespace

TEST_CASE("(S2) a firm gains by what it absorbs: R/(R + 1) of the rise, in logs") {
  const auto none = rates(0), some = rates(0.3), less = rates(-0.3);
  CHECK(std::log(some.first / none.first) == Approx(0.3 * 0.2).epsilon(1e-3));   // 0.25/(0.25 + 1)
  CHECK(std::log(some.second / none.second) == Approx(0.3 * 0.8).epsilon(1e-3)); // 4/(4 + 1)
  CHECK(std::log(less.second / none.second) == Approx(-0.3 * 0.8).epsilon(1e-3));
}
