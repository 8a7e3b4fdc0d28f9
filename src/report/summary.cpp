#include "report/summary.hpp"

#include <cmath>
#include <limits>

#include "core/problems.hpp"
#include "report/reading.hpp"

namespace echelon {
namespace {

// Median over replicates of the first year at the goal, where never counts as later than any year.
std::vector<double> first_year_medians(const Reading& reading, std::size_t targets) {
  const auto first = reading.numbers("target_first_year");
  std::vector<double> medians;
  for (std::size_t j = 0; j < targets; ++j) {
    const double value = reading.median_over_replicates([&](std::size_t r) {
      const double year = first[r * targets + j];
      return std::isnan(year) ? std::numeric_limits<double>::infinity() : year;
    });
    medians.push_back(std::isinf(value) ? std::numeric_limits<double>::quiet_NaN() : value);
  }
  return medians;
}

std::vector<TargetSummary> summarise_targets(const Reading& reading) {
  const auto ids = reading.labels("target");
  std::vector<TargetSummary> all(ids.size());
  if (ids.empty()) return all;
  const auto text = [&](const char* variable, auto set) {
    const auto& values = reading.texts(variable);
    for (std::size_t j = 0; j < all.size(); ++j) set(all[j]) = values[j];
  };
  const auto number = [&](const char* variable, auto set) {
    const auto values = reading.numbers(variable);
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
  const auto first = first_year_medians(reading, ids.size());
  for (std::size_t j = 0; j < all.size(); ++j) {
    all[j].id = ids[j];
    all[j].first_year_median = first[j];
  }
  return all;
}

std::vector<SeriesSummary> named(const Reading& reading, const std::string& dimension) {
  std::vector<SeriesSummary> all;
  for (const std::string& id : reading.labels(dimension)) all.push_back({id, {}, {}, {}});
  if (all.empty()) return all;
  const auto& english = reading.texts(dimension + "_name");
  const auto& chinese = reading.texts(dimension + "_name_zh");
  for (std::size_t i = 0; i < all.size(); ++i) all[i].name = {english[i], chinese[i]};
  return all;
}

std::vector<SeriesSummary> summarise_certificates(const Reading& reading) {
  auto all = named(reading, "scheme");
  if (all.empty()) return all;
  const auto quarters = reading.quarters();
  const auto values = reading.numbers("certificates");
  for (std::size_t s = 0; s < all.size(); ++s) {
    for (std::size_t t = 0; t < quarters.size(); ++t) {
      if (quarters[t].of_year() != 4) continue;
      const auto at = [&](std::size_t r) { return values[(r * quarters.size() + t) * all.size() + s]; };
      all[s].medians.push_back({quarters[t].year(), reading.median_over_replicates(at)});
    }
  }
  return all;
}

std::vector<SeriesSummary> summarise_outlay(const Reading& reading) {
  auto all = named(reading, "instrument");
  if (all.empty()) return all;
  const auto years = reading.coordinates("year");
  const auto values = reading.numbers("outlay");
  const auto& assumption = reading.texts("instrument_assumption");
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].assumption = assumption[i];
    for (std::size_t y = 0; y < years.size(); ++y) {
      const auto at = [&](std::size_t r) { return values[(r * years.size() + y) * all.size() + i]; };
      all[i].medians.push_back({static_cast<int>(years[y]), reading.median_over_replicates(at)});
    }
  }
  return all;
}

std::size_t count_drawn(const Reading& reading) {
  const std::size_t n = reading.size("parameter");
  if (n == 0) return 0;
  const auto values = reading.numbers("parameter_value");
  std::size_t drawn = 0;
  for (std::size_t p = 0; p < n; ++p) {
    bool differs = false;
    for (std::size_t at = p; at < values.size(); at += n) differs = differs || values[at] != values[p];
    drawn += differs ? 1 : 0;
  }
  return drawn;
}

}  // namespace

bool TargetSummary::judged() const { return !std::isnan(probability); }

RunSummary summarise(const Results& results) {
  const Reading reading(results);
  RunSummary run;
  run.scenario = reading.attribute("scenario");
  run.title = reading.attribute("title");
  run.seed = reading.attribute("seed");
  run.interrupted = reading.attribute("interrupted");
  run.replicates = reading.size("replicate");
  const auto quarters = reading.quarters();
  if (quarters.size() < 2) throw IoError("the result covers no quarter");
  run.horizon = {quarters[1], quarters.back()};
  run.targets = summarise_targets(reading);
  if (reading.has("joint_probability")) {
    const auto labels = reading.labels("joint");
    const auto values = reading.numbers("joint_probability");
    for (std::size_t i = 0; i < labels.size(); ++i) run.joint.push_back({labels[i], values[i]});
  }
  run.certificates = summarise_certificates(reading);
  run.outlay = summarise_outlay(reading);
  run.parameters = reading.size("parameter");
  run.drawn = count_drawn(reading);
  return run;
}

}  // namespace echelon
