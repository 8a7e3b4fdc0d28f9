#include "report/study_tables.hpp"

#include <algorithm>
#include <cmath>

#include "report/numbers.hpp"
#include "report/table.hpp"

namespace echelon {
namespace {

constexpr std::size_t inputs_shown = 12;

constexpr Both mean_column{"mean", "均值"}, noise_column{"luck's share", "随机性占比"},
    missing_column{"missing if missed", "未实现时缺口"}, binding_column{"binds first", "最紧比例"}, reached_column{"reached (median)", "实现年份（中位）"};
constexpr Both depends{"What {} depends on", "{} 取决于什么"}, shown{"  the {} largest of {} inputs; the rest is in the result file", "  仅列 {} / {} 个最大输入，其余见结果文件"};
constexpr Both input_column{"input", "输入"}, converged_yes{"", ""}, converged_no{"not converged", "未收敛"}, dummy_line{"  an input that the model does not use reaches {:.3f}: below it, it may be chance", "  模型不使用的输入达到 {:.3f}：低于此值可能为偶然"};
constexpr Both precise{"not converged: half the interval of {} is wider than {:g}", "未收敛：{} 区间半宽大于 {:g}"}, precise_relative{"not converged: half the interval of {} is wider than {:g} of the largest", "未收敛：{} 区间半宽大于最大值的 {:g}"},
    few{"no intervals: {} points are fewer than twice the {} inputs, too few for resamples", "无区间：{} 个点少于 {} 个输入的两倍，不足以重抽样"},
    alone{"inputs by themselves (sum of S1): {:.0f} % of the variance; what is missing to 100 % they have in common", "各输入单独（S1之和）：方差的 {:.0f} %；其余为交互作用"};
constexpr Both second_head{"Pairs of inputs that act together ({}): S2", "共同作用的输入对（{}）：S2"};

std::vector<std::string> outcome_row(const StudyPage& page, std::size_t i, std::size_t o) {
  const auto at = [&](const char* name) { return page.reals(name) ? (*page.reals(name))[i] : std::nan(""); };
  const double goal = page.view.reals("outcome_goal")[o];
  std::vector<std::string> row = {outcome_label(page, o), amount(page, o, goal), with_half(page, o, at("mean"), at("mean_conf")),
                                  amount(page, o, at("median")), amounts(page, o, at("p05"), at("p95"))};
  if (page.reals("probability")) {
    row.push_back(odds(at("probability"), at("probability_low"), at("probability_high")));
    const double missing = at("shortfall_conditional"), year = at("first_year_median");
    row.push_back(with_half(page, o, missing, at("shortfall_conditional_conf")));
    row.push_back(percent(at("binding_share"))), row.push_back(std::isnan(year) ? "-" : fmt::format("{:.0f}", year));
  }
  if (page.reals("noise_share")) row.push_back(percent(at("noise_share")));
  return row;
}

// Index families by name, with what they are shown beside.
struct FamilyShown {
  const char* name;
  bool ranks;
};
std::vector<FamilyShown> families(const std::string& kind) {
  if (kind == "sobol") return {{"S1", false}, {"ST", true}};
  if (kind == "morris") return {{"mu", false}, {"mu_star", true}, {"sigma", false}};
  if (kind == "prcc") return {{"prcc", true}};
  if (kind == "pawn") return {{"pawn_median", true}, {"pawn_max", false}};
  return {};
}

// Morris's indices are in the outcome's unit, all others are shares or correlations.
std::string index_text(const StudyPage& page, std::size_t o, double value, double conf) {
  if (page.view.kind == "morris") return with_half(page, o, value, conf);
  return std::isnan(conf) ? fmt::format("{:.3f} ± -", value) : fmt::format("{:.3f} ± {:.3f}", value, conf);
}

// What "not converged" means, said where it stands.
std::string precision_line(const StudyPage& page, const std::string& by) {
  return "  " + fill(page.lang, page.view.kind == "morris" ? precise_relative : precise, by, page.view.precision) + "\n";
}

// Partial correlations need more points than inputs in every resample.
std::string few_line(const StudyPage& page, const std::string& by, std::size_t o, std::size_t first) {
  const bool none = std::isnan((*page.reals(by + "_conf"))[o * page.view.inputs + first]);
  return none && page.view.kind == "prcc" && page.view.points() < 2 * page.view.inputs ? "  " + fill(page.lang, few, page.view.points(), page.view.inputs) + "\n" : "";
}

std::string sum_line(const StudyPage& page, std::size_t o) {
  const auto* first = page.reals("S1");
  if (!first) return "";
  double sum = 0;
  for (std::size_t i = 0; i < page.view.inputs; ++i) sum += (*first)[o * page.view.inputs + i];
  return std::isnan(sum) ? "" : "  " + fill(page.lang, alone, 100 * sum) + "\n";
}

std::string inputs_of_outcome(const StudyPage& page, const std::vector<FamilyShown>& shown_families, std::size_t o) {
  const std::size_t k = page.view.inputs;
  std::vector<TableColumn> columns = {{text(page.lang, input_column), Align::left, 44}};
  std::string by;
  for (const FamilyShown& f : shown_families) {
    columns.push_back({f.name, Align::right});
    if (f.ranks) by = f.name;
  }
  columns.push_back({"", Align::left});
  Table table(columns);
  std::vector<std::size_t> order = largest_first(*page.reals(by), o, k);
  const std::size_t all = order.size();
  order.resize(std::min(order.size(), inputs_shown));
  for (const std::size_t i : order) {
    std::vector<std::string> row = {page.view.ids("input")[i]};
    for (const FamilyShown& f : shown_families) row.push_back(index_text(page, o, (*page.reals(f.name))[o * k + i], (*page.reals(std::string(f.name) + "_conf"))[o * k + i]));
    row.push_back(text(page.lang, (*page.whole(by + "_converged"))[o * k + i] != 0 ? converged_yes : converged_no));
    table.row(row);
  }
  std::string out = "\n" + fill(page.lang, depends, outcome_label(page, o)) + "\n" + table.text();
  out += precision_line(page, by) + sum_line(page, o) + (order.empty() ? "" : few_line(page, by, o, order.front()));
  if (order.size() < all) out += fill(page.lang, shown, order.size(), all) + "\n";
  if (const auto* bound = page.reals("pawn_dummy_bound")) out += fill(page.lang, dummy_line, (*bound)[o]) + "\n";
  return out;
}

}  // namespace

std::string outcome_tables(const StudyPage& page) {
  const Lang lang = page.lang;
  std::vector<TableColumn> columns = {{text(lang, outcome_column), Align::left, 44}, {say(lang, Word::goal), Align::right}, {text(lang, mean_column), Align::right},
                                      {say(lang, Word::median), Align::right}, {"5-95 %", Align::right}};
  if (page.reals("probability")) {
    columns.push_back({say(lang, Word::probability), Align::right}), columns.push_back({text(lang, missing_column), Align::right});
    columns.push_back({text(lang, binding_column), Align::right, 8}), columns.push_back({text(lang, reached_column), Align::right, 9});
  }
  if (page.reals("noise_share")) columns.push_back({text(lang, noise_column), Align::right});
  Table table(columns);
  for (std::size_t v = 0; v < page.view.variants; ++v) {
    if (page.view.variants > 1) table.section(page.label("variant", v));
    for (std::size_t o = 0; o < page.view.outcomes; ++o) table.row(outcome_row(page, v * page.view.outcomes + o, o));
  }
  return "\n" + table.text();
}

std::string input_tables(const StudyPage& page) {
  std::string out;
  const auto all = families(page.view.kind);
  for (std::size_t o = 0; o < page.view.outcomes && !all.empty(); ++o) out += inputs_of_outcome(page, all, o);
  return out;
}

std::string second_order_table(const StudyPage& page) {
  const auto* s2 = page.reals("S2");
  if (!s2) return "";
  const std::size_t k = page.view.inputs;
  std::string out;
  for (std::size_t o = 0; o < page.view.outcomes; ++o) {
    std::vector<std::size_t> order = largest_first(*s2, o, k * k);
    order.resize(std::min(order.size(), inputs_shown / 2));
    Table table({{text(page.lang, input_column)}, {""}, {"S2", Align::right}});
    for (const std::size_t at : order)
      table.row({page.view.ids("input")[at / k], page.view.ids("input")[at % k], index_text(page, o, (*s2)[o * k * k + at], (*page.reals("S2_conf"))[o * k * k + at])});
    out += "\n" + fill(page.lang, second_head, page.view.ids("outcome")[o]) + "\n" + table.text();
  }
  return out;
}

}  // namespace echelon
