#pragma once
// TALENT (S8)
// What        The city's R&D people by skill family: firms ask for them, some are there, a wage moves, others come or go. What
//             firms would pay people whom nobody can hire stays cash. Packages bring people; they touch nothing but people.
// Equation    (H1) posts of a family D = Σ_s ω_sf·asked_s / (cost of an R&D person), whole persons
//             (H2) stock' = stock + graduates + arrivals − leavers, whole persons: graduates grow with a trend; arrivals = base + drawn by
//                  the wage + brought by packages; leavers = base + driven off by the wage + guests whose term ends
//             (H3) drawn by the wage: (1 − q^¼)·[(stock − drawn)·(w^ε∞ − 1) − drawn] a quarter, so that a lasting rise of w by 1 %
//                  moves the stock by ε₄·r % after one year and by ε₄ % after four: 1 + q + q² + q³ = 1/r, ε∞ = ε₄·r/(1 − q)
//             (H4) Δln w = ¼[φ(D/stock − 1) − μ·ln w]; an R&D person costs trend·(1 − σ + σw)
//             (H5) fill = min(1, stock/D); use = 1 − σ(1 − fill), tilted by the firm's bid so that Σ over the sector stays:
//                  fill_i = fill·(1 + θ(b_i − b̄)), θ = min(tilt, (1/fill − 1)/(1 − b̄)): the highest bid gets all at most
//             (H6) takers of a package ~ Poisson(per_year·a·(1 − e^(−amount/scale))); a share ζ of them would have come anyway
// Reads       R&D asked for by sector, talent packages
// Writes      wage and fill ratio by sector; knowledge of firms that experts join; new firms of founding teams; claims
// Parameters  config/parameters/talent.yaml; ω_sf: `skills` of config/sectors.yaml
// Draws       talent.takers (instrument, year), talent.founders (sector, year); by host: .merit, .anyway, .family, .seek
// Neglects    who works where, commuting, training on the job, wages outside R&D; posts are those of the quarter before
// Source      model page S8: [L15, L33, L107], data J4, A13, A14
#include <cstdint>
#include <span>
#include <vector>

#include "core/quantity.hpp"
#include "model/processes/research.hpp"

namespace echelon {

struct Scenario;

struct TalentParams {
  Share staff_share;        // σ: pay in the cost of an R&D person
  Cny person_cost;          // of an R&D person-year in the first year
  Number elasticity;        // ε₄ of the stock to the wage after four years
  Share first_year;         // r: part of ε₄ that is there after one year
  PerYear wage_speed;       // φ
  PerYear wage_return;      // μ
  Share bid_tilt;
  PerYear graduates;        // over the stock of the start
  PerYear graduates_growth;
  PerYear arrivals;         // over the stock, at a wage index of one
  PerYear leavers;          // over the stock
  Share accept;             // a: offers that a generous package makes good
  Cny package_scale;
  Share deadweight;         // ζ
  Share seek;               // performers that look for an expert in a year
  Persons team_size;
  Share team_founds;        // teams that found a firm, the others join one
  Million knowledge;        // what an expert brings, as R&D at the wages of the start
  Quarters guest_term;      // how long a technology vice-president stays
};

// People of one skill family. Whole persons; fractions wait until they make one.
struct SkillFamilyState {
  std::int64_t stock = 0;      // people who can do R&D and are here
  std::int64_t start = 0;      // the stock of the start
  std::int64_t drawn = 0;      // part of the stock that the wage drew, negative: that it drove off
  std::int64_t guests = 0;     // part of the stock that stays for a term
  std::int64_t posts = 0;      // D
  std::int64_t employed = 0;
  double log_wage = 0;
  double fill = 1;
  double waiting[5] = {};      // fractions: graduates, base arrivals, drawn, leavers, guests
  // flows of the last quarter
  std::int64_t graduated = 0, arrived = 0, left = 0;
};

// People whom packages brought in a quarter, by family.
struct Newcomers {
  std::vector<std::int64_t> settlers, guests;
};

// (H3): per-year persistence of the gap and the elasticity in the end.
struct SupplyResponse {
  double keep;       // q
  double elasticity; // ε∞
};
SupplyResponse supply_response(const TalentParams& p);

class TalentMarket {
 public:
  // In balance: the first quarter's posts are the stock of the start.
  void open(const Scenario& scenario, bool on);
  bool on() const { return !families_.empty(); }

  // Closes a quarter: (H1)-(H4). `trend` is the cost of an R&D person over that of the start. Whether it was the first quarter.
  bool clear(const TalentParams& p, std::span<const ResearchSums> sectors, double trend, int quarter, const Newcomers& come);

  // What a sector's firms meet next quarter (H4), (H5).
  double inverse_cost(int sector) const { return inverse_cost_[static_cast<std::size_t>(sector)]; }
  void ration(int sector, ResearchEnv& env) const;
  std::span<const SkillFamilyState> families() const { return families_; }
  // The family of an expert of the sector; u is uniform.
  int family_of(int sector, double u) const;
  Newcomers nobody() const;

 private:
  void flows(SkillFamilyState& f, const TalentParams& p, const SupplyResponse& response, int quarter, std::int64_t settlers,
             std::int64_t guests) const;
  void price(const TalentParams& p, std::span<const ResearchSums> sectors);

  std::vector<SkillFamilyState> families_;
  std::vector<std::vector<double>> weight_;  // by sector, family
  std::vector<double> inverse_cost_, unspent_, tilt_, bid_mean_;  // by sector
  bool first_ = true;
};

// (H6): the chance that an offer finds a taker.
double package_chance(const TalentParams& p, double amount);

// Cost of an R&D person over its trend, by sector (H4): 1/Σ_f ω_f/(1 − σ + σ·w_f).
double person_cost_index(std::span<const double> weight, std::span<const double> wage, double staff_share);

}  // namespace echelon
