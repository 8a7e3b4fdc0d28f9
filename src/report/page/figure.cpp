#include "report/page/figure.hpp"

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
  return out;
}

std::string legend(const Chart& chart) {
  std::string out;
  if (!chart.shares_legend) out = lines_and_bands(chart) + (std::isnan(chart.goal) ? "" : item(swatch_goal(), names(goal_legend)));
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
  HtmlTable table(with_unit(chart.title, chart), {"", both(names(value_column)), both(names(low_column)), both(names(high_column))}, 1);
  for (const Row& r : chart.rows) table.row({both(r.name), cell(r.value, chart), cell(r.low, chart), cell(r.high, chart)});
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
  std::vector<std::string> head{both(names(year_column))};
  for (const Band& b : chart.bands) head.push_back(both(b.name));
  for (const Line& l : chart.lines) {
    if (l.style != LineStyle::sample) head.push_back(both(l.name));
  }
  for (const Stack& s : chart.stacks) head.push_back(both(s.name));
  if (!chart.marks.empty()) head.push_back(both(names(published_column)));
  HtmlTable table(with_unit(chart.title, chart), head, 1);
  for (std::size_t y = 0; y < chart.years.size(); ++y) {
    std::vector<std::string> cells{std::to_string(chart.years[y])};
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

std::string shared_legend(const Chart& chart) {
  return element("ul", lines_and_bands(chart) + item(swatch_goal(), names(goal_legend)), "class=\"legend\"") + "\n";
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
