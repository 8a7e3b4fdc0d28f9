#pragma once
#include <string>

namespace echelon {

// A calendar quarter as one integer: 4 * year + (0..3). 2018Q1 is 8072. Differences are numbers of quarters.
struct Quarter {
  int index;

  static constexpr Quarter of(int year, int quarter_1_to_4) { return {4 * year + quarter_1_to_4 - 1}; }
  constexpr int year() const { return index >= 0 ? index / 4 : (index - 3) / 4; }
  constexpr int of_year() const { return index - 4 * year() + 1; }  // 1..4
  std::string text() const { return std::to_string(year()) + "Q" + std::to_string(of_year()); }
  friend constexpr bool operator==(Quarter a, Quarter b) = default;
  friend constexpr auto operator<=>(Quarter a, Quarter b) { return a.index <=> b.index; }
};

constexpr Quarter operator+(Quarter q, int n) { return {q.index + n}; }
constexpr int operator-(Quarter a, Quarter b) { return a.index - b.index; }

struct Horizon {
  Quarter first;
  Quarter last;  // inclusive
  constexpr int quarters() const { return last - first + 1; }
  constexpr int years() const { return last.year() - first.year() + 1; }
};

}  // namespace echelon
