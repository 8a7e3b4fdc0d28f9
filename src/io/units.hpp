#pragma once
// Numbers and units as people write them: `30 万元`, `5 %`, `0.25 per year`, `3 years`, `11438.62 亿元 per year`.
// A unit is a power of ten over a dimension, so a conversion shifts the decimal point of the written digits and the
// result is the double nearest to what was meant: 7 % is exactly the double 0.07. Years and quarters convert by 4.
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace echelon {

struct Unit {
  std::string text;  // as written
  std::string
      dimension;  // 1, CNY, USD, quarter, m2, or a counted noun (firm, person); then /year, /quarter, /sqrt year, ...
  int exponent = 0;  // power of ten: 8 for 亿元, -2 for %
  int quarters = 1;  // 4 for years, 1 otherwise
};

std::optional<Unit> find_unit(std::string_view text);
std::vector<std::string> known_units();  // for the nearest right name

// A written number: decimal digits as text, so that nothing is lost before the unit is known.
struct Written {
  std::string digits;  // what std::from_chars reads, without an exponent shift
  int exponent = 0;
  Unit unit;
  bool bare = true;  // no unit was written
};

// What is wrong with a text that should be a number.
struct Complaint {
  std::string what, why, hint;
};

std::variant<Written, Complaint> parse_number(std::string_view text);

// In the given unit; empty when the dimensions differ. A number without a unit fits where something is counted.
std::optional<double> value_in(const Written& number, const Unit& unit);

// The unit in which a value of this declared unit is held: the unit itself, or a fraction for %.
Unit held_unit(const std::string& declared);

// Shortest text that reads back to the same double.
std::string shortest(double value);

}  // namespace echelon
