#include <algorithm>
#include <set>

#include "app/manual.hpp"
#include "app/schema.hpp"
#include "io/units.hpp"

namespace echelon::app {
namespace {

constexpr const char* digits = "[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?";

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("*.+?()[]{}|^$\\").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

// "CNY per year" -> " per year": what a sum of money and a sum of money a year have not in common.
std::string denominator(const std::string& unit) {
  if (unit.starts_with("per ")) return unit;
  const std::size_t per = unit.find(" per ");
  return per == std::string::npos ? "" : unit.substr(per);
}

// Every way to write a unit of the same dimension, as far as the reader's own list of units goes.
void add_ways(const std::string& wanted, std::set<std::string>& ways) {
  const auto target = find_unit(wanted);
  if (!target) return;
  const std::string tail = denominator(wanted);
  ways.insert(wanted);
  for (const std::string& base : known_units()) {
    if (base == "fraction" || base == "count" || base == "bool") continue;  // words of the code, not of people
    for (const std::string& way : {base, base + (tail.starts_with(" ") ? "" : " ") + tail}) {
      const auto unit = find_unit(way);
      if (unit && unit->dimension == target->dimension) ways.insert(way);
    }
  }
}

bool is_counted(const std::string& unit) {
  const auto known = find_unit(unit);
  return known && value_in({"1", 0, *known, true}, *known).has_value();
}

}  // namespace

Json object(Json properties, std::vector<std::string> required) {
  Json schema{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

Json described(std::string text, Json schema) {
  schema["description"] = std::move(text);
  return schema;
}

Json one_of(const std::vector<std::string>& words) { return {{"enum", words}}; }
Json any_of(std::vector<Json> choices) { return {{"anyOf", std::move(choices)}}; }
Json list_of(Json items) { return {{"type", "array"}, {"items", std::move(items)}}; }
Json text() { return {{"type", Json::array({"string", "number"})}}; }
Json identifier() { return {{"type", "string"}, {"pattern", "^[A-Za-z0-9_.-]+$"}}; }
Json names() { return object({{"en", text()}, {"zh", text()}}, {"en", "zh"}); }
Json question() { return any_of({Json{{"type", "string"}}, names()}); }
Json count(std::int64_t least) { return {{"type", "integer"}, {"minimum", least}}; }
Json on_off() { return {{"enum", Json::array({"on", "off", true, false})}}; }
Json year() { return {{"type", "integer"}, {"minimum", 1900}, {"maximum", 2200}}; }
Json quarter() { return any_of({Json{{"type", "string"}, {"pattern", "^[0-9]{4}(Q[1-4]|-[0-9]{2}(-[0-9]{2})?)?$"}}, year()}); }
Json horizon() { return {{"type", "string"}, {"pattern", "^[0-9]{4}(Q[1-4]|-[0-9]{2})?\\.\\.[0-9]{4}(Q[1-4]|-[0-9]{2})?$"}}; }

Json any_number() {
  return any_of({Json{{"type", "number"}}, Json{{"type", "boolean"}}, Json{{"type", "string"}, {"pattern", std::string("^") + digits + " *[^0-9 ].*$"}}});
}

Json number_in(const std::vector<std::string>& units, bool bare) {
  std::set<std::string> ways;
  for (const std::string& unit : units) add_ways(unit, ways);
  bare = bare || std::any_of(units.begin(), units.end(), is_counted);
  std::string list;
  for (const std::string& way : ways) list += (list.empty() ? "" : "|") + escaped(way);
  const Json written{{"type", "string"}, {"pattern", std::string("^") + digits + " *(" + list + ")" + (bare ? "?" : "") + "$"}};
  return bare ? any_of({Json{{"type", "number"}}, written}) : written;
}

Json duration() { return number_in({"quarters"}, false); }

}  // namespace echelon::app
