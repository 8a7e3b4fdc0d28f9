#include "report/page/svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/page/html.hpp"
#include "report/page/svg_frame.hpp"

namespace echelon::page {
namespace {

std::string outline(const Frame& frame, const Band& band) {
  std::string forth, back;
  for (std::size_t y = 0; y < band.low.size(); ++y) {
    if (std::isnan(band.low[y]) || std::isnan(band.high[y])) continue;
    forth += fmt::format("{:.1f},{:.1f} ", frame.x(y), frame.y(band.high[y]));
    back = fmt::format("{:.1f},{:.1f} ", frame.x(y), frame.y(band.low[y])) + back;
  }
  return forth + back;
}

std::string bands(const Frame& frame, const Chart& chart) {
  std::string out;
  for (std::size_t k = 0; k < chart.bands.size(); ++k) {
    out += fmt::format("<polygon class=\"band\" fill=\"{}\" points=\"{}\"/>", band_fill(k, chart.bands.size()), outline(frame, chart.bands[k]));
  }
  return out;
}

std::string stroke(const Line& line) {
  if (line.style == LineStyle::sample) return "stroke=\"#5b6b7a\" stroke-width=\"0.8\" opacity=\"0.55\"";
  const std::string dash = line.style == LineStyle::plain && *dashes(line.colour) ? fmt::format(" stroke-dasharray=\"{}\"", dashes(line.colour)) : "";
  return fmt::format("stroke=\"{}\" stroke-width=\"2\"{}", palette[line.colour], dash);
}

std::string lines(const Frame& frame, const Chart& chart) {
  std::string out;
  for (const Line& line : chart.lines) {
    std::string path;
    bool pen_down = false;
    for (std::size_t y = 0; y < line.values.size(); ++y) {
      const bool there = std::isfinite(line.values[y]) && (!chart.log || line.values[y] > 0);
      if (there) path += fmt::format("{}{:.1f} {:.1f}", pen_down ? "L" : "M", frame.x(y), frame.y(line.values[y]));
      pen_down = there;
    }
    out += fmt::format("<path class=\"{}\" fill=\"none\" stroke-linejoin=\"round\" {} d=\"{}\"/>",
                       line.style == LineStyle::sample ? "sample" : "line", stroke(line), path);
  }
  return out;
}

std::string bars(const Frame& frame, const Chart& chart) {
  std::string out;
  for (std::size_t y = 0; y < chart.places(); ++y) {
    double up = 0, down = 0;
    for (const Stack& stack : chart.stacks) {
      const double v = stack.values[y];
      if (!std::isfinite(v) || v == 0) continue;
      double& from = v > 0 ? up : down;
      const double a = frame.y(from), b = frame.y(from + v);
      from += v;
      out += fmt::format("<rect class=\"bar\" fill=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>", palette[stack.colour],
                         frame.x(y) - 0.36 * frame.step(), std::min(a, b), 0.72 * frame.step(), std::abs(a - b));
    }
  }
  return out;
}

std::string goal(const Frame& frame, const Chart& chart) {
  if (std::isnan(chart.goal)) return "";
  std::string out;
  const auto line = [&](double value) {
    out += fmt::format("<line class=\"goal\" stroke=\"#a2231d\" stroke-width=\"1.5\" stroke-dasharray=\"6 4\" x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>",
                       frame.left, frame.right, frame.y(value), frame.y(value));
  };
  line(chart.goal);
  if (chart.goal_high != chart.goal && !std::isnan(chart.goal_high)) line(chart.goal_high);
  for (std::size_t y = 0; y < chart.years.size(); ++y) {
    if (chart.years[y] != chart.deadline) continue;
    out += fmt::format("<line stroke=\"#a2231d\" stroke-width=\"1\" stroke-dasharray=\"2 3\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.1f}\" y2=\"{2:.1f}\"/>",
                       frame.x(y), frame.top, frame.bottom);
    out += fmt::format("<path class=\"deadline\" fill=\"#a2231d\" d=\"M{:.1f} {:.1f}l5 5l-5 5l-5 -5z\"/>", frame.x(y), frame.y(chart.goal) - 5);
  }
  return out;
}

std::string marks(const Frame& frame, const Chart& chart) {
  std::string out;
  for (const Mark& mark : chart.marks) {
    for (std::size_t y = 0; y < chart.years.size(); ++y) {
      if (chart.years[y] == mark.year) out += mark_shape(mark.role, frame.x(y), frame.y(mark.value));
    }
  }
  return out;
}

}  // namespace

std::string svg(const Chart& chart) {
  if (!chart.rows.empty()) return svg_rows(chart);
  const Frame frame(chart);
  std::string out = open_svg(chart, frame.width, frame.height) + grid(frame, chart);
  out += bars(frame, chart) + bands(frame, chart) + goal(frame, chart) + lines(frame, chart) + marks(frame, chart);
  return out + "</svg>";
}

const char* band_fill(std::size_t k, std::size_t n) {
  static const char* const shades[] = {"#dbe9f4", "#b3d1e8", "#84b4d8"};
  return shades[n >= 3 ? k : n == 2 ? k + 1 : 1];
}

const char* dashes(int colour) {
  static const char* const all[] = {"", "7 3", "2 3", "9 3 2 3", "12 4", "4 2", "1 2", "6 6"};
  return all[colour];
}

std::string swatch_line(int colour, LineStyle style) {
  return "<svg class=\"swatch\" viewBox=\"0 0 22 10\" aria-hidden=\"true\"><path fill=\"none\" " + stroke({{}, {}, style, colour}) + " d=\"M0 5h22\"/></svg>";
}

std::string swatch_box(const std::string& fill) {
  return "<svg class=\"swatch\" viewBox=\"0 0 22 10\" aria-hidden=\"true\"><rect width=\"22\" height=\"10\" fill=\"" + fill + "\"/></svg>";
}

std::string swatch_mark(MarkRole role) {
  return "<svg class=\"swatch\" viewBox=\"0 0 22 10\" aria-hidden=\"true\">" + mark_shape(role, 11, 5) + "</svg>";
}

std::string swatch_goal() {
  return "<svg class=\"swatch\" viewBox=\"0 0 22 10\" aria-hidden=\"true\"><path stroke=\"#a2231d\" stroke-width=\"1.5\" stroke-dasharray=\"6 4\" d=\"M0 5h22\"/></svg>";
}

std::string ten_dots(double p) {
  if (std::isnan(p)) return "";
  std::string out = "<svg class=\"dots\" viewBox=\"0 0 100 10\" aria-hidden=\"true\">";
  const long full = std::lround(10 * p);
  for (int i = 0; i < 10; ++i) out += fmt::format("<circle class=\"{}\" cx=\"{}\" cy=\"5\" r=\"3.8\"/>", i < full ? "full" : "void", 5 + 10 * i);
  return out + "</svg>";
}

}  // namespace echelon::page
