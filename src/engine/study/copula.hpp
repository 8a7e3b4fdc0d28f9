#pragma once
// Priors that are believed to move together: a Gaussian copula over some axes of the unit cube, given by rank correlations. Every
// factor keeps its own prior; only how they go together changes.
#include <cstddef>
#include <string>
#include <vector>

namespace echelon {

// Spearman's correlation of two factors, by their places in a list.
struct RankCorrelation {
  std::size_t a = 0, b = 0;
  double rank = 0;
  bool operator==(const RankCorrelation&) const = default;
};

// Whether all of them can hold together; pairs that are not named have none.
bool possible_together(const std::vector<RankCorrelation>& pairs);

// The same pairs, with the correlations of the nearest matrix that can be (Higham 2002), rounded to hundredths towards none.
std::vector<RankCorrelation> nearest_possible(const std::vector<RankCorrelation>& pairs);

class Copula {
 public:
  Copula() = default;
  explicit Copula(const std::vector<RankCorrelation>& pairs);  // throws std::invalid_argument where they cannot hold together
  void apply(std::vector<double>& u) const;                    // independent places in (0,1) -> correlated ones
  bool empty() const { return axes_.empty(); }

 private:
  std::vector<std::size_t> axes_;
  std::vector<std::vector<double>> lower_;  // Cholesky's triangle, row by row
};

}  // namespace echelon
