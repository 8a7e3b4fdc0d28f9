#include "app/command.hpp"

namespace echelon::app {
namespace {

constexpr unsigned ensemble = takes_out | takes_replicates | takes_seed | takes_threads | takes_set | takes_partial;

constexpr Command table[] = {
    {"run", "project one scenario: replicates, table of targets, result file, page", "SCENARIO",
     "a scenario file, or the stem of one in scenarios/", 1, 1, ensemble | takes_scale | takes_firms | takes_no_page, run},
    {"compare", "scenarios under the same luck: differences with intervals, cost per additional firm", "SCENARIO",
     "the reference first, then one or more others", 2, -1, ensemble | takes_scale | takes_no_page, compare},
    {"study", "a study file: how likely, what does it depend on, which does better; goes on where it was interrupted", "STUDY",
     "a study file, or the stem of one in scenarios/studies", 1, 1,
     takes_out | takes_replicates | takes_seed | takes_threads | takes_set | takes_scale | takes_shard | takes_no_page, study},
    {"merge", "join the shards of a study; the same bytes as one process would have written", "SHARD",
     "files that study --shard wrote, or folders of them", 1, -1, takes_out | takes_so_far | takes_no_page, merge},
    {"export", "a study for other tools: CSV, SALib, EMA Workbench, OpenTURNS, Dakota", "RESULT", "the result file of a study", 1, 1,
     takes_out | takes_format, export_result},
    {"calibrate", "fit to published figures, store the ensemble, show every figure beside it", "STUDY",
     "a study file, or the stem of one in scenarios/studies: frozen-2021, all-data, planted-small", 1, 1,
     takes_out | takes_replicates | takes_seed | takes_threads | takes_set | takes_table, calibrate},
    {"facts", "the stylised facts of firms: simulated value and band, accepted range, verdict", "SCENARIO",
     "a scenario file, or the stem of one in scenarios/; baseline without it", 0, 1,
     takes_replicates | takes_seed | takes_threads | takes_set | takes_scale, facts},
    {"check", "read YAML files and report every problem; run nothing", "FILE", "files, or names of scenarios and studies; files of config/ too", 1, -1, 0,
     check},
    {"resolve", "print the fully resolved scenario, which can be run as it is", "SCENARIO",
     "a scenario file, or the stem of one in scenarios/", 1, 1, takes_replicates | takes_seed | takes_set | takes_scale, resolve},
    {"explain", "value, unit, range, prior and source of a parameter, scheme, instrument or target", "PATH",
     "for example growth.sigma, schemes.hte, policy.hte_award_2018.amount, targets.T1.x.hte", 1, 1, takes_scenario | takes_set, explain},
    {"list", "what there is: ids, names in both languages, and one more fact", "KIND",
     "scenarios, rooms, parameters, schemes, ladders, instruments, programmes, targets or outcomes", 1, 1, takes_scenario | takes_set, list},
    {"rooms", "what changes when one room is switched off, room by room, under the same luck", "SCENARIO",
     "a scenario file, or the stem of one in scenarios/; action-plan without it", 0, 1,
     takes_replicates | takes_seed | takes_threads | takes_set | takes_scale, rooms},
    {"report", "a self-contained HTML page from a result file, in English and Chinese", "RESULT", "a result file of run, compare or study", 1, 1,
     takes_page_out, report},
    {"digest", "one hash over everything in a result that must be reproducible", "FILE", "a result file", 1, 1, takes_world,
     digest},
    {"bench", "speed and memory: the reference model beside NumPy, whole worlds, rooms, phases, threads", "SCENARIO",
     "a scenario file, or the stem of one in scenarios/; baseline without it", 0, 1,
     takes_replicates | takes_seed | takes_threads | takes_set | takes_scale, bench},
    {"schema", "JSON Schema (draft 7) of our YAML files, with which an editor completes and checks them", "KIND",
     "scenario, study or instrument; without it one schema for all three", 0, 1, 0, schema},
    {"completions", "completion of command lines for a shell", "SHELL", "bash, zsh or fish", 1, 1, is_hidden, completions},
    {"names", "what may stand on a command line, one a line; the completions ask it", "KIND", "scenarios, studies, calibrations, paths or kinds", 1, 1, is_hidden, names},
    {"man", "the manual page, in the language of man", "", "", 0, 0, is_hidden, man},
    {"test", "the tests; run by the wrapper as ./echelon test", "", "", 0, 0, 0, test},
};

}  // namespace

std::span<const Command> commands() { return table; }

}  // namespace echelon::app
