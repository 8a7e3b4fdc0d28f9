// Scenarios beside each other, and what the difference costs.
#include <cmath>

#include "report/numbers.hpp"
#include "report/study_tables.hpp"
#include "report/table.hpp"

namespace echelon {
namespace {

constexpr int name_width = 44;

constexpr Both pairs_head{"{} against {}: other - reference over {} pairs (same points, same luck)", "{} 与 {} 相比：{} 对（同样的点与随机性）之差"}, difference_column{"difference", "差值"},
    single_column{"5-95 % of pairs", "单对5-95 %"}, ratio_column{"variance of the difference against that of unpaired worlds", "差值方差与非配对模拟之比"},
    pays{"  Outlay {} m CNY more over the horizon ({}); after the change of the local tax: {} m CNY ({})", "  全期多支出 {} 百万元（{}）；计入地方税收变化后 {} 百万元（{}）"};
constexpr Both cost_head{"What one unit costs: CNY of additional outlay over the horizon for one unit of the outcome", "每单位成本：全期新增支出（元）/ 每单位结果"},
    anyway_column{"there anyway", "无政策也有"}, counted_column{"per unit counted", "每计一单位"}, additional_column{"per additional unit", "每新增一单位"}, regional_column{"not from the region", "非区域内迁入"},
    net_column{"net of local tax", "计入地方税收"};
constexpr Both cost_note{"  `-`: the difference cannot be told from none, or it is not known. Displacement inside the city is in the difference itself; local tax may fall\n  with a package, since certified firms pay less.", "  “-”：与无差异无法区分，或不可知。市内挤出已计入差值；获认定企业少缴税，地方税收可能下降。"};
constexpr Both accept_head{"Acceptability: how often (share of resamples) the effect is worth a multiple of the price per additional unit", "可接受性：在重抽样中，单位成本的若干倍足以购得该效应的比例"};
constexpr Both beside_head{"All beside each other: what each brings more than {}, and what one additional unit costs (CNY)", "并列比较：各自比 {} 多带来多少，每新增一单位的成本（元）"}, scenario_column{"scenario", "情景"};
constexpr Both share_head{"Who brings the effect about (Shapley shares, {} points{})", "效应由谁带来（Shapley值，{} 个点{}）"}, sampled{", at each one order of joining and its reverse", "，每点随机一种加入次序及其逆序"}, all_orders{"", ""},
    player_column{"instruments", "工具组"}, brings_column{"contribution", "贡献"}, share_column{"of the whole", "占比"}, whole{"together", "合计"}, outlay{"outlay, m CNY", "支出，百万元"};

std::string price(const StudyPage& page, double x) { return bare_quantity(page.lang, x, "CNY"); }
std::string prices(const StudyPage& page, double low, double high) { return std::isnan(low) ? "-" : price(page, low) + " .. " + price(page, high); }

std::string acceptability(const StudyPage& page, std::size_t v) {
  const auto& multiples = std::get<std::vector<double>>(page.results.dimension("multiple")->values);
  const auto& accepted = *page.reals("acceptability");
  std::vector<TableColumn> columns = {{text(page.lang, outcome_column), Align::left, name_width}};
  for (const double m : multiples) columns.push_back({fmt::format("x {:g}", m), Align::right});
  Table table(std::move(columns));
  bool any = false;
  for (std::size_t o = 0; o < page.view.outcomes; ++o) {
    const std::size_t i = ((v - 1) * page.view.outcomes + o);
    if (std::isnan((*page.reals("cost_per_unit_low"))[i])) continue;
    std::vector<std::string> row = {outcome_label(page, o)};
    for (std::size_t m = 0; m < multiples.size(); ++m) row.push_back(probability(accepted[i * multiples.size() + m]));
    table.row(std::move(row)), any = true;
  }
  return any ? std::string(text(page.lang, accept_head)) + "\n" + table.text() : "";
}

std::string difference_table(const StudyPage& page, std::size_t v) {
  const Lang lang = page.lang;
  Table table({{text(lang, outcome_column), Align::left, name_width}, {text(lang, difference_column), Align::right}, {text(lang, interval_column), Align::right},
               {text(lang, single_column), Align::right}, {text(lang, ratio_column), Align::right, 22}});
  for (std::size_t o = 0; o < page.view.outcomes; ++o) {
    const auto at = [&](const char* name) { return (*page.reals(name))[(v - 1) * page.view.outcomes + o]; };
    table.row({outcome_label(page, o), amount(page, o, at("outcome_difference")), amounts(page, o, at("outcome_difference_low"), at("outcome_difference_high")),
               amounts(page, o, at("outcome_difference_p05"), at("outcome_difference_p95")), rounded(at("outcome_variance_ratio"))});
  }
  const auto paid = [&](const char* name) { return rounded((*page.reals(name))[v - 1] / 1e6); };
  const auto between = [&](const std::string& name) { return paid((name + "_low").c_str()) + " .. " + paid((name + "_high").c_str()); };
  return table.text() + fill(lang, pays, paid("outlay_difference"), between("outlay_difference"), paid("net_outlay_difference"), between("net_outlay_difference")) + "\n";
}

// Several scenarios on one page, outcome by outcome.
std::string beside_table(const StudyPage& page) {
  const Lang lang = page.lang;
  Table table({{text(lang, scenario_column), Align::left, name_width}, {text(lang, difference_column), Align::right}, {text(lang, interval_column), Align::right},
               {text(lang, additional_column), Align::right, 12}, {text(lang, interval_column), Align::right}, {text(lang, ratio_column), Align::right, 22}});
  for (std::size_t o = 0; o < page.view.outcomes; ++o) {
    table.section(outcome_label(page, o));
    for (std::size_t v = 1; v < page.view.variants; ++v) {
      const auto at = [&](const char* name) { return (*page.reals(name))[(v - 1) * page.view.outcomes + o]; };
      table.row({page.label("variant", v), amount(page, o, at("outcome_difference")), amounts(page, o, at("outcome_difference_low"), at("outcome_difference_high")),
                 price(page, told(at("cost_per_unit"), at("cost_per_unit_low"))), prices(page, at("cost_per_unit_low"), at("cost_per_unit_high")), rounded(at("outcome_variance_ratio"))});
    }
  }
  return "\n" + fill(lang, beside_head, page.label("variant", 0)) + "\n" + table.text();
}

}  // namespace

std::string cost_tables(const StudyPage& page, std::size_t v) {
  const Lang lang = page.lang;
  Table table({{text(lang, outcome_column), Align::left, name_width}, {text(lang, anyway_column), Align::right, 8}, {text(lang, counted_column), Align::right, 10}, {text(lang, additional_column), Align::right, 12},
               {text(lang, interval_column), Align::right}, {text(lang, regional_column), Align::right, 12}, {text(lang, net_column), Align::right, 9}, {text(lang, interval_column), Align::right}});
  for (std::size_t o = 0; o < page.view.outcomes; ++o) {
    const auto at = [&](const char* name) { return (*page.reals(name))[(v - 1) * page.view.outcomes + o]; };
    table.row({outcome_label(page, o), percent(at("deadweight_share")), price(page, at("gross_cost_per_unit")), price(page, told(at("cost_per_unit"), at("cost_per_unit_low"))), prices(page, at("cost_per_unit_low"), at("cost_per_unit_high")),
               price(page, told(at("regional_cost_per_unit"), at("regional_cost_per_unit_low"))), price(page, told(at("net_cost_per_unit"), at("net_cost_per_unit_low"))), prices(page, at("net_cost_per_unit_low"), at("net_cost_per_unit_high"))});
  }
  return std::string(text(lang, cost_head)) + "\n" + table.text() + text(lang, cost_note) + "\n" + acceptability(page, v);
}

std::string pair_tables(const StudyPage& page) {
  if (!page.reals("outcome_difference")) return "";
  std::string out = page.view.variants > 2 ? beside_table(page) : "";
  for (std::size_t v = 1; v < page.view.variants; ++v) {
    out += "\n" + fill(page.lang, pairs_head, page.label("variant", v), page.label("variant", 0), page.view.points()) + "\n" + difference_table(page, v);
    out += "\n" + cost_tables(page, v);
  }
  return out;
}

std::string shapley_table(const StudyPage& page) {
  const auto players = page.view.ids("player"), shared = page.view.ids("shared");
  Table table({{text(page.lang, player_column), Align::left, name_width}, {text(page.lang, brings_column), Align::right}, {text(page.lang, interval_column), Align::right}, {text(page.lang, share_column), Align::right}});
  for (std::size_t o = 0; o < shared.size(); ++o) {
    const bool money = o == page.view.outcomes;
    const auto cell = [&](double x) { return money ? rounded(x / 1e6) : amount(page, o, x); };
    const auto between = [&](double low, double high) { return std::isnan(low) ? "-" : cell(low) + " .. " + cell(high); };
    const double all = (*page.reals("whole_effect"))[o];
    table.section(money ? text(page.lang, outlay) : outcome_label(page, o));
    for (std::size_t j = 0; j < players.size(); ++j) {
      const auto at = [&](const char* name) { return (*page.reals(name))[o * players.size() + j]; };
      table.row({players[j], cell(at("shapley")), between(at("shapley_low"), at("shapley_high")), percent(all != 0 ? at("shapley") / all : std::nan(""))});
    }
    table.row({text(page.lang, whole), cell(all), between((*page.reals("whole_effect_low"))[o], (*page.reals("whole_effect_high"))[o]), ""});
  }
  return "\n" + fill(page.lang, share_head, page.view.groups(), text(page.lang, page.view.sampled ? sampled : all_orders)) + "\n" + table.text();
}

}  // namespace echelon
