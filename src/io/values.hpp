#pragma once
// Nodes of a file as values of ours. Each reader reports what is wrong at the node's place and gives a harmless value
// back (NaN for numbers), so that the rest of the file is checked too. An absent node reports nothing: required() has.
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "io/units.hpp"
#include "io/yaml/document.hpp"
#include "model/scenario.hpp"

namespace echelon {

struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
};
constexpr Range at_least_zero{0, std::numeric_limits<double>::infinity()};
constexpr Range share{0, 1};

inline constexpr Quarter far_future = Quarter::of(9999, 4);

// A number in one of the expected units, converted to the first of them (years and quarters convert; a number without a
// unit is taken where something is counted). `bare` is the unit of a number without one, empty when it must have one.
double read_number(const yaml::Node& node, const std::vector<std::string>& units, Range range = {},
                   const std::string& bare = "");

// A number in whatever unit it is written, in base units (CNY, USD, fractions, years); true and false are 1 and 0.
double read_any_number(const yaml::Node& node);
double base_value(const Written& number);

std::int64_t read_count(const yaml::Node& node, std::int64_t low, std::int64_t high);
std::uint64_t read_seed(const yaml::Node& node);
int read_duration(const yaml::Node& node);  // in quarters, at least 0
int read_year(const yaml::Node& node);
int read_year_text(const std::string& text, const yaml::Node& complain_to);
bool read_bool(const yaml::Node& node);
bool read_switch(const yaml::Node& node);  // on and off, or true and false

enum class Edge { first, last };  // a bare year is its first or its last quarter
Quarter read_quarter(const yaml::Node& node, Edge edge);
int read_quarter_of_year(const yaml::Node& node);  // Q1..Q4
Horizon read_horizon(const yaml::Node& node);

std::string read_text(const yaml::Node& node);  // not empty
std::string read_id(const yaml::Node& node);    // ASCII letters, digits, _ - .
std::string read_choice(const yaml::Node& node, const std::vector<std::string>& choices);
std::vector<std::string> read_texts(const yaml::Node& node);  // one text or a list
Names read_names(const yaml::Node& node);                     // {en: ..., zh: ...}
std::string read_question(const yaml::Node& node);            // a text, or {en, zh} joined by a line break

// Reads `key` only when it is there.
template <class T, class Reader>
void read_if(const yaml::Node& map, const std::string& key, T& target, Reader reader) {
  const yaml::Node node = map.optional(key);
  if (node.exists()) target = reader(node);
}

}  // namespace echelon
