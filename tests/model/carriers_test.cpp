// Carriers (S12): who gets in, what a stay does, who leaves.
#include <catch2/catch.hpp>

#include <cmath>

#include "firms.hpp"
#include "model/draws.hpp"
#include "model/processes/carriers.hpp"
#include "model/processes/exit.hpp"

using namespace echelon;
using namespace echelon::test;

namespace {

const PhiloxKey kKey = philox_key(5, 0);

CarriersParams plain() {
  CarriersParams p{};
  p.space_per_person.v = 10, p.young.v = 3, p.wish.v = 1, p.largest.v = 50, p.stay.v = 4, p.rent.v = 400, p.discount.v = 0.5;
  p.survival.v = p.survival_after.v = 1, p.after.v = 2;
  return p;
}

World staffed(std::uint32_t n, float persons) {
  World w = firms(n);
  for (std::uint32_t i = 0; i < n; ++i) w.employees[i] = persons, w.flags[i] = kPerformer, w.cash[i] = 100, w.birth[i] = 0;
  return w;
}

std::vector<Candidate> all_of(const World& w, std::uint32_t n) {
  std::vector<Candidate> c;
  for (std::uint32_t i = 0; i < n; ++i) c.push_back({static_cast<float>(i), w.uid[i], i});
  return c;
}

Carriers full_of(const World& w, std::uint32_t n, const CarriersParams& p) {
  Carriers c;
  std::vector<Candidate> everyone = all_of(w, n);
  c.admit(w, everyone, 1e9, p, 0);
  REQUIRE(c.residents().size() == n);
  return c;
}

// A hazard h a quarter for everybody.
ExitTables hazard(double h) {
  ExitTables tables{};
  for (float& rate : tables.active) rate = static_cast<float>(-std::log1p(-h));
  tables.innovator = 1, tables.most_active = tables.active[0];
  return tables;
}

}  // namespace

TEST_CASE("(Y1) the best enter until the free space is used, and nobody overtakes") {
  World w = staffed(4, 2);
  w.employees[2] = 5;                       // by score: 3 (20 m2), 2 (50 m2), 1 (20 m2), 0 (20 m2)
  Carriers c;
  std::vector<Candidate> applicants = all_of(w, 4);
  c.admit(w, applicants, 60, plain(), 0);   // the second does not fit into 40 m2, though the third would
  CHECK(c.residents().size() == 1);
  std::vector<std::uint32_t> outside{0, 1, 2, 3};
  c.leave_out_residents(w, outside);
  CHECK(outside == std::vector<std::uint32_t>{0, 1, 2});
  World later = w;
  later.uid[3] += 1;                        // another firm in the seat of the one that was inside
  outside = {0, 3};
  c.leave_out_residents(later, outside);
  CHECK(outside == std::vector<std::uint32_t>{0, 3});
  CHECK(c.used(w, plain()) == 20);
  applicants = {{2, w.uid[2], 2}, {1, w.uid[1], 1}};
  c.admit(w, applicants, 110, plain(), 1);
  CHECK(c.residents().size() == 3);
  CHECK(c.used(w, plain()) == 90);
  CHECK(c.flows().admitted == 3);
}

TEST_CASE("(Y2) the rent that is not asked for is cash, to the thousand") {
  World w = staffed(3, 7);
  const Carriers c = full_of(w, 3, plain());
  w.status[2] = kDormant;
  // 0.5 · 400 CNY · 10 m2 · 7 persons / 4 = 3,500 CNY a quarter, in thousands cut off
  CHECK(c.house(w, plain()) == 6);
  CHECK(w.cash[0] == 103);
  CHECK(w.cash[1] == 103);
  CHECK(w.cash[2] == 100);
}

TEST_CASE("(Y3) the hazard of residents is HR times that of others, below one and above") {
  const std::uint32_t n = 40000;
  World w = staffed(n, 1);
  const double h = 0.2;
  for (const double ratio : {0.75, 1.05, 1.2}) {
    CarriersParams p = plain();
    p.survival.v = ratio;
    const Carriers c = full_of(w, n, p);
    std::vector<std::uint32_t> leaves;      // each leaves with chance h by another draw
    for (std::uint32_t i = 0; i < n; ++i) {
      if (unit_float(philox(kKey, w.uid[i], 3, 999, 0).w0) < h) leaves.push_back(i);
    }
    const std::vector<float> level = {1};
    c.care(w, p, hazard(h), level, kKey, 3, leaves, kernels(Isa::baseline));
    const double share = static_cast<double>(leaves.size()) / n, se = std::sqrt(ratio * h * (1 - ratio * h) / n);
    INFO(ratio << ": " << share);
    CHECK(std::abs(share - ratio * h) < 4 * se);
  }
}

TEST_CASE("(Y3) at HR 1 the list stays as it is, and a firm without money is not kept") {
  World w = staffed(100, 1);
  CarriersParams p = plain();
  const Carriers c = full_of(w, 100, p);
  std::vector<std::uint32_t> leaves = {3, 50, 7};
  const std::vector<float> level = {1};
  c.care(w, p, hazard(0.1), level, kKey, 3, leaves, kernels(Isa::baseline));
  CHECK(leaves == std::vector<std::uint32_t>{3, 50, 7});
  p.survival.v = 0;
  w.cash[50] = -1;
  c.care(w, p, hazard(0.1), level, kKey, 3, leaves, kernels(Isa::baseline));
  CHECK(leaves == std::vector<std::uint32_t>{50});
}

TEST_CASE("(Y4) a resident that may seek equity is introduced, and learns of schemes") {
  const std::uint32_t n = 20000;
  World w = staffed(n, 1);
  for (std::uint32_t i = 0; i < n; ++i) w.since_round[i] = 255, w.aware[i] = 0;
  w.flags[0] = kPerformer | kListed, w.flags[1] = 0, w.round[2] = 8;
  CarriersParams p = plain();
  p.introduction.v = 0.1, p.counsel.v = 0.3;
  const Carriers c = full_of(w, n, p);
  std::vector<std::uint32_t> seekers = {9};
  c.introduce(w, p, 40, kKey, 4, seekers, kernels(Isa::baseline));
  CHECK(std::count(seekers.begin(), seekers.end(), 9u) == 1);
  for (const std::uint32_t never : {0u, 1u, 2u}) CHECK(std::count(seekers.begin(), seekers.end(), never) == 0);
  CHECK(std::abs(static_cast<double>(seekers.size()) / n - 0.1) < 4 * std::sqrt(0.1 * 0.9 / n));
  c.counsel(w, p, kKey, 4);
  double bits = 0;
  for (std::uint32_t i = 0; i < n; ++i) bits += __builtin_popcount(w.aware[i]);
  CHECK(std::abs(bits / (3 * n) - 0.3) < 4 * std::sqrt(0.3 * 0.7 / (3 * n)));
}

TEST_CASE("(Y5) out after the stay or above the size; who is gone is forgotten, who left is watched for a while") {
  World w = staffed(4, 10);
  CarriersParams p = plain();
  Carriers c = full_of(w, 4, p);
  w.employees[1] = 51;
  w.status[2] = kEmpty;
  c.move_out(w, p, 15);
  CHECK(c.residents().size() == 2);
  REQUIRE(c.graduates().size() == 1);
  CHECK(c.graduates()[0].uid == w.uid[1]);
  c.move_out(w, p, 16);
  CHECK(c.residents().empty());
  CHECK(c.graduates().size() == 3);
  CHECK(c.flows().left == 3);
  c.move_out(w, p, 23);                     // two years after the first had left
  CHECK(c.graduates().size() == 2);
}

TEST_CASE("(Y3) with HR above one whoever must leave does, of every size, on every instruction set") {
  const std::uint32_t n = 2000;
  World w = staffed(n, 1);
  for (std::uint32_t i = 0; i < n; ++i) w.log_sales[i] = -9.0f + 0.01f * static_cast<float>(i), w.inventions[i] = i % 3;
  CarriersParams p = plain();
  p.survival.v = 1.8;
  const Carriers c = full_of(w, n, p);
  ExitTables t = hazard(0.03);
  t.minus_omega = -0.25f, t.innovator = 1.2f;
  std::vector<std::uint32_t> expected;
  for (std::uint32_t i = 0; i < n; ++i) {
    const double h = ordinary_exit(t.active[2], w.log_sales[i], w.inventions[i] > 0, 0.9f, t.minus_omega, t.innovator);
    if (unit_float(philox(kKey, w.uid[i], 3, kCallCarrier, 0).w1) < 0.8 * h / (1 - h)) expected.push_back(i);
  }
  CHECK(expected.size() > 50);
  for (const Isa isa : isas()) {
    std::vector<std::uint32_t> leaves;
    c.care(w, p, t, std::vector<float>{0.9f}, kKey, 3, leaves, kernels(isa));
    INFO(name(isa));
    CHECK(leaves == expected);
  }
}
