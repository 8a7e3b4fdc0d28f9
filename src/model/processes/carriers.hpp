#pragma once
// CARRIERS (S12)
// What        Incubators and start-up parks: floor space at less than the market's rent, with counsel and introductions. Young firms apply
//             once a year, the best get in while there is room, and leave when they have grown out of it or stayed long enough.
// Equation    (Y1) room: a firm needs q m² a person; admitted in the order of merit until the free space is used
//             (Y2) a quarter inside: cash += discount·rent·q·L/4, paid by not asking for it
//             (Y3) hazard ×HR inside, ×HR' for some years after it left by itself; insolvency is nobody's to avert
//             (Y4) a quarter inside: led to investors with chance `introduction`, if it may seek equity at all; a year inside: learns
//                  of each scheme with chance `counsel`
//             (Y5) out after `stay` years or above L staff
//             (Y6) cost of an instrument's space: upkeep of all of it, and its part of the rent that nobody asked for
// Reads       employees, birth, knowledge, inventions, flags, round, since_round, cash
// Writes      cash, aware; the lists of who leaves and who seeks equity
// Parameters  config/parameters/carriers.yaml
// Draws       carriers.wish, .merit, .rescue, .after, .introduction, .counsel
// Neglects    which carrier and in which district, crowding, rooms that stay empty although somebody waits, equity of the carrier
// Source      model page S12: [L20-L23]; data W41-W43, T2.x
#include <cstdint>
#include <span>
#include <vector>

#include "core/quantity.hpp"
#include "core/random/philox.hpp"
#include "core/selection.hpp"

namespace echelon {

class World;
struct Kernels;
struct ExitTables;

struct CarriersParams {
  Number space;             // m² of start-up space in the city at the start
  Number space_per_person;  // q, m²
  Years young;              // who may apply
  Share wish;               // of them, a year
  Number largest;           // L: staff above which a firm must leave
  Years stay;
  Cny rent;                 // of the market, CNY per m² and year
  Share discount;           // of it that residents do not pay
  Cny upkeep;               // CNY per m² and year
  Number survival;          // HR
  Number survival_after;    // HR'
  Years after;              // how long HR' holds
  PerQuarter introduction;
  Share counsel;            // a year
};

struct Resident {
  std::uint32_t slot, uid;
  std::int16_t since;       // quarter of admission; of those who left, quarter of leaving
};

struct CarriersFlows {
  std::int64_t admitted = 0, left = 0;   // left by themselves, not by closing
};

class Carriers {
 public:
  void open();
  void open_year() { flows_ = {}; }
  // (Y5); those whose firm is gone are forgotten.
  void move_out(const World& world, const CarriersParams& p, int quarter);
  // (Y1): `applicants` in any order; returns how many got in. `space` m².
  void admit(const World& world, std::vector<Candidate>& applicants, double space, const CarriersParams& p, int quarter);
  // (Y2): thousand CNY that residents did not have to pay.
  std::int64_t house(World& world, const CarriersParams& p) const;
  // (Y3): changes the list of firms that leave the register this quarter; `level` by sector as for the others.
  void care(const World& world, const CarriersParams& p, const ExitTables& tables, std::span<const float> level, PhiloxKey key, int quarter,
            std::vector<std::uint32_t>& leaves, const Kernels& kernels) const;
  // (Y4)
  void introduce(const World& world, const CarriersParams& p, int age_limit, PhiloxKey key, int quarter, std::vector<std::uint32_t>& seekers,
                 const Kernels& kernels) const;
  void counsel(World& world, const CarriersParams& p, PhiloxKey key, int quarter) const;

  double used(const World& world, const CarriersParams& p) const;  // m²
  // Takes those who are inside off an ascending list.
  void leave_out_residents(const World& world, std::vector<std::uint32_t>& slots) const;
  std::span<const Resident> residents() const { return residents_; }
  std::span<const Resident> graduates() const { return graduates_; }
  const CarriersFlows& flows() const { return flows_; }

 private:
  std::vector<Resident> residents_, graduates_;  // by slot
  CarriersFlows flows_;
};

}  // namespace echelon
