#pragma once
// Charts as static SVG: what a reader without a script sees and what is printed.
#include <string>

#include "report/page/chart.hpp"

namespace echelon::page {

// A whole <svg> element with title and description; texts in both languages.
std::string svg(const Chart& chart);

// The same look in a square of 14 by 10, for legends.
std::string swatch_line(int colour, LineStyle style);
std::string swatch_box(const std::string& fill);
std::string swatch_mark(MarkRole role);
std::string swatch_goal();

// Ten dots of which about 10 p are full; "" where p is no number.
std::string ten_dots(double p);

// Fill of the k-th of n bands, widest first.
const char* band_fill(std::size_t k, std::size_t n);

// Dashes of the k-th plain line, so that lines differ without colour; "" for a full line.
const char* dashes(int colour);

}  // namespace echelon::page
