#include "report/compare_report.hpp"

#include <algorithm>
#include <cmath>

#include "report/numbers.hpp"
#include "report/reasons.hpp"
#include "report/table.hpp"

namespace echelon {
namespace {

constexpr int name_width = 34;
constexpr std::size_t years_a_table = 9;

// The sentences of this report.
constexpr Both head{"{} against {}: {} pairs under the same luck, {}", "{} 与 {} 比较：{} 对同运气重复，{}"};
constexpr Both head_seed{"Parameters and luck are the same on both sides of a pair (seed {}; {}).", "每一对的参数与随机数相同（种子 {}；{}）。"};
constexpr Both trial{"A trial: only {} of the city's firms was simulated; counts and amounts are scaled up to the whole city.", "试算：仅模拟全市企业的 {}；数量和金额已折算为全市数。"};
constexpr Both stopped{"INTERRUPTED: {}", "已中断：{}"};
constexpr Both detail{"Difference at the end of {} (over the year for flows)", "{} 年末之差（流量为全年）"};
constexpr Both paths{"Mean difference by year (* the 90 % interval leaves out 0)", "各年平均差（* 表示90 %区间不含0）"};
constexpr Both money{"Outlay more than the reference ({}, mean)", "比参照多支出（{}，平均）"};
constexpr Both no_money{"Neither side pays anything.", "两侧均无政策支出。"};
constexpr Both cost_head{"What the outlay since {1} bought by the end of {0} (90 % interval)", "{1} 年以来的支出到 {0} 年末换来了什么（90 %区间）"};
constexpr Both cost_line{"  {}: {}; {}", "  {}：{}；{}"};
constexpr Both period_line{"{} to {} in all: {} (90 % interval {} .. {})", "{} 至 {} 年合计：{}（90 %区间 {} .. {}）"};
constexpr Both firm_price{"{} per additional firm ({} .. {})", "每新增一家 {}（{} .. {}）"}, year_price{"{} per additional firm-year ({} .. {})", "每新增一企业年 {}（{} .. {}）"},
    no_firm_price{"no price of an additional firm: the gain cannot be told from none", "每新增一家的价格无法给出：增量无法与零区分"},
    no_year_price{"no price of an additional firm-year: the gain cannot be told from none", "每新增一企业年的价格无法给出：增量无法与零区分"};
constexpr Both net_line{"    after the local tax that came back: {}", "    扣除增加的地方税收：{}"}, lost_line{"    with the local tax that was lost: {}", "    加上减少的地方税收：{}"};
constexpr Both return_line{"  a yuan added {} yuan of real R&D ({}) and {} of reported R&D ({})", "  每元支出新增真实研发 {} 元（{}），申报研发 {} 元（{}）"};
constexpr Both not_told{"Displaced firms and sales are inside these numbers: a firm that grows at its neighbours' cost adds only what the city gains.",
                        "以上数字已扣除挤出：企业若以邻近企业为代价增长，只计入全市净增部分。"};
constexpr Both gain_line{"  Sales of {}: firms that were paid more gained {} ({}), all others {} ({}).", "  {} 年销售额：获额外支持企业增加 {}（{}），其他企业 {}（{}）。"};
constexpr Both displaced_line{"  Displacement: what all others lost of a yuan that these gained, negative where they gained too: {} ({}).", "  挤出：受支持企业每增加一元，其他企业减少的金额（负值表示同样增加）：{}（{}）。"};
constexpr Both no_displacement{"  Displacement: cannot be told from none.", "  挤出：无法与零区分。"};
constexpr Both no_interval{"cannot be told from none", "无法与零区分"};
constexpr Both reference_column{"reference", "参照"}, mean_column{"mean difference", "平均差"}, interval_column{"its 90 % interval", "其90 %区间"},
    band_column{"single pairs 5-95 %", "单对5-95 %"}, ratio_column{"variance of the difference against that of unpaired worlds", "差值方差与非配对模拟之比"}, what{"", ""};
constexpr Both certificates_section{"Titles", "资格"}, ladders_section{"Unique firms on a ladder", "在梯队企业（去重）"}, city_section{"City", "全市"},
    targets_section{"Targets, each at its deadline", "目标（各按截止年份）"};

std::string change(Lang lang, double value, const std::string& unit) { return signed_change(lang, value, unit); }

std::string interval(Lang lang, double low, double high, const std::string& unit) { return signed_range(lang, low, high, unit, " .. "); }

std::string ratio(double value) { return std::isnan(value) ? "-" : fmt::format("{:.2g}", value); }

std::string label(Lang lang, const DifferenceSeries& s) { return in(lang, s.name).empty() ? s.id : in(lang, s.name); }

// That year, or the last where the result ends before it.
const YearCost& at_year(const CostSeries& s, int year) {
  const auto found = std::find_if(s.years.begin(), s.years.end(), [year](const YearCost& y) { return y.year == year; });
  return found == s.years.end() ? s.years.back() : *found;
}

void detail_rows(Table& table, const std::vector<DifferenceSeries>& all, const Both& section, bool ids, int year, Lang lang) {
  bool first = true;
  for (const DifferenceSeries& s : all) {
    const YearDifference& y = echelon::at_year(s, ids && s.deadline != 0 ? s.deadline : year);
    if (ids && !moves(s)) continue;
    if (first) table.section(std::string("[") + text(lang, section) + "]");
    first = false;
    table.row({ids ? s.id + " " + label(lang, s) + " (" + std::to_string(y.year) + ")" : label(lang, s), level(lang, y.reference, s.unit), change(lang, y.mean, s.unit),
               interval(lang, y.low, y.high, s.unit), interval(lang, y.p05, y.p95, s.unit), ratio(y.variance_ratio)});
  }
}

std::string detail_part(const ComparedScenario& s, int year, Lang lang) {
  Table table({{text(lang, what), Align::left, name_width}, {text(lang, reference_column), Align::right}, {text(lang, mean_column), Align::right},
               {text(lang, interval_column), Align::right}, {text(lang, band_column), Align::right}, {text(lang, ratio_column), Align::right, 22}});
  detail_rows(table, s.certificates, certificates_section, false, year, lang);
  detail_rows(table, s.ladders, ladders_section, false, year, lang);
  detail_rows(table, s.city, city_section, false, year, lang);
  detail_rows(table, s.targets, targets_section, true, year, lang);
  return fill(lang, detail, echelon::at_year(s.outlay_total, year).year) + "\n" + table.text();
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
  const auto cell = [&](const DifferenceSeries& x, std::size_t y) { return grouped(x.years[y].mean / unit); };
  return "\n" + fill(lang, money, word(lang, Word::outlay_unit)) + "\n" + by_year(rows, lang, cell);
}

std::string money_text(Lang lang, double value) { return quantity(lang, value, "CNY"); }

// A price that stands on a gain; `none` where the gain cannot be told from none.
std::string price(Lang lang, const Both& sentence, const Both& none, double value, double low, double high) {
  return std::isnan(low) ? text(lang, none) : fill(lang, sentence, money_text(lang, value), money_text(lang, low), money_text(lang, high));
}

// What was paid more from the first year in which the sides differ, and of late.
std::string period_part(const ComparedScenario& s, int year, Lang lang) {
  const int first = first_year_apart(s.outlay_total);
  std::string out;
  if (!moves(s.outlay_total)) return out;
  const auto add = [&](const std::vector<PeriodSum>& sums) {
    for (const PeriodSum& p : sums) {
      if (p.last == year && (out.empty() || p.first > first))
        out += fill(lang, period_line, std::max(p.first, first), p.last, money_text(lang, p.mean), money_text(lang, p.low), money_text(lang, p.high)) + "\n";
    }
  };
  add(s.outlay_so_far), add(s.outlay_lately);
  return out.empty() ? out : "\n" + out;
}

std::string plain(double value) { return std::isnan(value) ? "-" : fmt::format("{:.2f}", value); }

std::string return_interval(Lang lang, double low, double high) {
  return std::isnan(low) ? text(lang, no_interval) : plain(low) + " .. " + plain(high);
}

std::string gain_part(const YearGain& y, Lang lang) {
  std::string out = fill(lang, gain_line, y.year, change(lang, y.supported, "CNY"), interval(lang, y.supported_low, y.supported_high, "CNY"), change(lang, y.others, "CNY"),
                         interval(lang, y.others_low, y.others_high, "CNY")) + "\n";
  const bool told = y.displaced_low > 0 || y.displaced_high < 0;
  return out + (told ? fill(lang, displaced_line, plain(y.displaced), return_interval(lang, y.displaced_low, y.displaced_high)) : text(lang, no_displacement)) + "\n";
}

std::string cost_part(const ComparedScenario& s, int year, Lang lang) {
  if (s.cost.empty() || !moves(s.outlay_total)) return "";
  const int last = at_year(s.cost.front(), year).year;
  std::string out = "\n" + fill(lang, cost_head, last, first_year_apart(s.outlay_total)) + "\n";
  for (const CostSeries& c : s.cost) {
    const YearCost& y = at_year(c, year);
    const std::string firm = price(lang, firm_price, no_firm_price, y.per_firm, y.per_firm_low, y.per_firm_high);
    const std::string firm_year = price(lang, year_price, no_year_price, y.per_year, y.per_year_low, y.per_year_high);
    out += fill(lang, cost_line, in(lang, c.name), firm, firm_year) + "\n";
    if (!std::isnan(y.net_low)) out += fill(lang, y.net > y.per_firm ? lost_line : net_line, price(lang, firm_price, no_firm_price, y.net, y.net_low, y.net_high)) + "\n";
  }
  for (const YearReturn& y : s.returns) {
    if (y.year != last) continue;
    out += fill(lang, return_line, plain(told(y.real, y.real_low)), return_interval(lang, y.real_low, y.real_high), plain(told(y.reported, y.reported_low)),
                return_interval(lang, y.reported_low, y.reported_high)) + "\n";
  }
  for (const YearGain& y : s.gains) {
    if (y.year == last) out += gain_part(y, lang);
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
    out += fill(lang, head_seed, comparison.seed, drawn_words(lang, comparison.drawn)) + "\n";
    if (comparison.scale != 1) out += fill(lang, trial, bare_quantity(lang, comparison.scale, "fraction")) + "\n";
    out += "\n";
    out += detail_part(s, comparison.look_at, lang) + path_part(s, lang) + money_part(s, lang) + period_part(s, comparison.look_at, lang) + cost_part(s, comparison.look_at, lang);
  }
  return out;
}

}  // namespace echelon
