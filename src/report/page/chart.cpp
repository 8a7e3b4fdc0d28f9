#include "report/page/chart.hpp"

#include <algorithm>
#include <cmath>

#include "report/numbers.hpp"

namespace echelon::page {
namespace {

// Calls f with every number that is drawn.
template <class F>
void for_all_values(const Chart& chart, F f) {
  const auto list = [&](const std::vector<double>& values) {
    for (const double v : values) {
      if (std::isfinite(v)) f(v);
    }
  };
  for (const Band& band : chart.bands) list(band.low), list(band.high);
  for (const Line& line : chart.lines) list(line.values);
  for (const Mark& mark : chart.marks) list({mark.value});
  list({chart.goal, chart.goal_high});
  for (const Row& row : chart.rows) {
    for (const Estimate& bar : row.bars) list({bar.value, bar.low, bar.high});
  }
  for (std::size_t y = 0; y < chart.places(); ++y) {
    double up = 0, down = 0;
    for (const Stack& stack : chart.stacks) {
      if (std::isfinite(stack.values[y])) (stack.values[y] > 0 ? up : down) += stack.values[y];
    }
    f(up), f(down);
  }
}

// 1, 2 or 5 times a power of ten, so that about `wanted` of them fit.
double round_step(double range, double wanted) {
  const double raw = range / wanted, power = std::pow(10.0, std::floor(std::log10(raw)));
  const double part = raw / power;
  return power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10);
}

Axis log_axis(double high) {
  Axis axis{1, 10, {}};
  while (axis.high < high) axis.high *= 10;
  for (double t = axis.low; t <= axis.high * 1.001; t *= 10) axis.ticks.push_back(t);
  return axis;
}

}  // namespace

const char* const palette[8] = {"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#5b4b9a", "#8a8f96"};

Axis axis_of(const Chart& chart) {
  double low = 0, high = 0;
  for_all_values(chart, [&](double v) { low = std::min(low, v), high = std::max(high, v); });
  if (chart.log) return log_axis(high);
  if (high == low) high = low + 1;
  const double step = round_step(high - low, 4.5);
  Axis axis{std::floor(low / step + 1e-9) * step, std::ceil(high / step - 1e-9) * step, {}};
  if (low == 0) axis.low = 0;
  const int count = static_cast<int>(std::lround((axis.high - axis.low) / step));
  for (int i = 0; i <= count; ++i) axis.ticks.push_back(axis.low + i * step);
  return axis;
}

Scale scale_of(Lang lang, const Chart& chart) {
  double high = 0;
  for_all_values(chart, [&](double v) { high = std::max(high, std::abs(v)); });
  if (chart.unit == "CNY") {
    if (lang == Lang::zh) return high >= 1e8 ? Scale{1e8, "亿元"} : Scale{1e4, "万元"};
    return high >= 1e9 ? Scale{1e9, "bn CNY"} : Scale{1e6, "million CNY"};
  }
  if (chart.unit.rfind("fraction", 0) == 0) return {0.01, unit_word(lang, chart.unit)};
  return {1, unit_word(lang, chart.unit)};
}

std::string scaled_text(double value, const Scale& scale) {
  if (!std::isfinite(value)) return "-";
  const double shown = value / scale.divisor;
  return grouped(std::abs(shown) < 1e-9 ? 0 : shown);
}

std::string mark_word(Lang lang, MarkRole role) {
  static const Names words[] = {{"fitted", "用于拟合"}, {"held out", "留出检验"}, {"test only", "仅作检验"}, {"shown only", "仅供参考"}};
  return in(lang, words[static_cast<int>(role)]);
}

}  // namespace echelon::page
