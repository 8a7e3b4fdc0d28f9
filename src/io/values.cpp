#include "io/values.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace echelon {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::string joined(const std::vector<std::string>& list, const char* between) {
  std::string out;
  for (const std::string& item : list) out += (out.empty() ? "" : between) + item;
  return out;
}

std::string range_text(Range range, const std::string& unit) {
  const std::string tail = unit == "1" ? "" : " " + unit;
  if (std::isinf(range.high)) return "at least " + shortest(range.low) + tail;
  if (std::isinf(range.low)) return "at most " + shortest(range.high) + tail;
  return "between " + shortest(range.low) + " and " + shortest(range.high) + tail;
}

std::optional<Written> parsed(const yaml::Node& node) {
  node.expect(node.is_text(), "a number");
  if (!node.is_text()) return std::nullopt;
  auto result = parse_number(node.text());
  if (const auto* complaint = std::get_if<Complaint>(&result)) {
    node.problem(complaint->what, complaint->why, complaint->hint);
    return std::nullopt;
  }
  return std::get<Written>(result);
}

void wrong_unit(const yaml::Node& node, const std::vector<std::string>& units, bool bare) {
  const std::string name = node.key().empty() ? "this number" : "`" + node.key() + "`";
  node.problem(name + " must be in `" + joined(units, "` or `") + "`, not `" + node.text() + "`",
               "a number in another unit would mean something else", bare ? node.text() + " " + units.front() : "");
}

}  // namespace

double base_value(const Written& number) {
  Unit base = number.unit;
  base.exponent = 0;
  base.quarters = base.dimension.starts_with("quarter") ? 4 : 1;
  Written plain = number;
  plain.bare = false;
  return value_in(plain, base).value_or(nan);
}

double read_number(const yaml::Node& node, const std::vector<std::string>& units, Range range,
                   const std::string& bare) {
  if (!node.exists()) return nan;
  auto number = parsed(node);
  if (!number) return nan;
  if (number->bare && !bare.empty()) number->unit = find_unit(bare).value(), number->bare = false;
  const Unit target = held_unit(units.front());
  for (const std::string& expected : units) {
    Unit unit = held_unit(expected);
    unit.exponent = target.exponent;
    const auto value = value_in(*number, unit);
    if (!value) continue;
    if (*value >= range.low && *value <= range.high) return *value;
    node.problem("`" + node.text() + "` is out of range",
                 "`" + node.key() + "` must be " + range_text(range, target.text));
    return nan;
  }
  wrong_unit(node, units, number->bare);
  return nan;
}

double read_any_number(const yaml::Node& node) {
  if (node.is_plain("true")) return 1;
  if (node.is_plain("false")) return 0;
  const auto number = parsed(node);
  return number ? base_value(*number) : nan;
}

std::int64_t read_count(const yaml::Node& node, std::int64_t low, std::int64_t high) {
  const double value = read_number(node, {"1"}, {static_cast<double>(low), static_cast<double>(high)});
  if (std::isnan(value)) return low;
  if (value != std::floor(value))
    node.problem("`" + node.text() + "` is not a whole number", "`" + node.key() + "` counts things");
  return static_cast<std::int64_t>(value);
}

std::uint64_t read_seed(const yaml::Node& node) {
  const auto number = parsed(node);
  if (!number) return 0;
  std::uint64_t seed = 0;
  const std::string& text = number->digits;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), seed);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size() || number->exponent != 0 || !number->bare)
    node.problem("`" + node.text() + "` is no seed", "a seed is a whole number from 0 to 18446744073709551615");
  return seed;
}

int read_duration(const yaml::Node& node) {
  const double value = read_number(node, {"quarters"}, {0, 400});
  if (std::isnan(value)) return 0;
  if (value != std::floor(value))
    node.problem("`" + node.text() + "` is no whole number of quarters", "time goes by quarter");
  return static_cast<int>(value);
}

bool read_bool(const yaml::Node& node) {
  if (node.is_plain("true")) return true;
  if (!node.exists() || node.is_plain("false")) return false;
  node.expect(node.is_text(), "true or false");
  static const std::vector<std::string> yes{"yes", "Yes", "YES", "on", "On", "ON", "y", "True", "TRUE", "1", "是"};
  static const std::vector<std::string> no{"no", "No", "NO", "off", "Off", "OFF", "n", "False", "FALSE", "0", "否"};
  const auto in = [&](const auto& list) { return std::find(list.begin(), list.end(), node.text()) != list.end(); };
  if (node.is_text())
    node.problem("`" + node.text() + "` is neither true nor false", "only `true` and `false` are read",
                 in(yes)  ? "true"
                 : in(no) ? "false"
                          : "");
  return false;
}

bool read_switch(const yaml::Node& node) {
  if (node.is_plain("on")) return true;
  if (node.is_plain("off")) return false;
  if (node.is_plain("true") || node.is_plain("false")) return read_bool(node);
  node.expect(node.is_text(), "on or off");
  if (node.is_text())
    node.problem("`" + node.text() + "` is neither on nor off", "something is switched by `on` and `off`");
  return true;
}

}  // namespace echelon
