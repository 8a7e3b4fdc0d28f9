#include "report/page/svg_frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/numbers.hpp"
#include "report/page/html.hpp"

namespace echelon::page {
namespace {

Names scaled(double value, const Chart& chart) {
  return each([&](Lang lang) { return scaled_text(value, scale_of(lang, chart)); });
}

}  // namespace

std::string rule(double x1, double y1, double x2, double y2, const char* colour) {
  return fmt::format("<line stroke=\"{}\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\"/>", colour, x1, y1, x2, y2);
}

Frame::Frame(const Chart& chart) : axis_(axis_of(chart)), years_(chart.places()), log_(chart.log) {}

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
  for (std::size_t y = 0; y < chart.places(); ++y) {
    if (chart.steps.empty() && chart.years[y] % static_cast<int>(every) != 0) continue;
    out += label(frame.x(y), frame.bottom + 17, "middle", {chart.place(y), {}});
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

}  // namespace echelon::page
