// The panel as named arrays: order, units, dates, and what is missing.
#include "engine/panel_results.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "facts/hand_made.hpp"

using namespace echelon;

namespace {

template <class T>
const std::vector<T>& column(const Results& r, const std::string& name) {
  const ResultVariable* v = r.find(name);
  if (v == nullptr) throw std::logic_error("no variable " + name);
  return std::get<std::vector<T>>(v->data);
}

// Two firms; the first of 2017Q4 leaves in 2019Q2, the second is born in 2018Q3 and stays.
test::HandMade two_firms() {
  test::HandMade city(2018, 2019);
  const auto old = city.firm(-1), born = city.firm(2);
  city.year(2018, old, {.revenue = 2.5, .employees = 12, .rd = 0.25, .patents = 3, .held = 1});
  city.year(2018, born, {.revenue = 0.5, .employees = 3});
  city.year(2019, born, {.revenue = 1, .employees = 4, .dormant = true});
  city.since(2018, old, 0, -5);
  city.leave(old, 5);
  return city;
}

}  // namespace

TEST_CASE("a panel's rows stand firm by firm, in order of identity and year", "[panel]") {
  const test::HandMade city = two_firms();
  const Results r = panel_results(city.panel(), city.scenario());
  CHECK(std::get<std::vector<std::int64_t>>(r.dimension("firm")->values) == std::vector<std::int64_t>{1000, 1001});
  CHECK(column<std::int64_t>(r, "firm_of_row") == std::vector<std::int64_t>{1000, 1001, 1001});
  CHECK(column<std::int64_t>(r, "year") == std::vector<std::int64_t>{2018, 2018, 2019});
  CHECK(column<float>(r, "revenue") == std::vector<float>{2.5e6f, 0.5e6f, 1e6f});  // CNY
  CHECK(r.find("revenue")->units == "CNY");
  CHECK(column<float>(r, "employees") == std::vector<float>{12, 3, 4});
  CHECK(column<std::int64_t>(r, "patents") == std::vector<std::int64_t>{3, 0, 0});
  CHECK(column<std::int64_t>(r, "dormant") == std::vector<std::int64_t>{0, 0, 1});
}

TEST_CASE("dates are days, and who has not left has no date of leaving", "[panel]") {
  const test::HandMade city = two_firms();
  const Results r = panel_results(city.panel(), city.scenario());
  CHECK(column<float>(r, "born") == std::vector<float>{17440, 17713});  // 2017-10-01, 2018-07-01
  CHECK(column<float>(r, "left")[0] == 17987);                          // 2019-04-01
  CHECK(std::isnan(column<float>(r, "left")[1]));
  CHECK(column<std::int64_t>(r, "cause") == std::vector<std::int64_t>{0, -1});
  const auto schemes = static_cast<std::size_t>(city.panel().schemes);
  CHECK(column<std::int64_t>(r, "holds")[0] == 1);
  CHECK(column<std::int64_t>(r, "holds")[schemes] == 0);
  CHECK(column<float>(r, "since")[0] == 17075);  // 2016-10-01
  CHECK(std::isnan(column<float>(r, "since")[schemes]));
}

TEST_CASE("every variable of the panel is as long as its dimensions say", "[panel]") {
  const test::HandMade city = two_firms();
  const Results r = panel_results(city.panel(), city.scenario());
  for (const ResultVariable& v : r.variables) {
    std::size_t size = 1;
    for (const std::string& d : v.dims) size *= r.dimension(d)->size();
    INFO(v.name);
    CHECK(std::visit([](const auto& data) { return data.size(); }, v.data) == size);
    CHECK_FALSE(v.long_name_zh.empty());
  }
}
