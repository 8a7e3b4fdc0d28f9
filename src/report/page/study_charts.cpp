#include "report/page/study_charts.hpp"

#include <algorithm>
#include <cmath>

#include "report/numbers.hpp"
#include "report/page/amounts.hpp"
#include "report/page/html.hpp"
#include "report/page/run_data.hpp"
#include "report/page/study_sentences.hpp"

namespace echelon::page {
namespace {

constexpr std::size_t experiments_drawn = 40;

// One bar a variant, where there are several and not too many.
std::size_t bars_of(const StudyData& data) { return data.view.variants <= variants_drawn ? data.view.variants : 1; }

void name_bars(Chart& chart, const StudyData& data) {
  if (bars_of(data) < 2) return;
  for (std::size_t v = 0; v < data.view.variants; ++v) chart.measures.push_back(data.variant(v));
}

Chart chart_of(const std::string& id, const Names& title, const Names& note, const std::string& unit) {
  Chart chart;
  chart.id = id, chart.title = title, chart.note = note, chart.unit = unit;
  return chart;
}

void add_notes(Chart& chart, const StudyData& data) {
  static const std::vector<std::pair<std::string, Both>> all{{"ST", sobol_note}, {"mu_star", morris_note}, {"prcc", prcc_note}, {"pawn_median", pawn_note}};
  for (const auto& [id, note] : all) {
    for (const IndexFamily& f : data.families()) {
      if (f.id == id) chart.note = each([&](Lang lang) { return in(lang, chart.note) + (lang == Lang::zh ? "" : " ") + fill(lang, note); });
    }
  }
  const bool pale = std::any_of(chart.rows.begin(), chart.rows.end(), [](const Row& r) { return !r.remark.en.empty(); });
  if (pale) chart.note = each([&](Lang lang) { return in(lang, chart.note) + (lang == Lang::zh ? "" : " ") + fill(lang, pale_note); });
}

}  // namespace

Chart odds_chart(const StudyData& data) {
  Chart chart = chart_of("odds", names(odds_title), said(odds_note, data.level()), "fraction");
  if (!data.reals("probability")) return chart;
  for (const std::size_t o : data.judged) {
    Row row{data.outcome(o), {}};
    for (std::size_t v = 0; v < bars_of(data); ++v) row.bars.push_back(data.with_interval("probability", data.cell(v, o)));
    if (!std::isnan(row.bars.front().value)) chart.rows.push_back(std::move(row));
  }
  std::stable_sort(chart.rows.begin(), chart.rows.end(), [](const Row& a, const Row& b) { return a.bars.back().value < b.bars.back().value; });
  name_bars(chart, data);
  return chart;
}

Chart distance_chart(const StudyData& data) {
  Chart chart = chart_of("distance", names(distance_title), names(distance_note), "fraction");
  if (!data.view.is_sample()) return chart;
  for (const std::size_t o : data.judged) {
    const double goal = data.goal(o);
    Row row{data.outcome(o), {}};
    for (std::size_t v = 0; v < bars_of(data); ++v) {
      const std::size_t i = data.cell(v, o);
      row.bars.push_back({data.at("median", i) / goal, data.at("p05", i) / goal, data.at("p95", i) / goal});
    }
    if (goal > 0 && !std::isnan(row.bars.front().value)) chart.rows.push_back(std::move(row));
  }
  chart.goal = chart.goal_high = 1, chart.goal_name = names(goal_line);
  name_bars(chart, data);
  return chart;
}

std::vector<Chart> reached_charts(const StudyData& data) {
  std::vector<Chart> out;
  const ResultDimension* years = data.input.results.dimension("year");
  if (!data.reals("reached_by") || !years || bars_of(data) < data.view.variants) return out;
  const auto& all = std::get<std::vector<std::int64_t>>(years->values);
  const auto add_line = [&](Chart& chart, std::size_t v, std::size_t o, const Names& name) {
    Line line{name, {}, LineStyle::plain, static_cast<int>(chart.lines.size() % kRest)};
    for (std::size_t y = 0; y < all.size(); ++y) line.values.push_back(data.at("reached_by", data.cell(v, o) * all.size() + y));
    chart.lines.push_back(std::move(line));
  };
  const auto new_chart = [&](const std::string& id, const Names& title) {
    out.push_back(chart_of(id, title, {}, "fraction"));
    out.back().years.assign(all.begin(), all.end());
  };
  std::size_t k = 0;
  for (const std::size_t o : data.drawn()) {
    if (std::isnan(data.goal(o))) continue;
    if (data.view.variants > 1) new_chart(chart_id("reached", std::to_string(o)), each([&](Lang lang) { return fill(lang, reached_of, in(lang, data.outcome(o))); }));
    else if (k % 6 == 0) new_chart(chart_id("reached", std::to_string(k / 6)), names(reached_title));
    for (std::size_t v = 0; v < data.view.variants; ++v) add_line(out.back(), v, o, data.view.variants > 1 ? data.variant(v) : Names{data.view.ids("outcome")[o], {}});
    ++k;
  }
  return out;
}

Chart index_chart(const StudyData& data, std::size_t o) {
  const auto order = data.ranked(o);
  const std::size_t shown = std::min(order.size(), inputs_drawn);
  Chart chart = chart_of("depends-" + std::to_string(o), each([&](Lang lang) { return fill(lang, depends_title, in(lang, data.outcome(o))); }),
                         said(depends_note, shown, order.size(), data.level()), "1");
  if (data.families().empty()) return chart;
  if (data.families().front().id == "mu_star") chart.unit = data.unit(o);
  for (std::size_t k = 0; k < shown; ++k) {
    Row row{data.input_name(order[k]), {}, data.view.ids("input")[order[k]]};
    for (const IndexFamily& f : data.families()) row.bars.push_back(data.index(f, o, order[k]));
    if (!data.converged(data.families().front(), o, order[k])) row.remark = names(not_converged);
    chart.rows.push_back(std::move(row));
  }
  for (const IndexFamily& f : data.families()) {
    if (data.families().size() > 1) chart.measures.push_back(f.name);
  }
  if (const double dummy = data.at("pawn_dummy_bound", o); !std::isnan(dummy)) chart.goal = chart.goal_high = dummy, chart.goal_name = names(dummy_line);
  add_notes(chart, data);
  return chart;
}

Chart drivers_chart(const StudyData& data, std::size_t o) {
  Chart chart = chart_of("depends-" + std::to_string(o), each([&](Lang lang) { return fill(lang, drivers_title, in(lang, data.outcome(o))); }),
                         each([&](Lang lang) { return fill(lang, hangs_note, in(lang, data.outcome(o)), data.view.experiments); }), "1");
  for (const Driver& d : data.drivers(o)) {
    const std::size_t f = data.view.place("factor", d.parameter);
    const Names name{data.view.texts("factor_name")[f], data.view.texts("factor_name_zh")[f]};
    chart.rows.push_back({name.en.empty() ? Names{d.parameter, {}} : name, {{d.correlation}}, d.parameter});
  }
  return chart;
}

Chart difference_chart(const StudyData& data, std::size_t o) {
  Chart chart = chart_of("difference-" + std::to_string(o), each([&](Lang lang) { return fill(lang, pair_title, in(lang, data.outcome(o)), in(lang, data.variant(0))); }),
                         said(pair_note, data.level()), data.unit(o));
  if (!data.reals("outcome_difference")) return chart;
  for (std::size_t v = 1; v < data.view.variants; ++v) chart.rows.push_back({data.variant(v), {data.with_interval("outcome_difference", (v - 1) * data.view.outcomes + o)}});
  return chart;
}

Chart paid_chart(const StudyData& data) {
  Chart chart = chart_of("paid", names(paid_title), names(paid_note), "CNY");
  if (!data.reals("outlay_difference")) return chart;
  chart.measures = {names(gross_bar), names(net_bar)};
  for (std::size_t v = 1; v < data.view.variants; ++v)
    chart.rows.push_back({data.variant(v), {data.with_interval("outlay_difference", v - 1), data.with_interval("net_outlay_difference", v - 1)}});
  return chart;
}

Chart acceptability_chart(const StudyData& data, std::size_t o) {
  Chart chart = chart_of("accept-" + std::to_string(o), each([&](Lang lang) { return fill(lang, accept_title, in(lang, data.outcome(o))); }), names(accept_note), "fraction");
  const ResultDimension* multiples = data.input.results.dimension("multiple");
  if (!multiples || !data.reals("acceptability")) return chart;
  const auto& all = std::get<std::vector<double>>(multiples->values);
  for (const double m : all) chart.steps.push_back(fmt::format("×{:.4g}", m));
  for (std::size_t v = 1; v < data.view.variants; ++v) {
    const std::size_t i = (v - 1) * data.view.outcomes + o;
    const double price = told(data.at("cost_per_unit", i), data.at("cost_per_unit_low", i));
    if (std::isnan(price) || price <= 0) continue;
    Line line{each([&](Lang lang) { return in(lang, data.variant(v)) + " (×1 = " + quantity(lang, price, "CNY") + ")"; }), {}, LineStyle::plain, static_cast<int>(v - 1) % kRest};
    for (std::size_t m = 0; m < all.size(); ++m) line.values.push_back(data.at("acceptability", i * all.size() + m));
    chart.lines.push_back(std::move(line));
  }
  return chart;
}

Chart shapley_chart(const StudyData& data, std::size_t shared) {
  const bool outlay = shared == data.view.outcomes;
  const std::string unit = outlay ? "CNY" : data.unit(shared);
  const Names what = outlay ? names(outlay_shared) : data.outcome(shared);
  const double all = data.at("whole_effect", shared);
  Chart chart = chart_of("shares-" + std::to_string(shared), each([&](Lang lang) { return fill(lang, shares_title, in(lang, what)); }),
                         each([&](Lang lang) { return fill(lang, shares_note, change(lang, all, unit), data.level(), data.view.groups()); }), unit);
  const auto players = data.view.players();
  for (std::size_t j = 0; j < players.size(); ++j) chart.rows.push_back({{player_name(players[j]), {}}, {data.with_interval("shapley", shared * players.size() + j)}});
  std::stable_sort(chart.rows.begin(), chart.rows.end(), [](const Row& a, const Row& b) { return a.bars[0].value > b.bars[0].value; });
  return chart;
}

Chart experiment_chart(const StudyData& data, std::size_t o) {
  Chart chart = chart_of("experiment-" + std::to_string(o), each([&](Lang lang) { return fill(lang, experiment_title, in(lang, data.outcome(o))); }), {}, data.unit(o));
  const std::size_t n = std::min(data.view.experiments, experiments_drawn);
  if (n < data.view.experiments) chart.note = said(experiment_note, n, data.view.experiments);
  for (std::size_t e = 0; e < n; ++e) chart.rows.push_back({{"#" + std::to_string(e), {}}, {{data.view.outcome(e, o)}}});
  if (!std::isnan(data.goal(o))) chart.goal = chart.goal_high = data.goal(o), chart.goal_name = names(goal_line);
  return chart;
}

// An id of the study's author, to be read.
std::string player_name(std::string id) {
  std::replace(id.begin(), id.end(), '_', ' ');
  return id;
}

Estimate outlay_of(const StudyData& data, std::size_t variant) {
  std::vector<double> paid;
  const auto& all = data.view.reals("outlay_total");
  for (const std::size_t e : data.view.sample(variant)) {
    if (e < all.size()) paid.push_back(all[e]);
  }
  const Spread s = spread_of(std::move(paid));
  return {s.median, s.p05, s.p95};
}

}  // namespace echelon::page
