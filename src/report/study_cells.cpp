#include <algorithm>
#include <cmath>

#include "report/numbers.hpp"
#include "report/study_tables.hpp"

namespace echelon {

namespace {

const std::string& unit_of(const StudyPage& page, std::size_t o) { return page.view.texts("outcome_unit")[o]; }

}  // namespace

std::string luck_text(Lang lang, const std::string& luck, const std::string& macro_path) {
  static constexpr Both own{"own of every point", "每点各自"}, common{"common to all points", "各点共用"}, factor{"an input like others", "作为输入之一"};
  static constexpr Both one_path{"{}; macro path common to all", "{}；宏观路径共用"}, own_input{"{}; macro path an input of its own", "{}；宏观路径单列为输入"};
  const std::string all = text(lang, luck == "own" ? own : luck == "common" ? common : factor);
  return macro_path.empty() ? all : fill(lang, macro_path == "common" ? one_path : own_input, all);
}

std::vector<std::size_t> largest_first(const std::vector<double>& values, std::size_t row, std::size_t width) {
  const auto size = [&](std::size_t i) { return std::abs(values[row * width + i]); };
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < width; ++i) {
    if (!std::isnan(size(i))) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
  return order;
}

std::string rounded(double x) { return grouped(std::isnan(x) ? x : std::abs(x) < 100 ? std::round(100 * x) / 100 : std::round(x)); }
std::string odds(double p, double low, double high) { return std::isnan(p) ? "-" : probability(p) + " (" + probability(low) + " .. " + probability(high) + ")"; }

std::string amount(const StudyPage& page, std::size_t o, double x) {
  if (unit_of(page, o).rfind("CNY", 0) == 0) return bare_quantity(page.lang, x, "CNY");
  return unit_of(page, o).rfind("fraction", 0) == 0 ? bare_quantity(page.lang, x, "fraction") : rounded(x);
}

std::string amounts(const StudyPage& page, std::size_t o, double low, double high) {
  return std::isnan(low) && std::isnan(high) ? "-" : amount(page, o, low) + " .. " + amount(page, o, high);
}

std::string with_half(const StudyPage& page, std::size_t o, double x, double half) {
  return std::isnan(x) || std::isnan(half) ? amount(page, o, x) : amount(page, o, x) + " ± " + amount(page, o, half);
}

std::string outcome_label(const StudyPage& page, std::size_t o) {
  const std::string& id = page.view.ids("outcome")[o];
  const std::string name = page.label("outcome", o), unit = unit_word(page.lang, unit_of(page, o));
  const bool said = unit.empty() || unit_of(page, o).rfind("fraction", 0) == 0;
  return (name == id ? id : id + " " + name) + (said ? "" : " (" + unit + ")");
}

}  // namespace echelon
