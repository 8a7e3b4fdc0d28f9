#pragma once
// Full-width punctuation typed where YAML needs ASCII. Chinese prose is full of it, so a mark counts as a mistake only
// where it can hardly be text: after a key, round a whole value, between the items of a bracket.
#include <string>
#include <string_view>
#include <vector>

#include "io/yaml/text.hpp"

namespace echelon::yaml {

struct Edit {
  std::size_t offset;
  std::size_t length;
  std::string text;
};

struct WideContext {
  bool starts_value;  // the first character of a key or value
  bool key_place;     // where a key may stand
  char bracket;       // the innermost open bracket, '\0' outside
  char before;        // the character before
};

struct WideFinding {
  std::size_t length = 0;  // bytes understood; 0: nothing found
  std::size_t offset = 0;  // of the mark
  std::string what, why, advice;
  std::vector<Edit> edits;
  bool starts_value = false;  // a new value begins after it
  bool closes = false;
  char opens = '\0';
};

WideFinding find_wide(std::string_view rest, const WideContext& context);

std::size_t word_length(std::string_view text);  // of the identifier it begins with
std::size_t wide_space(std::string_view text);   // bytes of a leading ideographic or non-breaking space

void edit_text(Text& text, const std::vector<Edit>& edits);

}  // namespace echelon::yaml
