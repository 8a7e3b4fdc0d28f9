#include "report/study_tables.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "report/numbers.hpp"
#include "report/table.hpp"

namespace echelon {
namespace {

constexpr std::size_t inputs_shown = 12;

constexpr StudyText outcome_column{"outcome", "结果"}, mean_column{"mean", "均值"}, interval_column{"interval", "区间"}, noise_column{"luck's share", "随机性占比"},
    missing_column{"missing if missed", "未实现时缺口"}, binding_column{"binds first", "最紧比例"}, reached_column{"reached", "实现年份"};
constexpr StudyText depends{"What {} ({}) depends on", "{}（{}）取决于什么"}, shown{"  the {} largest of {} inputs; the rest is in the result file", "  仅列 {} / {} 个最大输入，其余见结果文件"};
constexpr StudyText input_column{"input", "输入"}, converged_yes{"", ""}, converged_no{"not converged", "未收敛"}, dummy_line{"  an input that the model does not use reaches {:.3f}: below it, it may be chance", "  模型不使用的输入达到 {:.3f}：低于此值可能为偶然"};
constexpr StudyText pairs_head{"{} against {} (same points, same luck)", "{} 与 {} 相比（同样的点与随机性）"}, difference_column{"difference", "差值"}, single_column{"5-95 % of pairs", "单对5-95 %"},
    ratio_column{"variance paired/unpaired", "配对/非配对方差"}, cost_column{"CNY per unit", "元/单位"}, net_column{"net of tax", "扣除税收后"}, pays{"  outlay {} ({} - {}), less tax {} ({} - {}) million CNY over the horizon", "  支出 {}（{} - {}），扣除税收 {}（{} - {}）百万元（全期）"};
constexpr StudyText share_head{"Who brings the effect about (Shapley shares, {} points)", "效应由谁带来（Shapley值，{} 个点）"}, player_column{"instruments", "工具组"}, share_column{"share", "份额"}, whole{"together", "合计"}, outlay{"outlay, million CNY", "支出，百万元"};
constexpr StudyText second_head{"Pairs of inputs that act together ({}): S2", "共同作用的输入对（{}）：S2"};

std::string rounded(double x) { return grouped(std::isnan(x) ? x : std::abs(x) < 100 ? std::round(100 * x) / 100 : std::round(x)); }
std::string span(double low, double high) { return rounded(low) + " - " + rounded(high); }
// Money is scaled; everything else is as it is.
bool is_money(const StudyPage& page, std::size_t o) { return page.view.texts("outcome_unit")[o].rfind("CNY", 0) == 0; }
std::string amount(const StudyPage& page, std::size_t o, double x) { return is_money(page, o) ? bare_quantity(page.lang, x, "CNY") : rounded(x); }
std::string amounts(const StudyPage& page, std::size_t o, double low, double high) { return amount(page, o, low) + " - " + amount(page, o, high); }
std::string odds(double p, double low, double high) { return std::isnan(p) ? "-" : probability(p) + " (" + probability(low) + "-" + probability(high) + ")"; }
std::string share(double x) { return std::isnan(x) ? "-" : fmt::format("{:.0f} %", 100 * x); }

std::string outcome_label(const StudyPage& page, std::size_t o) {
  const std::string& id = page.view.ids("outcome")[o];
  const std::string name = page.label("outcome", o);
  return name == id ? id : id + " " + name;
}

std::vector<std::string> outcome_row(const StudyPage& page, std::size_t i, std::size_t o) {
  const auto at = [&](const char* name) { return page.reals(name) ? (*page.reals(name))[i] : std::nan(""); };
  const double goal = page.view.reals("outcome_goal")[o];
  std::vector<std::string> row = {outcome_label(page, o), amount(page, o, goal), amount(page, o, at("mean")) + " ± " + amount(page, o, at("mean_conf")),
                                  amount(page, o, at("median")), amounts(page, o, at("p05"), at("p95"))};
  if (page.reals("probability")) {
    row.push_back(odds(at("probability"), at("probability_low"), at("probability_high")));
    row.push_back(amount(page, o, at("shortfall_conditional"))), row.push_back(share(at("binding_share")));
  }
  if (page.reals("noise_share")) row.push_back(share(at("noise_share")));
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

std::vector<std::size_t> largest_first(const std::vector<double>& values, std::size_t o, std::size_t k) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < k; ++i)
    if (!std::isnan(values[o * k + i])) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return std::abs(values[o * k + a]) > std::abs(values[o * k + b]); });
  return order;
}

std::string index_text(const std::string& kind, double value, double conf) {
  if (kind == "morris") return rounded(value) + " ± " + rounded(conf);
  return std::isnan(conf) ? fmt::format("{:.3f} ± -", value) : fmt::format("{:.3f} ± {:.3f}", value, conf);
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
    for (const FamilyShown& f : shown_families) row.push_back(index_text(page.view.kind, (*page.reals(f.name))[o * k + i], (*page.reals(std::string(f.name) + "_conf"))[o * k + i]));
    row.push_back(text(page.lang, (*page.whole(by + "_converged"))[o * k + i] != 0 ? converged_yes : converged_no));
    table.row(row);
  }
  std::string out = "\n" + fill(page.lang, depends, outcome_label(page, o), page.view.texts("outcome_unit")[o]) + "\n" + table.text();
  if (order.size() < all) out += fill(page.lang, shown, order.size(), all) + "\n";
  if (const auto* bound = page.reals("pawn_dummy_bound")) out += fill(page.lang, dummy_line, (*bound)[o]) + "\n";
  return out;
}

}  // namespace

std::string outcome_tables(const StudyPage& page) {
  const Lang lang = page.lang;
  std::vector<TableColumn> columns = {{text(lang, outcome_column), Align::left, 40}, {say(lang, Word::goal), Align::right}, {text(lang, mean_column), Align::right},
                                      {say(lang, Word::median), Align::right}, {"5-95 %", Align::right}};
  if (page.reals("probability")) {
    columns.push_back({say(lang, Word::probability), Align::right}), columns.push_back({text(lang, missing_column), Align::right});
    columns.push_back({text(lang, binding_column), Align::right});
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
      table.row({page.view.ids("input")[at / k], page.view.ids("input")[at % k], index_text("sobol", (*s2)[o * k * k + at], (*page.reals("S2_conf"))[o * k * k + at])});
    out += "\n" + fill(page.lang, second_head, page.view.ids("outcome")[o]) + "\n" + table.text();
  }
  return out;
}

std::string pair_tables(const StudyPage& page) {
  if (!page.reals("outcome_difference")) return "";
  const Lang lang = page.lang;
  std::string out;
  for (std::size_t v = 1; v < page.view.variants; ++v) {
    Table table({{text(lang, outcome_column), Align::left, 36}, {text(lang, difference_column), Align::right}, {text(lang, interval_column), Align::right}, {text(lang, single_column), Align::right},
                 {text(lang, ratio_column), Align::right, 10}, {text(lang, cost_column), Align::right}, {text(lang, interval_column), Align::right}, {text(lang, net_column), Align::right}});
    for (std::size_t o = 0; o < page.view.outcomes; ++o) {
      const std::size_t i = (v - 1) * page.view.outcomes + o;
      const auto at = [&](const char* name) { return (*page.reals(name))[i]; };
      table.row({outcome_label(page, o), amount(page, o, at("outcome_difference")), amounts(page, o, at("outcome_difference_low"), at("outcome_difference_high")), amounts(page, o, at("outcome_difference_p05"), at("outcome_difference_p95")),
                 rounded(at("outcome_variance_ratio")), rounded(at("cost_per_unit")), span(at("cost_per_unit_low"), at("cost_per_unit_high")), rounded(at("net_cost_per_unit"))});
    }
    const auto paid = [&](const char* name) { return rounded((*page.reals(name))[v - 1] / 1e6); };
    out += "\n" + fill(lang, pairs_head, page.label("variant", v), page.label("variant", 0)) + "\n" + table.text();
    out += fill(lang, pays, paid("outlay_difference"), paid("outlay_difference_low"), paid("outlay_difference_high"), paid("net_outlay_difference"), paid("net_outlay_difference_low"), paid("net_outlay_difference_high")) + "\n";
  }
  return out;
}

std::string shapley_table(const StudyPage& page) {
  const auto players = page.view.ids("player"), shared = page.view.ids("shared");
  Table table({{text(page.lang, player_column), Align::left, 40}, {text(page.lang, difference_column), Align::right}, {text(page.lang, interval_column), Align::right}, {text(page.lang, share_column), Align::right}});
  for (std::size_t o = 0; o < shared.size(); ++o) {
    const bool money = o == page.view.outcomes;
    const double all = (*page.reals("whole_effect"))[o], unit = money ? 1e6 : 1;
    table.section(money ? text(page.lang, outlay) : outcome_label(page, o));
    for (std::size_t j = 0; j < players.size(); ++j) {
      const auto at = [&](const char* name) { return (*page.reals(name))[o * players.size() + j]; };
      table.row({players[j], rounded(at("shapley") / unit), span(at("shapley_low") / unit, at("shapley_high") / unit), share(all != 0 ? at("shapley") / all : std::nan(""))});
    }
    table.row({text(page.lang, whole), rounded(all / unit), "", ""});
  }
  return "\n" + fill(page.lang, share_head, page.view.points()) + "\n" + table.text();
}

}  // namespace echelon
