// Speed and memory in one run: the reference model beside NumPy, whole worlds, the rooms inside them, threads.
#include "app/bench.hpp"

#include <cstdio>

#include "app/machine.hpp"
#include "app/open.hpp"
#include "engine/draw.hpp"

namespace echelon::app {
namespace {

constexpr int default_rounds = 3;
constexpr int default_ladder_rounds = 5;

}  // namespace

Exit bench(const Context& context) {
  const auto& arguments = context.options.arguments;
  Scenario scenario = open_scenario(context, arguments.empty() ? "baseline" : arguments.front());
  const auto asked = context.options.replicates;
  scenario.replicates = 1;
  const Parameters parameters = bind_parameters(scenario, draw_parameters(scenario).points.front());
  BenchReport report;
  report.scenario = scenario.id, report.scale = scenario.scale, report.quarters = scenario.horizon.quarters();
  report.rounds = asked ? static_cast<int>(*asked) : default_rounds;
  const auto begin = [&context](const char* part) {
    if (!context.options.quiet) std::fprintf(stderr, "measuring %s\n", part);
  };
  begin("whole worlds");  // first, while the peak of memory is still that of nothing else
  report.worlds = bench_worlds(scenario, parameters, report.rounds);
  begin("threads");
  report.threads = bench_threads(scenario, context.options.threads.value_or(usable_cores()), report.rounds);
  begin("rooms");
  report.inside = bench_inside(scenario, parameters, report.rounds);
  begin("ladder-ref");
  report.ladder = bench_ladder(asked ? static_cast<int>(*asked) : default_ladder_rounds);
  if (context.options.json) print(bench_document(report));
  else print(bench_text(report));
  return Exit::done;
}

}  // namespace echelon::app
