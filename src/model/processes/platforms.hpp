#pragma once
// PLATFORMS (S13)
// What        Laboratories, innovation centres and new-type R&D institutions that serve firms. A firm that does R&D asks for a project, pays
//             a fee, and for a year invents faster and takes knowledge home. There are fewer places than wishes: merit and luck decide.
//             New platforms need approval and years of building, and work at half their capacity in the first year.
// Equation    (B1) places a year = capacity·(stock + Σ open·½^[in its first year])
//             (B2) asks: a performer, with chance `wish`, whose cash holds the fee; order: ln(1+inventions) + ln(1+K) + noise·N(0,1)
//             (B3) served: cash −= fee, R&D of the year += fee, K += inflow·fee/w, λ ×(1 + gain) for the year
//             (B4) a planned platform is approved with chance `approval` and opens `building` quarters later
// Reads       flags, inventions, knowledge, cash
// Writes      cash, rd_year, knowledge, innovation_rate
// Parameters  config/parameters/platforms.yaml
// Draws       platforms.wish, .merit, .number, .approval
// Neglects    fields of platforms, who runs them, their own research and people, lists of those who wait
// Source      model page S13: [L18]; data W35, F2, A9
#include <cstdint>
#include <span>
#include <vector>

#include "core/quantity.hpp"
#include "core/random/philox.hpp"
#include "core/selection.hpp"

namespace echelon {

class World;

struct PlatformsParams {
  Number stock;             // public platforms at the start
  PerYear capacity;         // projects a platform serves
  Share wish;               // performers that ask in a year
  Million fee;              // of a project
  Number gain;              // on the rate of innovations
  Number inflow;            // knowledge taken home, per CNY of fee
  Share approval;
  Quarters building;
};

struct Platform {
  int instrument;
  int opens;                // quarter of the run
};

struct PlatformsFlows {
  std::int64_t approved = 0, opened = 0, asked = 0, served = 0;
};

class Platforms {
 public:
  void open();
  void open_year() { flows_ = {}; }
  // (B4): how many of `planned` are approved. `luck` keys the draws of an instrument.
  int approve(int instrument, int planned, const PlatformsParams& p, PhiloxKey key, int quarter, std::uint32_t luck);
  // (B1) in a city of this scale.
  double places(const PlatformsParams& p, double scale, int quarter) const;
  // (B2), (B3); returns thousand CNY of fees, which are research. `inverse_wage` by sector.
  std::int64_t serve(World& world, std::vector<Candidate>& applicants, double places, const PlatformsParams& p,
                     std::span<const double> inverse_wage);
  // Platforms that opened in the quarters from..to.
  std::int64_t opened(int from, int to) const;

  std::span<const Platform> built() const { return built_; }
  const PlatformsFlows& flows() const { return flows_; }

 private:
  std::vector<Platform> built_;   // in the order of their approval
  PlatformsFlows flows_;
};

}  // namespace echelon
