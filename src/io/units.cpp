#include "io/units.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>

namespace echelon {
namespace {

struct Base {
  const char* text;
  const char* dimension;
  int exponent;
  int quarters;
};

const Base bases[] = {
    {"1", "1", 0, 1},
    {"%", "1", -2, 1},
    {"fraction", "1", 0, 1},
    {"count", "1", 0, 1},
    {"bool", "1", 0, 1},
    {"CNY", "CNY", 0, 1},
    {"元", "CNY", 0, 1},
    {"万元", "CNY", 4, 1},
    {"亿元", "CNY", 8, 1},
    {"thousand CNY", "CNY", 3, 1},
    {"million CNY", "CNY", 6, 1},
    {"billion CNY", "CNY", 9, 1},
    {"USD", "USD", 0, 1},
    {"million USD", "USD", 6, 1},
    {"billion USD", "USD", 9, 1},
    {"years", "quarter", 0, 4},
    {"year", "quarter", 0, 4},
    {"quarters", "quarter", 0, 1},
    {"quarter", "quarter", 0, 1},
    {"m2", "m2", 0, 1},
};

// Things that are counted: plural, and the dimension.
const std::array<std::pair<const char*, const char*>, 14> nouns{{{"persons", "person"},
                                                                 {"firms", "firm"},
                                                                 {"points", "point"},
                                                                 {"patents", "patent"},
                                                                 {"projects", "project"},
                                                                 {"cases", "case"},
                                                                 {"deals", "deal"},
                                                                 {"calls", "call"},
                                                                 {"consortia", "consortium"},
                                                                 {"carriers", "carrier"},
                                                                 {"platforms", "platform"},
                                                                 {"slots", "slot"},
                                                                 {"titles", "title"},
                                                                 {"flights", "flight"}}};

const char* const denominators[] = {"sqrt year", "year",    "quarter", "month", "person",
                                    "firm",      "project", "m2",      "slot",  "10k persons"};

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<Base> find_base(std::string_view text) {
  for (const Base& base : bases)
    if (text == base.text) return base;
  for (const auto& [plural, one] : nouns)
    if (text == plural || text == one) return Base{plural, one, 0, 1};
  return std::nullopt;
}

// Cuts the first "per x" or "/x" off: "CNY per person and year" -> "CNY", {"person", "year"}.
struct Parts {
  std::string_view base;
  std::vector<std::string> per;
};

std::size_t find_any(std::string_view text, std::initializer_list<std::string_view> marks, std::size_t& length) {
  std::size_t best = std::string_view::npos;
  for (const std::string_view mark : marks) {
    const std::size_t at = text.find(mark);
    if (at < best) best = at, length = mark.size();
  }
  return best;
}

Parts split(std::string_view text) {
  std::size_t length = 0;
  std::size_t at = text.starts_with("per ") ? (length = 4, 0) : find_any(text, {" per ", "/"}, length);
  Parts parts{trim(text.substr(0, at)), {}};
  while (at != std::string_view::npos) {
    text = trim(text.substr(at + length));
    at = find_any(text, {" per ", " and ", "/", "-"}, length);
    parts.per.emplace_back(trim(text.substr(0, at)));
  }
  return parts;
}

}  // namespace

std::optional<Unit> find_unit(std::string_view text) {
  text = trim(text);
  if (text.empty()) return std::nullopt;
  Parts parts = split(text);
  const auto base = parts.base.empty() ? std::optional<Base>(bases[0]) : find_base(parts.base);
  if (!base) return std::nullopt;
  Unit unit{std::string(text), base->dimension, base->exponent, base->quarters};
  std::sort(parts.per.begin(), parts.per.end());
  for (const std::string& per : parts.per) {
    if (std::find(std::begin(denominators), std::end(denominators), per) == std::end(denominators)) return std::nullopt;
    unit.dimension += "/" + per;
  }
  return unit;
}

std::vector<std::string> known_units() {
  std::vector<std::string> out;
  for (const Base& base : bases) out.emplace_back(base.text);
  for (const auto& [plural, one] : nouns) out.emplace_back(plural);
  for (const char* per : {"per year", "per quarter", "per sqrt year", "% per year", "CNY per year", "万元 per year",
                          "亿元 per year", "projects per year", "million CNY per person and year"})
    out.emplace_back(per);
  return out;
}

std::optional<double> value_in(const Written& number, const Unit& unit) {
  const bool counted = unit.dimension == "1" || std::any_of(nouns.begin(), nouns.end(),
                                                            [&](const auto& n) { return unit.dimension == n.second; });
  if (number.bare ? !counted : number.unit.dimension != unit.dimension) return std::nullopt;
  const int shift = number.exponent + (number.bare ? 0 : number.unit.exponent - unit.exponent);
  std::string text = number.digits;
  if (shift != 0) text += "e" + std::to_string(shift);
  double value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size()) return std::nullopt;
  return number.bare ? value : value * number.unit.quarters / unit.quarters;
}

Unit held_unit(const std::string& declared) {
  const auto unit = find_unit(declared == "%" ? "1" : declared);
  if (!unit) throw std::logic_error("a parameter is declared in the unknown unit " + declared);
  return *unit;
}

std::string shortest(double value) {
  std::array<char, 64> buffer;
  const double size = std::abs(value);
  const bool plain = size == 0 || (size >= 1e-5 && size < 1e16);  // 50000000 rather than 5e+07
  const auto form = plain ? std::chars_format::fixed : std::chars_format::scientific;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, form);
  return {buffer.data(), end.ptr};
}

}  // namespace echelon
