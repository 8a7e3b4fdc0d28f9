// Texts, names, dates: the readers of io/values.hpp that are not about quantities.
#include <algorithm>
#include <charconv>

#include "io/values.hpp"

namespace echelon {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int to_int(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

bool plausible_year(std::string_view text) {
  return text.size() == 4 && all_digits(text) && to_int(text) >= 1900 && to_int(text) <= 2200;
}

// 2024Q1, 2024, 2024-10, 2026-03-31.
std::optional<Quarter> parse_quarter(std::string_view text, Edge edge) {
  if (text.size() < 4 || !plausible_year(text.substr(0, 4))) return std::nullopt;
  const int year = to_int(text.substr(0, 4));
  const std::string_view rest = text.substr(4);
  if (rest.empty()) return Quarter::of(year, edge == Edge::first ? 1 : 4);
  if (rest.size() == 2 && rest[0] == 'Q' && rest[1] >= '1' && rest[1] <= '4') return Quarter::of(year, rest[1] - '0');
  const bool month = rest.size() >= 3 && rest[0] == '-' && all_digits(rest.substr(1, 2));
  const bool day = rest.size() == 6 && rest[3] == '-' && all_digits(rest.substr(4)) && to_int(rest.substr(4)) >= 1 &&
                   to_int(rest.substr(4)) <= 31;
  if (!month || (rest.size() != 3 && !day)) return std::nullopt;
  const int m = to_int(rest.substr(1, 2));
  if (m < 1 || m > 12) return std::nullopt;
  return Quarter::of(year, (m + 2) / 3);
}

void no_quarter(const yaml::Node& node, const std::string& text) {
  std::string hint = text;
  std::transform(hint.begin(), hint.end(), hint.begin(), [](char c) { return c == 'q' ? 'Q' : c; });
  hint.erase(std::remove(hint.begin(), hint.end(), ' '), hint.end());
  node.problem("`" + text + "` is no quarter", "dates are written as 2024Q1, 2024 or 2024-10",
               parse_quarter(hint, Edge::first) ? hint : "");
}

}  // namespace

int read_year_text(const std::string& text, const yaml::Node& complain_to) {
  if (plausible_year(text)) return to_int(text);
  complain_to.problem("`" + text + "` is no year", "a year is written with four digits, 1900 to 2200");
  return 0;
}

int read_year(const yaml::Node& node) { return node.exists() ? read_year_text(node.text(), node) : 0; }

Quarter read_quarter(const yaml::Node& node, Edge edge) {
  if (!node.exists()) return edge == Edge::first ? Quarter::of(1900, 1) : far_future;
  const std::string text = node.text();
  const auto quarter = parse_quarter(text, edge);
  if (quarter) return *quarter;
  if (node.is_text()) no_quarter(node, text);
  return edge == Edge::first ? Quarter::of(1900, 1) : far_future;
}

int read_quarter_of_year(const yaml::Node& node) {
  const std::string text = read_choice(node, {"Q1", "Q2", "Q3", "Q4"});
  return text.empty() ? 1 : text[1] - '0';
}

Horizon read_horizon(const yaml::Node& node) {
  const std::string text = node.text();
  const std::size_t dots = text.find("..");
  const auto first = parse_quarter(text.substr(0, dots), Edge::first);
  const auto last =
      dots == std::string::npos ? std::nullopt : parse_quarter(std::string_view(text).substr(dots + 2), Edge::last);
  if (first && last && *first <= *last) {
    const Horizon years{Quarter::of(first->year(), 1), Quarter::of(last->year(), 4)};
    if (*first != years.first || *last != years.last)
      node.problem("the horizon is not of whole years", "books and most series are of calendar years", years.first.text() + ".." + years.last.text());
    return years;
  }
  if (node.is_text() && first && last)
    node.problem("the horizon ends before it begins", "nothing would be simulated",
                 text.substr(dots + 2) + ".." + text.substr(0, dots));
  else if (node.is_text()) node.problem("`" + text + "` is no horizon", "a horizon is written as 2018Q1..2035Q4");
  return {Quarter::of(2018, 1), Quarter::of(2018, 1)};
}

std::string read_text(const yaml::Node& node) {
  node.expect(node.is_text(), "a piece of text");
  const std::string text = node.is_text() ? node.text() : "";
  if (node.is_text() && text.find_first_not_of(" \n\t") == std::string::npos)
    node.problem("`" + node.key() + "` is empty", "it must say something");
  return text;
}

std::string read_id(const yaml::Node& node) {
  const std::string text = read_text(node);
  const bool plain = std::all_of(text.begin(), text.end(),
                                 [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '-' || c == '.'; });
  if (!plain)
    node.problem("`" + text + "` is no name",
                 "a name is made of ASCII letters, digits, `_`, `-` and `.`; Chinese belongs into `name`");
  return text;
}

std::string read_choice(const yaml::Node& node, const std::vector<std::string>& choices) {
  if (!node.exists()) return {};
  node.expect(node.is_text(), "one word");
  const std::string text = node.is_text() ? node.text() : "";
  if (!node.is_text() || std::find(choices.begin(), choices.end(), text) != choices.end()) return text;
  std::string list;
  for (const std::string& c : choices) list += (list.empty() ? "" : ", ") + c;
  node.problem("`" + text + "` is not possible for `" + node.key() + "`", "possible are " + list,
               nearest(text, choices));
  return {};
}

std::vector<std::string> read_texts(const yaml::Node& node) {
  if (!node.exists()) return {};
  if (node.is_text()) return {read_text(node)};
  std::vector<std::string> out;
  for (const yaml::Node& item : node.items()) out.push_back(read_text(item));
  return out;
}

Names read_names(const yaml::Node& node) {
  if (!node.exists()) return {};
  node.expect(node.is_map(), "a mapping {en: ..., zh: ...}");
  if (!node.is_map()) return {};
  const Names names{read_text(node.required("en")), read_text(node.required("zh"))};
  node.finish();
  return names;
}

std::string read_question(const yaml::Node& node) {
  if (!node.is_map()) return read_text(node);
  const Names names = read_names(node);
  return names.en + "\n" + names.zh;
}

}  // namespace echelon
