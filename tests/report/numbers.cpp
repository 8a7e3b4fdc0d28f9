// Numbers as a reader sees them.
#include <catch2/catch.hpp>
#include <cmath>

#include "report/numbers.hpp"

using namespace echelon;

TEST_CASE("numbers are grouped and rounded for reading") {
  CHECK(grouped(40000) == "40,000");
  CHECK(grouped(1234567.4) == "1,234,567");
  CHECK(grouped(-1234) == "-1,234");
  CHECK(grouped(0) == "0");
  CHECK(grouped(99.96) == "100");
  CHECK(grouped(12.345) == "12.3");
  CHECK(grouped(0.5678) == "0.568");
  CHECK(grouped(std::nan("")) == "-");
}

TEST_CASE("money is told in the words of the language") {
  CHECK(quantity(Lang::en, 2e11, "CNY") == "200 bn CNY");
  CHECK(quantity(Lang::zh, 2e11, "CNY") == "2,000 亿元");
  CHECK(quantity(Lang::en, 1.5e6, "CNY") == "1.5 m CNY");
  CHECK(quantity(Lang::zh, 1.5e6, "CNY") == "150 万元");
  CHECK(quantity(Lang::en, 500, "CNY") == "500 CNY");
  CHECK(bare_quantity(Lang::zh, 2e11, "CNY") == "2,000 亿");
}

TEST_CASE("shares are told in per cent") {
  CHECK(quantity(Lang::en, 0.04, "fraction") == "4 %");
  CHECK(quantity(Lang::zh, 0.0357, "fraction") == "3.57 %");
  CHECK(quantity(Lang::en, 10000, "firms") == "10,000 firms");
  CHECK(quantity(Lang::zh, 10000, "firms") == "10,000 家");
  CHECK(quantity(Lang::en, 10, "count") == "10");
}

TEST_CASE("a probability never claims certainty") {
  CHECK(probability(0) == "< 0.01");
  CHECK(probability(1) == "> 0.99");
  CHECK(probability(0.567) == "0.57");
  CHECK(probability(0.005) == "0.01");
  CHECK(probability(std::nan("")) == "-");
}

TEST_CASE("a price stands where its interval does") {
  CHECK(told(5, 4) == 5);
  CHECK(std::isnan(told(5, std::nan(""))));
  CHECK(percent(0.123) == "12 %");
  CHECK(percent(-0.001) == "0 %");
  CHECK(percent(std::nan("")) == "-");
}
