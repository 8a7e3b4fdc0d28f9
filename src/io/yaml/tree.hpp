#pragma once
// The parsed file as a tree of our own, built from yaml-cpp's events: every key, text and list item knows its place,
// quoted text is told from plain text, and a key that is said twice is reported instead of kept.
#include <string>
#include <vector>

#include "io/yaml/text.hpp"

namespace echelon::yaml {

struct Tree {
  enum class Kind { null, scalar, list, map };
  struct Entry;
  Kind kind = Kind::null;
  std::string text;
  bool quoted = false;
  std::size_t line = 0;  // 0-based, the column in bytes
  std::size_t column = 0;
  std::vector<Tree> items;
  std::vector<Entry> entries;
  // What the reader asked for: the rest is unknown. Reading marks a tree but never changes what it says.
  mutable std::vector<std::string> asked;
  mutable bool complained = false;
};

struct Tree::Entry {
  std::string key;
  std::size_t line;
  std::size_t column;
  Tree value;
  mutable bool used = false;
};

// Anchors, aliases, tags and merge keys are refused: a reader must see what a value is where it stands.
// False when the text is not YAML; the problem has been reported.
bool parse(const Text& text, Tree& root, Problems& problems);

}  // namespace echelon::yaml
