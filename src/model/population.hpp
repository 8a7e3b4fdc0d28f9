#pragma once
// POPULATION (1.5, decisions 6, 7)
// What        The technology firms of the city at the end of 2017: their number, ages, sizes with a seeded Pareto tail, books,
//             patents, venture and certificates. What is not published is back-cast, labelled assumed and drawn again in every
//             replicate.
// Equation    (P1) N ~ parameter; sector shares perturbed by e^(spread·ε) and made to add up
//             (P2) age from the bands of the registry, piecewise uniform
//             (P3) ln S = ln(median·factor_s) + growth·age + σ·ε in the body; above the 1−q quantile a Pareto tail with exponent ζ
//             (P4) steady states: K = R/(δ+g), cash, patents, staff
// Draws       traits and births (life), population.sector_share
// Neglects    who owned whom, links between firms, the years before 2013
// Parameters  config/parameters/population.yaml
// Source      model page 1.5: [L44], data P4, W11, W1
#include <cstdint>
#include <vector>

#include "core/quantity.hpp"
#include "core/random/philox.hpp"
#include "model/newborn.hpp"

namespace echelon {

class World;
struct Kernels;
struct Parameters;
struct Scenario;

struct PopulationParams {
  Firms firms;                 // active technology firms at the end of 2017
  Number share_spread;         // of the sectors' shares, in logs
  Share under_5;               // age bands of the registry
  Share under_10;              // share of 5 to 10 years
  Years oldest;
  Million size;                // median sales of a firm of age 0 in the stock
  Number size_spread;          // σ
  PerYear size_age;            // log sales per year of age
  Share tail;                  // q
  Number tail_exponent;        // ζ
  Number staff_noise;
  PerYear past_growth;         // of sales before 2018, beside the firm's drift
  PerYear knowledge_growth;    // of R&D in the steady state of knowledge
  Years patent_memory;         // years of filings that patents of 2017 stem from
  Share second_round;          // of funded firms
  Share third_round;
  Share fourth_round;
  Number raised_before;        // raised in all over the last round
  Share venture_elsewhere;     // funded share in other sectors relative to emerging ones
  Share venture_share;         // young performers with a round behind them
};

// Firms come to be in batches of one sector: draw their luck for life, size them, settle them (newborn.hpp), move them in.
NewbornConstants newborn_constants(const Parameters& p, const Scenario& scenario, int sector, int quarter);
void draw_newborns(NewbornBatch& batch, const Kernels& kernels, PhiloxKey key);
// Gives the firms of the batch, in their seats, all that World::occupy leaves to whoever moves in; `quarter` is the one at whose end the firms are as old as the batch says.
void move_in(World& world, const NewbornBatch& batch, const Parameters& p, int quarter);

// Creates the firms of the end of 2017 (quarter −1 of the run); certificates are dealt by the certification room.
void populate(World& world, const Kernels& kernels, const Parameters& p, const Scenario& scenario, PhiloxKey key);

// Firms by sector that `populate` creates (P1).
std::vector<int> sector_counts(const Parameters& p, const Scenario& scenario, PhiloxKey key);

}  // namespace echelon
