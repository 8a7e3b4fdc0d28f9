#include "engine/compare.hpp"

#include <cstdio>
#include <filesystem>

#include "app/document.hpp"
#include "app/interrupt.hpp"
#include "app/machine.hpp"
#include "app/open.hpp"
#include "app/outputs.hpp"
#include "app/page.hpp"
#include "app/progress.hpp"
#include "app/provenance.hpp"
#include "core/cpu.hpp"
#include "io/digest.hpp"
#include "io/hdf5/writer.hpp"
#include "report/compare_report.hpp"

namespace echelon::app {
namespace {

namespace fs = std::filesystem;

fs::path destination(const Options& options) {
  if (!options.out.empty()) return options.out;
  std::string name = "compare";
  for (const std::string& argument : options.arguments) name += "-" + fs::path(argument).stem().string();
  return default_result(name);
}

// Two sides of one name could not be told apart in the result.
void refuse_twins(const std::vector<std::string>& names) {
  Problems problems;
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (names[i] == names[j]) problems.add({names[i], 0, 0}, "the scenario is named twice", "it does not differ from itself");
    }
  }
  refuse_if_any(std::move(problems));
}

Json difference(const YearDifference& y) {
  return {{"reference", number(y.reference)}, {"mean", number(y.mean)}, {"low", number(y.low)},   {"high", number(y.high)},
          {"p05", number(y.p05)},             {"p95", number(y.p95)},   {"variance_ratio", number(y.variance_ratio)}};
}

Json by_year(const DifferenceSeries& series) {
  Json out = Json::object();
  for (const YearDifference& y : series.years) out[std::to_string(y.year)] = difference(y);
  return out;
}

Json by_id(const std::vector<DifferenceSeries>& all) {
  Json out = Json::object();
  for (const DifferenceSeries& series : all) out[series.id] = by_year(series);
  return out;
}

Json costs(const std::vector<CostSeries>& all) {
  Json out = Json::object();
  for (const CostSeries& series : all) {
    Json& years = out[series.ladder] = Json::object();
    for (const YearCost& y : series.years) {
      years[std::to_string(y.year)] = {{"value", number(y.per_firm)},          {"low", number(y.per_firm_low)},
                                       {"high", number(y.per_firm_high)},      {"net", number(y.net)},
                                       {"net_low", number(y.net_low)},        {"net_high", number(y.net_high)},      {"per_firm_year", number(y.per_year)},
                                       {"per_firm_year_low", number(y.per_year_low)}, {"per_firm_year_high", number(y.per_year_high)}};
    }
  }
  return out;
}

Json returns(const std::vector<YearReturn>& all) {
  Json out = Json::object();
  for (const YearReturn& y : all) {
    out[std::to_string(y.year)] = {{"real", number(y.real)},         {"real_low", number(y.real_low)},         {"real_high", number(y.real_high)},
                                   {"reported", number(y.reported)}, {"reported_low", number(y.reported_low)}, {"reported_high", number(y.reported_high)}};
  }
  return out;
}

Json gains(const std::vector<YearGain>& all) {
  Json out = Json::object();
  for (const YearGain& y : all) {
    out[std::to_string(y.year)] = {{"supported", number(y.supported)}, {"supported_low", number(y.supported_low)}, {"supported_high", number(y.supported_high)},
                                   {"others", number(y.others)},       {"others_low", number(y.others_low)},       {"others_high", number(y.others_high)},
                                   {"displacement", number(y.displaced)}, {"displacement_low", number(y.displaced_low)}, {"displacement_high", number(y.displaced_high)}};
  }
  return out;
}

Json document(const ComparisonSummary& comparison) {
  Json out{{"reference", comparison.reference}, {"seed", std::stoull(comparison.seed)}, {"replicates", comparison.pairs},
           {"horizon", comparison.horizon},     {"level", 0.9},                         {"scenarios", Json::array()}};
  for (const ComparedScenario& s : comparison.scenarios) {
    out["scenarios"].push_back({{"scenario", s.id},
                                {"certificates", by_id(s.certificates)},
                                {"certificates_granted", by_id(s.granted)},
                                {"certified_firms", by_id(s.ladders)},
                                {"city", by_id(s.city)},
                                {"targets", by_id(s.targets)},
                                {"outlay", by_id(s.outlay)},
                                {"outlay_total", by_year(s.outlay_total)},
                                {"cost_per_additional_firm", costs(s.cost)},
                                {"rd_per_cny", returns(s.returns)},
                                {"sales_gain", gains(s.gains)}});
  }
  if (comparison.scale != 1) out["scale"] = comparison.scale;
  if (!comparison.interrupted.empty()) out["interrupted"] = comparison.interrupted;
  return out;
}

void tell_failures(const ComparisonOutcome& outcome) {
  for (const ReplicateFailure& failure : outcome.failures) {
    std::fprintf(stderr, "echelon: replicate %zu failed: %s\n", failure.replicate, failure.reason.c_str());
  }
}

void tell(const Context& context, const ComparisonOutcome& outcome, const std::string& hash, const fs::path& file, int threads,
          const Problems& warnings) {
  const ComparisonSummary summary = summarise_comparison(outcome.results);
  if (context.options.json) {
    Json out = document(summary);
    out["performance"] = {{"seconds", outcome.seconds}, {"threads", threads}, {"firm_quarters", number(outcome.firm_quarters)}};
    out["result"] = file.string();
    if (!context.options.no_page) out["page"] = page_beside(file).string();
    out["digest"] = hash;
    out["warnings"] = problems_document(warnings);
    return print(out);
  }
  print(compare_report(summary, context.options.lang));
  if (!context.options.quiet) {
    std::fprintf(stderr, "\n%s  (%.1f s on %d threads)\ndigest %s\n", file.string().c_str(), outcome.seconds, threads, hash.c_str());
  }
}

std::vector<Scenario> open_all(const Context& context, Problems& warnings) {
  refuse_twins(context.options.arguments);
  std::vector<Scenario> all;
  for (const std::string& name : context.options.arguments) all.push_back(open_scenario(context, name, &warnings));
  try {
    pair_parameters(all[0], {all.begin() + 1, all.end()});
  } catch (const std::invalid_argument& mistake) {
    Problems problems;
    problems.add({context.options.arguments.front(), 0, 0}, mistake.what(), "horizon, scale, ensemble and priors must be the same on all sides; --set horizon=... gives all the same one");
    refuse_if_any(std::move(problems));
  }
  return all;
}

ComparisonOutcome simulate(const Context& context, const Scenario& reference, const std::vector<Scenario>& others, int threads) {
  ProgressLine line(context.options);
  EnsembleOptions options;
  options.threads = threads;
  options.on_progress = [&line](const Progress& progress) { line.show(progress); };
  options.interrupt = &watch_interrupts();
  return run_comparison(reference, others, options);
}

std::map<std::string, std::string> trail(const Context& context, const std::vector<Scenario>& all, const std::string& started,
                                         const ComparisonOutcome& outcome, int threads) {
  EnsembleOutcome work{};
  work.seconds = outcome.seconds, work.firm_quarters = outcome.firm_quarters;
  auto out = provenance(context, all[0], started, work, threads);
  for (std::size_t s = 1; s < all.size(); ++s) out["scenario_" + std::to_string(s)] = echelon::resolve(all[s]);
  return out;
}

}  // namespace

Exit compare(const Context& context) {
  Problems warnings;
  const std::vector<Scenario> all = open_all(context, warnings);
  tell_warnings(context, warnings);
  const std::vector<Scenario> others(all.begin() + 1, all.end());
  const fs::path file = destination(context.options);
  check_outputs(context, file);
  tell_replaced(context, file, all);
  best_isa();
  const std::string started = now_utc();
  const int threads = context.options.threads.value_or(usable_cores());
  ComparisonOutcome outcome = simulate(context, all[0], others, threads);
  tell_failures(outcome);
  const std::size_t pairs = outcome.results.dimension("replicate")->size();
  if (outcome.interrupted && (!context.options.partial || pairs == 0)) {
    const std::string text = "interrupted after " + std::to_string(pairs) + " whole pairs; nothing was written";
    std::fprintf(stderr, "echelon: %s\n", text.c_str());
    if (context.options.json) print(error_document(Exit::interrupted, text, nullptr));
    return Exit::interrupted;
  }
  if (pairs == 0) throw std::runtime_error("no pair finished; nothing was written");
  if (outcome.interrupted) outcome.results.attributes["interrupted"] = std::to_string(pairs) + " of " + std::to_string(all[0].replicates) + " pairs";
  outcome.results.provenance = trail(context, all, started, outcome, threads);
  write_results(outcome.results, file);
  const std::string hash = echelon::digest(outcome.results, false);
  tell(context, outcome, hash, file, threads, warnings);
  add_page(context, outcome.results, &all[0], hash, file);
  if (outcome.interrupted) return Exit::interrupted;
  return outcome.failures.empty() ? Exit::done : Exit::environment;
}

}  // namespace echelon::app
