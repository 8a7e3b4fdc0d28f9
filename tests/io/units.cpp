#include <catch2/catch.hpp>
#include <cstdlib>

#include "io/units.hpp"

using namespace echelon;

namespace {

double in(const std::string& text, const std::string& unit) {
  const auto number = parse_number(text);
  REQUIRE(std::holds_alternative<Written>(number));
  const auto value = value_in(std::get<Written>(number), held_unit(unit));
  REQUIRE(value.has_value());
  return *value;
}

bool fits(const std::string& text, const std::string& unit) {
  return value_in(std::get<Written>(parse_number(text)), held_unit(unit)).has_value();
}

Complaint complaint(const std::string& text) {
  const auto number = parse_number(text);
  REQUIRE(std::holds_alternative<Complaint>(number));
  return std::get<Complaint>(number);
}

}  // namespace

TEST_CASE("numbers with units become the double nearest to what is written", "[io][units]") {
  // 7 * 0.01 is 0.07000000000000001 and 11438.62 * 1e8 is off by a rounding: the decimal point is moved instead.
  CHECK(in("7 %", "1") == 0.07);
  CHECK(in("7 %", "%") == 0.07);
  CHECK(in("3.5%", "1") == 0.035);
  CHECK(in("11438.62 亿元", "CNY") == 1143862000000.0);
  CHECK(in("30 万元", "CNY") == 300000);
  CHECK(in("30万元", "CNY") == 300000);
  CHECK(in("30 万元", "million CNY") == 0.3);
  CHECK(in("3 亿元 per year", "CNY per year") == 3e8);
  CHECK(in("3 亿元/year", "CNY per year") == 3e8);
  CHECK(in("0.25 per year", "per year") == 0.25);
  CHECK(in("25 % per year", "per year") == 0.25);
  CHECK(in("0.1 per sqrt year", "per sqrt year") == 0.1);
  CHECK(in("3 years", "quarters") == 12);
  CHECK(in("6 quarters", "years") == 1.5);
  CHECK(in("1.1 million CNY per person and year", "million CNY per person and year") == 1.1);
  CHECK(in("110 万元 per year per person", "million CNY per person and year") == 1.1);
  CHECK(in("1e3", "1") == 1000);
  CHECK(in("1.5E+2 firms", "firms") == 150);
  CHECK(in("-0.5", "1") == -0.5);
  CHECK(in("+2", "1") == 2);
  CHECK(in("4608", "firms") == 4608);
}

TEST_CASE("a number in another dimension does not fit", "[io][units]") {
  CHECK_FALSE(fits("0.25 per quarter", "per year"));
  CHECK_FALSE(fits("0.25 per year", "per sqrt year"));
  CHECK_FALSE(fits("5 firms", "persons"));
  CHECK_FALSE(fits("5 CNY", "USD"));
  CHECK_FALSE(fits("5 CNY", "CNY per year"));
  CHECK_FALSE(fits("5", "CNY"));  // money without a unit could be 元 or 万元
  CHECK_FALSE(fits("5", "per year"));
  CHECK_FALSE(fits("5", "quarters"));
  CHECK(fits("5", "firms"));
  CHECK(fits("5 m2", "m2"));
}

TEST_CASE("what only looks like a number is refused, with the right form as hint", "[io][units]") {
  CHECK(complaint("017").hint == "17");
  CHECK(complaint("-007 years").hint == "-7 years");
  CHECK(complaint("00").hint == "0");
  CHECK(complaint("1,000").hint == "1000");
  CHECK(complaint("1_000 firms").hint == "1000 firms");
  CHECK(complaint("12 000 CNY").hint == "12000 CNY");
  CHECK(complaint("３０ 万元").hint == "30 万元");
  CHECK(complaint("30 ％").hint == "30 %");
  CHECK(complaint("30 CYN").hint == "30 CNY");
  CHECK(complaint("30 per yaer").hint == "30 per year");
  for (const char* text : {"", "  ", ".nan", "NaN", ".inf", "-.Inf", "infinity", "0x1F", "0o17", "0b1", "abc", "-",
                           "1.2.3", "1e", "1e999", "五", "4万", "--3", "1e5e5"}) {
    INFO(text);
    CHECK_FALSE(complaint(text).what.empty());
  }
}

TEST_CASE("the shortest text of a double reads back to it", "[io][units]") {
  for (const double value :
       {0.1, 0.07, 1.0 / 3, 1143862000000.0, 50000000.0, 1e-9, 2.5e20, -0.035, 0.0, 5e-324, 1.7976931348623157e308}) {
    INFO(shortest(value));
    CHECK(std::strtod(shortest(value).c_str(), nullptr) == value);
  }
  CHECK(shortest(50000000.0) == "50000000");
  CHECK(shortest(0.1) == "0.1");
}
