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
#include "engine/panel_results.hpp"
#include "io/digest.hpp"
#include "io/hdf5/writer.hpp"
#include "report/run_report.hpp"

namespace echelon::app {
namespace {

namespace fs = std::filesystem;

void remark(const Context& context, const std::string& text) {
  if (!context.options.quiet) std::fprintf(stderr, "%s\n", text.c_str());
}

fs::path destination(const Options& options, const Scenario& scenario) {
  return options.out.empty() ? default_result(scenario.id) : fs::path(options.out);
}

EnsembleOutcome simulate(const Context& context, const Scenario& scenario, int threads) {
  ProgressLine line(context.options);
  EnsembleOptions options;
  options.threads = threads;
  options.on_progress = [&line](const Progress& progress) { line.show(progress); };
  options.interrupt = &watch_interrupts();
  return run_ensemble(scenario, options);
}

std::string finished_of(const EnsembleOutcome& outcome, const Scenario& scenario) {
  const ResultDimension* replicates = outcome.results.dimension("replicate");
  return std::to_string(replicates ? replicates->size() : 0) + " of " + std::to_string(scenario.replicates) + " replicates";
}

Exit give_up(const Context& context, const EnsembleOutcome& outcome, const Scenario& scenario) {
  const std::string text = "interrupted after " + finished_of(outcome, scenario) + "; nothing was written. Run the same command " +
                           "again, or with --partial to keep what is finished";
  std::fprintf(stderr, "echelon: %s\n", text.c_str());
  if (context.options.json) print(error_document(Exit::interrupted, text, nullptr));
  return Exit::interrupted;
}

void tell_failures(const EnsembleOutcome& outcome, const Context& context) {
  for (const ReplicateFailure& failure : outcome.failures) {
    std::fprintf(stderr, "echelon: replicate %zu failed: %s\n", failure.replicate, failure.reason.c_str());
  }
  if (!outcome.failures.empty()) {
    std::fprintf(stderr, "echelon: the same happens again with: %s --threads 1\n", context.command_line.c_str());
  }
}

void tell(const Context& context, const EnsembleOutcome& outcome, const std::string& hash, const fs::path& file, int threads,
          const Problems& warnings) {
  const RunSummary summary = summarise(outcome.results);
  const double rate = outcome.seconds > 0 ? outcome.firm_quarters / outcome.seconds : 0;
  if (context.options.json) {
    Json document = run_document(summary);
    document["performance"] = {{"seconds", outcome.seconds},
                               {"threads", threads},
                               {"firm_quarters", number(outcome.firm_quarters)},
                               {"firm_quarters_per_second", rate},
                               {"peak_memory_bytes", peak_memory_bytes()}};
    document["result"] = file.string();
    if (!context.options.no_page) document["page"] = page_beside(file).string();
    document["digest"] = hash;
    document["warnings"] = problems_document(warnings);
    return print(document);
  }
  print(run_report(summary, context.options.lang));
  remark(context, fmt::format("\n{}  ({:.1f} s on {} threads, {:.1f} million firm-quarters/s)\ndigest {}", file.string(),
                              outcome.seconds, threads, rate / 1e6, hash));
}

// The firms of the first replicate that finished; it is run once more, since no replicate remembers its firms.
void write_firms(const Context& context, const Scenario& scenario, const EnsembleOutcome& outcome) {
  if (context.options.firms.empty()) return;
  const auto& numbers = std::get<std::vector<std::int64_t>>(outcome.results.dimension("replicate")->values);
  const auto replicate = static_cast<std::size_t>(numbers.front());
  Results firms = panel_results(panel_of_replicate(scenario, replicate), scenario);
  firms.attributes["replicate"] = std::to_string(replicate);
  firms.provenance = outcome.results.provenance;
  write_results(firms, context.options.firms);
  remark(context, context.options.firms + "  (firms of replicate " + std::to_string(replicate) + ")");
}

}  // namespace

Exit run(const Context& context) {
  Problems warnings;
  const Scenario scenario = open_scenario(context, context.options.arguments.front(), &warnings);
  tell_warnings(context, warnings);
  const fs::path file = destination(context.options, scenario);
  check_outputs(context, file);
  tell_replaced(context, file, {scenario});
  if (!context.options.firms.empty()) tell_replaced(context, context.options.firms, {scenario});
  best_isa();  // an instruction set that is asked for and not there is told before the threads start
  const std::string started = now_utc();
  const int threads = context.options.threads.value_or(usable_cores());
  EnsembleOutcome outcome = simulate(context, scenario, threads);
  const ResultDimension* finished = outcome.results.dimension("replicate");
  const bool nothing = !finished || finished->size() == 0;
  if (outcome.interrupted && (!context.options.partial || nothing)) return give_up(context, outcome, scenario);
  tell_failures(outcome, context);
  if (nothing) throw std::runtime_error("no replicate finished; nothing was written");
  if (outcome.interrupted) outcome.results.attributes["interrupted"] = finished_of(outcome, scenario);
  if (scenario.scale != 1) outcome.results.attributes["scale"] = fmt::format("{}", scenario.scale);
  outcome.results.provenance = provenance(context, scenario, started, outcome, threads);
  write_results(outcome.results, file);
  write_firms(context, scenario, outcome);
  const std::string hash = echelon::digest(outcome.results, false);
  tell(context, outcome, hash, file, threads, warnings);
  add_page(context, outcome.results, &scenario, hash, file);
  if (outcome.interrupted) return Exit::interrupted;
  return outcome.failures.empty() ? Exit::done : Exit::environment;
}

}  // namespace echelon::app
