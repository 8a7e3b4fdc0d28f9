// `check`: one file, alone and against the rest of the configuration.
#include <algorithm>
#include <functional>

#include "io/config.hpp"
#include "io/draft.hpp"
#include "io/load.hpp"
#include "io/load_calibration.hpp"
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
  request.scenario = path.has_parent_path() ? path.string() : "./" + path.string();
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

// Of a study, the scenario it starts from and the paths it varies.
void check_study(const yaml::Node& root, const LoadRequest& request, Reading& reading) {
  std::vector<std::string> known = parameter_paths(reading.vocabulary, reading.library.scenario.schemes);
  if (root.optional("study").is_plain("calibrate")) return check_calibration(root, known, request, reading.problems);
  check_format(root);
  read_names(root.required("name"));
  for (const char* section : {"uncertainties", "levers"}) {
    const yaml::Node node = root.optional(section);
    std::vector<std::pair<std::string, SourcePos>> paths;
    if (node.is_map())
      for (const yaml::Member& m : node.members()) paths.emplace_back(m.key, m.where);
    else
      for (const yaml::Node& item : node.items())
        if (item.is_text()) paths.emplace_back(item.text(), item.where());
    for (const auto& [path, where] : paths)
      if (!path.starts_with("policy.") && std::find(known.begin(), known.end(), path) == known.end())
        reading.problems.add(where, "unknown parameter `" + path + "`", "the study could not vary it",
                             nearest(path, known));
  }
  const yaml::Node scenario = root.optional("scenario");
  if (!scenario.is_text()) return;
  LoadRequest asked = request;
  asked.scenario = scenario.text();
  if (!fs::exists(scenario_path(asked)))
    scenario.problem("there is no scenario `" + asked.scenario + "`",
                     scenario_path(asked).string() + " does not exist");
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

}  // namespace

void check_file(const fs::path& file, const LoadRequest& request, Problems& problems) {
  LoadRequest by_name = request;
  by_name.scenario = file.string();
  const fs::path path = fs::exists(file) ? file : scenario_path(by_name);  // a scenario's name stands for its file, as in `run`
  if (!fs::exists(path))
    return problems.add({file.string(), 0, 0}, "the file does not exist", "nothing could be checked",
                        nearest(file.string(), scenario_names(request)));
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
