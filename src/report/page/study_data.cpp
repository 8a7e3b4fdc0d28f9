#include "report/page/study_data.hpp"

#include <algorithm>
#include <cmath>

#include "core/problems.hpp"
#include "report/study_tables.hpp"
#include "report/summary.hpp"

namespace echelon::page {
namespace {

constexpr std::size_t outcomes_drawn = 12;  // the page stays small; the rest is in its tables

const Results& finished(const Results& r) {
  if (r.attributes.count("concluded") == 0) throw IoError("this is a part of a study; `echelon merge` joins the parts, and the whole has a page");
  return r;
}

std::vector<IndexFamily> families_of(const Results& r) {
  static const std::vector<IndexFamily> all{{"ST", {"total effect ST", "总效应 ST"}},
                                            {"S1", {"by itself S1", "一阶效应 S1"}},
                                            {"mu_star", {"mean absolute effect mu*", "平均绝对效应 mu*"}},
                                            {"sigma", {"spread of the effect sigma", "效应的离散 sigma"}},
                                            {"prcc", {"partial rank correlation", "偏秩相关"}},
                                            {"pawn_median", {"PAWN, median", "PAWN 中位数"}}};
  std::vector<IndexFamily> out;
  for (const IndexFamily& f : all) {
    if (r.find(f.id)) out.push_back(f);
  }
  return out;
}

}  // namespace

StudyData::StudyData(const PageInput& in) : input(in), view(finished(in.results)), failed(std::stoull(attribute("failed"))), families_(families_of(in.results)) {
  for (std::size_t o = 0; o < view.outcomes; ++o) {
    if (!std::isnan(goal(o))) judged.push_back(o);
  }
  if (!reals("probability") || judged.empty()) return;
  const std::size_t last = view.variants - 1;
  const std::string scale = attribute("scale");
  const auto few = [&](std::size_t o) { return too_small_a_trial(goal(o), view.texts("outcome_unit")[o], scale); };
  least_likely = judged.front();
  for (const std::size_t o : judged) {
    const double p = at("probability", cell(last, o)), best = at("probability", cell(last, least_likely));
    if (std::isnan(best) || few(o) < few(least_likely) || (few(o) == few(least_likely) && p < best)) least_likely = o;
  }
  if (view.kind == "monte-carlo") headline = least_likely;
}

std::string StudyData::attribute(const std::string& name) const {
  const auto it = input.results.attributes.find(name);
  return it == input.results.attributes.end() ? "" : it->second;
}

const std::vector<double>* StudyData::reals(const std::string& name) const {
  const ResultVariable* v = input.results.find(name);
  return v ? std::get_if<std::vector<double>>(&v->data) : nullptr;
}

double StudyData::at(const std::string& name, std::size_t i) const {
  const ResultVariable* v = input.results.find(name);
  if (!v) return kNothing;
  if (const auto* counts = std::get_if<std::vector<std::int64_t>>(&v->data)) return i < counts->size() ? static_cast<double>((*counts)[i]) : kNothing;
  const auto* all = std::get_if<std::vector<double>>(&v->data);
  return all && i < all->size() ? (*all)[i] : kNothing;
}

Estimate StudyData::with_interval(const std::string& name, std::size_t i) const { return {at(name, i), at(name + "_low", i), at(name + "_high", i)}; }

Names StudyData::outcome(std::size_t o) const {
  const std::string& id = view.ids("outcome")[o];
  Names names{view.texts("outcome_name")[o], view.texts("outcome_name_zh")[o]};
  if (names.en.empty()) names.en = id;
  return names.en == id ? Names{id, {}} : Names{id + "  " + names.en, id + "  " + in(Lang::zh, names)};
}

Names StudyData::variant(std::size_t v) const {
  const Names names{view.texts("variant_name")[v], view.texts("variant_name_zh")[v]};
  return names.en.empty() ? Names{view.ids("variant")[v], {}} : names;
}

Names StudyData::input_name(std::size_t i) const {
  const std::string& id = view.ids("input")[i];
  const auto& of = view.texts("factor_input");
  if (std::count(of.begin(), of.end(), id) != 1) return {id, {}};
  const auto f = static_cast<std::size_t>(std::find(of.begin(), of.end(), id) - of.begin());
  const Names names{view.texts("factor_name")[f], view.texts("factor_name_zh")[f]};
  return names.en.empty() || names.en == id ? Names{id, names.zh == id ? "" : names.zh} : names;
}

std::string StudyData::unit(std::size_t o) const {
  const std::string& unit = view.texts("outcome_unit")[o];
  if (unit.rfind("CNY", 0) == 0) return "CNY";
  return unit == "1" || unit == "1 per year" ? "count" : unit;
}

std::string StudyData::level() const { return fmt::format("{:.4g}", 100 * view.level); }

std::vector<Driver> StudyData::drivers(std::size_t o) const {
  if (view.kind != "monte-carlo") return {};
  std::vector<std::vector<double>> columns;
  std::vector<std::string> ids;
  std::vector<double> values, reached;
  std::vector<std::size_t> done;
  for (std::size_t e = 0; e < view.experiments; ++e) {
    const double y = view.outcome(e, o);
    if (!std::isnan(y)) done.push_back(e), values.push_back(y), reached.push_back(y >= goal(o) ? 1 : 0);
  }
  for (std::size_t f = 0; f < view.factors; ++f) {
    if (view.whole("factor_ordered")[f] == 0) continue;
    ids.push_back(view.ids("factor")[f]);
    columns.emplace_back();
    for (const std::size_t e : done) columns.back().push_back(view.factor(e, f));
  }
  return drivers_among(columns, ids, values, reached);
}

Estimate StudyData::index(const IndexFamily& family, std::size_t o, std::size_t i) const {
  const std::size_t place = o * view.inputs + i;
  const double value = at(family.id, place), half = at(family.id + "_conf", place);
  const bool can_be_negative = family.id == "prcc" || family.id == "S1";  // the others are means of sizes
  return {value, can_be_negative ? value - half : std::max(value - half, std::min(value, 0.0)), value + half};
}

bool StudyData::converged(const IndexFamily& family, std::size_t o, std::size_t i) const {
  return view.whole((family.id + "_converged").c_str())[o * view.inputs + i] != 0;
}

bool StudyData::clear(std::size_t o, std::size_t i) const {
  const IndexFamily& family = families_.front();
  const Estimate e = index(family, o, i);
  if (family.id == "pawn_median" && !std::isnan(at("pawn_dummy_bound", o))) return e.value > at("pawn_dummy_bound", o);
  return e.low > 0 || e.high < 0;
}

std::vector<std::size_t> StudyData::ranked(std::size_t o) const {
  return families_.empty() ? std::vector<std::size_t>{} : largest_first(*reals(families_.front().id), o, view.inputs);
}

std::vector<std::size_t> StudyData::drawn() const {
  std::vector<std::size_t> order{headline};
  for (const bool with_goal : {true, false}) {
    for (std::size_t o = 0; o < view.outcomes && order.size() < outcomes_drawn; ++o) {
      if (o != headline && std::isnan(goal(o)) != with_goal) order.push_back(o);
    }
  }
  return order;
}

}  // namespace echelon::page
