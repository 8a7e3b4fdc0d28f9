// `check`: one file, alone and against the rest of the configuration.
#include <algorithm>
#include <functional>

#include "io/config.hpp"
#include "io/draft.hpp"
#include "io/load.hpp"
#include "io/load_calibration.hpp"
#include "io/load_study.hpp"
#include "io/named.hpp"
#include "io/values.hpp"

namespace echelon {
namespace {

namespace fs = std::filesystem;

bool inside(const std::string& file, const fs::path& folder) {
  const fs::path relative = fs::weakly_canonical(file).lexically_relative(fs::weakly_canonical(folder));
  return !relative.empty() && *relative.begin() != "..";
}

void keep(const Problems& found, Problems& problems, const std::function<bool(const SourcePos&)>& wanted) {
  for (const Problem& p : found.list())
    if (wanted(p.where)) problems.add(p.where, p.what, p.why, p.hint);
}

// What is wrong with the configuration itself is told when its own files are checked.
void check_scenario(const fs::path& path, LoadRequest request, Problems& problems) {
  Problems found;
  const bool is_path = path.has_parent_path() || path.extension() == ".yaml" || path.extension() == ".yml";
  request.scenario = is_path ? path.string() : "./" + path.string();
  request.sets.clear();
  load_scenario(request, found);
  keep(found, problems, [&](const SourcePos& where) { return !inside(where.file, request.config_dir); });
}

// Of a calibration everything, and that its parameters exist.
void check_calibration(const yaml::Node& root, const std::vector<std::string>& known, const LoadRequest& request, Problems& problems) {
  const SourcePos where = root.where();
  const CalibrationStudy study = load_calibration(request.scenario_dir, where.file, problems);
  std::vector<std::string> paths = study.free;
  for (const auto& [a, b] : study.confounded) paths.push_back(a), paths.push_back(b);
  for (const std::string& path : paths) {
    if (std::find(known.begin(), known.end(), path) == known.end())
      problems.add(where, "unknown parameter `" + path + "`", "the study could not search it", nearest(path, known));
  }
}

// Of any other study all that is wrong with it and with the scenarios it starts from.
void check_study(const yaml::Node& root, const LoadRequest& request, Reading& reading) {
  if (root.optional("study").is_plain("calibrate"))
    return check_calibration(root, parameter_paths(reading.vocabulary, reading.library.scenario.schemes), request, reading.problems);
  Problems found;
  load_study(request, fs::absolute(root.where().file).string(), found);
  for (const Problem& p : found.list()) {
    SourcePos where = p.where;
    if (where.file == fs::absolute(root.where().file).string()) where.file = root.where().file;
    if (!inside(where.file, request.config_dir)) reading.problems.add(where, p.what, p.why, p.hint);
  }
}

void check_config(const fs::path& path, const yaml::Node& root, FileKind kind, const LoadRequest& request,
                  Problems& problems) {
  Problems ignored, crossed;
  Files files(ignored);
  Library library;
  Reading rest{request.vocabulary, library, ignored};
  load_config(request.config_dir, files, rest, path);
  library.citations.clear();
  Reading reading{request.vocabulary, library, problems, true};
  if (kind == FileKind::study) check_study(root, request, reading);
  else read_config_file(root, kind, inside(path.string(), request.config_dir) ? path.stem().string() : "", reading);
  cross_check(request.vocabulary, library, crossed);
  keep(crossed, problems, [&](const SourcePos& where) { return where.file == path.string(); });
}

void check_ensemble(const fs::path& path, const LoadRequest& request, Problems& problems) {
  Problems ignored;
  Files files(ignored);
  Library library;
  Reading reading{request.vocabulary, library, ignored};
  load_config(request.config_dir, files, reading);
  read_ensemble(path, library, yaml::read_bytes(path), problems);
}

// A name stands for the shelf's file, as in `run`, `study` and `calibrate`.
fs::path path_of(const fs::path& file, const LoadRequest& by_name) {
  if (fs::exists(file)) return file;
  const fs::path scenario = scenario_path(by_name);
  if (fs::exists(scenario)) return scenario;
  Problems ignored;
  return find_study(by_name.scenario_dir / "studies", by_name.scenario, ignored);
}

}  // namespace

void check_file(const fs::path& file, const LoadRequest& request, Problems& problems) {
  LoadRequest by_name = request;
  by_name.scenario = file.string();
  const fs::path path = path_of(file, by_name);
  if (!fs::exists(path))
    return problems.add({file.string(), 0, 0}, "the file does not exist", "neither a file nor a scenario nor a study has this name",
                        nearest_scenario(file.string(), request.scenario_dir));
  if (const std::string other = no_yaml(path, "what is checked"); !other.empty())
    return problems.add({file.string(), 0, 0}, fs::is_directory(path) ? "this is no file" : "this is no YAML file",
                        fs::is_directory(path) ? "it is a folder; name the files: " + (file / "*.yaml").string() : other);
  if (path.extension() == ".csv") return check_ensemble(path, request, problems);
  Problems found;
  Files files(found);
  const yaml::Node root = files.open(path, "");
  const FileKind kind = root.exists() ? kind_of(root) : FileKind::unknown;
  if (kind == FileKind::scenario) {
    found = {};  // told again by the loading
    check_scenario(path, request, found);
  } else if (kind != FileKind::unknown) {
    check_config(path, root, kind, request, found);
  } else if (root.exists()) {
    root.problem("what kind of file this is cannot be told",
                 "one of the keys city, sectors, sources, run, room, scheme, ladder, instrument, register, "
                 "observations, study, or those of a scenario is needed");
  }
  keep(found, problems, [](const SourcePos&) { return true; });
}

}  // namespace echelon
