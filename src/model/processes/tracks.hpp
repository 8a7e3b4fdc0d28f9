#pragma once
// TRACKS (S17)
// What        The 5+X tracks of future industries. A technology becomes ready in the world, whatever the city does; the city learns or
//             does not; expectations run ahead of both. What the market asks of the track's firms grows with readiness and with what
//             the city can do; firms of related sectors enter. The revenue of a track is that of its firms and nothing else.
// Equation    (K1) F = 1/(1 + e^(−q(τ − m))), m = the track's midpoint + delay of the world + its own, q = slope·e^(own)
//             (K2) dG = α·ln(1 + R/R₀)(1 − G) + β·Σ W_kj·G_j − δ·G, within [0, 1]; the city opens in balance
//             (K3) Δh = ¼ρ(ln A − h) + ½σε, A = floor + ω(F(τ + L) − F(τ)), campaigns add to ln A; H = e^h
//             (K4) I = (b + F)·min(cap, (G/G₀)^η)·(1 + (1 − ζ)·orders/X): what is asked of the city, X the sales of the track
//             (K5) room' = room + Δln I − ¼pull − ln(1 + entered/X), pull = κ·room within ±m: what is asked and not yet served, in logs
//             (K6) x += ¼pull for every firm of the track, before the quarter's growth
//             (K7) a performer of sector s enters track k in a year with the chance e·W_sk·H_k·G_k, in free space with more
//             (K9) places a year = those rented, or park_places·parks that stand; a park stands after its building time
//             (K8) scale(y) = published·(1 + excess)·revenue(y)/revenue(year of the published figure)
// Reads       real R&D and sales of the firms in a track; instruments of the kind track_support
// Writes      track, log_sales; claims
// Parameters  config/parameters/tracks.yaml; midpoints and technology: `tracks` of config/sectors.yaml
// Draws       tracks.midpoint, .slope (once a world); tracks.hype (track, quarter); tracks.enter (firm, year); .place
// Neglects    laboratories (with the platform room), leaving a track, firms in two tracks, imports and rivals by name
// Source      model page S17: [L32, L100, L101]; data F7, F10, F13, F14, F20 to F22, X1, X3; decision 27
#include <cstdint>
#include <span>
#include <vector>

#include "core/clock.hpp"
#include "core/quantity.hpp"
#include "core/random/philox.hpp"

namespace echelon {

struct Scenario;

struct TracksParams {
  Years delay;              // of all midpoints
  Years delay_spread;       // of each midpoint on its own
  PerYear slope;            // q
  Number slope_spread;
  Number base;              // b: what is asked at no readiness, over what is asked at full
  PerYear learning;         // α
  Million research_scale;   // R₀
  PerYear neighbours;       // β
  PerYear forgetting;       // δ
  Number share_elasticity;  // η
  Number share_cap;         // share of the world's market, over that of the start
  PerYear speed;            // κ
  PerYear pull_limit;       // m
  Number hype_floor;
  Number hype_reach;        // ω
  Years foresight;          // L
  PerYear hype_return;      // ρ
  Number hype_spread;       // σ
  PerYear enter;            // e
  Share deadweight;         // ζ: of orders that would have been placed anyway
  Number space_pull;        // rise of the chance to enter where space is free
  Cny space_scale;          // rent relief of a year that moves a decision
  Number park_places;       // new places a year of a special park
  Number promotion;         // rise of ln A by a generous campaign
  Million promotion_scale;  // a year and track
  Cny published;            // F13
  Share published_excess;   // how far the true figure lies above that bound
  Number published_year;
};

// A special park of future industries (K9).
struct Park {
  std::size_t line;         // the instrument that built it
  int opens;                // quarter of the run
};

// What the firms of a track do. Thousand CNY a year.
struct TrackSums {
  std::int64_t firms = 0, sales = 0, revenue = 0, research = 0;
};

struct TrackState {
  double midpoint = 0, slope = 0;
  double readiness = 0, capability = 0, start = 0;  // F, G, G₀
  double log_hype = 0, log_index = 0;               // h, ln I
  double room = 0, pull = 0;
  double orders = 0, promotion = 0;                 // of this year: thousand CNY of the part simulated; CNY of the whole city
  std::int64_t entered = 0;                         // sales of firms that entered since the last quarter, thousand CNY
  TrackSums sums;                                   // as last observed
};

// (K1)
double readiness_at(const TrackState& track, double year);
// Rise of the chance to enter where a year's rent relief is `amount` CNY (K7).
double space_effect(const TracksParams& p, double amount);

class Tracks {
 public:
  void open(const Scenario& scenario, const TracksParams& p, PhiloxKey key, bool on);
  bool on() const { return !states_.empty(); }

  // What observation saw; the first look sets the city's capability in balance with its R&D (K2).
  void see(const TracksParams& p, std::span<const TrackSums> sums, Quarter date);
  // (K1) to (K5): one quarter on.
  void advance(const TracksParams& p, PhiloxKey key, Quarter date, int quarter);

  std::span<const TrackState> states() const { return states_; }
  double pull(std::size_t track) const { return states_[track].pull; }
  void support(std::size_t track, double orders, double promotion);
  void entered(std::size_t track, std::int64_t sales) { states_[track].entered += sales; }
  // (K7) without space, a year: W_sk·H_k·G_k times the rate.
  double chance(const TracksParams& p, int sector, std::size_t track) const;

 private:
  void learn(const TracksParams& p);
  double demand(const TracksParams& p, const TrackState& s) const;
  void expect(const TracksParams& p, PhiloxKey key, double year, int quarter);

  std::vector<TrackState> states_;
  std::vector<std::uint32_t> luck_;     // from the names, so that another track beside it changes nothing
  std::vector<double> near_;            // tracks × tracks, rows without the diagonal add to one
  std::vector<double> related_;         // sectors × tracks
  double scale_ = 1;
  bool seen_ = false;
};

}  // namespace echelon
