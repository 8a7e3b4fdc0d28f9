#pragma once
// Where things stand in a static chart, and what all of them share.
#include <string>

#include "report/page/chart.hpp"

namespace echelon::page {

// The picture's coordinates, in its own units of about a pixel.
class Frame {
 public:
  explicit Frame(const Chart& chart);
  double x(std::size_t year) const { return left + (static_cast<double>(year) + 0.5) * step(); }
  double y(double value) const;
  double step() const { return (right - left) / static_cast<double>(years_); }
  const Axis& axis() const { return axis_; }

  double width = 520, height = 270, left = 58, right = 508, top = 30, bottom = 244;

 private:
  Axis axis_;
  std::size_t years_;
  bool log_;
};

std::string open_svg(const Chart& chart, double width, double height);
std::string grid(const Frame& frame, const Chart& chart);
std::string label(double x, double y, const char* anchor, const Names& text, const char* more = "");
std::string mark_shape(MarkRole role, double x, double y);
std::string rule(double x1, double y1, double x2, double y2, const char* colour);

// Horizontal bars (svg_rows.cpp).
std::string svg_rows(const Chart& chart);
double row_height(const Chart& chart);
Names row_label(const Row& row);  // its name, in two lines where it is long

}  // namespace echelon::page
