#pragma once
// The bytes of a text file, checked and cleaned before anybody parses them: UTF-8 without a byte-order mark, line ends
// are "\n". yaml-cpp takes GBK bytes and control characters without a word, so they are refused here.
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/problems.hpp"

namespace echelon::yaml {

struct Text {
  std::string name;  // how messages call it; a file's path or "--set PATH=VALUE"
  std::string bytes;
  bool usable = true;     // false: a problem was found that makes parsing pointless
  bool has_lines = true;  // false: messages name the text as a whole
  struct Inserted {
    int line;
    int column;
  };
  std::vector<Inserted> inserted;  // characters that a repair put in, so that columns stay those of the user's file
  std::vector<std::size_t> line_starts;

  void replace_bytes(std::string new_bytes);

  // Both 0-based, the column in bytes; the result is 1-based and counts characters.
  SourcePos at(std::size_t line, std::size_t byte_column) const;
  SourcePos at_offset(std::size_t offset) const;
};

// Throws IoError when the file cannot be read.
std::string read_bytes(const std::filesystem::path& path);

Text clean_text(std::string name, std::string_view bytes, Problems& problems);

// Length in bytes of the UTF-8 character that starts at `i`, 0 when it is no valid one.
std::size_t utf8_length(std::string_view text, std::size_t i);

}  // namespace echelon::yaml
