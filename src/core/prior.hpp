#pragma once
#include <string>

namespace echelon {

// What is believed about one number before looking at data. `quantile` maps a uniform in (0,1) to a value, so that
// any design (random, Latin hypercube, Sobol') can draw from it.
struct Prior {
  enum class Kind { fixed, uniform, log_uniform, normal, triangular };
  Kind kind = Kind::fixed;
  double low = 0;     // uniform, log_uniform, triangular: the support; normal: where it is cut off
  double high = 0;
  double centre = 0;  // fixed: the value; normal: mean; triangular: mode
  double spread = 0;  // normal: standard deviation
  double quantile(double u) const;
  std::string text() const;
};

// D rules and dates; L literature, never tuned; K calibrated; S deep uncertainty (model page 3.2).
enum class ParameterClass { definitional, literature, calibrated, deep };

}  // namespace echelon
