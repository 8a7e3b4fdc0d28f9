#include "engine/facts.hpp"

#include <cstdio>

#include "app/document.hpp"
#include "app/interrupt.hpp"
#include "app/machine.hpp"
#include "app/open.hpp"
#include "app/progress.hpp"
#include "core/cpu.hpp"
#include "report/facts_report.hpp"

namespace echelon::app {
namespace {

const char* rule_id(FactRule rule) {
  return rule == FactRule::shown ? "shown" : rule == FactRule::band_holds ? "band-holds" : "median-in-range";
}

Json names(const Names& names) { return {{"en", names.en}, {"zh", names.zh}}; }

Json fact_document(const FactResult& fact) {
  Json statistics = Json::array();
  for (std::size_t i = 0; i < fact.statistics.size(); ++i) {
    const StatisticResult& result = fact.statistics[i];
    const FactStatistic& statistic = fact.definition.statistics[i];
    statistics.push_back({{"id", statistic.id},
                          {"name", names(statistic.name)},
                          {"rule", rule_id(statistic.rule)},
                          {"low", number(result.low)},
                          {"high", number(result.high)},
                          {"median", number(result.median)},
                          {"p05", number(result.p05)},
                          {"p95", number(result.p95)},
                          {"in", result.in}});
  }
  Json document{{"number", fact.definition.number},
                {"name", names(fact.definition.name)},
                {"tier", std::string(1, fact.definition.tier)},
                {"use", std::string(1, fact.definition.use)},
                {"reference", fact.definition.reference},
                {"verdict", fact_verdict_id(fact.verdict)},
                {"statistics", std::move(statistics)}};
  if (!fact.explanation.en.empty()) document["explanation"] = names(fact.explanation);
  if (!fact.definition.later.en.empty()) document["later"] = names(fact.definition.later);
  return document;
}

Json facts_document(const Scenario& scenario, const FactsOutcome& outcome) {
  Json document{{"scenario", scenario.id}, {"seed", scenario.seed}, {"scale", number(scenario.scale)},
                {"replicates", outcome.values.size()}, {"facts", Json::array()}};
  for (const FactResult& fact : outcome.facts) document["facts"].push_back(fact_document(fact));
  return document;
}

FactsOutcome measure_facts(const Context& context, const Scenario& scenario) {
  ProgressLine line(context.options);
  FactOptions options;
  options.threads = context.options.threads.value_or(usable_cores());
  options.on_progress = [&line](const Progress& progress) { line.show(progress); };
  options.interrupt = &watch_interrupts();
  try {
    return run_facts(scenario, options);
  } catch (const std::invalid_argument& error) {
    Problems problems;
    problems.add({scenario.id, 0, 0}, "the facts cannot be measured on this scenario", error.what());
    throw UserError(std::move(problems));
  }
}

}  // namespace

// The page asks for twenty replicates; the many of a run would only take longer.
Exit facts(const Context& context) {
  const auto& arguments = context.options.arguments;
  Problems warnings;
  Scenario scenario = open_scenario(context, arguments.empty() ? "baseline" : arguments.front(), &warnings);
  tell_warnings(context, warnings);
  scenario.replicates = static_cast<int>(context.options.replicates.value_or(kFactReplicates));
  best_isa();  // an instruction set that is asked for and not there is told before the threads start
  const FactsOutcome outcome = measure_facts(context, scenario);
  if (outcome.interrupted) {
    std::fprintf(stderr, "echelon: interrupted; run the same command again\n");
    if (context.options.json) print(error_document(Exit::interrupted, "interrupted", nullptr));
    return Exit::interrupted;
  }
  for (const ReplicateFailure& failure : outcome.failures) {
    std::fprintf(stderr, "echelon: replicate %zu failed: %s\n", failure.replicate, failure.reason.c_str());
  }
  if (context.options.json) print(facts_document(scenario, outcome));
  else print(facts_report(outcome, context.options.lang));
  return outcome.failures.empty() ? Exit::done : Exit::environment;
}

}  // namespace echelon::app
