#pragma once
// Where to look in the cube of the uncertain parameters.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace echelon {

// n points (rows) in `dims` dimensions, every coordinate strictly inside (0, 1); a pure function of its arguments.
//   random           independent uniforms
//   latin-hypercube  each of the n equal slices of each axis holds one point (McKay, Beckman and Conover 1979)
//   sobol            Sobol' points (Boost.Random's Joe-Kuo numbers), Owen-scrambled axis by axis: the first 2^m points
//                    put one into each elementary interval; at most 3667 dimensions
// Points of "random" and "sobol" do not depend on n: a longer design begins with the shorter one.
// Throws std::invalid_argument for an unknown kind or too many dimensions.
std::vector<std::vector<double>> design(const std::string& kind, std::size_t n, std::size_t dims, std::uint64_t seed);

// One point at a time, for designs that are too long to be kept: `random` and `sobol` give the points of design(). Here
// `latin-hypercube` orders its slices by a keyed permutation (a Feistel network that walks until it falls below n), so that
// any point is known without the others; its points differ from those of design().
class PointSource {
 public:
  PointSource(const std::string& kind, std::size_t n, std::size_t dims, std::uint64_t seed);
  ~PointSource();
  PointSource(PointSource&&) noexcept;
  std::vector<double> point(std::size_t i);  // cheapest in rising order

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A permutation of the numbers below n: where `i` goes under this key. Any n up to 2^62.
std::uint64_t permuted(std::uint64_t i, std::uint64_t n, std::uint64_t key);

}  // namespace echelon
