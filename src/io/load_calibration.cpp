#include "io/load_calibration.hpp"

#include "io/files.hpp"
#include "io/hdf5/publish.hpp"
#include "io/library.hpp"
#include "io/named.hpp"
#include "io/values.hpp"

namespace echelon {

namespace {

namespace fs = std::filesystem;

bool is_path(const std::string& name) { return name.find('/') != std::string::npos || name.ends_with(".yaml"); }

int number(const yaml::Node& map, const char* key, int low, int high) {
  return static_cast<int>(read_count(map.required(key), low, high));
}

void read_search(const yaml::Node& map, CalibrationStudy& s) {
  s.use = read_choice(map.required("use"), {"fit-2021", "fit-all"});
  read_if(map, "known_until", s.known_until, read_year);
  s.horizon = read_horizon(map.required("horizon"));
  s.scale = read_number(map.required("scale"), {"%"}, {1e-3, 1}, "1");
  for (const std::string& path : read_texts(map.optional("free"))) s.free.push_back(path);
  read_if(map, "hold_others", s.hold_others, read_bool);
  s.waves = number(map, "waves", 1, 20);
  s.first_wave = number(map, "first_wave", 10, 1000000);
  s.next_waves = s.waves > 1 ? number(map, "next_waves", 10, 1000000) : 0;
  s.warm_up = number(map, "warm_up", 0, 1000000);
  s.thin = number(map, "thin", 1, 100000);
  s.planted = number(map, "planted", 0, 100000);
  s.candidates = number(map, "candidates", 0, 1000000);
  s.seed = read_seed(map.required("seed"));
}

void read_verdict(const yaml::Node& map, CalibrationStudy& s) {
  s.worlds = number(map, "worlds", 1, 1000);
  s.cutoff = read_number(map.required("cutoff"), {"1"}, {0.1, 100}, "1");
  s.nth = number(map, "nth", 1, 1000);
  s.keep = number(map, "keep", 1, 100000);
  s.ridge = read_number(map.required("ridge"), {"1"}, {0, 1}, "1");
  for (const yaml::Node& pair : map.optional("confounded").items()) {
    const std::vector<std::string> two = read_texts(pair);
    if (two.size() != 2) pair.problem("a confounded pair has two parameters", "their correlation is printed");
    else s.confounded.emplace_back(two[0], two[1]);
  }
  s.ensemble = read_id(map.required("ensemble"));
  const yaml::Node table = map.required("table");
  s.table_horizon = read_horizon(table.required("horizon"));
  s.table_scale = read_number(table.required("scale"), {"%"}, {1e-3, 1}, "1");
  s.table_replicates = number(table, "replicates", 2, 1000000);
  table.finish();
}

}  // namespace

fs::path find_study(const fs::path& folder, const std::string& name, Problems& problems) {
  const std::string other = no_yaml(name, "a study");
  if (is_path(name) && other.empty()) return name;
  std::vector<std::string> known;
  for (const fs::path& file : yaml_files(folder)) {
    const std::string stem = file.stem().string(), prefix = "calibrate-";
    known.push_back(stem.starts_with(prefix) ? stem.substr(prefix.size()) : stem);
    if (stem == name || known.back() == name) return file;
  }
  const bool scenario = !is_path(name) && fs::exists(folder.parent_path() / (name + ".yaml"));
  problems.add({name, 0, 0}, "there is no study `" + name + "`",
               scenario ? "it is a scenario: echelon run " + name : other.empty() ? folder.string() + " does not hold it" : other, nearest(name, known));
  return {};
}

CalibrationStudy load_calibration(const fs::path& scenario_dir, const std::string& name, Problems& problems) {
  CalibrationStudy s;
  const fs::path path = find_study(scenario_dir / "studies", name, problems);
  if (path.empty()) return s;
  Files files(problems);
  const yaml::Node root = files.open(path, "scenarios/studies/" + path.filename().string());
  if (!root.exists()) return s;
  check_format(root);
  s.id = path.stem().string();
  if (!root.has("study")) root.problem("the file is no study", "a calibration says `study: calibrate`");
  else if (!root.required("study").is_plain("calibrate")) return root.optional("study").problem("this study is no calibration", "`echelon study` runs it"), s;
  s.name = read_names(root.required("name"));
  s.scenario = read_text(root.required("scenario"));
  s.source = read_text(root.required("source"));
  read_search(root, s);
  if (s.candidates > 0) read_verdict(root, s);
  if (s.candidates > 0 && s.keep > s.candidates) root.problem("`keep` is above `candidates`", "only candidates can be kept");
  root.finish();
  return s;
}

void save_ensemble(const fs::path& file, const std::vector<std::string>& remarks, const std::vector<std::string>& paths,
                   const std::vector<std::vector<double>>& points) {
  std::string text;
  for (const std::string& remark : remarks) text += "# " + remark + "\n";
  for (std::size_t i = 0; i < paths.size(); ++i) text += (i > 0 ? "," : "") + paths[i];
  text += "\n";
  for (const auto& row : points) {
    for (std::size_t i = 0; i < row.size(); ++i) text += (i > 0 ? "," : "") + shortest(row[i]);
    text += "\n";
  }
  publish_file(file, std::as_bytes(std::span(text)));
}

}  // namespace echelon
