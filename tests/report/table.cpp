// Tables: columns stay straight whatever the script, and nothing is cut off.
#include <catch2/catch.hpp>

#include "report/table.hpp"

using namespace echelon;

TEST_CASE("a Chinese character is two columns wide") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("无锡") == 4);
  CHECK(display_width("（专）") == 6);
  CHECK(display_width("e\xCC\x81") == 1);  // e and a combining accent
  CHECK(display_width("≥ 10") == 4);
  CHECK(display_width("") == 0);
}

TEST_CASE("wrapping keeps every character and no line is wider than asked") {
  for (const std::string& text : {std::string("innovation and entrepreneurship talents or teams added"),
                                  std::string("创新创业人才与团队以及一长串说明文字"), std::string("高企 HTE 认定 2027 年")}) {
    for (int width = 16; width < 40; ++width) {
      std::string joined;
      for (const std::string& line : wrap(text, width)) {
        CHECK(display_width(line) <= width);
        joined += line;
      }
      std::string bare = text;
      std::erase(bare, ' ');
      std::erase(joined, ' ');
      CHECK(joined == bare);
    }
  }
  CHECK(wrap("unbreakable", 4) == std::vector<std::string>{"unbreakable"});
}

TEST_CASE("columns line up") {
  Table table({{"name"}, {"value", Align::right}});
  table.row({"无锡", "7"});
  table.section("[heading longer than the table]");
  table.row({"abc", "12,345"});
  CHECK(table.text() ==
        "name   value\n"
        "----  ------\n"
        "无锡       7\n"
        "[heading longer than the table]\n"
        "abc   12,345\n");
  CHECK_THROWS_AS(table.row({"one cell"}), std::logic_error);
}

TEST_CASE("wrapping keeps the lines that a text has, each within the width") {
  CHECK(echelon::wrap("one two\n三四五", 4) == std::vector<std::string>{"one", "two", "三四", "五"});
  CHECK(echelon::wrap("a\nb", 40) == std::vector<std::string>{"a", "b"});
}
