#pragma once
// VENTURE (the venture part of S9)
// What        Young firms seek equity; investors rank them by a noisy score and fund the best until the year's money is spent.
//             A round brings cash and a valuation, nothing else.
// Equation    (V1) seeks with probability s a quarter: active performer, not listed, not too old, at most eight rounds, ≥ 5 quarters since the last;
//                  with s₂ while its last round is no older than the runway
//             (V2) score = a·growth + b·ln(1+inventions) + c·ln m_s + standard normal noise
//             (V3) amount = a₁·f^round·e^(σ·ε − σ²/2); pre-money = S·m_s·e^(a·growth + 0.6ε)·v, at least amount·(1/dilution − 1)
//             (V4) funded in order of score while the pool P·v of the quarter lasts
//             (V5) a funded firm of round ≥ 3 or a large one lists with a small yearly probability
// Reads       flags, round, since_round, revenue ring, inventions, age
// Writes      cash, round, since_round, valuation, raised ring, raised_total, flags (listed)
// Parameters  config/parameters/venture.yaml
// Draws       venture.seek (quarter); venture.valuation, .amount, .dilution, .score (round); venture.listing (year)
// Neglects    terms of contracts, exits by sale; public money beside it is GUIDANCE FUNDS
// Source      model page S9: [L29, L30], data P20-P24, W5, W6
#include <cstdint>
#include <vector>

#include "core/isa.hpp"
#include "core/quantity.hpp"
#include "core/random/philox.hpp"
#include "core/random/uniform.hpp"
#include "core/selection.hpp"
#include "model/columns.hpp"
#include "model/processes/growth.hpp"

namespace echelon {

class World;
struct Kernels;
struct Sector;

struct VentureParams {
  PerQuarter seek;
  PerQuarter seek_next;        // s₂
  Quarters runway;             // for which a round lasts
  Years age_limit;             // older firms do not seek
  Million pool;                // equity available in the city in 2018, a year
  PerYear pool_growth;
  Million first_round;         // a₁
  Number round_factor;         // f
  Number amount_spread;
  Number growth_weight;        // a in the valuation and weight in the score
  Number valuation_noise;      // 0.6
  Share dilution_low;
  Share dilution_high;
  Number innovation_weight;
  Number sector_weight;
  PerYear listing;
  Million listing_sales;
};

struct VentureView {
  In<Status> status;
  In<Flags> flags;
  In<Birth> birth;
  InOut<Round> round;
  InOut<SinceRound> since_round;
};

struct VentureEnv {
  PhiloxKey key;
  int quarter;
  double climate;              // v
  double pool;                 // thousand CNY this quarter, city scale included
  const Sector* sectors;
  const Kernels* kernels = nullptr;  // of this machine's instruction set; those of the baseline when not given
};

// Funds the quarter's best seekers (V2-V4); returns thousand CNY invested, by sector added to `by_sector`.
std::int64_t venture_rounds(World& world, const std::vector<std::uint32_t>& seekers, const VentureParams& p,
                            const VentureEnv& env, std::vector<Candidate>& scratch, std::int64_t* by_sector);
// (V5), once a year over all firms of round ≥ 3 or large sales.
void venture_listings(World& world, const VentureParams& p, PhiloxKey key, int quarter);

inline namespace ECHELON_ISA {

void venture_quarter(Block block, const VentureView& view, float seek, float seek_next, std::int16_t runway, std::int16_t quarter, std::int16_t age_limit,
                     const Luck& luck, std::uint8_t* seeks);

}
}  // namespace echelon
