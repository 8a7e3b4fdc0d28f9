#pragma once
// Tables of the page: cells are markup; a caption and column headings make them readable aloud.
#include <string>
#include <vector>

#include "report/page/html.hpp"

namespace echelon::page {

class HtmlTable {
 public:
  // `numbers_from`: the first column that holds numbers, which are set to the right.
  HtmlTable(Names caption, std::vector<std::string> head, std::size_t numbers_from);
  void section(const std::string& markup);          // a heading across all columns
  void row(const std::vector<std::string>& cells);  // the first cell heads the row
  std::string html() const;
  bool empty() const { return body_.empty(); }

 private:
  Names caption_;
  std::vector<std::string> head_;
  std::size_t numbers_from_;
  std::string body_;
};

}  // namespace echelon::page
