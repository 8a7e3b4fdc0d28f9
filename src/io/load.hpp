#pragma once
// From files to a Scenario. Everything that is wrong with any file is collected in Problems in one pass; the result is
// meaningful only when there is none. IoError is thrown for a file that exists and cannot be read.
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/problems.hpp"
#include "io/sources.hpp"
#include "model/declaration.hpp"
#include "model/scenario.hpp"

namespace echelon {

// The words that the model understands; files may use no others.
struct Vocabulary {
  std::vector<ParameterDeclaration> rooms;        // growth.sigma, ...
  std::vector<ParameterDeclaration> schemes;      // apply, ...: becomes schemes.<id>.apply for every scheme
  std::vector<std::string> rule_fields;           // what a condition may look at
  std::map<std::string, std::string> rule_units;  // its unit, `bool` for true or false; a field without one takes any
  std::vector<std::string> series;                // what a target or an observation may look at
  std::vector<std::string> rooms_that_switch;
};

struct LoadRequest {
  std::filesystem::path config_dir;
  std::filesystem::path scenario_dir;
  std::string scenario;           // a path, or the stem of a file in scenario_dir
  std::vector<std::string> sets;  // PATH=VALUE
  Vocabulary vocabulary;
  Problems* warnings = nullptr;   // what is allowed and probably not meant; not collected without it
};

Scenario load_scenario(const LoadRequest& request, Problems& problems);

// Reads one file of any kind of ours and reports what is wrong with it, alone or against the rest of the
// configuration. Runs nothing. `request.scenario` and `request.sets` are not used.
void check_file(const std::filesystem::path& path, const LoadRequest& request, Problems& problems);

// The scenario as one YAML text that can be run as it is and gives the same Scenario (where things were written apart).
// Only an ensemble stays a file of its own, named here.
std::string resolve(const Scenario& scenario);

// What is known about a parameter, scheme, instrument, target or setting: `growth.sigma`, `schemes.hte`,
// `policy.hte_award.amount`, `targets.T1.3`, `seed`, or a bare id. An unknown path is reported with the nearest known.
std::string explain(const Scenario& scenario, const Bibliography& sources, const std::string& path, Problems& problems);

// The same with the shelf behind the scenario: instruments and targets that the scenario leaves out are found too, and
// are said to be left out.
std::string explain(const LoadRequest& request, const std::string& path, Problems& problems);

// config/sources.yaml; empty when there is none.
Bibliography load_sources(const std::filesystem::path& config_dir, Problems& problems);

// The paths that --set and explain know.
std::vector<std::string> known_paths(const Scenario& scenario);

}  // namespace echelon
