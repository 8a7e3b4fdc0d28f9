#include "core/problems.hpp"

#include <catch2/catch.hpp>

#include "core/clock.hpp"

using namespace echelon;

TEST_CASE("Problems are told in the order of the file, with reason and hint", "[problems]") {
  Problems problems;
  CHECK(problems.empty());
  problems.add({"b.yaml", 2, 1}, "later file");
  problems.add({"a.yaml", 10, 3}, "unknown key 'grwth'", "every key must be known", "growth");
  problems.add({"a.yaml", 9, 30}, "value out of range", "a share lies between 0 and 1");
  problems.add({"a.yaml", 0, 0}, "no sectors");
  CHECK(problems.size() == 4);
  CHECK(problems.text() ==
        "a.yaml: no sectors\n"
        "\n"
        "a.yaml:9:30: value out of range\n"
        "  a share lies between 0 and 1\n"
        "\n"
        "a.yaml:10:3: unknown key 'grwth'\n"
        "  every key must be known\n"
        "  did you mean growth?\n"
        "\n"
        "b.yaml:2:1: later file\n");
  const UserError error(problems);
  CHECK(error.what() == problems.text());
  CHECK(error.problems().size() == 4);
}

TEST_CASE("The nearest name is found by few edits, and nothing when nothing is near", "[problems]") {
  const std::vector<std::string> known = {"growth", "exit", "research", "certification", "grant"};
  CHECK(nearest("grwoth", known) == "growth");  // a swap is one edit
  CHECK(nearest("Growth", known) == "growth");
  CHECK(nearest("reserch", known) == "research");
  CHECK(nearest("certfication", known) == "certification");
  CHECK(nearest("exti", known) == "exit");
  CHECK(nearest("zebra", known).empty());
  CHECK(nearest("", known).empty());
  CHECK(nearest("ab", {"xy", "cd"}).empty());
  CHECK(nearest("tech_sme", {"tech-sme", "tech-smb"}) == "tech-sme");
  CHECK(nearest("abd", {"abx", "abc"}) == "abc");  // a tie goes to the first in the alphabet
  CHECK(nearest("滨湖去", {"滨湖区", "锡山区"}) == "滨湖区");
}

TEST_CASE("Quarters count on across years, before our era too", "[clock]") {
  const Quarter q = Quarter::of(2018, 1);
  CHECK(q.index == 8072);
  CHECK(q.text() == "2018Q1");
  CHECK((q + 7).text() == "2019Q4");
  CHECK((q + -1).text() == "2017Q4");
  CHECK(Quarter::of(2035, 4) - q == 71);
  CHECK(Horizon{q, Quarter::of(2035, 4)}.quarters() == 72);
  CHECK(Horizon{q, Quarter::of(2035, 4)}.years() == 18);
  CHECK(Quarter{-1}.year() == -1);
  CHECK(Quarter{-1}.of_year() == 4);
  CHECK(q < q + 1);
}
