// --set PATH=VALUE: the last word on a number. Its source is the command line.
#include <algorithm>

#include "io/draft.hpp"
#include "io/load.hpp"
#include "io/named.hpp"
#include "io/values.hpp"

namespace echelon {
namespace {

const char* const instrument_fields[] = {"amount", "cap",    "share",          "first_year_share", "per_year", "calls",
                                         "budget", "factor", "selected_share", "duration",         "lag",      "payers",
                                         "from",   "to",     "scheme",         "trigger",          "commitment", "loan_cap", "pace", "funds"};

bool is_run_key(const std::string& path) {
  return std::find(std::begin(run_keys), std::end(run_keys), path) != std::end(run_keys);
}

// policy.<instrument>.<field>, or policy.<instrument> to be switched.
void set_policy(const std::string& name, const std::string& path, const std::string& value, Files& files, Draft& draft,
                Reading& reading) {
  const std::string rest = path.substr(std::string("policy.").size());
  if (reading.library.instruments.count(rest) || draft.policy.count(rest))
    return apply_policy(files.text(name, "\"" + rest + "\": " + value + "\n"), "command line", draft, reading);
  const std::size_t dot = rest.rfind('.');
  const std::string id = rest.substr(0, dot);
  const auto it = draft.policy.find(id);
  if (it == draft.policy.end()) {
    std::vector<Named> known;
    for (const auto& [key, x] : draft.policy) known.push_back({key, x.name});
    const bool on_shelf = reading.library.instruments.count(id) > 0;
    reading.problems.add(
        {name, 0, 0},
        on_shelf ? "the instrument `" + id + "` is off in this scenario" : "there is no instrument `" + id + "`",
        on_shelf ? "switch it on first: --set policy." + id + "=on" : "the scenario does not use it",
        on_shelf ? "" : nearest_named(id, known));
    return;
  }
  const yaml::Node map = files.text(name, rest.substr(dot + 1) + ": " + value + "\n");
  if (!map.exists()) return;
  read_instrument(map, it->second, false, "command line", reading);
  it->second.where = {name, 0, 0};
  map.finish();
}

void set_parameter(const std::string& name, const std::string& path, const std::string& value, Files& files,
                   Reading& reading) {
  const yaml::Node map = files.text(name, "\"" + path + "\":\n  value: " + value + "\n  source: command line\n");
  if (map.exists()) apply_parameters(map, reading);
}

std::vector<std::string> settable(const Draft& draft, const Reading& reading) {
  std::vector<std::string> paths = parameter_paths(reading.vocabulary, reading.library.scenario.schemes);
  paths.push_back("horizon");
  for (const char* key : run_keys) paths.emplace_back(key);
  for (const auto& [room, on] : reading.library.scenario.rooms) paths.push_back("rooms." + room);
  for (const auto& [id, x] : reading.library.instruments) paths.push_back("policy." + id);
  for (const auto& [id, x] : draft.policy)
    for (const char* field : instrument_fields) paths.push_back("policy." + id + "." + field);
  return paths;
}

}  // namespace

void apply_set(const std::string& set, Files& files, Draft& draft, Reading& reading) {
  const std::string name = "--set " + set;
  const std::size_t equals = set.find('=');
  const std::string path = set.substr(0, equals), value = equals == std::string::npos ? "" : set.substr(equals + 1);
  if (path.empty() || value.find_first_not_of(' ') == std::string::npos) {
    reading.problems.add({name, 0, 0}, "`" + set + "` is not PATH=VALUE",
                         "for example --set 'policy.hte_first_recognition_city.amount=20 万元'");
    return;
  }
  const std::vector<std::string> known = settable(draft, reading);
  const bool policy = path.starts_with("policy.");
  if (!policy && std::find(known.begin(), known.end(), path) == known.end()) {
    reading.problems.add({name, 0, 0}, "unknown path `" + path + "`", "it would be ignored", nearest(path, known));
    return;
  }
  if (policy) return set_policy(name, path, value, files, draft, reading);
  if (path.starts_with("rooms.")) return apply_rooms(files.text(name, path.substr(6) + ": " + value + "\n"), reading);
  if (path != "horizon" && !is_run_key(path)) return set_parameter(name, path, value, files, reading);
  const yaml::Node map = files.text(name, path + ": " + value + "\n");
  if (path == "horizon") read_if(map, "horizon", reading.library.scenario.horizon, read_horizon);
  else read_run(map, reading.library.scenario);
}

std::vector<std::string> known_paths(const Scenario& s) {
  std::vector<std::string> paths{"horizon"};
  for (const char* key : run_keys) paths.emplace_back(key);
  for (const ParameterValue& p : s.parameters) paths.push_back(p.path);
  for (const auto& [room, on] : s.rooms) paths.push_back("rooms." + room);
  for (const Instrument& x : s.instruments) {
    paths.push_back("policy." + x.id);
    for (const std::string field : instrument_fields)
      if (field != "cap" && field != "calls" && field != "commitment" && field != "funds")
        paths.push_back("policy." + x.id + "." + field);  // other words for two of them
  }
  for (const Scheme& x : s.schemes) paths.push_back("schemes." + x.id);
  for (const Ladder& x : s.ladders) paths.push_back("ladders." + x.id);
  for (const Target& t : s.targets) paths.push_back("targets." + t.id);
  return paths;
}

}  // namespace echelon
