#include "engine/study/view.hpp"

#include <algorithm>
#include <sstream>

#include "engine/study/join.hpp"

namespace echelon {

namespace {

std::size_t count(const Results& r, const char* name) { return std::stoull(r.attributes.at(name)); }

}  // namespace

StudyView::StudyView(const Results& r)
    : kind(r.attributes.at("kind")), design(r.attributes.at("design")), experiments(r.dimension("experiment")->size()),
      seeds(count(r, "seeds")), variants(r.dimension("variant")->size()), factors(r.dimension("factor")->size()),
      inputs(r.dimension("input")->size()), outcomes(r.dimension("outcome")->size()), together(count(r, "together")),
      slices(count(r, "slices")), resamples(count(r, "resamples")), seed(count(r, "seed")),
      level(std::stod(r.attributes.at("level"))), precision(std::stod(r.attributes.at("precision"))),
      second_order(r.attributes.at("second_order") == "1"), sampled(r.attributes.count("orders") > 0), r_(r), outcome_(reals("outcome_value")), factor_(reals("factor_value")) {
  const auto horizon = r.attributes.find("horizon");
  if (horizon == r.attributes.end()) return;
  first_year = std::stoi(horizon->second), last_year = std::stoi(horizon->second.substr(horizon->second.find("..") + 2));
}

std::vector<std::string> StudyView::players() const {
  std::vector<std::string> out;
  std::istringstream all(r_.attributes.at("players"));
  for (std::string id; all >> id;) out.push_back(id);
  return out;
}

bool StudyView::constraint(std::size_t o) const {
  const auto it = r_.attributes.find("constraints");
  return it != r_.attributes.end() && (" " + it->second + " ").find(" " + ids("outcome")[o] + " ") != std::string::npos;
}

const std::vector<std::string>& StudyView::ids(const char* dimension) const {
  return std::get<std::vector<std::string>>(r_.dimension(dimension)->values);
}
const std::vector<double>& StudyView::reals(const char* v) const { return std::get<std::vector<double>>(r_.find(v)->data); }
const std::vector<std::int64_t>& StudyView::whole(const char* v) const { return std::get<std::vector<std::int64_t>>(r_.find(v)->data); }
const std::vector<std::string>& StudyView::texts(const char* v) const { return std::get<std::vector<std::string>>(r_.find(v)->data); }

std::size_t StudyView::place(const char* dimension, const std::string& id) const {
  const auto& all = ids(dimension);
  return static_cast<std::size_t>(std::find(all.begin(), all.end(), id) - all.begin());
}

Column StudyView::point_means(std::size_t o, std::size_t variant) const {
  Column out;
  for (std::size_t p = 0; p < points(); ++p) {
    double sum = 0;
    for (std::size_t s = 0; s < seeds; ++s) sum += outcome(experiment(p, s, variant), o);
    out.push_back(sum / static_cast<double>(seeds));
  }
  return out;
}

Column StudyView::point_sums(const char* variable, std::size_t variant) const {
  const std::vector<double>& all = reals(variable);
  Column out;
  for (std::size_t p = 0; p < points(); ++p) {
    double sum = 0;
    for (std::size_t s = 0; s < seeds; ++s) sum += all[experiment(p, s, variant)];
    out.push_back(sum / static_cast<double>(seeds));
  }
  return out;
}

bool StudyView::counts(std::size_t point) const {
  const std::size_t inside = point % together;
  return inside == together - 1 || (sampled ? false : kind != "sobol" || inside == 0);
}

std::vector<std::size_t> StudyView::sample(std::size_t variant) const {
  std::vector<std::size_t> out;
  for (std::size_t p = 0; p < points(); ++p) {
    if (!counts(p)) continue;
    for (std::size_t s = 0; s < seeds; ++s) out.push_back(experiment(p, s, variant));
  }
  return out;
}

Column StudyView::finished(std::size_t variant, std::size_t o) const {
  Column out;
  for (const std::size_t e : sample(variant)) {
    const double y = outcome(e, o);
    if (y == y) out.push_back(y);
  }
  return out;
}

void keep_whole(const std::vector<Column*>& columns) {
  std::vector<std::size_t> rows;
  for (std::size_t p = 0; p < columns.front()->size(); ++p) {
    bool whole = true;
    for (const Column* c : columns) whole = whole && (*c)[p] == (*c)[p];
    if (whole) rows.push_back(p);
  }
  for (Column* c : columns) {
    Column kept;
    for (const std::size_t p : rows) kept.push_back((*c)[p]);
    *c = std::move(kept);
  }
}

void add_estimate(Results& r, const std::string& name, const std::string& units, const std::string& en, const std::string& zh,
                  std::vector<std::string> dims, decltype(ResultVariable::data) data) {
  r.variables.push_back({name, units, en, zh, std::move(dims), std::move(data), {}});
}

void conclude_study(Results& all) {
  Results added;  // the view looks at `all`, whose variables must not move meanwhile
  const StudyView view(all);
  std::size_t failed = 0;
  for (const std::int64_t status : view.whole("status")) failed += status != 0 ? 1 : 0;
  add_moments(view, added);
  add_targets(view, added);
  if (view.kind == "sobol") add_sobol(view, added);
  if (view.kind == "morris") add_morris(view, added);
  if (view.kind == "prcc" || view.kind == "pawn" || view.kind == "monte-carlo") add_given_data(view, added);
  if (view.seeds > 1) add_noise(view, added);
  if (view.kind == "compare") add_pairs(view, added);
  if (view.kind == "shapley") add_shapley(view, added);
  for (ResultDimension& d : added.dimensions) all.dimensions.push_back(std::move(d));
  for (ResultVariable& v : added.variables) all.variables.push_back(std::move(v));
  all.attributes["failed"] = std::to_string(failed);
  all.attributes["experiments_run"] = std::to_string(view.experiments);
  all.attributes["concluded"] = "yes";
  // Which build made it is no part of what it says.
  all.provenance["study_digest"] = all.attributes["study_digest"];
  all.attributes.erase("study_digest");
}

}  // namespace echelon
