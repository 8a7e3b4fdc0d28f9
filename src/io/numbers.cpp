// Reads the digits of a number. YAML readers take 017 for 15, 1_000 for a word and `.inf` for a number; people type
// 1,000 and １０. Each is told apart here.
#include <algorithm>
#include <cctype>
#include <charconv>

#include "core/problems.hpp"
#include "io/units.hpp"

namespace echelon {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

// Full-width forms U+FF01..U+FF5E are the ASCII characters 0x21..0x7E, shifted.
std::string narrowed(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = [&](std::size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0u; };
    const unsigned code = ((byte(0) & 0x0Fu) << 12) | ((byte(1) & 0x3Fu) << 6) | (byte(2) & 0x3Fu);
    if ((byte(0) & 0xF0u) == 0xE0u && code >= 0xFF01u && code <= 0xFF5Eu) {
      out += static_cast<char>(code - 0xFF01u + 0x21u);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string without(std::string_view text, std::string_view unwanted) {
  std::string out;
  for (const char c : text)
    if (unwanted.find(c) == std::string_view::npos) out += c;
  return out;
}

std::string without_gaps(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] != ' ' || i == 0 || i + 1 == text.size() || !is_digit(text[i - 1]) || !is_digit(text[i + 1]))
      out += text[i];
  return out;
}

// The length of the part that looks like a number, thousands separators included.
std::size_t number_length(std::string_view text) {
  std::size_t i = !text.empty() && (text[0] == '+' || text[0] == '-');
  while (i < text.size()) {
    const bool exponent = (text[i] == 'e' || text[i] == 'E') && i > 0 && is_digit(text[i - 1]) && i + 1 < text.size() &&
                          (is_digit(text[i + 1]) || ((text[i + 1] == '-' || text[i + 1] == '+') &&
                                                     i + 2 < text.size() && is_digit(text[i + 2])));
    if (exponent) i += 2;
    else if (is_digit(text[i]) || text[i] == '.' ||
             ((text[i] == ',' || text[i] == '_') && i + 1 < text.size() && is_digit(text[i + 1])))
      ++i;
    else break;
  }
  return i;
}

std::optional<Complaint> check_form(std::string_view text, std::string_view digits, std::string_view rest) {
  const std::string whole(text);
  const std::size_t first = !digits.empty() && !is_digit(digits[0]) && digits[0] != '.';
  const std::string_view plain = digits.substr(first);
  if (digits.find_first_of(",_") != std::string_view::npos)
    return Complaint{"`" + whole + "` has a thousands separator", "a comma may mean thousands or decimals",
                     without(digits, ",_") + std::string(rest)};
  if (rest.size() > 1 && rest[0] == ' ' && is_digit(rest[1]))
    return Complaint{"`" + whole + "` has a gap between its digits", "it may be two numbers", without_gaps(text)};
  if (plain == "0" && !rest.empty() && std::string_view("xXoObB").find(rest[0]) != std::string_view::npos)
    return Complaint{"`" + whole + "` is not a decimal number", "hexadecimal, octal and binary numbers are not read",
                     ""};
  if (plain.size() > 1 && plain[0] == '0' && is_digit(plain[1])) {
    const std::size_t zeros = std::min(plain.find_first_not_of('0'), plain.size() - 1);
    return Complaint{"`" + whole + "` begins with a zero", "YAML readers take it for an octal number",
                     std::string(digits.substr(0, first)) + std::string(plain.substr(zeros)) + std::string(rest)};
  }
  return std::nullopt;
}

// What people write elsewhere.
std::string nearest_unit(const std::string& name) {
  static const std::pair<const char*, const char*> others[] = {
      {"wan", "万元"}, {"wan yuan", "万元"}, {"万", "万元"}, {"万人民币", "万元"}, {"yi", "亿元"}, {"yi yuan", "亿元"}, {"亿", "亿元"},
      {"rmb", "CNY"}, {"yuan", "CNY"}, {"人民币", "CNY"}, {"¥", "CNY"}, {"percent", "%"}, {"per cent", "%"}, {"pct", "%"}, {"人", "persons"},
      {"户", "firms"}, {"家", "firms"}, {"年", "years"}, {"季度", "quarters"}, {"平方米", "m2"}};
  const std::string small = lower(name);
  for (const auto& [other, ours] : others)
    if (small == other) return ours;
  return nearest(name, known_units());
}

std::variant<Written, Complaint> with_unit(std::string_view text, Written number, std::string_view rest) {
  const std::size_t begin = rest.find_first_not_of(' ');
  if (begin == std::string_view::npos) return number;
  const std::string name(rest.substr(begin));
  const auto unit = find_unit(name);
  if (!unit) {
    const std::string near = nearest_unit(name);
    return Complaint{"`" + std::string(text) + "` has the unknown unit `" + name + "`",
                     "known are CNY, 元, 万元, 亿元, million CNY, %, per year, per quarter, per sqrt year, years, "
                     "quarters, persons, firms, m2",
                     near.empty() ? near : std::string(text.substr(0, text.size() - rest.size())) + " " + near};
  }
  number.unit = *unit;
  number.bare = false;
  return number;
}

// Takes the exponent out of the digits, where unit conversion adds to it.
std::optional<Written> split_exponent(std::string_view digits) {
  Written number{std::string(digits), 0, {"1", "1", 0, 1}, true};
  if (number.digits[0] == '+') number.digits.erase(0, 1);
  double value = 0;
  const auto end = std::from_chars(number.digits.data(), number.digits.data() + number.digits.size(), value);
  if (end.ec != std::errc() || end.ptr != number.digits.data() + number.digits.size()) return std::nullopt;
  const std::size_t e = number.digits.find_first_of("eE");
  if (e == std::string::npos) return number;
  const std::size_t sign = e + 1 + (number.digits[e + 1] == '+');
  std::from_chars(number.digits.data() + sign, number.digits.data() + number.digits.size(), number.exponent);
  number.digits.erase(e);
  return number;
}

}  // namespace

std::variant<Written, Complaint> parse_number(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  const std::string whole(text), narrow = narrowed(text);
  if (whole.empty()) return Complaint{"a number is missing", "the value is empty", ""};
  if (narrow != whole)
    return Complaint{"`" + whole + "` has full-width characters", "numbers are written in ASCII", narrow};
  const std::string small = without(lower(text), "+-.");
  if (small == "nan" || small == "inf" || small == "infinity")
    return Complaint{"`" + whole + "` is not a finite number", "every number must have a value that can be checked",
                     ""};
  const std::string_view digits = text.substr(0, number_length(text)), rest = text.substr(digits.size());
  if (digits.find_first_of("0123456789") == std::string_view::npos)
    return Complaint{"`" + whole + "` is not a number", "a number is written as 30, 0.25, 1e3, with its unit behind it",
                     ""};
  if (auto complaint = check_form(text, digits, rest)) return *complaint;
  const auto number = split_exponent(digits);
  if (!number) return Complaint{"`" + std::string(digits) + "` is not a number", "it is malformed or too large", ""};
  return with_unit(text, *number, rest);
}

}  // namespace echelon
