#include "report/page/figure.hpp"

#include <algorithm>
#include <cmath>

#include "report/page/json.hpp"
#include "report/page/sentences.hpp"
#include "report/page/svg.hpp"
#include "report/page/table.hpp"

namespace echelon::page {
namespace {

std::string item(const std::string& swatch, const Names& name) { return element("li", swatch + both(name)); }

std::string mark_items(const Chart& chart) {
  std::string out;
  for (const MarkRole role : {MarkRole::fitted, MarkRole::held_out, MarkRole::test, MarkRole::shown}) {
    bool there = false;
    for (const Mark& m : chart.marks) there = there || m.role == role;
    if (!there) continue;
    const Names name = each([&](Lang lang) { return fill(lang, published_legend, mark_word(lang, role)); });
    out += item(swatch_mark(role), name);
  }
  return out;
}

std::string lines_and_bands(const Chart& chart) {
  std::string out;
  for (std::size_t k = chart.bands.size(); k-- > 0;) out += item(swatch_box(band_fill(k, chart.bands.size())), chart.bands[k].name);
  bool sample = false;
  for (const Line& line : chart.lines) {
    if (line.style == LineStyle::sample && sample) continue;
    sample = sample || line.style == LineStyle::sample;
    out += item(swatch_line(line.colour, line.style), line.style == LineStyle::sample ? names(sample_legend) : line.name);
  }
  for (const Stack& stack : chart.stacks) out += item(swatch_box(palette[stack.colour]), stack.name);
  for (std::size_t k = 0; k < chart.measures.size(); ++k) out += item(swatch_box(palette[k % 8]), chart.measures[k]);
  return out;
}

std::string legend(const Chart& chart) {
  std::string out;
  if (!chart.shares_legend) out = lines_and_bands(chart) + (std::isnan(chart.goal) ? "" : item(swatch_goal(), chart.goal_name.en.empty() ? names(goal_legend) : chart.goal_name));
  out += mark_items(chart);
  return out.empty() ? "" : element("ul", out, "class=\"legend\"");
}

Names with_unit(const Names& name, const Chart& chart) {
  return each([&](Lang lang) {
    const std::string unit = scale_of(lang, chart).name;
    return in(lang, name) + (unit.empty() ? "" : lang == Lang::zh ? "（" + unit + "）" : ", " + unit);
  });
}

std::string cell(double value, const Chart& chart) {
  return both(each([&](Lang lang) { return scaled_text(value, scale_of(lang, chart)); }));
}

std::string row_table(const Chart& chart) {
  std::vector<std::string> head{""};
  const bool remarks = std::any_of(chart.rows.begin(), chart.rows.end(), [](const Row& r) { return !r.remark.en.empty(); });
  for (std::size_t k = 0; k < chart.rows.front().bars.size(); ++k) {
    head.push_back(both(chart.measures.empty() ? names(value_column) : chart.measures[k]));
    head.push_back(both(names(low_column))), head.push_back(both(names(high_column)));
  }
  if (remarks) head.emplace_back("");
  HtmlTable table(with_unit(chart.title, chart), head, 1);
  for (const Row& r : chart.rows) {
    std::vector<std::string> cells{both(r.name) + (r.id.empty() || r.id == r.name.en ? "" : " <code>" + escaped(r.id) + "</code>")};
    for (const Estimate& e : r.bars) cells.push_back(cell(e.value, chart)), cells.push_back(cell(e.low, chart)), cells.push_back(cell(e.high, chart));
    if (remarks) cells.push_back(both(r.remark));
    table.row(cells);
  }
  return table.html();
}

std::string marks_of(const Chart& chart, int year) {
  std::string out;
  for (const Mark& m : chart.marks) {
    if (m.year != year) continue;
    const Names text = each([&](Lang lang) {
      return bound_word(lang, m.bound) + scaled_text(m.value, scale_of(lang, chart)) + " (" + mark_word(lang, m.role) + ", " + m.source + ")";
    });
    out += (out.empty() ? "" : "; ") + both(text);
  }
  return out;
}

std::string year_table(const Chart& chart) {
  std::vector<std::string> head{chart.steps.empty() ? both(names(year_column)) : ""};
  for (const Band& b : chart.bands) head.push_back(both(b.name));
  for (const Line& l : chart.lines) {
    if (l.style != LineStyle::sample) head.push_back(both(l.name));
  }
  for (const Stack& s : chart.stacks) head.push_back(both(s.name));
  if (!chart.marks.empty()) head.push_back(both(names(published_column)));
  HtmlTable table(with_unit(chart.title, chart), head, 1);
  for (std::size_t y = 0; y < chart.places(); ++y) {
    std::vector<std::string> cells{escaped(chart.place(y))};
    for (const Band& b : chart.bands) cells.push_back(cell(b.low[y], chart) + " – " + cell(b.high[y], chart));
    for (const Line& l : chart.lines) {
      if (l.style != LineStyle::sample) cells.push_back(cell(l.values[y], chart));
    }
    for (const Stack& s : chart.stacks) cells.push_back(cell(s.values[y], chart));
    if (!chart.marks.empty()) cells.push_back(marks_of(chart, chart.years[y]));
    table.row(cells);
  }
  return table.html();
}

}  // namespace

std::string shared_legend(const Chart& chart, bool with_goal) {
  return element("ul", lines_and_bands(chart) + (with_goal ? item(swatch_goal(), names(goal_legend)) : ""), "class=\"legend\"") + "\n";
}

std::string figure(const Chart& chart) {
  std::string out = element("figcaption", both(chart.title), "id=\"" + escaped(chart.id) + "-title\"");
  if (!chart.note.en.empty()) out += element("p", both(chart.note), "class=\"note\"");
  out += svg(chart) + legend(chart);
  out += element("details", element("summary", both(names(table_view))) + (chart.rows.empty() ? year_table(chart) : row_table(chart)),
                 "class=\"numbers\" id=\"" + escaped(chart.id) + "-table\"");
  out += "<script type=\"application/json\">" + json(chart) + "</script>";
  return element("figure", out, std::string("class=\"chart") + (chart.rows.empty() ? "" : " wide") + "\" id=\"" + escaped(chart.id) + "\"") + "\n";
}

}  // namespace echelon::page
