// Horizontal bars with intervals.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/page/html.hpp"
#include "report/page/svg_frame.hpp"
#include "report/table.hpp"

namespace echelon::page {
namespace {

constexpr double width = 760, right = 686, name_end = 262;
constexpr int name_columns = 40;

// A single word that is too long, such as a parameter's path, is cut behind a dot or an underscore.
void cut_word(std::vector<std::string>& lines, std::string word) {
  while (word.size() > name_columns) {
    const std::size_t at = word.find_last_of("._/ ", name_columns - 1);
    if (at == std::string::npos || at == 0) break;
    lines.push_back(word.substr(0, at + 1)), word = word.substr(at + 1);
  }
  lines.push_back(word);
}

std::string name_text(const std::string& name) {
  std::vector<std::string> lines;
  for (const std::string& line : wrap(name, name_columns)) cut_word(lines, line);
  if (lines.size() > 2) lines.resize(2), lines.back() += " …";
  return lines.size() == 2 ? lines[0] + "\n" + lines[1] : lines[0];
}

std::string name_label(const Row& row, double middle) {
  const Names text = row_label(row);
  const auto line = [](const std::string& words, std::size_t k) {
    const std::size_t at = words.find('\n');
    if (at == std::string::npos) return k == 0 ? words : std::string();
    return k == 0 ? words.substr(0, at) : words.substr(at + 1);
  };
  const auto one = [&](const std::string& words, const char* lang) {
    const bool two = words.find('\n') != std::string::npos;
    std::string out;
    for (std::size_t k = 0; k < (two ? 2 : 1); ++k) {
      out += fmt::format("<text{} x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>", lang, name_end - 8, middle + 4 + (two ? (k == 0 ? -7.0 : 7.0) : 0.0),
                         escaped(line(words, k)));
    }
    return out;
  };
  if (text.zh.empty() || text.en == text.zh) return one(text.en, "");
  return one(text.en, " lang=\"en\"") + one(text.zh, " lang=\"zh-CN\"");
}

// A share says that it is one.
Names figure_text(const Estimate& bar, const Chart& chart) {
  return each([&](Lang lang) {
    const Scale scale = scale_of(lang, chart);
    return scaled_text(bar.value, scale) + (scale.name == "%" ? " %" : "");
  });
}

std::string interval(const Estimate& bar, double middle, double zero, double unit) {
  if (std::isnan(bar.low) || std::isnan(bar.high)) return "";
  const double low = zero + bar.low * unit, high = zero + bar.high * unit;
  return rule(low, middle, high, middle, "#1c2733") + rule(low, middle - 3, low, middle + 3, "#1c2733") + rule(high, middle - 3, high, middle + 3, "#1c2733");
}

std::string bar_of(const Chart& chart, const Row& row, std::size_t k, double middle, double zero, double unit) {
  const Estimate& bar = row.bars[k];
  if (std::isnan(bar.value)) return label(zero + 5, middle + 4, "start", {"-", {}});
  const bool single = row.bars.size() == 1;
  const double end = zero + bar.value * unit, thick = single ? 15 : 11;
  std::string out = fmt::format("<rect class=\"bar\" fill=\"{}\"{} x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>", palette[single ? (bar.value < 0 ? 1 : 0) : k % 8],
                                row.remark.en.empty() ? "" : " opacity=\"0.45\"", std::min(zero, end), middle - thick / 2, std::abs(end - zero), thick);
  out += interval(bar, middle, zero, unit);
  const bool left = bar.value < 0;
  const double edge = left ? std::min(end, std::isnan(bar.low) ? end : zero + bar.low * unit) : std::max(end, std::isnan(bar.high) ? end : zero + bar.high * unit);
  return out + label(left ? edge - 5 : edge + 5, middle + 4, left ? "end" : "start", figure_text(bar, chart));
}

std::string ticks(const Chart& chart, const Axis& axis, double zero, double unit, double bottom) {
  std::string out;
  for (const double tick : axis.ticks) {
    const double x = zero + tick * unit;
    out += rule(x, 2, x, bottom, tick == 0 ? "#7b8794" : "#e1e6eb");
    out += label(x, bottom + 15, "middle", each([&](Lang lang) { return scaled_text(tick, scale_of(lang, chart)); }));
  }
  const Names name = each([&](Lang lang) { return scale_of(lang, chart).name; });
  return name.en.empty() && name.zh.empty() ? out : out + label(name_end - 8, bottom + 15, "end", name, "class=\"unit\"");
}

}  // namespace

Names row_label(const Row& row) {
  return each([&](Lang lang) { return name_text(in(lang, row.name)); });
}

double row_height(const Chart& chart) {
  if (chart.rows.empty()) return 0;
  const std::size_t bars = chart.rows.front().bars.size();
  const double high = bars == 1 ? 24 : 8 + 13 * static_cast<double>(bars);
  const bool two = std::any_of(chart.rows.begin(), chart.rows.end(), [](const Row& r) {
    const Names text = row_label(r);
    return text.en.find('\n') != std::string::npos || text.zh.find('\n') != std::string::npos;
  });
  return two ? std::max(high, 34.0) : high;
}

std::string svg_rows(const Chart& chart) {
  const double step = row_height(chart), bottom = 4 + step * static_cast<double>(chart.rows.size()), height = bottom + 22;
  const Axis axis = axis_of(chart);
  const double left = axis.low < 0 ? name_end + 52 : name_end;  // room for the figure before a bar that points left
  const double unit = (right - left) / (axis.high - axis.low), zero = left - axis.low * unit;
  std::string out = open_svg(chart, width, height) + ticks(chart, axis, zero, unit, bottom);
  double top = 4;
  for (const Row& row : chart.rows) {
    out += name_label(row, top + step / 2);
    const auto bars = static_cast<double>(row.bars.size());
    for (std::size_t k = 0; k < row.bars.size(); ++k) out += bar_of(chart, row, k, top + step / 2 + 13 * (static_cast<double>(k) - (bars - 1) / 2), zero, unit);
    top += step;
  }
  if (!std::isnan(chart.goal)) {
    const double x = zero + chart.goal * unit;
    out += fmt::format("<line class=\"goal\" stroke=\"#a2231d\" stroke-width=\"1.5\" stroke-dasharray=\"6 4\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"2\" y2=\"{1:.1f}\"/>", x, bottom);
  }
  return out + rule(zero, 2, zero, bottom, "#7b8794") + "</svg>";
}

}  // namespace echelon::page
