// Competition (S7): selection by hand, adding-up, displacement.
#include <catch2/catch.hpp>

#include "firms.hpp"
#include "model/processes/competition.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

GrowthConstants constants(float selection) {
  GrowthConstants c{};
  c.competition = selection, c.productivity_scale = 1 / 0.6f, c.knowledge_elasticity = 0.08f;
  return c;
}

struct Groups {
  double treated, others, sector;  // log growth of sales
};

// A sector of equal firms, a tenth of which is pushed up by 20 % a year for two years, under a contested share psi.
Groups push(double psi) {
  const std::uint32_t n = 1000;
  World w = firms(n);
  for (std::uint32_t i = 0; i < n; ++i) w.log_sales[i] = 0, w.sales[i] = 1, w.drift[i] = i < 100 ? 0.2f : 0.0f;
  const Lanes l(n);
  AddingUp adding;
  const double demand = 0.05 / 4;
  double before = std::log(static_cast<double>(n)), grown = demand;
  for (int q = 0; q < 8; ++q) {
    GrowthEnv env{};
    env.common = static_cast<float>(0.05 + 4 * adding.next(psi, grown, demand));
    growth_quarter({0, n, 0}, {InOut(w.log_sales), InOut(w.sales), InOut(w.gain), InOut(w.employees), In(w.drift), In(w.spread), In(w.status)},
                   GrowthConstants{}, env, l.luck());
    double sum = 0;
    for (std::uint32_t i = 0; i < n; ++i) sum += w.sales[i];
    grown = std::log(sum) - before, before = std::log(sum);
  }
  return {w.log_sales[0], w.log_sales[999], before - std::log(static_cast<double>(n))};
}

}  // namespace

TEST_CASE("(C1) a firm more productive than its sector grows a little faster, within bounds") {
  // E = 0.5 + 0.08 ln(1 + 9) = 0.6842068; (0.6842068 - 0.1)/0.6 = 0.9736780; 0.04 * tanh = 0.04 * 0.7503161 = 0.0300126.
  CHECK(Competition::compete(0.5f, 9.0f, 0.1f, constants(0.04f)) == Approx(0.0300126).epsilon(1e-5));
  CHECK(Competition::compete(0.1f, 0.0f, 0.1f, constants(0.04f)) == 0.0f);
  CHECK(Competition::compete(50.0f, 0.0f, 0.0f, constants(0.04f)) == Approx(0.04));
  CHECK(Competition::compete(-50.0f, 0.0f, 0.0f, constants(0.04f)) == Approx(-0.04));
  CHECK(Competition::compete(50.0f, 0.0f, 0.0f, constants(0.0f)) == 0.0f);
}

TEST_CASE("(C2) what grew beyond demand is taken back on the contested share") {
  AddingUp a;
  CHECK(a.next(0.4, 0.0, 0.01) == 0.0);                       // the first quarter has nothing behind it
  CHECK(a.next(0.4, 0.03, 0.01) == Approx(-0.008));           // -0.4 * (0.03 - 0 - 0.01)
  CHECK(a.next(0.4, 0.012, 0.02) == Approx(-0.004));          // -0.4 * (0.012 + 0.008 - 0.01)
  CHECK(a.next(0.4, 0.016, 0.02) == Approx(0.0).margin(1e-12));  // -0.4 * (0.016 + 0.004 - 0.02)
  CHECK(a.next(0.0, 5.0, 0.02) == 0.0);                       // nothing contested: nothing taken back
}

TEST_CASE("law P3: subsidised growth takes sales from neighbours, all of it where everything is contested, none where nothing is") {
  const Groups none = push(0), half = push(0.5), all = push(1);
  CHECK(none.others == Approx(0.10).epsilon(1e-3));  // two years of demand growth, untouched
  CHECK(half.others < none.others - 0.01);
  CHECK(all.others < half.others - 0.01);
  // With everything contested the sector follows demand, up to the quarter that the correction lags behind.
  CHECK(all.sector == Approx(0.10).margin(0.012));
  CHECK(none.sector > 0.14);
  CHECK(all.treated > all.others);
}

TEST_CASE("competition: sector sums equal the slow loop on every instruction set") {
  const std::uint32_t n = 1003;
  const World w = wild_firms(n, 51);
  SectorSums expected;
  std::int64_t weight = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (w.status[i] != kActive) continue;
    expected.active += 1;
    expected.productivity += static_cast<std::int32_t>(65536.0f * (w.productivity[i] + 0.08f * vlog1p(w.knowledge[i])));
    expected.knowledge += static_cast<std::int32_t>(1024.0f * w.knowledge[i]);
    expected.sales += static_cast<std::int32_t>(1000.0f * w.sales[i]);
    const float ratio = w.knowledge[i] * (1.0f / 150.0f);
    if (ratio > 1.0f) weight += static_cast<std::int32_t>(1024.0f * __builtin_sqrtf(ratio));
  }
  const SectorView view{In(w.status), In(w.productivity), In(w.knowledge), In(w.sales)};
  for (const Isa isa : isas()) {
    SectorSums sums;
    kernels(isa).sector_sums({0, n, 0}, view, 0.08f, sums);
    INFO(name(isa));
    CHECK(sums.active == expected.active);
    CHECK(sums.productivity == expected.productivity);
    CHECK(sums.knowledge == expected.knowledge);
    CHECK(sums.sales == expected.sales);
    CHECK(kernels(isa).spin_weight({0, n, 0}, view, 150.0f) == weight);
  }
}
