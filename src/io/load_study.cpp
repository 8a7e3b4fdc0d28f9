#include "io/load_study.hpp"

#include <algorithm>
#include <stdexcept>

#include "engine/compare.hpp"
#include "io/library.hpp"
#include "io/load_calibration.hpp"
#include "io/study_draft.hpp"
#include "io/values.hpp"

namespace echelon {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t most_points = 2147483647;  // what a Sobol' sequence gives

bool judges_inputs(StudyKind kind) {
  return kind == StudyKind::prcc || kind == StudyKind::pawn || kind == StudyKind::morris || kind == StudyKind::sobol;
}

bool takes_design(StudyKind kind) { return kind != StudyKind::morris && kind != StudyKind::grid && kind != StudyKind::table; }

std::size_t size(const yaml::Node& map, const char* key, std::int64_t low, std::int64_t high) {
  return static_cast<std::size_t>(read_count(map.required(key), low, high));
}

void read_kind(const yaml::Node& root, Study& s) {
  const std::vector<std::string> known(std::begin(study_kinds), std::end(study_kinds));
  const yaml::Node node = root.required("study");
  if (node.is_plain("calibrate")) return node.problem("a calibration is run by `echelon calibrate`", "`echelon study` runs all other kinds");
  const auto at = std::find(known.begin(), known.end(), read_choice(node, known));
  if (at != known.end()) s.kind = static_cast<StudyKind>(at - known.begin());
}

void read_size(const yaml::Node& root, Study& s) {
  const char* key = s.kind == StudyKind::sobol ? "base_rows" : s.kind == StudyKind::morris ? "trajectories" : "points";
  if (s.kind != StudyKind::grid && s.kind != StudyKind::table) s.points = size(root, key, 2, most_points);
  if (takes_design(s.kind)) s.design = read_choice(root.required("design"), {"random", "latin-hypercube", "sobol"});
  else s.design = s.kind == StudyKind::morris ? "trajectories" : study_kinds[static_cast<int>(s.kind)];
  if (s.kind == StudyKind::sobol && s.design == "latin-hypercube")
    root.optional("design").problem("a Saltelli design takes `sobol` or `random`", "its matrices are halves of one point set");
  if (root.has("seeds_per_point")) s.seeds = size(root, "seeds_per_point", 1, 1000);
  s.block = size(root, "shard", 1, 1000000);
  if (s.kind == StudyKind::morris || s.kind == StudyKind::grid) s.levels = size(root, "levels", 2, 1000);
  if (s.kind == StudyKind::morris && s.levels % 2 != 0)
    root.optional("levels").problem("Morris's levels must be even", "a step is half of them");
  if (s.kind == StudyKind::pawn) s.slices = size(root, "slices", 2, 1000);
  if (s.kind == StudyKind::sobol) read_if(root, "second_order", s.second_order, read_bool);
}

void read_statistics(const yaml::Node& root, Study& s) {
  s.level = read_number(root.required("level"), {"%"}, {0.5, 0.9999});
  s.resamples = size(root, "resamples", 2, 100000);
  if (judges_inputs(s.kind)) s.precision = read_number(root.required("precision"), {"1"}, {0, 1}, "1");
  else if (root.has("precision")) s.precision = read_number(root.optional("precision"), {"1"}, {0, 1}, "1");
  s.seed = read_seed(root.required("seed"));
  const bool factor = s.kind == StudyKind::morris || s.kind == StudyKind::sobol;
  s.luck = factor ? StudyLuck::factor : s.kind == StudyKind::grid || s.kind == StudyKind::table ? StudyLuck::common : StudyLuck::own;
  const yaml::Node luck = root.optional("luck"), macro = root.optional("macro_path");
  if (luck.exists()) {
    const std::string word = read_choice(luck, {"own", "common", "factor"});
    s.luck = word == "own" ? StudyLuck::own : word == "common" ? StudyLuck::common : StudyLuck::factor;
  }
  if (!macro.exists()) return;
  const std::string word = read_choice(macro, {"luck", "common", "factor"});
  s.macro = word == "luck" ? StudyMacro::luck : word == "common" ? StudyMacro::common : StudyMacro::factor;
}

// What the study says of all its scenarios, as --set would; the command line has the last word.
std::vector<std::string> sets_of(const yaml::Node& root, const LoadRequest& request) {
  std::vector<std::string> sets;
  for (const char* key : {"horizon", "scale", "ensemble"}) {
    const yaml::Node node = root.optional(key);
    if (node.exists()) sets.push_back(std::string(key) + "=" + read_text(node));
  }
  for (const std::string& set : read_texts(root.optional("set"))) sets.push_back(set);
  sets.insert(sets.end(), request.sets.begin(), request.sets.end());
  return sets;
}

// A name stands for the shelf's file, a path is seen from the study's folder when it is not there from here.
std::string scenario_name(const std::string& name, const fs::path& study) {
  const fs::path beside = study.parent_path() / name;
  return name.find('/') != std::string::npos && !fs::exists(name) && fs::exists(beside) ? beside.string() : name;
}

void load_scenarios(StudyDraft& draft, const LoadRequest& request) {
  const yaml::Node node = draft.root.required(draft.study.kind == StudyKind::compare ? "scenarios" : "scenario");
  LoadRequest own = request;
  own.sets = sets_of(draft.root, request);
  const std::vector<std::string> names = read_texts(node);
  const std::size_t before = draft.problems.size();
  for (const std::string& name : names) {
    own.scenario = scenario_name(name, draft.file);
    draft.study.scenarios.push_back(load_scenario(own, draft.problems));
  }
  draft.loaded = draft.problems.size() == before && !draft.study.scenarios.empty();
  if (draft.study.kind == StudyKind::compare) {
    if (node.exists() && names.size() < 2) node.problem("a comparison needs two scenarios", "the first is the reference");
  } else if (names.size() > 1) {
    node.problem("only a comparison takes several scenarios", "others look at one");
  }
}

void check_pairs(StudyDraft& draft) {
  auto& all = draft.study.scenarios;
  const yaml::Node node = draft.root.optional("scenarios");
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (all[i].id == all[j].id) node.problem("the scenario `" + all[i].id + "` is named twice", "it does not differ from itself");
  try {
    pair_parameters(all.front(), {all.begin() + 1, all.end()});
  } catch (const std::invalid_argument& mistake) {
    node.problem(mistake.what(), "only policy may differ between the sides of a pair");
  }
}

}  // namespace

Study load_study(const LoadRequest& request, const std::string& name, Problems& problems) {
  Files files(problems);
  StudyDraft draft{{}, {}, find_study(request.scenario_dir / "studies", name, problems), false, problems};
  Study& s = draft.study;
  if (draft.file.empty()) return s;
  draft.root = files.open(draft.file, "scenarios/studies/" + draft.file.filename().string());
  const yaml::Node& root = draft.root;
  if (!root.exists()) return s;
  check_format(root);
  s.id = draft.file.stem().string();
  read_kind(root, s);
  if (root.optional("study").is_plain("calibrate")) return s;
  s.name = read_names(root.required("name"));
  read_if(root, "question", s.question, read_question);
  s.source = read_text(root.required("source"));
  read_size(root, s), read_statistics(root, s);
  load_scenarios(draft, request);
  if (draft.loaded) {
    if (s.kind == StudyKind::table) read_table(draft, files);
    else read_factors(draft);
    read_correlations(draft);
    read_outcomes(draft);
    if (s.kind == StudyKind::compare) check_pairs(draft);
    if (s.kind == StudyKind::shapley) read_players(draft);
    root.finish();
  }
  return s;
}

}  // namespace echelon
