#pragma once
// CONSORTIA (S11)
// What        Alliances for research. A call finds a leader, who invites partners one after the other; who expects more from the others'
//             knowledge than the trouble costs joins; after some refusals nobody else is asked. Members learn from each other, share
//             equipment, drop R&D that partners do already, and invent together. Money comes by progress. When support ends the links
//             fade. A consortium that nobody called for may form as well.
// Equation    (N1) leader: the best by ln S + ln(1+K) + noise·N(0,1) of those who hear: some of the able, and former members; a sector has so many ecosystems at a time as it has chains
//             (N2) order of invitation: β₁·W(leader, i) − β₂·[same sector] + β₃·[were partners before] + Gumbel
//             (N3) i joins if ln(1 + ωₑ·ΣK/(1+K_i)) + noise·N(0,1) > threshold + coordination·n
//             (N4) strength = 1 under support, then 2^(−years since/half-life); dissolved below a tenth or with one member left
//             (N5) a year: K_i += strength·ω·a_i·K̄_others + strength·s/(1−s)·R_i/w, a = R/(R + R̄)
//             (N6) R&D wanted ×(1−s·strength)^(1−ε)·(1 − duplication·strength); innovations λ ×(1 + joint·strength)
//             (N7) an instalment a year, if the year's milestone is reached (chance `milestone`), shared among the members
// Reads       sales, knowledge, flags, certificates held, rd_rate, track
// Writes      knowledge, rd_rate, innovation_rate of members
// Parameters  config/parameters/consortia.yaml
// Draws       consortia.heard, .order, .accept, .leader, .milestone, .number
// Neglects    a firm's position in its chain, universities and funds as members, rights to joint results, firms that leave before the end
// Source      model page S11: [L16, L17, L95, L96]; data T4.a-c, C1, C6, C7, C12
#include <cstdint>
#include <span>
#include <vector>

#include "core/quantity.hpp"
#include "core/random/philox.hpp"
#include "model/observation.hpp"
#include "model/scenario.hpp"

namespace echelon {

class World;
struct Kernels;

struct ConsortiaParams {
  Share heard;             // of the able firms that a call reaches
  Number leader_noise;
  Number proximity;        // β₁
  Number overlap;          // β₂
  Number past_ties;        // β₃
  Number accept_noise;
  Number threshold;
  Number coordination;     // for every member already in
  Number refusals;         // after which nobody else is asked
  Number expected;         // ωₑ: what partners believe they learn, of the others' knowledge
  Number chains;           // ecosystems that may be led from one sector at a time
  Number least;            // members without whom there is no consortium
  Share learning;          // ω: of the others' mean knowledge, a year
  Million absorption;      // R̄: R&D at which half of it is absorbed
  Share sharing;           // s: of the cost of R&D
  Share duplication;       // own R&D that partners make superfluous
  Number joint;            // rise of the rate of innovations
  Share milestone;         // chance that a year's milestone is reached
  Years half_life;
  Quarters length;         // of a consortium that nobody called for
  PerYear spontaneous;     // such consortia a year
};

enum class ConsortiumKind : std::uint8_t { ecosystem, task, platform, spontaneous };

struct Consortium {
  struct Member {
    std::uint32_t slot, uid;
  };
  ConsortiumKind kind;
  std::uint8_t sector;               // of the leader
  int instrument;                    // that called for it; -1: none
  int start, supported_until;        // quarters of the run
  std::int64_t instalment;           // thousand CNY a year of support
  int lag;                           // quarters until an instalment is paid
  std::vector<Member> members;       // the leader first, then in the order of joining
};

// A call for one consortium. `luck` keys its draws, so that another call beside it changes nothing.
struct ConsortiumCall {
  ConsortiumKind kind;
  int instrument;
  std::uint32_t luck;
  int length, lag;
  std::int64_t instalment;
  std::uint32_t sectors;             // bit per sector that may lead
};

struct ConsortiaEnv {
  PhiloxKey key;
  int quarter;
  const Kernels* kernels;
  double user_cost_elasticity;       // ε
  std::vector<double> inverse_wage;  // 1/w by sector
};

// What a year's calls came to.
struct ConsortiaFlows {
  std::int64_t formed[kConsortiumKinds] = {};
  std::int64_t failed = 0;           // calls without a leader or partners
};

// Since the start: firms in their first consortium, leaders not counted, and those of them who join somebody who was in one before.
struct ConsortiaNewcomers {
  std::int64_t all = 0, to_old = 0;
};

class Consortia {
 public:
  void open(const Scenario& scenario);
  // Winter is over: members who left the register are gone, links fade, what is too weak dissolves.
  void prune(const World& world, const ConsortiaParams& p, int quarter);
  // (N5), (N6), after the year's wishes are known and before the year is lived.
  void work(World& world, const ConsortiaParams& p, const ConsortiaEnv& env) const;
  // (N1) to (N3) for the calls in order. `able` may join, in any order; without a chance to hear (`heard` 0) nobody does.
  void answer(std::span<const ConsortiumCall> calls, const World& world, std::span<const std::uint32_t> able, const ConsortiaParams& p,
              const ConsortiaEnv& env);
  // (N7): those whose milestone is reached this year.
  std::vector<const Consortium*> progress(const ConsortiaParams& p, const ConsortiaEnv& env) const;

  double strength(const Consortium& c, const ConsortiaParams& p, int quarter) const;  // (N4)
  std::span<const Consortium> all() const { return consortia_; }
  const ConsortiaFlows& flows() const { return flows_; }
  const ConsortiaNewcomers& newcomers() const { return newcomers_; }
  std::span<const std::vector<std::uint32_t>> history() const { return history_; }  // members of each when it formed, sorted
  void open_year() { flows_ = {}; }

 private:
  class Search;
  std::vector<std::uint32_t> partners_of(std::uint32_t uid) const;  // of all its consortia, ascending, itself among them
  bool was_member(std::uint32_t uid) const;
  void add(Consortium consortium);

  std::vector<double> proximity_;                              // sectors × sectors
  int sectors_ = 0;
  std::vector<Consortium> consortia_;                          // in the order of their forming
  std::vector<std::vector<std::uint32_t>> history_;            // members of every consortium ever, sorted by firm
  std::vector<std::uint32_t> ever_;                            // firms that were ever in one, sorted
  ConsortiaFlows flows_;
  ConsortiaNewcomers newcomers_;
};

inline namespace ECHELON_ISA {

// (N1) of n firms: how fit to lead, with a noise of that sd.
void leader_scores(std::uint32_t n, const float* sales, const float* knowledge, float noise, const std::uint32_t* words, float* score);
// (N2): the luck with which partners are ranked, so that each is chosen with a probability in proportion to its weight.
void gumbels(std::uint32_t n, const std::uint32_t* words, float* gumbel);

}  // namespace ECHELON_ISA
}  // namespace echelon
