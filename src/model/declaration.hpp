#pragma once
#include <string>

#include "model/scenario.hpp"

namespace echelon {

// What may be given for one parameter, told to whoever reads files. `unit` is one of CNY, million CNY, %, per year,
// per quarter, per sqrt year, years, quarters, persons, firms, m2, 1; values are held in that unit, except that a
// parameter in % is held as a fraction. `low` and `high` are in the unit in which the value is held, both included.
struct ParameterDeclaration {
  std::string path;  // growth.sigma; for a scheme's parameter only the name, e.g. apply
  std::string symbol;
  std::string unit;
  double low;
  double high;
  Names meaning;
};

}  // namespace echelon
