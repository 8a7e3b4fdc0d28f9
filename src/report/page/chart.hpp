#pragma once
// One chart as numbers. The picture without a script (svg.hpp), the table and the live chart (page.js) are three views of it.
#include <limits>
#include <string>
#include <vector>

#include "model/scenario.hpp"
#include "report/words.hpp"

namespace echelon::page {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

// Values by year; NaN where there is none.
struct Band {
  Names name;
  std::vector<double> low, high;
};

enum class LineStyle { median, sample, plain };

struct Line {
  Names name;
  std::vector<double> values;
  LineStyle style;
  int colour;  // place in `palette`
};

// Bars of one year stand on each other, those below zero hang.
struct Stack {
  Names name;
  std::vector<double> values;
  int colour;
};

enum class MarkRole { fitted, held_out, test, shown };

// A published figure.
struct Mark {
  int year;
  double value;
  std::string bound;  // "", lower, upper
  std::string source;
  MarkRole role;
};

// A figure with its interval; NaN where there is none.
struct Estimate {
  double value, low = kNothing, high = kNothing;
};

// Horizontal bars with a name: one, or one of each of the chart's measures.
struct Row {
  Names name;
  std::vector<Estimate> bars;
  std::string id = {};  // of what has a path, for the table
  Names remark = {};  // in the table; makes the bars pale
};

struct Chart {
  std::string id;  // unique on the page: letters, digits, - . _
  Names title;
  Names note;      // what is drawn, in one sentence; "" for none
  std::string unit;
  std::vector<int> years;
  std::vector<std::string> steps;  // what stands under the axis instead of years
  bool log = false;
  bool shares_legend = false;  // the legend of bands and lines stands above the group of charts
  std::vector<Band> bands;  // widest first
  std::vector<Line> lines;
  std::vector<Stack> stacks;
  std::vector<Mark> marks;
  double goal = kNothing, goal_high = kNothing;
  int deadline = 0;
  Names goal_name = {};     // where the line is no target
  std::vector<Row> rows;    // instead of years
  std::vector<Names> measures = {};  // of the bars of a row, where there are several

  std::size_t places() const { return steps.empty() ? years.size() : steps.size(); }
  std::string place(std::size_t i) const { return steps.empty() ? std::to_string(years[i]) : steps[i]; }
};

// How a unit is written on the axes and in the tables of one chart: value / divisor, then the name.
struct Scale {
  double divisor;
  std::string name;
};
Scale scale_of(Lang lang, const Chart& chart);

// Ends and round steps of the value axis; in a logarithmic chart the ticks are powers of ten.
struct Axis {
  double low, high;
  std::vector<double> ticks;
};
Axis axis_of(const Chart& chart);

// Safe in print and for colour-blind readers (Okabe and Ito); the last is for what is left over.
extern const char* const palette[8];
constexpr int kRest = 7;

// A number of the chart in its scale, without the unit.
std::string scaled_text(double value, const Scale& scale);

std::string mark_word(Lang lang, MarkRole role);

}  // namespace echelon::page
