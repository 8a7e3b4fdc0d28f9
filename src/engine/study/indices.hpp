#pragma once
// What an outcome depends on: pure functions from the outcomes of a design to indices. docs/studies.md has the formulas and
// names the papers. Where an outcome does not vary there is no index: NaN.
#include <cstddef>
#include <vector>

namespace echelon {

using Column = std::vector<double>;
using Rows = std::vector<std::size_t>;  // which base rows, trajectories or points, in which order

// Outcomes of Saltelli's matrices by base row; ab[i]: A with input i of B; ba[i] the other way round, empty without second order.
struct Saltelli {
  Column a, b;
  std::vector<Column> ab, ba;
};

struct SobolIndices {
  std::vector<double> first;   // S1: Saltelli et al. (2010), mean(B (AB - A)) / V
  std::vector<double> total;   // ST: Jansen (1999), mean((A - AB)^2) / (2 V)
  std::vector<double> second;  // S2 [i * inputs + j] for i < j: Saltelli (2002); NaN elsewhere; empty without it
};
// Outcomes are centred at their mean and V is their variance, both over A and B together.
SobolIndices sobol_indices(const Saltelli& y, const Rows& rows);

// Elementary effects by trajectory and input -> Morris (1991) and mu* of Campolongo et al. (2007). NaN effects (failed
// experiments) are left out.
struct MorrisIndices {
  std::vector<double> mu, mu_star, sigma;
};
MorrisIndices morris_indices(const std::vector<std::vector<double>>& effects, const Rows& trajectories);

// Partial rank correlation of every outcome with every input, given the others: [outcome][input]. Inputs that do not vary: NaN.
std::vector<std::vector<double>> prcc(const std::vector<Column>& inputs, const std::vector<Column>& outcomes, const Rows& rows);

// PAWN (Pianosi and Wagener 2015, in the form of 2018 that works on any sample): Kolmogorov-Smirnov distance between the
// outcome's distribution and the one with the input in a slice; slices hold equal numbers of points.
struct PawnIndices {
  double median, mean, max;
};
PawnIndices pawn(const Column& input, const Column& outcome, std::size_t slices, const Rows& rows);

// Share of an outcome's variance that is luck alone, from `seeds` experiments at every point (one-way analysis of variance).
double noise_share(const Column& outcome, std::size_t seeds, const Rows& points);

}  // namespace echelon
