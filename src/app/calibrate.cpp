#include "engine/calibrate.hpp"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <optional>

#include "app/back_test.hpp"
#include "app/document.hpp"
#include "app/home.hpp"
#include "app/interrupt.hpp"
#include "app/machine.hpp"
#include "app/open.hpp"
#include "app/outputs.hpp"
#include "app/progress.hpp"
#include "core/cpu.hpp"
#include "io/hdf5/publish.hpp"
#include "io/load_calibration.hpp"
#include "report/fit_report.hpp"
#include "report/skill_report.hpp"

namespace echelon::app {
namespace {

namespace fs = std::filesystem;

CalibrationStudy open_study(const Context& context) {
  Problems problems;
  CalibrationStudy study = load_calibration(home() / "scenarios", context.options.arguments.front(), problems);
  refuse_if_any(std::move(problems));
  if (context.options.seed) study.seed = *context.options.seed;
  if (context.options.replicates) study.table_replicates = static_cast<int>(*context.options.replicates);
  return study;
}

// The study's scenario, drawing from this ensemble ("none": from the priors).
Scenario open_with(const Context& context, const CalibrationStudy& study, const std::string& ensemble) {
  Context own = context;
  own.options.replicates.reset(), own.options.seed.reset();
  own.options.sets.push_back("ensemble=" + ensemble);
  return open_scenario(own, study.scenario);
}

// Every wave is counted and timed for itself.
EnsembleOptions work(const Context& context, std::optional<ProgressLine>& line) {
  EnsembleOptions options;
  options.threads = context.options.threads.value_or(usable_cores());
  options.on_progress = [&line, &context](const Progress& progress) {
    if (!line || progress.done == 1) line.emplace(context.options);
    line->show(progress);
  };
  options.interrupt = &watch_interrupts();
  return options;
}

// Beside the other ensembles; where they may not be written (an installed program), in the current folder.
fs::path destination(const Context& context, const CalibrationStudy& study) {
  if (!context.options.out.empty()) return context.options.out;
  const fs::path folder = home() / "config" / "ensembles", name = study.ensemble + ".csv";
  return access(folder.c_str(), W_OK) == 0 ? folder / name : name;
}

// What a table is of, and where its back-test is kept; nowhere when it is empty.
struct Shown {
  fs::path ensemble, back_test;
};

// Of the stored ensemble. The back-test is kept where the user says so, since a table of few worlds must not replace a good one.
Shown stored(const Context& context, const CalibrationStudy& study) {
  const Shown shown{home() / "config" / "ensembles" / (study.ensemble + ".csv"), context.options.out};
  if (shown.back_test.empty()) return shown;
  Problems problems;
  if (study.known_until == 0) problems.add({study.id, 0, 0}, "there is no back-test to write", "only a study with `known_until` has one");
  refuse_if_any(std::move(problems));
  check_writable(shown.back_test);
  return shown;
}

CalibrationOutcome search(const Context& context, const CalibrationStudy& study, const Scenario& scenario) {
  std::optional<ProgressLine> line;
  try {
    return calibrate(scenario, study, work(context, line));
  } catch (const std::invalid_argument& mistake) {
    Problems problems;
    problems.add({study.id, 0, 0}, mistake.what(), "the study asks for what its scenario has not");
    throw UserError(std::move(problems));
  }
}

FitTable look(const Context& context, const CalibrationStudy& study, const Scenario& scenario) {
  std::optional<ProgressLine> line;
  return fit_table(table_scenario(scenario, study), study.use, work(context, line));
}

Json ridge(const RidgePair& r) { return {{"a", r.a}, {"b", r.b}, {"correlation", number(r.correlation)}}; }

Json search_document(const CalibrationOutcome& outcome) {
  Json out{{"worlds", outcome.worlds},         {"failed", outcome.failures.size()}, {"candidates", outcome.candidates},
           {"plausible", outcome.plausible},   {"kept", outcome.points.size()},     {"threshold", number(outcome.threshold)},
           {"figures", Json::array()},         {"parameters", Json::array()},       {"ridges", Json::array()},
           {"confounded", Json::array()},      {"planted", Json::array()}};
  for (const FittedFigure& f : outcome.figures) {
    out["figures"].push_back({{"id", f.observation.id},          {"value", number(f.observation.value)},
                              {"prior_median", number(f.prior_median)}, {"prior_p05", number(f.prior_p05)},
                              {"prior_p95", number(f.prior_p95)},       {"median", number(f.kept_median)},
                              {"p05", number(f.kept_p05)},              {"p95", number(f.kept_p95)},
                              {"explained", number(f.explained)}});
  }
  for (const ParameterShift& s : outcome.shifts) out["parameters"].push_back({{"path", s.path}, {"median", number(s.median)}, {"spread", number(s.narrowed)}});
  for (const RidgePair& r : outcome.ridges) out["ridges"].push_back(ridge(r));
  for (const RidgePair& r : outcome.confounded) out["confounded"].push_back(ridge(r));
  for (const Recovered& r : outcome.recovered) {
    out["planted"].push_back({{"path", r.path}, {"rank_correlation", number(r.rank_correlation)}, {"coverage", number(r.coverage)}, {"identified", r.identified()}});
  }
  return out;
}

Json table_document(const FitTable& table) {
  Json rows = Json::array();
  for (const FitRow& row : table.rows) {
    const Observation& o = row.observation;
    rows.push_back({{"id", o.id},                   {"series", o.series},         {"year", o.year},           {"value", number(o.value)},
                    {"bound", o.bound},             {"use", o.use},               {"role", role_id(row.role)}, {"median", number(row.median)},
                    {"p05", number(row.p05)},       {"p95", number(row.p95)},     {"miss", number(row.miss)}, {"inside", row.inside},
                    {"note", o.note}});
  }
  return rows;
}

Json skill_document(const SkillTable& table) {
  const auto pool = [](const Skill& s) { return Json{{"figures", s.figures}, {"skill", number(s.skill)}}; };
  Json rows = Json::array();
  for (const SkillRow& r : table.rows) {
    rows.push_back({{"id", r.observation.id}, {"series", r.observation.series}, {"year", r.observation.year}, {"value", number(r.observation.value)},
                    {"model", number(r.model)}, {"last", number(r.last)}, {"line", number(r.line)}, {"growth", number(r.growth)}});
  }
  return {{"rows", rows}, {"last", pool(table.last)}, {"line", pool(table.line)}, {"growth", pool(table.growth)}};
}

Exit stopped(const Context& context) {
  const std::string message = "interrupted; nothing was written";
  std::fprintf(stderr, "echelon: %s\n", message.c_str());
  if (context.options.json) print(error_document(Exit::interrupted, message, nullptr));
  return Exit::interrupted;
}

void tell_failures(const std::vector<ReplicateFailure>& failures) {
  for (const ReplicateFailure& f : failures) std::fprintf(stderr, "echelon: world %zu failed: %s\n", f.replicate, f.reason.c_str());
}

// A back-test that lacks worlds would pass for a whole one.
void keep_back_test(const Context& context, const CalibrationStudy& study, const Scenario& scenario, const FitTable& table, const Shown& shown) {
  if (study.known_until == 0 || shown.back_test.empty() || !table.failures.empty()) return;
  save_back_test(shown.back_test, study, scenario, table, shown.ensemble);
  if (!context.options.quiet) std::fprintf(stderr, "%s\n", shown.back_test.string().c_str());
}

// Everything published beside the stored ensemble, or beside the one just found.
Exit show(const Context& context, const CalibrationStudy& study, const Scenario& scenario, Json document, const Shown& shown) {
  const FitTable table = look(context, study, scenario);
  if (table.interrupted) return stopped(context);
  tell_failures(table.failures);
  keep_back_test(context, study, scenario, table, shown);
  const SkillTable skill = skill_table(table, study.known_until);
  if (context.options.json) {
    if (study.known_until > 0) document["skill"] = skill_document(skill);
    document["ensemble"] = study.ensemble, document["points"] = scenario.ensemble_points.size();
    document["replicates"] = table.replicates, document["table"] = table_document(table);
    print(document);
  } else {
    print(fit_report(study, table, scenario.ensemble_points.size(), context.options.lang));
    if (study.known_until > 0) print("\n" + skill_report(skill, study.known_until, context.options.lang));
  }
  return table.failures.empty() ? Exit::done : Exit::environment;
}

}  // namespace

Exit calibrate(const Context& context) {
  const CalibrationStudy study = open_study(context);
  best_isa();
  if (context.options.table && study.candidates > 0) return show(context, study, open_with(context, study, study.ensemble), {{"study", study.id}}, stored(context, study));
  Scenario scenario = open_with(context, study, "none");
  const fs::path file = destination(context, study);
  if (study.candidates > 0) refuse_result_name(file, "an ensemble is a table of points", ".csv"), check_writable(file);
  const CalibrationOutcome outcome = search(context, study, scenario);
  if (outcome.interrupted) return stopped(context);
  tell_failures(outcome.failures);
  Json document{{"study", study.id}, {"seed", study.seed}, {"seconds", outcome.seconds}, {"search", search_document(outcome)}};
  if (!context.options.json) print(calibration_report(study, outcome, context.options.lang));
  if (study.candidates == 0) {
    if (context.options.json) print(document);
    return Exit::done;
  }
  save_ensemble(file, ensemble_remarks(study, outcome), outcome.paths, outcome.points);
  if (!context.options.quiet) {
    std::fprintf(stderr, "%s  (%zu worlds, %.0f s, %.1f million firm-quarters/s)\n", file.string().c_str(), outcome.worlds, outcome.seconds,
                 outcome.firm_quarters / outcome.seconds / 1e6);
  }
  document["result"] = file.string();
  if (!context.options.json) print(std::string("\n"));
  scenario.ensemble = study.ensemble, scenario.ensemble_paths = outcome.paths, scenario.ensemble_points = outcome.points;
  return show(context, study, scenario, std::move(document), {file, back_test_beside(file)});
}

}  // namespace echelon::app
