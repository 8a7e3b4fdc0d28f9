#include "io/yaml/emit.hpp"

#include <algorithm>
#include <cctype>

#include "io/units.hpp"

namespace echelon::yaml {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') out += "\\n";
    else if (c == '\t') out += "\\t";
    else out += c;
  }
  return out + "\"";
}

std::string word(const std::string& text) {
  static const std::vector<std::string> taken{"true", "false", "null", "on", "off", "yes", "no", "y", "n"};
  std::string small(text);
  std::transform(small.begin(), small.end(), small.begin(), [](unsigned char c) { return std::tolower(c); });
  const bool plain = !text.empty() && std::isalpha(static_cast<unsigned char>(text[0])) &&
                     std::all_of(text.begin(), text.end(),
                                 [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '-' || c == '.'; }) &&
                     std::find(taken.begin(), taken.end(), small) == taken.end();
  return plain ? text : quoted(text);
}

std::string number(double value) { return shortest(value); }

std::string number(double value, const std::string& unit) { return shortest(value) + " " + unit; }

std::string flow_map(const Pairs& pairs) {
  std::string out;
  for (const auto& [key, value] : pairs)
    if (!value.empty()) out += (out.empty() ? "" : ", ") + key + ": " + value;
  return "{" + out + "}";
}

std::string flow_list(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + item;
  return "[" + out + "]";
}

}  // namespace echelon::yaml
