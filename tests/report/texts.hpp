#pragma once
// What tests look for in a text.
#include <string>

namespace echelon::test {

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// How often it stands there.
inline std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

}  // namespace echelon::test
