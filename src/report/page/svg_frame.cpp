#include "report/page/svg_frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/numbers.hpp"
#include "report/page/html.hpp"

namespace echelon::page {
namespace {

constexpr double row_height = 24, row_name = 250;

Names scaled(double value, const Chart& chart) {
  return each([&](Lang lang) { return scaled_text(value, scale_of(lang, chart)); });
}

// A share says that it is one.
Names with_sign(double value, const Chart& chart) {
  return each([&](Lang lang) {
    const Scale scale = scale_of(lang, chart);
    return scaled_text(value, scale) + (scale.name == "%" ? " %" : "");
  });
}

std::string rule(double x1, double y1, double x2, double y2, const char* colour) {
  return fmt::format("<line stroke=\"{}\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\"/>", colour, x1, y1, x2, y2);
}

std::string row(const Chart& chart, const Row& r, double top, double zero, double unit) {
  const double middle = top + row_height / 2, end = zero + r.value * unit;
  std::string out = label(row_name - 8, middle + 4, "end", r.name);
  out += fmt::format("<rect class=\"bar\" fill=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>", palette[r.value < 0 ? 1 : 0],
                     std::min(zero, end), top + 4, std::abs(end - zero), row_height - 8);
  if (!std::isnan(r.low)) out += rule(zero + r.low * unit, middle, zero + r.high * unit, middle, "#1c2733");
  return out + label(r.value < 0 ? std::min(zero, end) - 5 : std::max(zero, end) + 5, middle + 4, r.value < 0 ? "end" : "start", with_sign(r.value, chart));
}

}  // namespace

Frame::Frame(const Chart& chart) : axis_(axis_of(chart)), years_(chart.years.size()), log_(chart.log) {}

double Frame::y(double value) const {
  const double share = log_ ? (std::log10(std::max(value, axis_.low)) - std::log10(axis_.low)) / (std::log10(axis_.high) - std::log10(axis_.low))
                            : (value - axis_.low) / (axis_.high - axis_.low);
  return bottom - std::clamp(share, 0.0, 1.0) * (bottom - top);
}

std::string label(double x, double y, const char* anchor, const Names& text, const char* more) {
  const auto one = [&](const std::string& words, const char* lang) {
    return fmt::format("<text{} x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" {}>{}</text>", lang, x, y, anchor, more, escaped(words));
  };
  if (text.zh.empty() || text.en == text.zh) return one(text.en, "");
  return one(text.en, " lang=\"en\"") + one(text.zh, " lang=\"zh-CN\"");
}

std::string open_svg(const Chart& chart, double width, double height) {
  return fmt::format("<svg class=\"still\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-labelledby=\"{}-title\">", width, height, chart.id);
}

std::string grid(const Frame& frame, const Chart& chart) {
  std::string out;
  const Names unit = each([&](Lang lang) { return scale_of(lang, chart).name; });
  if (!unit.en.empty() || !unit.zh.empty()) out += label(4, 15, "start", unit, "class=\"unit\"");
  for (const double tick : frame.axis().ticks) {
    out += rule(frame.left, frame.y(tick), frame.right, frame.y(tick), tick == 0 ? "#7b8794" : "#e1e6eb");
    out += label(frame.left - 7, frame.y(tick) + 4, "end", scaled(tick, chart));
  }
  out += rule(frame.left, frame.bottom, frame.right, frame.bottom, "#7b8794");
  const std::size_t every = chart.years.size() > 10 ? 3 : chart.years.size() > 6 ? 2 : 1;
  for (std::size_t y = 0; y < chart.years.size(); ++y) {
    if (chart.years[y] % static_cast<int>(every) != 0) continue;
    out += label(frame.x(y), frame.bottom + 17, "middle", {std::to_string(chart.years[y]), {}});
  }
  return out;
}

std::string mark_shape(MarkRole role, double x, double y) {
  switch (role) {
    case MarkRole::fitted: return fmt::format("<circle class=\"mark fitted\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\" fill=\"#1c2733\" stroke=\"#fff\"/>", x, y);
    case MarkRole::held_out:
      return fmt::format("<path class=\"mark held-out\" d=\"M{:.1f} {:.1f}l4.6 8h-9.2z\" fill=\"#fff\" stroke=\"#1c2733\" stroke-width=\"1.6\"/>", x, y - 5);
    case MarkRole::test:
      return fmt::format("<rect class=\"mark test\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"7\" height=\"7\" fill=\"#fff\" stroke=\"#1c2733\" stroke-width=\"1.6\"/>", x - 3.5, y - 3.5);
    case MarkRole::shown:
      return fmt::format("<path class=\"mark shown\" d=\"M{:.1f} {:.1f}l7 7m-7 0l7 -7\" stroke=\"#1c2733\" stroke-width=\"1.4\"/>", x - 3.5, y - 3.5);
  }
  return "";
}

std::string svg_rows(const Chart& chart) {
  const double width = 760, right = 690, height = row_height * static_cast<double>(chart.rows.size()) + 12;
  const Axis axis = axis_of(chart);
  const double left = axis.low < 0 ? row_name + 48 : row_name;  // room for the figure before a bar that points left
  const double unit = (right - left) / (axis.high - axis.low), zero = left - axis.low * unit;
  std::string out = open_svg(chart, width, height);
  double top = 4;
  for (const Row& r : chart.rows) out += row(chart, r, top, zero, unit), top += row_height;
  return out + rule(zero, 2, zero, top + 2, "#7b8794") + "</svg>";
}

}  // namespace echelon::page
