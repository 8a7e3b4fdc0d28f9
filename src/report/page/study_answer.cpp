// The first screen of a study.
#include <algorithm>
#include <cmath>

#include "report/numbers.hpp"
#include "report/page/amounts.hpp"
#include "report/page/html.hpp"
#include "report/page/study_page.hpp"
#include "report/page/study_sentences.hpp"
#include "report/study_tables.hpp"

namespace echelon::page {
namespace {

constexpr std::size_t inputs_named = 4, packages_named = 4;

std::string index_words(double value) { return std::isnan(value) ? "-" : fmt::format("{:.2f}", value); }
std::string money(Lang lang, double value) { return quantity(lang, value, "CNY"); }

// What an index says, as a reader says it: a share, an effect in the outcome's unit, a number.
std::string index_value(Lang lang, const StudyData& data, std::size_t o, std::size_t i) {
  const IndexFamily& family = data.families().front();
  const double value = data.index(family, o, i).value;
  if (family.id == "ST") return percent(value);
  if (family.id == "mu_star") return quantity(lang, value, data.unit(o));
  return family.id == "prcc" ? fmt::format("{:+.2f}", value) : index_words(value);
}

Names question_of(const StudyData& data) {
  const std::string text = data.attribute("question");
  if (text.empty()) return said(study_no_question, data.attribute("study"));
  const std::size_t line = text.find('\n');
  return {text.substr(0, line), line == std::string::npos ? "" : text.substr(line + 1)};
}

std::string warnings(const StudyData& data) {
  std::string out;
  const std::string scale = data.attribute("scale");
  if (!scale.empty() && scale != "1") {
    out += paragraph(each([&](Lang lang) { return fill(lang, study_trial, quantity(lang, std::stod(scale), "fraction")); }), "class=\"warn\"");
  }
  if (data.failed > 0) out += paragraph(said(study_failed, data.failed, data.view.experiments), "class=\"warn\"");
  if (!data.view.is_sample()) out += paragraph(names(no_sample), "class=\"note\"");
  return out;
}

std::string odds_lead(const StudyData& data) {
  if (data.judged.empty()) return paragraph(names(lead_no_goal), "class=\"lead\"");
  const Estimate p = data.with_interval("probability", data.cell(data.view.variants - 1, data.least_likely));
  std::string out = paragraph(each([&](Lang lang) {
                                return fill(lang, lead_odds, data.judged.size(), in(lang, data.outcome(data.least_likely)), odds_words(lang, p.value), probability(p.value), probability(p.low),
                                            probability(p.high));
                              }),
                              "class=\"lead\"");
  const Estimate joint = data.with_interval("joint_probability", 0);
  if (std::isnan(joint.value) || data.judged.size() < 2) return out;
  return out + paragraph(each([&](Lang lang) {
           return fill(lang, lead_odds_joint, data.attribute("constraints").empty() ? "" : fill(lang, of_constraints), odds_words(lang, joint.value), probability(joint.value),
                       probability(joint.low), probability(joint.high));
         }));
}

// One sentence an outcome: what it depends on most.
Names index_lead(const StudyData& data, std::size_t o) {
  const auto order = data.ranked(o);
  const IndexFamily& family = data.families().front();
  return each([&](Lang lang) {
    const std::string what = in(lang, data.outcome(o));
    if (order.empty() || !data.clear(o, order[0])) return fill(lang, lead_nothing, what);
    const std::string first = in(lang, data.input_name(order[0])), value = index_value(lang, data, o, order[0]);
    if (family.id == "mu_star") return fill(lang, lead_morris, what, first, value);
    if (family.id == "prcc") return fill(lang, lead_prcc, what, first, value);
    if (family.id == "pawn_median") return fill(lang, lead_pawn, what, first, value);
    const std::size_t luck = data.view.place("input", "luck");
    std::string text = fill(lang, lead_sobol, what, first, value, percent(data.index(data.families()[1], o, order[0]).value));
    const std::size_t macro = data.view.place("input", "macro_path");
    if (macro < data.view.inputs && macro != order[0]) text += " " + fill(lang, lead_macro, percent(data.index(family, o, macro).value));
    if (luck < data.view.inputs && luck != order[0]) text += " " + fill(lang, lead_luck, percent(data.index(family, o, luck).value));
    return text;
  });
}

Names pair_lead(const StudyData& data, std::size_t v) {
  const std::size_t o = data.headline, i = (v - 1) * data.view.outcomes + o;
  const Estimate d = data.with_interval("outcome_difference", i), price = data.with_interval("cost_per_unit", i);
  return each([&](Lang lang) {
    const std::string text = fill(lang, lead_pair, in(lang, data.variant(v)), in(lang, data.variant(0)), change(lang, d.value, data.unit(o)), in(lang, data.outcome(o)), data.level(),
                            change(lang, d.low, data.unit(o)), change(lang, d.high, data.unit(o)));
    return text + (std::isnan(price.low) ? fill(lang, lead_no_price) : fill(lang, lead_price, money(lang, price.value), money_range(lang, price.low, price.high)));
  });
}

// The player with the largest share of the effect on an outcome.
std::size_t largest_player(const StudyData& data, std::size_t shared) {
  const std::size_t n = data.view.players().size();
  std::size_t best = 0;
  for (std::size_t j = 1; j < n; ++j) {
    if (data.at("shapley", shared * n + j) > data.at("shapley", shared * n + best)) best = j;
  }
  return best;
}

Names shapley_lead(const StudyData& data, std::size_t o) {
  const auto players = data.view.players();
  const std::size_t j = largest_player(data, o);
  const double all = data.at("whole_effect", o), part = data.at("shapley", o * players.size() + j);
  return each([&](Lang lang) { return fill(lang, lead_shapley, in(lang, data.outcome(o)), change(lang, all, data.unit(o)), player_name(players[j]), change(lang, part, data.unit(o))); });
}

// Failed experiments are no answer.
Names best_lead(const StudyData& data, std::size_t o) {
  std::size_t best = 0;
  for (std::size_t e = 1; e < data.view.experiments; ++e) {
    const double y = data.view.outcome(e, o), highest = data.view.outcome(best, o);
    if (y > highest || (std::isnan(highest) && !std::isnan(y))) best = e;
  }
  return each([&](Lang lang) { return fill(lang, lead_best, in(lang, data.outcome(o)), best, quantity(lang, data.view.outcome(best, o), data.unit(o))); });
}

std::string lead(const StudyData& data) {
  const std::string& kind = data.view.kind;
  std::string out;
  const std::size_t first = data.headline;
  if (kind == "compare") {
    for (std::size_t v = 1; v < std::min(data.view.variants, 1 + packages_named); ++v) out += paragraph(pair_lead(data, v), v == 1 ? "class=\"lead\"" : "");
    return out;
  }
  if (kind == "monte-carlo") return odds_lead(data);
  if (kind == "shapley") out = paragraph(shapley_lead(data, first), "class=\"lead\"");
  else if (!data.families().empty()) out = paragraph(index_lead(data, first), "class=\"lead\"");
  else out = paragraph(said(lead_points, data.view.points()), "class=\"lead\"") + paragraph(best_lead(data, first));
  return data.judged.empty() || !data.reals("probability") || kind == "shapley" ? out : out + odds_lead(data);
}

std::string matters_of_inputs(const StudyData& data, std::size_t o) {
  const auto order = data.ranked(o);
  const auto clear = static_cast<std::size_t>(std::count_if(order.begin(), order.end(), [&](std::size_t i) { return data.clear(o, i); }));
  std::string out;
  if (!order.empty() && !data.clear(o, order.front())) {  // smaller ones may be clear: to name them would hide it
    out += paragraph(each([&](Lang lang) {
      return fill(lang, matters_open, in(lang, data.outcome(o)), in(lang, data.input_name(order.front())), index_value(lang, data, o, order.front()));
    }));
  } else if (clear > 0) {
    out += paragraph(each([&](Lang lang) {
      std::string list;
      std::size_t named = 0;
      for (const std::size_t i : order) {
        if (!data.clear(o, i) || named == inputs_named) continue;
        list += (named++ > 0 ? (lang == Lang::zh ? "；" : "; ") : "") + in(lang, data.input_name(i)) + " (" + index_value(lang, data, o, i) + ")";
      }
      return fill(lang, matters_line, in(lang, data.outcome(o)), list);
    }));
  }
  return out + paragraph(said(matters_rest, order.size() - clear, order.size()));
}

// The goal that is missed by most, relative to itself, most often.
std::string binds_most(const StudyData& data) {
  std::size_t most = data.headline;
  for (const std::size_t k : data.judged) {
    if (data.at("binding_share", k) > data.at("binding_share", most)) most = k;
  }
  return paragraph(each([&](Lang lang) { return fill(lang, binds_share, in(lang, data.outcome(most)), percent(data.at("binding_share", most))); }));
}

std::string matters_of_drivers(const StudyData& data) {
  const Chart chart = drivers_chart(data, data.headline);
  if (chart.rows.empty()) return paragraph(said(hangs_nothing, data.view.experiments));
  return paragraph(each([&](Lang lang) {
    std::string list;
    for (std::size_t k = 0; k < std::min(inputs_named, chart.rows.size()); ++k)
      list += (k > 0 ? (lang == Lang::zh ? "；" : "; ") : "") + in(lang, chart.rows[k].name) + fmt::format(" ({:+.2f})", chart.rows[k].bars[0].value);
    return fill(lang, matters_line, in(lang, data.outcome(data.headline)), list);
  }));
}

// The lowest price of one additional unit among packages whose effect is told from none.
std::string cheapest_package(const StudyData& data, std::size_t o) {
  const auto price = [&](std::size_t v) { return data.with_interval("cost_per_unit", (v - 1) * data.view.outcomes + o); };
  std::size_t best = 0;
  for (std::size_t v = 1; v < data.view.variants; ++v) {
    if (!std::isnan(price(v).low) && price(v).value > 0 && (best == 0 || price(v).value < price(best).value)) best = v;
  }
  return paragraph(each([&](Lang lang) {
    if (best == 0) return fill(lang, no_cheapest, in(lang, data.outcome(o)));
    return fill(lang, cheapest, in(lang, data.outcome(o)), in(lang, data.variant(best)), money(lang, price(best).value));
  }));
}

std::string matters_card(const StudyData& data) {
  const std::string& kind = data.view.kind;
  std::string out;
  if (kind == "monte-carlo" && data.reals("binding_share")) out += binds_most(data);
  if (!data.families().empty()) out += matters_of_inputs(data, data.headline);
  if (kind == "monte-carlo") out += matters_of_drivers(data);
  if (kind == "compare") {
    for (std::size_t o = 0; o < std::min(data.view.outcomes, packages_named); ++o) out += cheapest_package(data, o);
  }
  for (std::size_t o = 1; kind == "shapley" && o < data.view.outcomes; ++o) out += paragraph(shapley_lead(data, o));
  const bool listed = kind == "grid" || kind == "table";
  for (std::size_t o = 0; listed && o < std::min(data.view.outcomes, packages_named); ++o) out += paragraph(best_lead(data, o));
  return out;
}

std::string settled_lines(const StudyData& data) {
  std::string out;
  for (const IndexFamily& f : data.families()) {
    std::size_t all = 0, good = 0;
    for (std::size_t o = 0; o < data.view.outcomes; ++o) {
      for (const std::size_t i : data.ranked(o)) ++all, good += data.converged(f, o, i) ? 1 : 0;
    }
    out += paragraph(each([&](Lang lang) { return fill(lang, settled, in(lang, f.name), grouped(static_cast<double>(good)), grouped(static_cast<double>(all)), grouped(data.view.precision), f.id == "mu_star" || f.id == "sigma" ? fill(lang, of_largest) : ""); }));
  }
  return out;
}

std::string odds_sure(const StudyData& data) {
  const std::size_t i = data.cell(data.view.variants - 1, data.headline);
  const Estimate p = data.with_interval("probability", i);
  const std::string rule = data.attribute("stop_outcome");
  std::string out = paragraph(each([&](Lang lang) { return fill(lang, half_width, in(lang, data.outcome(data.headline)), 50 * (p.high - p.low), grouped(data.at("finished", i))); }));
  if (rule.empty()) return out;
  const std::size_t o = data.view.place("outcome", rule);
  const Estimate q = data.with_interval("probability", o);
  const double asked = 100 * std::stod(data.attribute("stop_half_width"));
  return out + paragraph(50 * (q.high - q.low) <= asked ? said(stopped_there, rule, asked) : said(not_there, asked, rule));
}

std::string sure_card(const StudyData& data) {
  std::string out;
  const std::size_t o = data.headline;
  if (data.view.kind != "monte-carlo" && !data.families().empty()) out += settled_lines(data);
  if (data.view.kind == "monte-carlo" && !data.judged.empty()) out += odds_sure(data);
  if (data.view.kind == "compare") out += paragraph(each([&](Lang lang) { return fill(lang, pairs_gain, percent(data.at("outcome_variance_ratio", o)), in(lang, data.outcome(o))); }));
  if (const double noise = data.at("noise_share", o); !std::isnan(noise)) out += paragraph(each([&](Lang lang) { return fill(lang, noise_line, percent(noise), in(lang, data.outcome(o))); }));
  return out + paragraph(said(points_line, data.view.sampled ? data.view.groups() : data.view.points(), data.view.seeds, data.level()));
}

std::string cost_card(const StudyData& data) {
  std::string out;
  if (data.view.kind == "shapley") {
    const auto players = data.view.players();
    const std::size_t o = data.view.outcomes, j = largest_player(data, o);
    const double all = data.at("whole_effect", o);
    return paragraph(each([&](Lang lang) { return fill(lang, cost_shared, player_name(players[j]), percent(data.at("shapley", o * players.size() + j) / all), money(lang, all)); }));
  }
  if (data.view.kind == "compare") {
    for (std::size_t v = 1; v < std::min(data.view.variants, 1 + packages_named); ++v) {
      const Estimate paid = data.with_interval("outlay_difference", v - 1);
      const double net = data.at("net_outlay_difference", v - 1);
      out += paragraph(each([&](Lang lang) { return fill(lang, net > paid.value ? cost_more_lost : cost_more, in(lang, data.variant(v)), money(lang, paid.value), money(lang, paid.low), money(lang, paid.high), money(lang, net)); }));
    }
    return out;
  }
  const Estimate paid = outlay_of(data, 0);
  return paragraph(each([&](Lang lang) {
           return fill(lang, cost_all, in(lang, data.variant(0)), money(lang, paid.value), fmt::format("{}–{}", data.view.first_year, data.view.last_year), money(lang, paid.low), money(lang, paid.high));
         })) + paragraph(names(cost_what));
}

std::string made_card(const StudyData& data) {
  const std::size_t factors = data.view.factors - (data.view.sampled ? data.view.players().size() : 0);  // switches of players are no factors
  std::string out = paragraph(each([&](Lang lang) {
    const std::string luck = luck_text(lang, data.attribute("luck"), data.attribute("macro_path"));
    return data.view.judges_inputs() ? fill(lang, varied_line, factors, data.view.inputs, luck) : fill(lang, varied_together, factors, luck);
  }));
  const auto assumed = std::count_if(data.judged.begin(), data.judged.end(), [&](std::size_t o) { return data.goal_assumed(o); });
  if (assumed > 0) out += paragraph(said(goals_assumed, assumed, data.judged.size()));
  out += paragraph(said(design_line, data.view.design, data.view.seed, data.view.experiments));
  if (const std::string source = data.attribute("source"); !source.empty()) out += element("p", escaped(source), "lang=\"en\"");
  return out + element("p", element("a", both(names(see_all)), "href=\"#varied\""));
}

}  // namespace

std::string study_answer(const StudyData& data) {
  std::string out = paragraph(question_of(data), "class=\"question\"") + warnings(data) + lead(data);
  out += "<div class=\"cards\">\n" + card(names(matters_head), matters_card(data)) + card(names(sure_head), sure_card(data)) + card(names(study_cost_head), cost_card(data)) + card(names(made_head), made_card(data)) + "</div>\n";
  return out + study_scoreboard(data) + (data.view.kind == "compare" ? study_pairs(data) : "") + study_shares(data);
}

}  // namespace echelon::page
