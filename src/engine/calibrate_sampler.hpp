#pragma once
// Points of the prior, as often as the data allow them, by the emulator's word.
#include <cstdint>
#include <vector>

#include "engine/calibrate_emulator.hpp"
#include "engine/calibrate_trials.hpp"

namespace echelon {

// How far what is expected at a point lies from a figure, in standard deviations of model discrepancy and of the
// expectation's own error; a bound counts only when it is missed.
double implausibility(const Datum& datum, double expected, double error);

// Log density of the figures given what is expected, up to a constant: jointly normal for numbers, the normal probability
// of its side for a bound. Discrepancies are independent; the emulator's error, and the scatter of a single world where
// that is what the data are, are not: figures of neighbouring years rise and fall together.
class Likelihood {
 public:
  Likelihood(const Emulator& emulator, std::vector<Datum> data, bool single_world);
  double operator()(const std::vector<double>& expected) const;

 private:
  std::vector<Datum> data_;
  std::vector<std::size_t> numbers_, bounds_;
  std::vector<double> root_;          // lower Cholesky factor over the numbers, row by row
  std::vector<double> bound_spread_;
};

struct SamplerOptions {
  std::size_t points;     // kept
  std::size_t warm_up;    // steps thrown away first
  std::size_t thin;       // steps from one kept point to the next
  std::uint64_t seed;
  std::uint64_t stream;   // chains of one seed that shall differ
  bool single_world;      // the data are one world of the model itself (a planted truth): its scatter counts, no discrepancy
};

// Elliptical slice sampling (Murray, Adams and MacKay 2010) over the free parameters' normal scores: leaves the prior
// times the likelihood as it is, has nothing to tune, and never leaves the prior's support. Places in (0,1).
std::vector<std::vector<double>> sample_points(const Emulator& emulator, const std::vector<Datum>& data, std::size_t free,
                                               const SamplerOptions& options);

}  // namespace echelon
