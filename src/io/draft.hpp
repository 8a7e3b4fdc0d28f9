#pragma once
// A scenario in the making: the configuration, what the chain of scenario files says, then what the command line says.
#include <map>
#include <string>
#include <vector>

#include "io/files.hpp"
#include "io/library.hpp"

namespace echelon {

struct ScenarioFile {
  std::string id;   // the file's stem
  yaml::Node root;  // absent when it cannot be read
};

struct Draft {
  std::map<std::string, Instrument> policy;  // switched on
  std::vector<std::string> registers;
  std::vector<yaml::Node> goals;  // targets that the user gives himself
  SourcePos where;                // of the scenario, for what concerns it as a whole
};

// The scenario's file and those it comes from, ancestors first. Cycles and missing files are reported.
std::vector<ScenarioFile> open_chain(const LoadRequest& request, Files& files, Problems& problems);
std::filesystem::path scenario_path(const LoadRequest& request);
std::vector<std::string> scenario_names(const LoadRequest& request);  // those on the shelf

void apply_file(const ScenarioFile& file, Draft& draft, Reading& reading);
void apply_changes(const std::string& scenario, const yaml::Node& schemes, Reading& reading);
void apply_policy(const yaml::Node& policy, const std::string& by, Draft& draft, Reading& reading);
void apply_rooms(const yaml::Node& rooms, Reading& reading);
void apply_parameters(const yaml::Node& map, Reading& reading);
void apply_targets(const yaml::Node& list, Draft& draft, Reading& reading);
void apply_goals(Draft& draft, Reading& reading);

// One --set PATH=VALUE.
void apply_set(const std::string& set, Files& files, Draft& draft, Reading& reading);

// Fills the request's warnings, where it wants them.
void remark_on(const std::vector<ScenarioFile>& chain, const LoadRequest& request, const Draft& draft, const Scenario& scenario);

// A resolved scenario carries everything itself.
void read_resolved(const yaml::Node& root, Reading& reading);

inline const char* const run_keys[] = {"replicates", "seed", "seeds_per_point", "design", "scale", "ensemble"};

}  // namespace echelon
