#include <algorithm>

#include "app/document.hpp"
#include "app/manual.hpp"
#include "app/open.hpp"
#include "io/config.hpp"
#include "model/observation.hpp"
#include "report/numbers.hpp"
#include "report/table.hpp"

namespace echelon::app {
namespace {

// What is listed: an id, its names, and one more fact.
struct Entry {
  std::string id;
  Names name;
  std::string more;
};
using Entries = std::vector<Entry>;

Library load_library(const Context& context) {
  const LoadRequest how = request(context, "");
  Problems problems;
  Files files(problems);
  Library library;
  Reading reading{how.vocabulary, library, problems};
  load_config(how.config_dir, files, reading);
  refuse_if_any(std::move(problems));
  return library;
}

Entries scenarios(const Context& context) {
  Entries all;
  for (const auto& file : yaml_files(request(context, "").scenario_dir)) {
    const Scenario scenario = open_scenario(context, file.string());
    all.push_back({file.stem().string(), scenario.name, scenario.question});
  }
  return all;
}

std::string room_of(const std::string& path) { return path.substr(0, path.find('.')); }

Entries rooms(const Context& context) {
  const Vocabulary words = request(context, "").vocabulary;
  Entries all;
  for (const ParameterDeclaration& parameter : words.rooms) {
    const std::string room = room_of(parameter.path);
    if (!all.empty() && all.back().id == room) continue;
    const auto& off = words.rooms_that_switch;
    all.push_back({room, {}, std::find(off.begin(), off.end(), room) != off.end() ? "can be switched off" : ""});
  }
  return all;
}

Entries parameters(const Context& context) {
  Entries all;
  for (const auto& [path, value] : load_library(context).parameters) {
    all.push_back({path, value.meaning, grouped(value.value) + " " + value.unit});
  }
  return all;
}

Entries schemes(const Context& context) {
  Entries all;
  for (const Scheme& scheme : load_library(context).scenario.schemes) all.push_back({scheme.id, scheme.name, scheme.ladder});
  return all;
}

Entries ladders(const Context& context) {
  Entries all;
  for (const Ladder& ladder : load_library(context).scenario.ladders) {
    std::string rungs;
    for (const std::string& rung : ladder.rungs) rungs += (rungs.empty() ? "" : " < ") + rung;
    all.push_back({ladder.id, ladder.name, rungs});
  }
  return all;
}

Entries instruments(const Context& context) {
  Entries all;
  for (const auto& [id, instrument] : load_library(context).instruments) {
    all.push_back({id, instrument.name, instrument.source});
  }
  return all;
}

Entries programmes(const Context& context) {
  Entries all;
  for (const Programme& p : load_library(context).programmes) {
    std::string carried;
    const auto add = [&](const std::string& text) { carried += (carried.empty() ? "" : "; ") + text; };
    const auto add_all = [&](const char* what, const std::vector<std::string>& ids) {
      std::string list;
      for (const std::string& id : ids) list += (list.empty() ? "" : ", ") + id;
      if (!list.empty()) add(what + list);
    };
    add_all("instruments: ", p.instruments);
    add_all("rooms: ", p.rooms);
    if (!p.note.empty()) add(p.note);
    if (!p.later.empty()) add("not yet: " + p.later);
    all.push_back({p.id, p.name, carried});
  }
  return all;
}

Entries targets(const Context& context) {
  Entries all;
  for (const Register& targets : load_library(context).registers) {
    for (const Target& target : targets.targets) all.push_back({target.id, target.name, targets.id});
  }
  return all;
}

Entries outcomes(const Context&) {
  Entries all;
  for (const SeriesInfo& info : series_info()) all.push_back({info.name, {info.en, info.zh}, info.units});
  return all;
}

struct Kind {
  const char* name;
  const char* more;  // what the last column holds
  Entries (*entries)(const Context&);
};

constexpr Kind kinds[] = {{"scenarios", "question", scenarios},   {"rooms", "", rooms},
                          {"parameters", "value", parameters},    {"schemes", "ladder", schemes},
                          {"ladders", "rungs", ladders},          {"instruments", "source", instruments},
                          {"programmes", "carried by", programmes},
                          {"targets", "register", targets},       {"outcomes", "unit", outcomes}};

const Kind& kind_named(const std::string& name) {
  for (const Kind& kind : kinds)
    if (name == kind.name) return kind;
  const std::vector<std::string> known = listed_kinds();
  std::string all;
  for (const std::string& each : known) all += (all.empty() ? "" : ", ") + each;
  Problems problems;
  problems.add({"list", 0, 0}, "cannot list " + name, "can list " + all, nearest(name, known));
  throw UserError(std::move(problems));
}

std::string as_table(const Kind& kind, const Entries& entries, Lang lang) {
  const bool named = std::any_of(entries.begin(), entries.end(), [](const Entry& entry) { return !entry.name.en.empty(); });
  std::vector<TableColumn> columns{{"id"}};
  if (named) columns.push_back({"name", Align::left, 60});
  columns.push_back({kind.more, Align::left, 60});
  Table table(std::move(columns));
  for (const Entry& entry : entries) {
    if (named) table.row({entry.id, in(lang, entry.name), entry.more});
    else table.row({entry.id, entry.more});  // rooms are called by their ids
  }
  return table.text();
}

}  // namespace

std::vector<std::string> listed_kinds() {
  std::vector<std::string> names;
  for (const Kind& kind : kinds) names.emplace_back(kind.name);
  return names;
}

Exit list(const Context& context) {
  const Kind& kind = kind_named(context.options.arguments.front());
  const Entries entries = kind.entries(context);
  if (!context.options.json) {
    print(as_table(kind, entries, context.options.lang));
    return Exit::done;
  }
  Json document = Json::array();
  for (const Entry& entry : entries) {
    Json row{{"id", entry.id}, {"name", {{"en", entry.name.en}, {"zh", entry.name.zh}}}};
    if (*kind.more) row[kind.more] = entry.more;
    document.push_back(std::move(row));
  }
  print(document);
  return Exit::done;
}

}  // namespace echelon::app
