// What targets hang on, on a result whose answer is known: one parameter moves the target, one moves it the other way and less, the others do not.
#include "report/drivers.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace echelon;

namespace {

struct Known {
  std::size_t replicates = 60;
  double goal = 30;
  bool judged = true;
};

// Value at the deadline (the second of two years): the replicate's number. `strong` rises with it, `weak` falls with it and wavers.
Results known(const Known& k) {
  Results r;
  std::vector<std::int64_t> numbers;
  std::vector<double> path, parameters;
  std::vector<std::int64_t> reached;
  for (std::size_t i = 0; i < k.replicates; ++i) {
    const auto x = static_cast<double>(i);
    numbers.push_back(static_cast<std::int64_t>(i));
    path.insert(path.end(), {1000 - x, x});
    reached.push_back(k.judged ? x >= k.goal : -1);
    parameters.insert(parameters.end(), {x * x, -x + (i % 7) * 8.0, static_cast<double>(i % 2), 3.0});
  }
  r.dimensions = {{"replicate", numbers, "1", "", "", {}},
                  {"year", std::vector<std::int64_t>{2026, 2027}, "1", "", "", {}},
                  {"target", std::vector<std::string>{"T"}, "1", "", "", {}},
                  {"parameter", std::vector<std::string>{"a.strong", "a.weak", "a.none", "a.fixed"}, "1", "", "", {}}};
  r.variables = {{"target_path", "1", "", "", {"replicate", "year", "target"}, path, {}},
                 {"target_reached", "1", "", "", {"replicate", "target"}, reached, {}},
                 {"target_deadline", "1", "", "", {"target"}, std::vector<std::int64_t>{2027}, {}},
                 {"parameter_value", "1", "", "", {"replicate", "parameter"}, parameters, {}}};
  return r;
}

std::vector<Driver> drivers(const Known& k) {
  const Results r = known(k);
  return drivers_of(ResultView(r)).front();
}

}  // namespace

TEST_CASE("drivers: the strongest first, with their sign and the probability at both ends") {
  const std::vector<Driver> d = drivers({});
  REQUIRE(d.size() == 2);
  CHECK(d[0].parameter == "a.strong");
  CHECK(d[0].correlation == Approx(1));
  CHECK(d[0].low == 0);                // values 0 to 19
  CHECK(d[0].high == 1);               // 40 to 59
  CHECK(d[1].parameter == "a.weak");
  CHECK(d[1].correlation < -0.4);
  CHECK(d[1].low > d[1].high);
}

TEST_CASE("drivers: the probability in a third counts the replicates of that third") {
  Known k;
  k.goal = 15;
  CHECK(drivers(k)[0].low == Approx(0.25));
  k.goal = 45;
  CHECK(drivers(k)[0].high == Approx(0.75));
}

TEST_CASE("drivers: none where too few replicates tell or nobody judges") {
  Known few, open;
  few.replicates = 29, open.judged = false;
  CHECK(drivers(few).empty());
  CHECK(drivers(open).empty());
  few.replicates = 30;
  CHECK_FALSE(drivers(few).empty());
}
