#include "app/document.hpp"

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>

namespace echelon::app {
namespace {

constexpr double largest_exact_integer = 9007199254740992.0;  // 2^53

Json goal_document(const TargetSummary& target) {
  if (target.goal_low == target.goal_high || std::isnan(target.goal_low)) return number(target.goal_low);
  return {{"low", number(target.goal_low)}, {"high", number(target.goal_high)}};
}

Json target_document(const TargetSummary& target) {
  Json document{{"id", target.id},
                {"register", target.register_id},
                {"name", {{"en", target.name.en}, {"zh", target.name.zh}}},
                {"metric", target.metric},
                {"relation", target.relation},
                {"goal", goal_document(target)},
                {"unit", target.unit},
                {"deadline", target.deadline},
                {"source", target.source},
                {"confidence", target.confidence},
                {"status", target.status},
                {"median", number(target.median)},
                {"p05", number(target.p05)},
                {"p95", number(target.p95)},
                {"probability", number(target.probability)},
                {"probability_low", number(target.probability_low)},
                {"probability_high", number(target.probability_high)},
                {"first_year_median", number(target.first_year_median)},
                {"shortfall_mean", number(target.shortfall_mean)},
                {"verdict", target.verdict}};
  for (const Driver& d : target.drivers)
    document["drivers"].push_back(
        {{"parameter", d.parameter}, {"rank_correlation", number(d.correlation)}, {"probability_lowest_third", number(d.low)}, {"probability_highest_third", number(d.high)}});
  if (!target.withheld.empty()) document["withheld"] = target.withheld;
  if (!target.why.empty()) document["why"] = target.why;
  if (target.assumption) document["assumption"] = true;
  return document;
}

Json series_document(const std::vector<SeriesSummary>& all) {
  Json document = Json::object();
  for (const SeriesSummary& series : all) {
    Json& years = document[series.id] = Json::object();
    for (const YearValue& point : series.medians) years[std::to_string(point.year)] = number(point.value);
  }
  return document;
}

}  // namespace

Json number(double value) {
  if (!std::isfinite(value)) return nullptr;
  if (value == std::floor(value) && std::abs(value) < largest_exact_integer) return static_cast<std::int64_t>(value);
  return value;
}

Json problems_document(const Problems& problems) {
  Json list = Json::array();
  for (const Problem& problem : problems.list()) {
    Json entry{{"file", problem.where.file},   {"line", problem.where.line}, {"column", problem.where.column},
               {"what", problem.what},         {"why", problem.why},         {"hint", problem.hint}};
    list.push_back(std::move(entry));
  }
  return list;
}

Json run_document(const RunSummary& run) {
  Json document{{"scenario", run.scenario},
                {"seed", std::stoull(run.seed)},
                {"replicates", run.replicates},
                {"horizon", {run.horizon.first.text(), run.horizon.last.text()}},
                {"parameters", {{"drawn", run.drawn}, {"fixed", run.parameters - run.drawn}}},
                {"targets", Json::array()},
                {"joint_probability", Json::object()}};
  for (const TargetSummary& target : run.targets) document["targets"].push_back(target_document(target));
  for (const JointProbability& joint : run.joint) document["joint_probability"][joint.label] = number(joint.probability);
  document["certificates"] = series_document(run.certificates);
  document["outlay"] = series_document(run.outlay);
  if (!run.scale.empty()) document["scale"] = std::stod(run.scale);
  if (!run.interrupted.empty()) document["interrupted"] = run.interrupted;
  return document;
}

Json error_document(Exit code, const std::string& message, const Problems* problems) {
  Json error{{"exit", static_cast<int>(code)}, {"message", message}};
  if (problems) error["problems"] = problems_document(*problems);
  return {{"error", std::move(error)}};
}

void print(const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    throw IoError(std::string("standard output: ") + std::strerror(errno));
  }
}

void print(const Json& document) { print(document.dump(2) + "\n"); }

}  // namespace echelon::app
