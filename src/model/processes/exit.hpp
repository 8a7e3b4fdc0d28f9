#pragma once
// EXIT (S4)
// What        Registry death by age, size and state; dormancy (the firm stops before it leaves the register); waking; and the
//             end of firms that have run out of cash and credit.
// Equation    (X1) yearly rate −ln(1−h(a))·[S/(2e^(0.06·min(a,20)))]^−ω·m·e^(−κz·z)·(0.88 if it holds inventions);
//                  a quarter: 1 − e^(−rate/4)
//             (X2) dormancy: δ₁ over the first year of life, δ a year later; a dormant firm leaves with its own hazard or wakes
//             (X3) active hazard = (h⁰(a) − d(a)·hD)/(1−d(a)), d(a) the dormant share of the age, so that the registry's
//                  total hazard is h⁰ ; the insolvency that is expected on top is a share of it
//             (X4) cash below zero at the end of two quarters running: leaves with probability 0.5 a quarter
// Reads       age, log_sales, inventions, flags, cash
// Writes      lists: who leaves, who falls dormant, who wakes; flags
// Parameters  config/parameters/exit.yaml
// Draws       exit.hazard, exit.dormancy
// Neglects    mergers and acquisitions; moving away
// Source      model page S4: [L54-L56], data P1-P12
#include <cstdint>

#include "core/isa.hpp"
#include "core/math/vecmath.hpp"
#include "core/quantity.hpp"
#include "core/random/uniform.hpp"
#include "model/columns.hpp"
#include "model/processes/growth.hpp"

namespace echelon {

struct ExitParams {
  PerYear hazard_1;           // h⁰: first year of life
  PerYear hazard_2;
  PerYear hazard_3;
  PerYear hazard_4;           // start of years 4 to 7, falling to
  PerYear hazard_7;           // the end of year 7
  PerYear hazard_8;           // years 8 to 10, falling to
  PerYear hazard_10;
  PerYear hazard_old;         // after 20 years
  Number size_exponent;       // ω
  Million reference_sales;    // 2
  PerYear reference_growth;   // 0.06: what an incumbent of the age should have reached
  Number local_level;         // m
  Number innovator;           // 0.88
  Number cycle;               // κz, per point of z
  Share dormant_first;        // δ₁
  PerYear dormant_later;      // δ
  PerYear dormant_exit;       // hD
  PerYear wake;
  PerQuarter insolvent_exit;  // 0.5
  Share insolvency_share;     // share of registry deaths that are insolvencies, removed from h⁰
};

constexpr int kFirstQuarters = 4;  // the first year of life

struct ExitTables {
  float active[kAgeTable];    // rate a quarter of an active firm, size factor's constants folded in
  float dormant_exit;         // probability a quarter
  float wake;                 // probability a quarter
  float minus_omega;
  float innovator;
  float insolvent;
  float most_active;          // the largest of the table
  float falls_first, falls_later;  // probability a quarter of falling dormant, in the first year of life and later
};
ExitTables tabulate(const ExitParams& p);

// Yearly registry hazard of an age in quarters, before size and place.
double registry_hazard(const ExitParams& p, int age_quarters);

struct ExitView {
  In<Birth> birth;
  In<LogSales> log_sales;
  In<Inventions> inventions;
  In<Cash> cash;
  In<Status> status;
  InOut<Flags> flags;
};

// Events of one block: a byte a firm, 1 where it happens.
struct ExitEvents {
  std::uint8_t* leaves;
  std::uint8_t* turns;  // falls dormant, or wakes
};

inline namespace ECHELON_ISA {

// (X1): an active firm's chance of leaving by its ordinary hazard; `rate` is that of its age.
ECHELON_INLINE float ordinary_exit(float rate, float log_sales, bool innovates, float level, float minus_omega, float innovator) {
  return 1.0f - vexp_falling(-(rate * vexp_inside(minus_omega * log_sales) * level * (innovates ? innovator : 1.0f)));
}

void exit_quarter(Block block, const ExitView& view, const ExitTables& tables, float level, std::int16_t quarter,
                  const Luck& luck, const ExitEvents& events);

}
}  // namespace echelon
