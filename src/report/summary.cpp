#include "report/summary.hpp"

#include <cmath>
#include <limits>

#include "core/problems.hpp"
#include "report/result_view.hpp"

namespace echelon {
namespace {

// Median over replicates of the first year at the goal, where never counts as later than any year.
std::vector<double> first_year_medians(const ResultView& view, std::size_t targets) {
  const auto first = view.numbers("target_first_year");
  std::vector<double> medians;
  for (std::size_t j = 0; j < targets; ++j) {
    const double value = view.median_over_replicates([&](std::size_t r) {
      const double year = first[r * targets + j];
      return std::isnan(year) ? std::numeric_limits<double>::infinity() : year;
    });
    medians.push_back(std::isinf(value) ? std::numeric_limits<double>::quiet_NaN() : value);
  }
  return medians;
}

std::vector<TargetSummary> summarise_targets(const ResultView& view) {
  const auto ids = view.labels("target");
  std::vector<TargetSummary> all(ids.size());
  if (ids.empty()) return all;
  const auto text = [&](const char* variable, auto set) {
    const auto& values = view.texts(variable);
    for (std::size_t j = 0; j < all.size(); ++j) set(all[j]) = values[j];
  };
  const auto number = [&](const char* variable, auto set) {
    const auto values = view.numbers(variable);
    for (std::size_t j = 0; j < all.size(); ++j) set(all[j]) = static_cast<std::decay_t<decltype(set(all[j]))>>(values[j]);
  };
  text("target_name", [](TargetSummary& t) -> auto& { return t.name.en; });
  text("target_name_zh", [](TargetSummary& t) -> auto& { return t.name.zh; });
  text("target_register", [](TargetSummary& t) -> auto& { return t.register_id; });
  text("target_metric", [](TargetSummary& t) -> auto& { return t.metric; });
  text("target_relation", [](TargetSummary& t) -> auto& { return t.relation; });
  text("target_unit", [](TargetSummary& t) -> auto& { return t.unit; });
  text("target_source", [](TargetSummary& t) -> auto& { return t.source; });
  text("target_confidence", [](TargetSummary& t) -> auto& { return t.confidence; });
  text("target_status", [](TargetSummary& t) -> auto& { return t.status; });
  text("target_verdict", [](TargetSummary& t) -> auto& { return t.verdict; });
  text("target_why", [](TargetSummary& t) -> auto& { return t.why; });
  number("target_goal", [](TargetSummary& t) -> auto& { return t.goal_low; });
  number("target_goal_high", [](TargetSummary& t) -> auto& { return t.goal_high; });
  number("target_deadline", [](TargetSummary& t) -> auto& { return t.deadline; });
  number("target_assumption", [](TargetSummary& t) -> auto& { return t.assumption; });
  number("target_median", [](TargetSummary& t) -> auto& { return t.median; });
  number("target_p05", [](TargetSummary& t) -> auto& { return t.p05; });
  number("target_p95", [](TargetSummary& t) -> auto& { return t.p95; });
  number("target_probability", [](TargetSummary& t) -> auto& { return t.probability; });
  number("target_probability_low", [](TargetSummary& t) -> auto& { return t.probability_low; });
  number("target_probability_high", [](TargetSummary& t) -> auto& { return t.probability_high; });
  number("target_shortfall_mean", [](TargetSummary& t) -> auto& { return t.shortfall_mean; });
  const auto first = first_year_medians(view, ids.size());
  auto drivers = drivers_of(view);
  for (std::size_t j = 0; j < all.size(); ++j) {
    all[j].id = ids[j];
    all[j].first_year_median = first[j];
    all[j].drivers = std::move(drivers[j]);
  }
  return all;
}

// Where a verdict begins (decision 29): out of reach, unlikely, uncertain, likely, reached.
int class_of(double probability) {
  int at = 0;
  for (const double edge : {0.05, 0.33, 0.66, 0.95}) at += probability >= edge ? 1 : 0;
  return at;
}

// In a trial of a part of the city a goal of a few is one or none: at least this many must stand for it.
constexpr double few = 10;

std::string withheld_of(const TargetSummary& t, const std::string& scale) {
  if (!t.judged()) return "";
  if (too_small_a_trial(t.goal_low, t.unit, scale)) return "too-small-a-trial";
  return class_of(t.probability_high) - class_of(t.probability_low) > 1 ? "too-few-worlds" : "";
}

std::vector<SeriesSummary> named(const ResultView& view, const std::string& dimension) {
  std::vector<SeriesSummary> all;
  for (const std::string& id : view.labels(dimension)) all.push_back({id, {}, {}, {}});
  if (all.empty()) return all;
  const auto& english = view.texts(dimension + "_name");
  const auto& chinese = view.texts(dimension + "_name_zh");
  for (std::size_t i = 0; i < all.size(); ++i) all[i].name = {english[i], chinese[i]};
  return all;
}

std::vector<SeriesSummary> summarise_certificates(const ResultView& view) {
  auto all = named(view, "scheme");
  if (all.empty()) return all;
  const auto quarters = view.quarters();
  const auto values = view.numbers("certificates");
  const double scale = scale_of(view);
  for (std::size_t s = 0; s < all.size(); ++s) {
    for (std::size_t t = 0; t < quarters.size(); ++t) {
      if (quarters[t].of_year() != 4) continue;
      const auto at = [&](std::size_t r) { return values[(r * quarters.size() + t) * all.size() + s] / scale; };
      all[s].medians.push_back({quarters[t].year(), view.median_over_replicates(at)});
    }
  }
  return all;
}

std::vector<SeriesSummary> summarise_outlay(const ResultView& view) {
  auto all = named(view, "instrument");
  if (all.empty()) return all;
  const auto years = view.coordinates("year");
  const auto values = view.numbers("outlay");
  const double scale = scale_of(view);
  const auto& assumption = view.texts("instrument_assumption");
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].assumption = assumption[i];
    for (std::size_t y = 0; y < years.size(); ++y) {
      const auto at = [&](std::size_t r) { return values[(r * years.size() + y) * all.size() + i] / scale; };
      all[i].medians.push_back({static_cast<int>(years[y]), view.median_over_replicates(at)});
    }
  }
  return all;
}

std::size_t count_drawn(const ResultView& view) {
  const std::size_t n = view.size("parameter");
  if (n == 0) return 0;
  const auto values = view.numbers("parameter_value");
  std::size_t drawn = 0;
  for (std::size_t p = 0; p < n; ++p) {
    bool differs = false;
    for (std::size_t at = p; at < values.size(); at += n) differs = differs || values[at] != values[p];
    drawn += differs ? 1 : 0;
  }
  return drawn;
}

}  // namespace

double scale_of(const ResultView& view) {
  const std::string scale = view.attribute("scale");
  return scale.empty() ? 1 : std::stod(scale);
}

bool TargetSummary::judged() const { return !std::isnan(probability); }

bool too_small_a_trial(double goal, const std::string& unit, const std::string& scale) {
  const bool is_count = unit == "firms" || unit == "count" || unit == "persons";
  return is_count && !scale.empty() && std::stod(scale) < 1 && goal * std::stod(scale) < few;
}

const TargetSummary* binding_target(const RunSummary& run) {
  const auto rank = [](const TargetSummary& t) { return (t.withheld.empty() ? 0 : 2) + (t.status == "public" ? 0 : 1); };
  const TargetSummary* found = nullptr;
  for (const TargetSummary& t : run.targets) {
    if (!t.judged()) continue;
    if (!found || rank(t) < rank(*found) || (rank(t) == rank(*found) && t.probability < found->probability)) found = &t;
  }
  return found;
}

bool TargetSummary::measured() const { return judged() || !std::isnan(median); }

RunSummary summarise(const Results& results) {
  const ResultView view(results);
  RunSummary run;
  run.scenario = view.attribute("scenario");
  run.title = {view.attribute("title"), view.attribute("title_zh")};
  run.seed = view.attribute("seed");
  run.scale = view.attribute("scale");
  run.interrupted = view.attribute("interrupted");
  run.replicates = view.size("replicate");
  const auto quarters = view.quarters();
  if (quarters.size() < 2) throw IoError("the result covers no quarter");
  run.horizon = {quarters[1], quarters.back()};
  run.targets = summarise_targets(view);
  for (TargetSummary& t : run.targets) t.withheld = withheld_of(t, run.scale);
  if (view.has("joint_probability")) {
    const auto labels = view.labels("joint");
    const auto values = view.numbers("joint_probability");
    for (std::size_t i = 0; i < labels.size(); ++i) run.joint.push_back({labels[i], values[i]});
  }
  run.certificates = summarise_certificates(view);
  run.outlay = summarise_outlay(view);
  run.parameters = view.size("parameter");
  run.drawn = count_drawn(view);
  return run;
}

}  // namespace echelon
