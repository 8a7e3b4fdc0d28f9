#pragma once
// A batch of firms that come to be at the same time in the same sector, worked on side by side: luck, size, traits, books. What
// it leaves is copied to the columns of the world. The equations are those of POPULATION (P2)-(P4) and ENTRY (E4), in float as the
// columns are; only the sizes of 2017, whose Pareto tail reaches far, are worked out in double.
#include <array>
#include <cstdint>

#include "core/isa.hpp"
#include "core/random/philox.hpp"
#include "model/processes/growth.hpp"
#include "model/rules/latent.hpp"

namespace echelon {

constexpr std::uint32_t kBatch = 256;
constexpr std::uint32_t kSideBySide = 16;  // firms in the widest register
constexpr int kMostParts = 32;       // districts, or tracks, of the city
constexpr int kPastYears = 3;        // that rules look back on

using NewbornWords = LuckWords<kBatch>;

// Struct of arrays; the first `n` entries count. The loops go on to the end of a register, over copies of the last firm's luck: most
// batches are small, and the firms left over would cost as much one by one as all the others side by side.
struct NewbornBatch {
  std::uint32_t n = 0;
  ECHELON_INLINE std::uint32_t padded() const { return (n + kSideBySide - 1) / kSideBySide * kSideBySide; }
  std::uint32_t uid[kBatch];
  std::uint32_t slot[kBatch];
  // luck for life, by call
  NewbornWords birth_a, birth_fine, birth_b, birth_c, birth_d, trait_a, trait_b, trait_e, trait_f, agent, past;
  // given, or drawn before the firms settle
  float age[kBatch];                 // years, at the start
  std::int32_t age_quarters[kBatch];
  float log_sales[kBatch];
  // results
  float sales[kBatch], inclination[kBatch], productivity[kBatch], log_intensity[kBatch], rd_rate[kBatch], knowledge[kBatch];
  float margin[kBatch], employees[kBatch], persistent[kBatch], drift[kBatch], spread[kBatch], innovation_rate[kBatch];
  std::int32_t cash[kBatch], performer[kBatch], district[kBatch], track[kBatch];
  std::int32_t reach[kBatch], institution[kBatch];
  // past years, from the last one back; `past_sales` moves one year back with every call of past_year
  float past_sales[kBatch];
  float revenue[kPastYears][kBatch], reported[kPastYears][kBatch];
};

// Parameters as the loops want them, for one sector and quarter.
struct NewbornConstants {
  // (P2), (P3): sizes and ages of the firms of 2017
  double five, ten, under_10, oldest, body, tail, tail_exponent, log_size, size_age, size_spread;
  // (E4): ln of the median sales of an entrant
  float log_entrant_size, entrant_spread;
  // (P4)
  float productivity_spread, log_intensity, intensity_spread, participation, participation_size, log_participation_sales;
  float intensity_size, decay;
  float margin, research_cover, margin_spread, start_cash, start_capital, cash_noise;
  float staff_productivity, staff_noise, persistent_spread, drift_old, drift_young, drift_age;
  float innovation_rate, rd_elasticity, past_growth;
  GrowthConstants growth;
  ReachLimits reach;
  // Upper ends of the shares of districts and tracks; the last district takes the rest, the first track has number one.
  int districts, tracks;
  std::array<float, kMostParts> district_ends, track_ends;
};

inline namespace ECHELON_ISA {

// (P2), (P3): ages and log sales of firms of 2017 from birth_a and birth_fine.
void newborn_initial(NewbornBatch& batch, const NewbornConstants& c);
// (E4): log sales of entrants from birth_a; age 0.
void newborn_entrants(NewbornBatch& batch, const NewbornConstants& c);
// (P4): everything else, from age and log sales.
void newborn_settle(NewbornBatch& batch, const NewbornConstants& c);
// Books of the k-th closed year, 0 the last one, of firms older than k years; needs the words `past` of that year.
void newborn_past(NewbornBatch& batch, const NewbornConstants& c, int k);

}  // namespace ECHELON_ISA
}  // namespace echelon
