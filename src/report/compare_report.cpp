#include "report/compare_report.hpp"

#include <algorithm>
#include <cmath>

#include "report/numbers.hpp"
#include "report/table.hpp"

namespace echelon {
namespace {

constexpr int name_width = 34;
constexpr std::size_t years_a_table = 9;

// The sentences of this report.
constexpr Both head{"{} against {}: {} pairs under the same luck, {}", "{} 与 {} 比较：{} 对同运气重复，{}"};
constexpr Both head_seed{"Parameters and luck are the same on both sides of a pair (seed {}; {}).", "每一对的参数与随机数相同（种子 {}；{}）。"};
constexpr Both trial{"A trial: {} of the city's firms is simulated, counts are as simulated.", "试算：仅模拟全市企业的 {}，数量为模拟值。"};
constexpr Both stopped{"INTERRUPTED: {}", "已中断：{}"};
constexpr Both detail{"Difference at the end of {} (over the year for flows)", "{} 年末之差（流量为全年）"};
constexpr Both paths{"Mean difference by year (* the 90 % interval leaves out 0)", "各年平均差（* 表示90 %区间不含0）"};
constexpr Both money{"Outlay more than the reference ({}, mean)", "比参照多支出（{}，平均）"};
constexpr Both no_money{"Neither side pays anything.", "两侧均无政策支出。"};
constexpr Both cost_head{"What the outlay since {1} bought by the end of {0} (90 % interval)", "{1} 年以来的支出到 {0} 年末换来了什么（90 %区间）"};
constexpr Both cost_line{"  {}: {} CNY per additional firm ({}); {} CNY per additional firm-year ({})",
                         "  {}：每新增一家 {} 元（{}）；每新增一企业年 {} 元（{}）"};
constexpr Both net_line{"    after the local tax that came back: {} CNY per additional firm ({})", "    扣除增加的地方税收：每新增一家 {} 元（{}）"};
constexpr Both return_line{"  a yuan added {} yuan of real R&D ({}) and {} of reported R&D ({})", "  每元支出新增真实研发 {} 元（{}），申报研发 {} 元（{}）"};
constexpr Both not_told{"Displaced firms and sales are inside these numbers: a firm that grows at its neighbours' cost adds only what the city gains.",
                        "以上数字已扣除挤出：企业若以邻近企业为代价增长，只计入全市净增部分。"};
constexpr Both gain_line{"  Sales of {}: firms that were paid more gained {} CNY ({}), all others {} ({}).", "  {} 年销售额：获额外支持企业增加 {} 元（{}），其他企业 {}（{}）。"};
constexpr Both displaced_line{"  Displacement: what all others lost of a yuan that these gained, negative where they gained too: {} ({}).", "  挤出：受支持企业每增加一元，其他企业减少的金额（负值表示同样增加）：{}（{}）。"};
constexpr Both no_interval{"not told from no effect", "与无影响无法区分"};
constexpr Both reference_column{"reference", "参照"}, mean_column{"mean difference", "平均差"}, interval_column{"its 90 % interval", "其90 %区间"},
    band_column{"single pairs 5-95 %", "单对5-95 %"}, ratio_column{"paired/unpaired variance", "配对/非配对方差"}, what{"", ""};
constexpr Both certificates_section{"Titles", "资格"}, ladders_section{"Unique firms on a ladder", "在梯队企业（去重）"}, city_section{"City", "全市"},
    targets_section{"Targets, each at its deadline", "目标（各按截止年份）"};

// With its sign; a difference below the shown digits is 0.
std::string change(Lang lang, double value, const std::string& unit) {
  if (std::isnan(value)) return "-";
  const bool whole = unit == "count" || unit == "firms" || unit == "1" || unit == "persons";
  // A mean of counts keeps one digit, which bare_quantity would round away.
  const double shown = whole ? std::round(value * 10) / 10 : value;
  if (shown == 0) return "0";
  return (shown > 0 ? "+" : "-") + (whole ? grouped(std::abs(shown)) : bare_quantity(lang, std::abs(shown), unit));
}

std::string interval(Lang lang, double low, double high, const std::string& unit) {
  if (std::isnan(low) || std::isnan(high)) return "-";
  return change(lang, low, unit) + " .. " + change(lang, high, unit);
}

std::string ratio(double value) { return std::isnan(value) ? "-" : fmt::format("{:.2g}", value); }

std::string label(Lang lang, const DifferenceSeries& s) { return in(lang, s.name).empty() ? s.id : in(lang, s.name); }

bool moves(const DifferenceSeries& s) {
  return std::any_of(s.years.begin(), s.years.end(), [](const YearDifference& y) { return std::abs(y.p05) > 0 || std::abs(y.p95) > 0; });
}

// That year, or the last where the result ends before it.
template <class Yearly>
const auto& at_year(const Yearly& s, int year) {
  for (const auto& y : s.years) {
    if (y.year == year) return y;
  }
  return s.years.back();
}

void detail_rows(Table& table, const std::vector<DifferenceSeries>& all, const Both& section, bool ids, int year, Lang lang) {
  bool first = true;
  for (const DifferenceSeries& s : all) {
    const YearDifference& y = at_year(s, ids && s.deadline != 0 ? s.deadline : year);
    if (ids && !moves(s)) continue;
    if (first) table.section(std::string("[") + text(lang, section) + "]");
    first = false;
    table.row({ids ? s.id + " " + label(lang, s) + " (" + std::to_string(y.year) + ")" : label(lang, s), bare_quantity(lang, y.reference, s.unit), change(lang, y.mean, s.unit),
               interval(lang, y.low, y.high, s.unit), interval(lang, y.p05, y.p95, s.unit), ratio(y.variance_ratio)});
  }
}

std::string detail_part(const ComparedScenario& s, int year, Lang lang) {
  Table table({{text(lang, what), Align::left, name_width}, {text(lang, reference_column), Align::right}, {text(lang, mean_column), Align::right},
               {text(lang, interval_column), Align::right}, {text(lang, band_column), Align::right}, {text(lang, ratio_column), Align::right, 15}});
  detail_rows(table, s.certificates, certificates_section, false, year, lang);
  detail_rows(table, s.ladders, ladders_section, false, year, lang);
  detail_rows(table, s.city, city_section, false, year, lang);
  detail_rows(table, s.targets, targets_section, true, year, lang);
  return fill(lang, detail, at_year(s.outlay_total, year).year) + "\n" + table.text();
}

std::string path_cell(Lang lang, const DifferenceSeries& s, std::size_t y) {
  return change(lang, s.years[y].mean, s.unit) + (s.years[y].sure() ? "*" : "");
}

// Rows of series, columns of years, in tables of a readable width.
template <class Cell>
std::string by_year(const std::vector<const DifferenceSeries*>& rows, Lang lang, Cell cell) {
  std::string out;
  const std::size_t years = rows.front()->years.size();
  for (std::size_t from = 0; from < years; from += years_a_table) {
    const std::size_t to = std::min(years, from + years_a_table);
    std::vector<TableColumn> columns{{"", Align::left, name_width}};
    for (std::size_t y = from; y < to; ++y) columns.push_back({std::to_string(rows.front()->years[y].year), Align::right});
    Table table(std::move(columns));
    for (const DifferenceSeries* s : rows) {
      std::vector<std::string> cells{label(lang, *s)};
      for (std::size_t y = from; y < to; ++y) cells.push_back(cell(*s, y));
      table.row(std::move(cells));
    }
    out += (from > 0 ? "\n" : "") + table.text();
  }
  return out;
}

std::string path_part(const ComparedScenario& s, Lang lang) {
  std::vector<const DifferenceSeries*> rows;
  for (const auto& x : s.certificates) rows.push_back(&x);
  for (const auto& x : s.ladders) rows.push_back(&x);
  return std::string("\n") + text(lang, paths) + "\n" + by_year(rows, lang, [&](const DifferenceSeries& x, std::size_t y) { return path_cell(lang, x, y); });
}

std::string money_part(const ComparedScenario& s, Lang lang) {
  std::vector<const DifferenceSeries*> rows;
  for (const auto& x : s.outlay) {
    if (moves(x)) rows.push_back(&x);
  }
  if (rows.empty()) return std::string("\n") + text(lang, no_money) + "\n";
  rows.push_back(&s.outlay_total);
  const double unit = lang == Lang::zh ? 1e4 : 1e6;
  return "\n" + fill(lang, money, word(lang, Word::outlay_unit)) + "\n" + by_year(rows, lang, [&](const DifferenceSeries& x, std::size_t y) {
           return grouped(x.years[y].mean / unit);
         });
}

std::string cost_interval(Lang lang, double low, double high) {
  if (std::isnan(low)) return text(lang, no_interval);
  return bare_quantity(lang, low, "CNY") + " .. " + bare_quantity(lang, high, "CNY");
}

std::string plain(double value) { return std::isnan(value) ? "-" : fmt::format("{:.2f}", value); }

std::string return_interval(Lang lang, double low, double high) {
  return std::isnan(low) ? text(lang, no_interval) : plain(low) + " .. " + plain(high);
}

std::string cost_part(const ComparedScenario& s, int year, Lang lang) {
  if (s.cost.empty() || !moves(s.outlay_total)) return "";
  const int first = s.cost.front().years.front().year;
  std::string out = "\n" + fill(lang, cost_head, at_year(s.cost.front(), year).year, first) + "\n";
  for (const CostSeries& c : s.cost) {
    const YearCost& y = at_year(c, year);
    const auto price = [&](double value, double low) { return bare_quantity(lang, told(value, low), "CNY"); };
    out += fill(lang, cost_line, in(lang, c.name), price(y.per_firm, y.per_firm_low), cost_interval(lang, y.per_firm_low, y.per_firm_high),
                price(y.per_year, y.per_year_low), cost_interval(lang, y.per_year_low, y.per_year_high)) + "\n";
    out += fill(lang, net_line, price(y.net, y.net_low), cost_interval(lang, y.net_low, y.net_high)) + "\n";
  }
  for (const YearReturn& y : s.returns) {
    if (y.year != at_year(s.cost.front(), year).year) continue;
    out += fill(lang, return_line, plain(y.real), return_interval(lang, y.real_low, y.real_high), plain(y.reported),
                return_interval(lang, y.reported_low, y.reported_high)) + "\n";
  }
  for (const YearGain& y : s.gains) {
    if (y.year != at_year(s.cost.front(), year).year) continue;
    out += fill(lang, gain_line, y.year, change(lang, y.supported, "CNY"), interval(lang, y.supported_low, y.supported_high, "CNY"),
                change(lang, y.others, "CNY"), interval(lang, y.others_low, y.others_high, "CNY")) + "\n";
    out += fill(lang, displaced_line, plain(y.displaced), return_interval(lang, y.displaced_low, y.displaced_high)) + "\n";
  }
  return out + text(lang, not_told) + "\n";
}

}  // namespace

std::string compare_report(const ComparisonSummary& comparison, Lang lang) {
  std::string out;
  if (!comparison.interrupted.empty()) out += fill(lang, stopped, comparison.interrupted) + "\n";
  for (const ComparedScenario& s : comparison.scenarios) {
    if (!out.empty()) out += "\n";
    const std::string other = in(lang, s.title).empty() ? s.id : in(lang, s.title);
    const std::string reference = in(lang, comparison.title).empty() ? comparison.reference : in(lang, comparison.title);
    out += fill(lang, head, other, reference, comparison.pairs, comparison.horizon) + "\n";
    out += fill(lang, head_seed, comparison.seed, comparison.drawn) + "\n";
    if (comparison.scale != 1) out += fill(lang, trial, bare_quantity(lang, comparison.scale, "fraction")) + "\n";
    out += "\n";
    out += detail_part(s, comparison.look_at, lang) + path_part(s, lang) + money_part(s, lang) + cost_part(s, comparison.look_at, lang);
  }
  return out;
}

}  // namespace echelon
