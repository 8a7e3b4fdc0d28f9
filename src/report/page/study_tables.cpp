// The tables of a study's page.
#include <algorithm>
#include <cmath>

#include "report/numbers.hpp"
#include "report/page/amounts.hpp"
#include "report/page/shell.hpp"
#include "report/page/study_page.hpp"
#include "report/page/study_sentences.hpp"
#include "report/page/svg.hpp"
#include "report/page/table.hpp"
#include "report/study_tables.hpp"

namespace echelon::page {
namespace {

constexpr std::size_t experiments_listed = 200, failures_listed = 50, pairs_listed = 12;

std::string head(const Both& text) { return both(names(text)); }
template <class Say>
std::string cell(Say say) {
  return both(each(say));
}
std::string digits(double v) { return std::isnan(v) ? "-" : fmt::format("{:.4g}", v); }
std::string odds_interval(double low, double high) { return escaped(std::isnan(low) ? "-" : probability(low) + " – " + probability(high)); }

std::string interval_head(const StudyData& data) { return both(said(level_column, data.level())); }

std::string goal_cell(const StudyData& data, std::size_t o) {
  return cell([&](Lang lang) { return amount(lang, data.goal(o), data.unit(o)); }) + (data.goal_assumed(o) ? " " + element("span", both(names(stand_in_mark)), "class=\"tag\"") : "");
}

// Sections of a table, one a variant, where there are several.
template <class Fill>
void by_variant(HtmlTable& table, const StudyData& data, Fill fill_rows) {
  for (std::size_t v = 0; v < data.view.variants; ++v) {
    if (data.view.variants > 1) table.section(both(data.variant(v)));
    fill_rows(v);
  }
}

void odds_row(HtmlTable& table, const StudyData& data, std::size_t v, std::size_t o) {
  const std::size_t i = data.cell(v, o);
  const double p = data.at("probability", i);
  const std::string chance = "<span class=\"chance\">" + ten_dots(p) + cell([&](Lang lang) { return odds_words(lang, p); }) + "</span>";
  table.row({both(data.outcome(o)), chance, escaped(probability(p)), odds_interval(data.at("probability_low", i), data.at("probability_high", i)),
             odds_interval(data.at("probability_jeffreys_low", i), data.at("probability_jeffreys_high", i)), goal_cell(data, o),
             cell([&](Lang lang) { return amount(lang, data.at("median", i), data.unit(o)) + " (" + amount_range(lang, data.at("p05", i), data.at("p95", i), data.unit(o)) + ")"; })});
}

}  // namespace

std::string study_scoreboard(const StudyData& data) {
  if (!data.reals("probability") || data.view.kind == "shapley") return "";
  HtmlTable table(names(study_scoreboard_caption), {head(target_column), head(odds_column), "P", head(wilson_column), head(jeffreys_column), head(goal_column), head(median_column)}, 2);
  by_variant(table, data, [&](std::size_t v) {
    auto order = data.judged;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return data.at("probability", data.cell(v, a)) < data.at("probability", data.cell(v, b)); });
    for (const std::size_t o : order) odds_row(table, data, v, o);
  });
  return table.empty() ? "" : table.html();
}

std::string study_moments(const StudyData& data) {
  std::vector<std::string> columns{head(outcome_column), head(counted_column), head(mean_column), head(median_column), head(spread_column)};
  const bool odds = data.reals("probability") != nullptr, noise = data.reals("noise_share") != nullptr;
  if (odds) columns.push_back(head(missing_column)), columns.push_back(head(binding_column)), columns.push_back(head(reached_column));
  if (noise) columns.push_back(head(noise_column));
  HtmlTable table(names(study_outcomes), columns, 1);
  by_variant(table, data, [&](std::size_t v) {
    for (std::size_t o = 0; o < data.view.outcomes; ++o) {
      const std::size_t i = data.cell(v, o);
      const auto value = [&](const char* name) { return cell([&](Lang lang) { return amount(lang, data.at(name, i), data.unit(o)); }); };
      std::vector<std::string> row{both(data.outcome(o)), escaped(grouped(data.at("finished", i))), value("mean") + " ± " + value("mean_conf"),
                                   value("median") + cell([&](Lang lang) { return " (" + amount_range(lang, data.at("p05", i), data.at("p95", i), data.unit(o)) + ")"; }),
                                   escaped(percent(data.at("sd_half", i) / data.at("sd", i)))};
      if (odds) {
        const double year = data.at("first_year_median", i);
        row.push_back(value("shortfall_conditional")), row.push_back(escaped(percent(data.at("binding_share", i)))), row.push_back(std::isfinite(year) ? fmt::format("{:.0f}", year) : "-");
      }
      if (noise) row.push_back(escaped(percent(data.at("noise_share", i)) + " ± " + percent(data.at("noise_share_conf", i))));
      table.row(row);
    }
  });
  return table.html();
}

std::string study_pairs(const StudyData& data) {
  if (!data.reals("outcome_difference")) return "";
  HtmlTable table(names(pair_table), {head(outcome_column), head(difference_column), interval_head(data), head(pair_column), head(price_column), interval_head(data), head(net_price_column), head(ratio_column)}, 1);
  for (std::size_t v = 1; v < data.view.variants; ++v) {
    table.section(both(data.variant(v)));
    for (std::size_t o = 0; o < data.view.outcomes; ++o) {
      const std::size_t i = (v - 1) * data.view.outcomes + o;
      const auto at = [&](const char* name) { return data.at(name, i); };
      const auto more = [&](const char* low, const char* high, const std::string& unit) { return cell([&](Lang lang) { return change_range(lang, at(low), at(high), unit); }); };
      const auto price = [&](const char* name, const char* low) { return cell([&](Lang lang) { return quantity(lang, told(at(name), at(low)), "CNY"); }); };
      const bool sure = at("outcome_difference_low") > 0 || at("outcome_difference_high") < 0;
      table.row({both(data.outcome(o)), cell([&](Lang lang) { return change(lang, at("outcome_difference"), data.unit(o)); }) + (sure ? " *" : ""),
                 more("outcome_difference_low", "outcome_difference_high", data.unit(o)), more("outcome_difference_p05", "outcome_difference_p95", data.unit(o)), price("cost_per_unit", "cost_per_unit_low"),
                 cell([&](Lang lang) { return money_range(lang, at("cost_per_unit_low"), at("cost_per_unit_high")); }), price("net_cost_per_unit", "net_cost_per_unit_low"), escaped(digits(at("outcome_variance_ratio")))});
    }
  }
  return table.html();
}

std::string study_shares(const StudyData& data) {
  if (!data.reals("shapley")) return "";
  const auto players = data.view.players();
  HtmlTable table(names(shares_table), {head(player_column), head(difference_column), interval_head(data), head(share_column)}, 1);
  for (std::size_t o = 0; o <= data.view.outcomes; ++o) {
    const bool outlay = o == data.view.outcomes;
    const std::string unit = outlay ? "CNY" : data.unit(o);
    const double all = data.at("whole_effect", o);
    table.section(both(outlay ? names(outlay_shared) : data.outcome(o)));
    for (std::size_t j = 0; j < players.size(); ++j) {
      const Estimate e = data.with_interval("shapley", o * players.size() + j);
      table.row({escaped(player_name(players[j])), cell([&](Lang lang) { return change(lang, e.value, unit); }), cell([&](Lang lang) { return change_range(lang, e.low, e.high, unit); }),
                 escaped(all != 0 ? percent(e.value / all) : "-")});
    }
    table.row({both(names(whole_row)), cell([&](Lang lang) { return change(lang, all, unit); }), "", ""});
  }
  return table.html();
}

std::string study_second_order(const StudyData& data) {
  const auto* s2 = data.reals("S2");
  if (!s2) return "";
  const std::size_t k = data.view.inputs;
  const auto& good = data.view.whole("S2_converged");
  HtmlTable table(names(second_order_head), {head(pair_of_inputs), "S2", head(half_column), head(yes_no_column)}, 1);
  for (std::size_t o = 0; o < data.view.outcomes; ++o) {
    std::vector<std::size_t> order = largest_first(*s2, o, k * k);
    order.resize(std::min(order.size(), pairs_listed));
    table.section(both(data.outcome(o)));
    for (const std::size_t at : order) {
      const std::size_t i = o * k * k + at;
      table.row({both(data.input_name(at / k)) + " × " + both(data.input_name(at % k)), escaped(digits((*s2)[i])), escaped(digits(data.at("S2_conf", i))), both(names(good[i] != 0 ? yes : no))});
    }
  }
  return table.html();
}

// Designs of one's own, and grids: what was asked and what came out, row by row.
std::string study_experiments(const StudyData& data) {
  if (data.view.is_sample()) return "";
  const std::size_t n = std::min(data.view.experiments, experiments_listed);
  std::vector<std::string> columns{head(experiment_column)};
  for (std::size_t f = 0; f < data.view.factors; ++f) columns.push_back("<code>" + escaped(data.view.ids("factor")[f]) + "</code>");
  for (std::size_t o = 0; o < data.view.outcomes; ++o) columns.push_back(both(data.outcome(o)));
  HtmlTable table(each([&](Lang lang) { return fill(lang, experiments_table, n, data.view.experiments); }), columns, 1);
  for (std::size_t e = 0; e < n; ++e) {
    std::vector<std::string> row{"#" + std::to_string(e)};
    for (std::size_t f = 0; f < data.view.factors; ++f) row.push_back(escaped(digits(data.view.factor(e, f))));
    for (std::size_t o = 0; o < data.view.outcomes; ++o) row.push_back(cell([&](Lang lang) { return amount(lang, data.view.outcome(e, o), data.unit(o)); }));
    table.row(row);
  }
  return table.html();
}

std::string study_factors(const StudyData& data) {
  const Names title = each([&](Lang lang) { return fill(lang, factors_head, data.view.factors); });
  HtmlTable table(title, {head(factor_column), head(unit_column), head(prior_column), head(low_column), head(high_column), head(judged_as)}, 9);
  const auto& v = data.view;
  for (std::size_t f = 0; f < v.factors; ++f) {
    const Names name{v.texts("factor_name")[f], v.texts("factor_name_zh")[f]};
    const std::string& id = v.ids("factor")[f];
    table.row({"<code>" + escaped(id) + "</code>" + (name.en.empty() || name.en == id ? "" : " " + both(name)), escaped(v.texts("factor_unit")[f]), escaped(v.texts("factor_prior")[f]),
               escaped(digits(v.reals("factor_low")[f])), escaped(digits(v.reals("factor_high")[f])), escaped(v.texts("factor_input")[f])});
  }
  return v.factors == 0 ? "" : fold("factors", title, table.html(), v.factors <= 12);
}

std::string study_failures(const StudyData& data) {
  if (data.failed == 0) return "";
  const Names title = each([&](Lang lang) { return fill(lang, failures_head, data.failed); });
  HtmlTable table(title, {head(experiment_column), head(message_column)}, 9);
  std::size_t listed = 0;
  for (std::size_t e = 0; e < data.view.experiments && listed < failures_listed; ++e) {
    if (data.view.whole("status")[e] == 0) continue;
    table.row({"#" + std::to_string(e), element("span", escaped(data.view.texts("message")[e]), "class=\"long\" lang=\"en\"")});
    ++listed;
  }
  return fold("failures", title, table.html(), true);
}

}  // namespace echelon::page
