#pragma once
// ENTRY (S2)
// What        New technology firms, by channel: organic, spin-off, attracted, led by talent. A count is the inverse of one keyed uniform, so
//             that a higher rate only adds firms, and the n-th entrant is the same firm in every scenario.
// Equation    (E1) organic a quarter and sector ~ NegBin(mean Λ_s, k); Λ_s = ¼λ·N₀(N/N₀)^ηN·(X_s/X̄_s)^ηM·e^(γz)·share_s
//             (E2) spin-offs ~ Poisson(¼π·Σ√(K/K̄)) over firms with K above their sector's mean
//             (E3) attracted ~ Poisson(base_s·(1+g)^min(years, T)·(1 − ζrel(1 − f)) + (1−ζdw)·landing), f and landing from ATTRACTION (G1)-(G4); without
//                  that room f = 1 and landing = ¼pipeline·p₁(1 − e^(−package/scale)); a share ζrel leaves another place of the region
//             (E4) sales of an entrant: ln S ~ N(ln(median·sector factor·growth), σ)
//             (E5) founding teams that a talent package brings found a firm each, as large as an organic one (TALENT, H6)
// Reads       numbers of firms, knowledge, what attraction lands
// Writes      new firms
// Parameters  config/parameters/entry.yaml
// Draws       entry.organic, .spin_off, .attracted (sector, quarter); traits of birth (life)
// Neglects    who founds; failed founding attempts
// Source      model page S2: [L24, L28, L56, L102], data P11, P12, D3
#include <cstdint>
#include <span>
#include <vector>

#include "core/quantity.hpp"
#include "core/random/philox.hpp"
#include "core/selection.hpp"
#include "model/columns.hpp"
#include "model/luck.hpp"
#include "model/uid.hpp"

namespace echelon {

class World;
struct Kernels;
struct Parameters;
struct Scenario;

struct EntryParams {
  PerYear organic;              // λ: organic entrants over the firms of 2017
  Number stock_elasticity;      // ηN
  Number demand_elasticity;     // ηM
  Number cycle;                 // γ
  Number dispersion;            // k
  PerYear spin_off;             // π
  Firms attracted;              // attracted firms a year in 2018 without any local instrument
  PerYear attracted_growth;
  Years attracted_years;        // T: attraction grows no longer after so many years
  Share close;                  // p₁
  Cny package_scale;
  Share deadweight;             // ζdw
  Share relocated;              // ζrel
  Share arrives_certified;      // share of attracted firms that bring a valid high-tech certificate
  Number attracted_size;        // sales relative to an organic entrant
  Number inheritance;           // share of the parent's ln K a spin-off starts with
  Million size;                 // median yearly sales of an entrant in 2018
  Number size_spread;           // σ
  PerYear size_growth;
};

struct EntryCounts {
  int organic = 0;
  int spin_off = 0;
  int attracted = 0;
  int additional = 0;           // attracted because of policy
  int supported = 0;            // attracted firms that take the package, deadweight included
  double relocated = 0;         // chance that an attracted firm is of the region
};

struct EntryEnv {
  PhiloxKey key;
  int quarter;
  double stock_ratio;           // N/N₀ of all active firms
  double demand_ratio;          // X_s over its trend
  double z;
  double share;                 // of the sector among entrants
  double firms_2017;            // N₀, city scale included
  double scale;                 // of the city
  double spin_weight;           // Σ√(K/K̄) over firms above the mean
  double landing;               // firms that packages bring this quarter in this sector, deadweight included
  double landing_beyond;        // of these, through instruments that look beyond the region only
  double region_left;           // f
};

// (E1)-(E3) for one sector and quarter.
EntryCounts entry_counts(const EntryParams& p, const EntryEnv& env, int sector);
// Whether the attracted firm of this identity is of the region, which holds for life.
bool is_of_region(PhiloxKey key, std::uint32_t uid, double share);

struct SpinOffEnv {
  PhiloxKey key;
  int quarter;
  int sector;
  float knowledge_mean;         // K̄
};
// The n firms of a sector that spin off, best first: a weighted draw without replacement by keyed scores, so that the order of
// firms does not matter (Efraimidis and Spirakis 2006). Fewer when fewer know more than the mean.
std::vector<Candidate> spin_off_parents(const World& world, const Kernels& kernels, const SpinOffEnv& env, std::size_t n);

// Firms of one channel, sector and quarter, numbered from 0.
struct NewFirms {
  Channel channel;
  int sector;
  int quarter;
  std::uint32_t count;
  std::span<const double> parent_knowledge;  // one a firm; empty without parents
  double relocated = 0;         // share of attracted firms that left another place of the region
};
// Creates the firms (E4) and leaves their slots, in order, in `slots`.
void give_birth(World& world, const Kernels& kernels, const Parameters& p, const Scenario& scenario, PhiloxKey key,
                const NewFirms& firms, std::vector<std::uint32_t>& slots);

struct ParentView {
  In<Status> status;
  In<Knowledge> knowledge;
};

inline namespace ECHELON_ISA {

// 1 where a firm is active and knows more than the mean.
void may_spin_off(Block block, const ParentView& view, float mean, std::uint8_t* may);
// ln u / √(K/K̄): the largest scores are drawn.
void parent_scores(std::uint32_t n, const float* knowledge, float mean, const Luck& luck, float* scores);

}  // namespace ECHELON_ISA

}  // namespace echelon
