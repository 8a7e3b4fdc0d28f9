#pragma once
// ATTRACTION (S2, the part that policy drives)
// What        Instruments of the kind `attraction` find firms that might come. A lead takes a quarter or more to become a talk, a talk to be
//             decided, a firm that signed to land. Whoever comes from the region leaves it: the region is a stock of firms of its own.
// Equation    (G1) leads' = leads + found − leads/τ₁; talks' = talks + leads/τ₁ − talks/τ₂; signed' = signed + p·talks/τ₂ − signed/τ₃; landing =
//                  signed/τ₃; the rest of the talks fails
//             (G2) p = p₁·(1 − e^(−package/(scale·e^(ρ·years))))·(N/N₀)^ηA, at most one: rival cities offer more every year, a place with more firms
//                  is wanted more
//             (G3) region = round(R·(1+g)^years) − all that have come from it; f = region/round(R·(1+g)^years)
//             (G4) of those who come without or through a package a share ζrel is of the region, and comes at f times the rate of before
// Reads       policy's offers, number of firms, ENTRY's p₁ and scale
// Writes      nothing: how many land is read by ENTRY (E3)
// Parameters  config/parameters/attraction.yaml
// Draws       none
// Neglects    who negotiates, firms that the city loses to its rivals, fields of leads, what a package promises for later
// Source      model page S2, PG2.5, P14: [L102]; sizes assumed
#include <cstdint>
#include <span>
#include <vector>

#include "core/quantity.hpp"
#include "model/instruments/offers.hpp"

namespace echelon {

struct EntryParams;

struct AttractionParams {
  Quarters lead;             // τ₁
  Quarters talk;             // τ₂
  Quarters landing;          // τ₃
  PerYear rivals;            // ρ
  Number agglomeration;      // ηA
  Number region;             // R: technology firms of the rest of the region over those of the city, 2017
  PerYear region_growth;     // g, were nobody to leave
  Cny lead_cost;             // of finding a lead
};

// Firms, of the part of the city simulated, that one instrument deals with. `ever` counts since the start.
struct Deals {
  double leads = 0, talks = 0, signed_up = 0;
  double found = 0, landing = 0;                       // this quarter
  double ever_found = 0, ever_failed = 0, ever_landed = 0;
  double under_way() const { return leads + talks + signed_up; }
};

// What packages bring in a quarter, before it is spread over the sectors.
struct Landing {
  double firms = 0, beyond = 0;  // of the part simulated; of them, through instruments that look beyond the region only
  std::vector<PolicyShelf::Attraction> lines;  // deals: the instrument's part of the firms
};

// (G2)
double closing_chance(const EntryParams& entry, const AttractionParams& p, double package, double years, double stock_ratio);
// What lands without the room: a lead closes, by the mean package and without rivals or agglomeration, or fails in its quarter.
Landing closed_at_once(std::vector<PolicyShelf::Attraction> offers, const EntryParams& entry, const AttractionParams& p, double scale);

class Attraction {
 public:
  // `firms`: of the city at the start, its scale included.
  void open(std::size_t instruments, const AttractionParams& p, double firms, bool on);
  bool on() const { return on_; }
  struct Now {
    int quarter;
    double scale;            // of the city
    double stock_ratio;      // N/N₀
  };
  // (G1), (G3): a quarter on. What is in force when the run begins is older than the run and opens in balance.
  void advance(const EntryParams& entry, const AttractionParams& p, std::span<const PolicyShelf::Attraction> offers, const Now& now);
  std::span<const Deals> deals() const { return deals_; }

  std::int64_t region() const { return grown_ - gone_; }
  std::int64_t region_untouched() const { return grown_; }
  std::int64_t come_from_region() const { return gone_; }
  double region_left() const { return on_ && grown_ > 0 ? static_cast<double>(region()) / static_cast<double>(grown_) : 1; }  // f
  // One firm leaves the region for the city; false when there is none left.
  bool leave_region();

 private:
  bool on_ = false;
  double firms_ = 0;
  std::int64_t grown_ = 0, gone_ = 0;
  std::vector<Deals> deals_;               // by instrument
};

}  // namespace echelon
