#include "report/page/json.hpp"

#include <fmt/format.h>

#include <cmath>

#include "report/page/html.hpp"
#include "report/page/svg_frame.hpp"

namespace echelon::page {
namespace {

std::string number(double v) { return std::isfinite(v) ? fmt::format("{:.6g}", v) : "null"; }

std::string names(const Names& n) { return "{\"en\":" + json_text(n.en) + ",\"zh\":" + json_text(n.zh.empty() ? n.en : n.zh) + "}"; }

template <class List, class Write>
std::string array(const List& list, Write write) {
  std::string out = "[";
  for (const auto& item : list) out += (out.size() > 1 ? "," : "") + write(item);
  return out + "]";
}

std::string scale(const Chart& chart, Lang lang) {
  const Scale s = scale_of(lang, chart);
  return "{\"divisor\":" + number(s.divisor) + ",\"name\":" + json_text(s.name) + "}";
}

const char* style(LineStyle s) { return s == LineStyle::median ? "\"median\"" : s == LineStyle::sample ? "\"sample\"" : "\"plain\""; }
const char* role(MarkRole r) {
  static const char* const all[] = {"\"fitted\"", "\"held-out\"", "\"test\"", "\"shown\""};
  return all[static_cast<int>(r)];
}

}  // namespace

std::string json_text(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') out += '\\', out += c;
    else if (code < 0x20 || c == '<' || c == '>' || c == '&') out += fmt::format("\\u{:04x}", code);
    else out += c;
  }
  return out + "\"";
}

std::string json_numbers(const std::vector<double>& values) { return array(values, number); }

std::string json(const Chart& c) {
  std::string out = "{\"id\":" + json_text(c.id) + ",\"title\":" + names(c.title) + ",\"log\":" + (c.log ? "true" : "false");
  out += ",\"scale\":{\"en\":" + scale(c, Lang::en) + ",\"zh\":" + scale(c, Lang::zh) + "}";
  const Axis axis = axis_of(c);
  out += ",\"axis\":[" + number(axis.low) + "," + number(axis.high) + "],\"ticks\":" + json_numbers(axis.ticks);
  out += ",\"years\":" + array(c.years, [](int y) { return std::to_string(y); });
  out += ",\"steps\":" + array(c.steps, json_text) + ",\"measures\":" + array(c.measures, names) + ",\"rowHeight\":" + number(row_height(c));
  out += ",\"goalName\":" + names(c.goal_name);
  out += ",\"bands\":" + array(c.bands, [](const Band& b) {
           return "{\"name\":" + names(b.name) + ",\"low\":" + json_numbers(b.low) + ",\"high\":" + json_numbers(b.high) + "}";
         });
  out += ",\"lines\":" + array(c.lines, [](const Line& l) {
           return "{\"name\":" + names(l.name) + ",\"style\":" + style(l.style) + ",\"colour\":" + std::to_string(l.colour) + ",\"values\":" +
                  json_numbers(l.values) + "}";
         });
  out += ",\"stacks\":" + array(c.stacks, [](const Stack& s) {
           return "{\"name\":" + names(s.name) + ",\"colour\":" + std::to_string(s.colour) + ",\"values\":" + json_numbers(s.values) + "}";
         });
  out += ",\"marks\":" + array(c.marks, [](const Mark& m) {
           const Names word = each([&](Lang lang) { return mark_word(lang, m.role); });
           return "{\"year\":" + std::to_string(m.year) + ",\"value\":" + number(m.value) + ",\"bound\":" + json_text(m.bound) + ",\"source\":" +
                  json_text(m.source) + ",\"role\":" + role(m.role) + ",\"word\":" + names(word) + "}";
         });
  out += ",\"rows\":" + array(c.rows, [](const Row& r) {
           return "{\"name\":" + names(r.name) + ",\"id\":" + json_text(r.id) + ",\"label\":" + names(row_label(r)) + ",\"remark\":" + names(r.remark) + ",\"bars\":" + array(r.bars, [](const Estimate& e) { return json_numbers({e.value, e.low, e.high}); }) + "}";
         });
  return out + ",\"goal\":[" + number(c.goal) + "," + number(c.goal_high) + "],\"deadline\":" + std::to_string(c.deadline) + "}";
}

}  // namespace echelon::page
