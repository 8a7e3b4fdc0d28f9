#pragma once
// The experiments of a study, one at a time: nothing of the design is kept, so that a million of them take no memory.
#include <memory>

#include "engine/designs.hpp"
#include "engine/study/study.hpp"

namespace echelon {

struct Experiment {
  std::size_t point = 0;         // experiments of one point share their factors but luck
  std::size_t variant = 0;       // place in Study::scenarios
  std::uint64_t luck = 0;        // the number of the replicate's key
  std::uint64_t macro = 0;       // the number of the key of its macro path
  std::vector<double> values;    // of the factors
  std::string role;              // what it is for: point, A, B, "AB x" (A with the input x of B), "BA x", start, "move x", "with k"
  int moved = -1;                // Morris: the input that moved since the experiment before
  double step = 0;               // Morris: by how much, in places of the prior, with its sign
};

// The order of experiments: points outermost, then seeds, then variants. Points of a Saltelli design are ordered base row by base
// row: A, A with one input of B each, (B with one input of A each,) B, as SALib orders them.
class Plan {
 public:
  explicit Plan(const Study& study);
  std::size_t experiments() const { return points_ * per_point_; }
  std::size_t points() const { return points_; }
  Experiment at(std::size_t e);  // cheapest in rising order

 private:
  Experiment sample(std::size_t point);
  Experiment saltelli(std::size_t point);
  Experiment trajectory(std::size_t point);
  Experiment joining(std::size_t point);
  Experiment grid(std::size_t point) const;
  Experiment from_table(std::size_t point) const;
  void place(Experiment& x, std::vector<double> u) const;  // places in the priors -> values
  std::size_t input_of(std::size_t factor) const { return input_of_[factor]; }

  const Study& study_;
  std::vector<std::size_t> input_of_;
  std::size_t points_, per_point_, group_;  // group_: points of a base row or trajectory
  PointSource source_;
  Copula copula_;
};

// Points of one base row of Saltelli, one trajectory of Morris or one pair of orders of joining; 1 for other kinds.
std::size_t points_together(const Study& study);

}  // namespace echelon
