// Finding scenario files, and what each of them says.
#include <algorithm>

#include "io/config.hpp"
#include "io/draft.hpp"
#include "io/named.hpp"
#include "io/values.hpp"

namespace echelon {
namespace {

namespace fs = std::filesystem;

bool is_path(const std::string& name) {
  return name.find('/') != std::string::npos || name.ends_with(".yaml") || name.ends_with(".yml");
}

std::vector<std::string> stems(const fs::path& folder) {
  std::vector<std::string> out;
  for (const fs::path& file : yaml_files(folder)) out.push_back(file.stem().string());
  return out;
}

// `from: baseline` is a file beside this one, else one on the shelf.
fs::path parent_path(const std::string& name, const fs::path& child, const fs::path& shelf) {
  const std::string file = is_path(name) ? name : name + ".yaml";
  const fs::path beside = child.parent_path() / file;
  return fs::exists(beside) || is_path(name) ? beside : shelf / file;
}

std::string missing_scenario(const std::string& name, const fs::path& path, const fs::path& shelf) {
  if (fs::exists(shelf / "studies" / (name + ".yaml"))) return "it is a study: echelon study " + name;
  const std::string other = no_yaml(fs::exists(path) ? path : fs::path(name), "a scenario");
  return other.empty() ? path.string() + " does not exist" : other;
}

std::string chain_text(const std::vector<fs::path>& seen, const fs::path& again) {
  std::string out;
  for (const fs::path& p : seen) out += p.stem().string() + " -> ";
  return out + again.stem().string();
}

}  // namespace

fs::path scenario_path(const LoadRequest& request) {
  return is_path(request.scenario) ? fs::path(request.scenario) : request.scenario_dir / (request.scenario + ".yaml");
}

std::vector<std::string> scenario_names(const LoadRequest& request) { return stems(request.scenario_dir); }

std::vector<ScenarioFile> open_chain(const LoadRequest& request, Files& files, Problems& problems) {
  std::vector<ScenarioFile> chain;
  std::vector<fs::path> seen;
  fs::path path = scenario_path(request);
  SourcePos asked{request.scenario, 0, 0};
  std::string name = request.scenario;
  while (true) {
    const bool missing = !fs::exists(path);
    if (missing || !no_yaml(path, "").empty()) {
      problems.add(asked, "there is no scenario `" + name + "`", missing_scenario(name, path, request.scenario_dir),
                   missing ? nearest_scenario(is_path(name) ? fs::path(name).stem().string() : name, request.scenario_dir) : "");
      break;
    }
    const fs::path real = fs::canonical(path);
    if (std::find(seen.begin(), seen.end(), real) != seen.end()) {
      problems.add(asked, "the scenario comes from itself", "the chain of `from:` is " + chain_text(seen, real));
      break;
    }
    seen.push_back(real);
    chain.push_back({path.stem().string(), files.open(path, "scenarios/" + path.filename().string())});
    const yaml::Node from = chain.back().root.optional("from");
    if (!from.exists()) break;
    asked = from.where();
    name = read_text(from);
    path = parent_path(name, path, request.scenario_dir);
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

void apply_file(const ScenarioFile& file, Draft& draft, Reading& reading) {
  const yaml::Node& root = file.root;
  if (!root.exists()) return;
  check_format(root);
  for (const char* key : {"id", "name", "question", "from"}) root.optional(key);
  if (root.has("resolved") && !reading.resolved)
    root.optional("resolved")
        .problem("a resolved scenario cannot be inherited from", "it stands alone: its `from` is already applied");
  Scenario& s = reading.library.scenario;
  read_if(root, "horizon", s.horizon, read_horizon);
  read_run(root, s);
  const yaml::Node policy = root.optional("policy"), schemes = root.optional("schemes"), rooms = root.optional("rooms"),
                   targets = root.optional("targets"), parameters = root.optional("parameters");
  if (policy.exists()) apply_policy(policy, "scenario " + file.id, draft, reading);
  if (schemes.exists() && !reading.resolved) apply_changes(file.id, schemes, reading);
  if (rooms.exists()) apply_rooms(rooms, reading);
  if (targets.exists() && !reading.resolved) apply_targets(targets, draft, reading);
  if (parameters.exists()) apply_parameters(parameters, reading);
  root.finish();
}

void apply_rooms(const yaml::Node& rooms, Reading& reading) {
  const std::vector<std::string>& known = reading.vocabulary.rooms_that_switch;
  for (const yaml::Member& m : rooms.members()) {
    const bool on = read_switch(m.value);
    if (std::find(known.begin(), known.end(), m.key) != known.end()) reading.library.scenario.rooms[m.key] = on;
    else
      reading.problems.add(m.where, "there is no room `" + m.key + "` that can be switched",
                           "only optional rooms can be off", nearest(m.key, known));
  }
}

void apply_parameters(const yaml::Node& map, Reading& reading) {
  const Vocabulary& words = reading.vocabulary;
  const std::vector<std::string> paths = parameter_paths(words, reading.library.scenario.schemes);
  for (const yaml::Member& m : map.members()) {
    const auto at = std::find(paths.begin(), paths.end(), m.key);
    if (at == paths.end()) {
      reading.problems.add(m.where, "unknown parameter `" + m.key + "`", "it would be ignored", nearest(m.key, paths));
      continue;
    }
    const std::size_t i = static_cast<std::size_t>(at - paths.begin());
    const ParameterDeclaration& d =
        i < words.rooms.size() ? words.rooms[i] : words.schemes[(i - words.rooms.size()) % words.schemes.size()];
    ParameterValue& p = reading.library.parameters.try_emplace(m.key, declared(d, m.key)).first->second;
    read_parameter(m.value, p, reading.resolved, reading);
  }
}

void read_resolved(const yaml::Node& root, Reading& reading) {
  if (!read_bool(root.required("resolved")))
    root.optional("resolved").problem("`resolved` can only be true", "leave the key out otherwise");
  Library& library = reading.library;
  for (const char* key : run_keys) root.required(key);
  root.required("horizon");
  read_city(root.required("city"), reading);
  read_sectors(root, reading);
  for (const yaml::Member& m : root.required("schemes").members()) {
    read_scheme(m.key, m.value, reading);
    m.value.finish();
  }
  sort_schemes(library.scenario.schemes);
  for (const yaml::Member& m : root.required("ladders").members()) {
    read_ladder(m.key, m.value, reading);
    m.value.finish();
  }
  read_observations(root.optional("observations"), reading);
  for (const yaml::Node& item : root.required("targets").items()) {
    const Target t = read_target(item, reading);
    reading.claim("target", t.id, item.where());
    auto& all = library.registers;
    auto own = std::find_if(all.begin(), all.end(), [&](const Register& r) { return r.id == t.register_id; });
    if (own == all.end()) own = all.insert(all.end(), {t.register_id, {}, {}});
    own->targets.push_back(t);
  }
}

}  // namespace echelon
