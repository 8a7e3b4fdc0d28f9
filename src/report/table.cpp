#include "report/table.hpp"

#include <algorithm>
#include <cstdint>
#include <stdexcept>

namespace echelon {
namespace {

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

// Unicode, East Asian Width W and F, in the blocks that names of firms, schemes and places use.
constexpr Range wide[] = {{0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0xa4cf}, {0xac00, 0xd7a3}, {0xf900, 0xfaff},
                          {0xfe30, 0xfe6f}, {0xff00, 0xff60}, {0xffe0, 0xffe6}, {0x1f300, 0x1faff}, {0x20000, 0x3fffd}};
constexpr Range combining[] = {{0x0300, 0x036f}, {0x200b, 0x200f}, {0xfe00, 0xfe0f}, {0xfeff, 0xfeff}};

template <std::size_t N>
bool within(std::uint32_t c, const Range (&ranges)[N]) {
  return std::any_of(std::begin(ranges), std::end(ranges), [c](Range r) { return r.first <= c && c <= r.last; });
}

std::size_t length_of(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

// The characters of a UTF-8 text, each as its own piece.
std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> all;
  while (!text.empty()) {
    const std::size_t n = std::min(length_of(text[0]), text.size());
    all.push_back(text.substr(0, n));
    text.remove_prefix(n);
  }
  return all;
}

int width_of_character(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character[0]);
  std::uint32_t code = character.size() == 1 ? lead : lead & (0x7fU >> character.size());
  for (std::size_t i = 1; i < character.size(); ++i) code = code << 6 | (static_cast<unsigned char>(character[i]) & 0x3fU);
  if (within(code, combining)) return 0;
  return within(code, wide) ? 2 : 1;
}

// Pieces between which a line may end; a space belongs to the piece before it.
std::vector<std::string> breakable(const std::string& text) {
  std::vector<std::string> pieces;
  bool open = false;
  for (const std::string_view character : characters(text)) {
    const bool is_wide = width_of_character(character) == 2;
    if (!open || is_wide) pieces.emplace_back();
    pieces.back() += character;
    open = !is_wide && character != " ";
  }
  return pieces;
}

void trim_end(std::string& text) { text.erase(text.find_last_not_of(' ') + 1); }

std::string padded(const std::string& text, int width, Align align) {
  const std::string space(static_cast<std::size_t>(std::max(0, width - display_width(text))), ' ');
  return align == Align::left ? text + space : space + text;
}

}  // namespace

int display_width(std::string_view text) {
  int width = 0;
  for (const std::string_view character : characters(text)) width += width_of_character(character);
  return width;
}

std::vector<std::string> wrap(const std::string& text, int width) {
  if (const std::size_t end = text.find('\n'); end != std::string::npos) {  // a line of its own stays one
    std::vector<std::string> lines = wrap(text.substr(0, end), width);
    for (std::string& line : wrap(text.substr(end + 1), width)) lines.push_back(std::move(line));
    return lines;
  }
  if (width <= 0 || display_width(text) <= width) return {text};
  std::vector<std::string> lines(1);
  for (std::string piece : breakable(text)) {
    std::string bare = piece;
    trim_end(bare);
    if (!lines.back().empty() && display_width(lines.back() + bare) > width) lines.emplace_back();
    lines.back() += piece;
  }
  for (std::string& line : lines) trim_end(line);
  return lines;
}

void Table::row(std::vector<std::string> cells) {
  if (cells.size() != columns_.size()) throw std::logic_error("a row of a table has not one cell a column");
  rows_.push_back({std::move(cells), false});
}

void Table::section(std::string heading) { rows_.push_back({{std::move(heading)}, true}); }

std::vector<int> Table::widths() const {
  std::vector<int> widths(columns_.size(), 0);
  const auto widen = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      for (const std::string& line : wrap(cells[i], columns_[i].max_width)) {
        widths[i] = std::max(widths[i], display_width(line));
      }
    }
  };
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    for (const std::string& line : wrap(columns_[i].title, columns_[i].max_width)) {
      widths[i] = std::max(widths[i], display_width(line));
    }
  }
  for (const Row& row : rows_) {
    if (!row.heading) widen(row.cells);
  }
  return widths;
}

void Table::print(std::string& out, const std::vector<std::string>& cells, const std::vector<int>& widths) const {
  std::vector<std::vector<std::string>> lines;
  std::size_t height = 1;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    lines.push_back(wrap(cells[i], columns_[i].max_width));
    height = std::max(height, lines.back().size());
  }
  for (std::size_t line = 0; line < height; ++line) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string cell = line < lines[i].size() ? lines[i][line] : "";
      text += (i == 0 ? "" : "  ") + padded(cell, widths[i], columns_[i].align);
    }
    trim_end(text);
    out += text + "\n";
  }
}

std::string Table::text() const {
  const std::vector<int> width = widths();
  std::string out;
  std::vector<std::string> titles, rules;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    titles.push_back(columns_[i].title);
    rules.emplace_back(static_cast<std::size_t>(width[i]), '-');
  }
  print(out, titles, width);
  print(out, rules, width);
  for (const Row& row : rows_) {
    if (row.heading) {
      out += row.cells[0] + "\n";
    } else {
      print(out, row.cells, width);
    }
  }
  return out;
}

}  // namespace echelon
