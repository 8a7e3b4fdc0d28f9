#include "report/result_view.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <limits>

#include "core/problems.hpp"

namespace echelon {
namespace {

template <class Variant>
std::vector<double> as_numbers(const Variant& values, const std::string& name) {
  return std::visit(
      [&]<class Value>(const std::vector<Value>& list) -> std::vector<double> {
        if constexpr (std::is_same_v<Value, std::string>) {
          throw IoError("the result's " + name + " holds texts where numbers belong");
        } else {
          return {list.begin(), list.end()};
        }
      },
      values);
}

template <class Variant>
const std::vector<std::string>& as_texts(const Variant& values, const std::string& name) {
  const auto* list = std::get_if<std::vector<std::string>>(&values);
  if (!list) throw IoError("the result's " + name + " holds numbers where texts belong");
  return *list;
}

}  // namespace

const ResultVariable& ResultView::variable(const std::string& name) const {
  const ResultVariable* found = results_.find(name);
  if (!found) throw IoError("the result has no variable " + name);
  return *found;
}

const ResultDimension& ResultView::dimension(const std::string& name) const {
  const ResultDimension* found = results_.dimension(name);
  if (!found) throw IoError("the result has no dimension " + name);
  return *found;
}

std::size_t ResultView::size(const std::string& name) const { return dimension(name).size(); }

std::vector<std::string> ResultView::labels(const std::string& name) const { return as_texts(dimension(name).values, name); }

std::vector<double> ResultView::coordinates(const std::string& name) const {
  return as_numbers(dimension(name).values, name);
}

const std::vector<std::string>& ResultView::texts(const std::string& name) const {
  return as_texts(variable(name).data, name);
}

std::vector<double> ResultView::numbers(const std::string& name) const { return as_numbers(variable(name).data, name); }

std::string ResultView::attribute(const std::string& name) const {
  const auto found = results_.attributes.find(name);
  return found == results_.attributes.end() ? "" : found->second;
}

std::vector<Quarter> ResultView::quarters() const {
  using namespace std::chrono;
  int y = 0;
  unsigned m = 0, d = 0;
  const std::string& units = dimension("time").units;
  if (std::sscanf(units.c_str(), "days since %d-%u-%u", &y, &m, &d) != 3) {
    throw IoError("the result's time has the unknown units \"" + units + "\"");
  }
  const sys_days origin = year{y} / month{m} / day{d};
  std::vector<Quarter> all;
  for (const double days_since : coordinates("time")) {
    const year_month_day date{origin + days{static_cast<int>(days_since)}};
    all.push_back(Quarter::of(static_cast<int>(date.year()), static_cast<int>((static_cast<unsigned>(date.month()) + 2) / 3)));
  }
  return all;
}

double ResultView::median_over_replicates(const std::function<double(std::size_t)>& value) const {
  std::vector<double> values;
  for (std::size_t r = 0; r < size("replicate"); ++r) values.push_back(value(r));
  return median(std::move(values));
}

double median(std::vector<double> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(values.begin(), values.end());
  const double upper = values[values.size() / 2];
  if (values.size() % 2 == 1) return upper;
  const double lower = values[values.size() / 2 - 1];
  return lower == upper ? upper : lower + (upper - lower) / 2;  // two infinities would give NaN
}

}  // namespace echelon
