#pragma once
// Text tables whose columns stay straight when Chinese and Latin letters meet: a Chinese character is two columns wide.
#include <string>
#include <string_view>
#include <vector>

namespace echelon {

// Columns of a terminal that UTF-8 text takes: 2 for East Asian wide characters, 0 for combining marks, 1 otherwise.
int display_width(std::string_view text);

// Lines of at most `width` columns. Breaks at spaces, and before any wide character, which Chinese allows; a single word
// that is longer stays whole. `width` 0 keeps the text on one line.
std::vector<std::string> wrap(const std::string& text, int width);

enum class Align { left, right };

struct TableColumn {
  std::string title;
  Align align = Align::left;
  int max_width = 0;  // longer cells and titles are wrapped; 0: never
};

class Table {
 public:
  explicit Table(std::vector<TableColumn> columns) : columns_(std::move(columns)) {}
  void row(std::vector<std::string> cells);  // one cell a column
  void section(std::string heading);         // a line across all columns
  std::string text() const;                  // ends with a newline

 private:
  struct Row {
    std::vector<std::string> cells;  // a single one for a section
    bool heading;
  };
  std::vector<int> widths() const;
  void print(std::string& out, const std::vector<std::string>& cells, const std::vector<int>& widths) const;

  std::vector<TableColumn> columns_;
  std::vector<Row> rows_;
};

}  // namespace echelon
