#pragma once
// INNOVATION (S6)
// What        Innovations arrive at a rate that rises less than in proportion with real R&D; a few are worth much. They raise
//             sales over two years and lead to patents; a firm on its way to a certificate also files for the count.
// Equation    (I1) arrivals a quarter ~ Poisson(λ_i·g_i), λ_i = ¼λ_s(R/w)^α, g_i ~ Gamma(k)/k for life
//             (I2) gain = κI·ln(1 + value/S), ln value ~ N(ln v₀, σv), a radical one is worth a factor more; an eighth of
//                  what is left enters sales each quarter
//             (I3) inventions filed ~ Poisson(propensity·p_s·arrivals); utility models ~ Poisson(u·arrivals)
//             (I4) a quarter, each pending invention is decided with probability 1/lag and granted with probability g
//             (I5) a firm that seeks a title files n strategic utility models a year; they add to counts, not to knowledge
//             (I6) yearly lapse of valid patents
// Reads       innovation_rate, flags
// Writes      gain, pending, inventions, utilities
// Parameters  config/parameters/innovation.yaml
// Draws       innovation.arrival, .examination, .strategic (quarter); innovation.talent (life); value, radical, .inventions,
//             .utilities (event)
// Neglects    citations, trade in patents, infringement
// Source      model page S6: [L31, L58, L59, L64], data W28-W31
#include <cstdint>
#include <memory>
#include <span>

#include "core/isa.hpp"
#include "core/math/vecmath.hpp"
#include "core/quantity.hpp"
#include "core/random/philox.hpp"
#include "core/random/uniform.hpp"
#include "model/columns.hpp"
#include "model/processes/growth.hpp"

namespace echelon {

class World;
struct Kernels;

struct InnovationParams {
  PerYear rate;               // λ at R = 1 million CNY a year of 2018
  Number rd_elasticity;       // α
  Number talent_shape;        // k of g
  Number value_spread;        // σv
  Million value;              // v₀
  Share radical;              // share of radical innovations
  Number radical_factor;
  Number gain;                // κI
  Number propensity;          // inventions filed per innovation
  PerYear propensity_growth;  // of the propensity
  Number utilities;           // utility models per innovation
  Quarters examination;       // mean time from filing to decision
  PerYear examination_faster; // yearly growth of the speed of examination
  Share grant_rate;
  PerYear strategic;          // strategic utility models a year of a firm that seeks a title
  PerYear lapse;
};

struct InnovationView {
  In<Status> status;
  In<Flags> flags;
  In<InnovationRate> rate;
  In<Pending> pending;
};

struct PatentView {
  In<Inventions> inventions;
  In<Utilities> utilities;
};

// A byte a firm: what may happen this quarter. Where no examination is marked, none is decided.
constexpr std::uint8_t kArrival = 1;
constexpr std::uint8_t kExamined = 2;
constexpr std::uint8_t kStrategic = 4;

struct InnovationSums {       // counts over the quarter, by sector
  std::int64_t filed = 0;
  std::int64_t granted = 0;
};

// Probability that a pending invention is decided in this quarter of the run (I4).
double examined_chance(const InnovationParams& p, int quarter);

struct InnovationEnv {
  PhiloxKey key;
  int quarter;
  double propensity;          // this quarter, grown from p
  double examined;            // probability that a pending invention is decided this quarter
  double patent_factor[32];   // by sector
  const Kernels* kernels = nullptr;  // of this machine's instruction set; those of the baseline when not given
};

// What an innovation is worth to the firm (I2).
struct GainConstants {
  double value, value_spread, radical, radical_factor, gain;
};
// Works off one quarter's events of some firms (I2-I5), best those of a block while its columns are in the cache. What it is
// given must outlive it, but for `env`.
class InnovationEvents {
 public:
  InnovationEvents(World& world, const InnovationParams& p, const InnovationEnv& env, std::span<InnovationSums> by_sector);
  ~InnovationEvents();
  // Some firms whose luck is to be drawn: everything may happen to each.
  void work(std::span<const std::uint32_t> slots);
  // The firms of a block to whom innovation_quarter says that something may happen, with its bytes and its luck.
  void work(const Block& block, std::span<const std::uint32_t> slots, const std::uint8_t* events, const Luck& luck);

 private:
  class Chunk;
  std::unique_ptr<Chunk> chunk_;
};
void innovation_events(World& world, std::span<const std::uint32_t> slots, const InnovationParams& p,
                       const InnovationEnv& env, std::span<InnovationSums> by_sector);
// (I6), once a year, for the firms listed.
void innovation_lapse(World& world, std::span<const std::uint32_t> slots, const InnovationParams& p, PhiloxKey key,
                      int quarter, const Kernels* kernels = nullptr);

inline namespace ECHELON_ISA {

// `log_unexamined` is ln(1 - probability that a pending invention is decided).
void innovation_quarter(Block block, const InnovationView& view, float strategic, float log_unexamined, const Luck& luck,
                        std::uint8_t* events);
// (I2): log sales that `arrivals` innovations bring; luck that of the event. All arrays reach to in_lanes(n).
void innovation_gains(std::uint32_t n, const std::int32_t* arrivals, const float* sales, const GainConstants& c,
                      const Luck& luck, float* gains);
// 1 where some patent may lapse; where not, none does. `log_kept` is ln(1 - yearly lapse), luck that of the event.
void innovation_year(Block block, const PatentView& view, float log_kept, const Luck& luck, std::uint8_t* lapses);

}
}  // namespace echelon
