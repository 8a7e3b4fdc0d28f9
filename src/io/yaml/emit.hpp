#pragma once
// Pieces of YAML text that read back to exactly what they were written from. yaml-cpp's own emitter writes 0.1 with
// seventeen digits and the word `yes` without quotes.
#include <string>
#include <utility>
#include <vector>

namespace echelon::yaml {

using Pairs = std::vector<std::pair<std::string, std::string>>;  // values are YAML already; empty values are left out

std::string quoted(const std::string& text);  // "..." with escapes
std::string word(const std::string& text);    // plain when nothing can misread it, else quoted
std::string number(double value);             // shortest that reads back
std::string number(double value, const std::string& unit);
std::string flow_map(const Pairs& pairs);  // {a: 1, b: 2}
std::string flow_list(const std::vector<std::string>& items);

}  // namespace echelon::yaml
