#pragma once
// What the configuration holds, and the readers of its sections. Each reader takes one file's mapping (or the same
// mapping inside a resolved scenario), fills the library and reports; cross_check() comes last, over everything.
#include <map>
#include <string>
#include <vector>

#include "io/load.hpp"
#include "io/yaml/document.hpp"

namespace echelon {

struct Register {
  std::string id;
  Names name;
  std::vector<Target> targets;
};

// A project, plan, mechanism or safeguard of the documents, and what carries it here.
struct Programme {
  std::string id;
  Names name;
  std::string group;
  std::vector<std::string> instruments, rooms;
  std::string later;  // what of it the model does not have yet
  std::string note;
  std::string source;
  SourcePos where;
};

struct Library {
  Scenario scenario;                              // the city, schemes, ladders, observations and the run's defaults
  std::map<std::string, Instrument> instruments;  // the shelf
  std::vector<Register> registers;
  std::vector<Programme> programmes;
  std::map<std::string, ParameterValue> parameters;
  Bibliography sources;
  std::map<std::string, SourcePos> where;                    // "ladder technology" -> its place
  std::vector<std::pair<std::string, SourcePos>> citations;  // source texts, checked against the bibliography
};

struct Reading {
  const Vocabulary& vocabulary;
  Library& library;
  Problems& problems;
  bool replace = false;   // a definition takes the place of an earlier one instead of being reported as a duplicate
  bool resolved = false;  // parameters of schemes stand under `parameters`, not under `behaviour`

  // Reports a second definition of the same thing; false then.
  bool claim(const std::string& kind, const std::string& id, const SourcePos& where);
  std::string source(const yaml::Node& map);  // the required key `source`
};

// Every file says `echelon: 1`.
void check_format(const yaml::Node& root);

void read_city(const yaml::Node& map, Reading& reading);
void read_sectors(const yaml::Node& map, Reading& reading);  // keys sectors and tracks
void read_scheme(const std::string& id, const yaml::Node& map, Reading& reading);
std::vector<RuleVersion> read_versions(const yaml::Node& list, Reading& reading);
Condition read_condition(const yaml::Node& map, Reading& reading);
double read_threshold(const yaml::Node& node, const std::string& field, Reading& reading);  // in base units
std::vector<ScoreTable> read_scores(const yaml::Node& list, Reading& reading);
std::vector<Term> parse_when(const std::string& text, const yaml::Node& complain_to);
void read_ladder(const std::string& id, const yaml::Node& map, Reading& reading);
void read_register(const std::string& id, const yaml::Node& map, Reading& reading);
Target read_target(const yaml::Node& map, Reading& reading);
void read_goal(const yaml::Node& node, Target& target);
void read_observations(const yaml::Node& list, Reading& reading);
void read_programmes(const yaml::Node& list, Reading& reading);
void read_sources(const yaml::Node& map, Bibliography& sources);
void read_run(const yaml::Node& map, Scenario& scenario);  // whichever of the run's numbers are there

// `full`: nothing may be missing. Otherwise what is there replaces what the instrument has, and `by` names who did it
// when no source is given.
void read_instrument(const yaml::Node& map, Instrument& instrument, bool full, const std::string& by, Reading& reading);

// All parameters of a room or of a scheme's behaviour, complete.
void read_room(const yaml::Node& map, const std::string& stem, Reading& reading);
void read_behaviour(const std::string& scheme, const yaml::Node& map, Reading& reading);
// One parameter. `full`: all of value, prior, class, source; otherwise an override, fixed unless it has a prior.
void read_parameter(const yaml::Node& node, ParameterValue& parameter, bool full, Reading& reading);
ParameterValue declared(const ParameterDeclaration& declaration, const std::string& path);
std::vector<std::string> parameter_paths(const Vocabulary& vocabulary, const std::vector<Scheme>& schemes);

void read_ensemble(const std::filesystem::path& file, Library& library, const std::string& bytes, Problems& problems);

void cross_check(const Vocabulary& vocabulary, const Library& library, Problems& problems);

inline const char* const payer_names[] = {"city", "district", "province", "nation"};

}  // namespace echelon
