#include "io/explain.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>

#include "io/config.hpp"
#include "io/named.hpp"
#include "io/resolve.hpp"
#include "io/units.hpp"

namespace echelon {
namespace {

template <class List>
auto by_id(const List& list, const std::string& id) -> decltype(&list.front()) {
  for (const auto& x : list)
    if (x.id == id) return &x;
  return nullptr;
}

bool strip(std::string& path, const char* prefix) {
  if (!path.starts_with(prefix)) return false;
  path.erase(0, std::string_view(prefix).size());
  return true;
}

bool explain_run_key(const Scenario& s, const std::string& key, Lines& lines) {
  const std::pair<const char*, std::string> values[] = {
      {"horizon", s.horizon.first.text() + ".." + s.horizon.last.text()},
      {"replicates", std::to_string(s.replicates)},
      {"seed", std::to_string(s.seed)},
      {"seeds_per_point", std::to_string(s.seeds_per_point)},
      {"design", s.design},
      {"scale", shortest(s.scale)},
      {"ensemble", s.ensemble.empty() ? "none: every parameter is drawn from its prior"
                                      : s.ensemble + ", " + std::to_string(s.ensemble_points.size()) + " points"}};
  for (const auto& [name, value] : values) {
    if (key != name) continue;
    lines.title(key);
    lines.add("value", value);
    return true;
  }
  return false;
}

// An instrument that is as on the shelf says each of its numbers on a line of its own; a scenario's change stands where it stands.
SourcePos place_of(const Instrument& x, const std::string& key) {
  if (std::filesystem::path(x.where.file).stem() != x.id) return x.where;
  std::ifstream file(x.where.file);
  std::string line;
  for (int n = 1; std::getline(file, line); ++n)
    if (line.starts_with(key + ":")) return {x.where.file, n, 1};
  return x.where;
}

// policy.hte_award, or one field of it.
bool explain_policy(const Scenario& s, const std::string& rest, Lines& lines) {
  if (const Instrument* x = by_id(s.instruments, rest)) return explain_instrument(*x, lines), true;
  const std::size_t dot = rest.rfind('.');
  const Instrument* x = dot == std::string::npos ? nullptr : by_id(s.instruments, rest.substr(0, dot));
  if (!x) return false;
  for (const auto& [key, value] : instrument_pairs(*x)) {
    if (key != rest.substr(dot + 1)) continue;
    lines.title("policy." + rest);
    lines.add("value", value.empty() ? "none" : value);
    lines.source(x->source);
    lines.add("assumption", assumed(*x));
    lines.where(place_of(*x, key));
    return true;
  }
  return false;
}

bool explain_ladder(const Scenario& s, const std::string& id, Lines& lines) {
  const Ladder* x = by_id(s.ladders, id);
  if (!x) return false;
  lines.title("ladders." + id + ": " + both(x->name));
  for (std::size_t i = 0; i < x->rungs.size(); ++i) {
    const Scheme* scheme = by_id(s.schemes, x->rungs[i]);
    lines.add("rung " + std::to_string(i + 1), x->rungs[i] + (scheme ? ": " + both(scheme->name) : ""));
  }
  return true;
}

bool explain_room(const Scenario& s, const std::string& room, Lines& lines) {
  bool any = false;
  for (const ParameterValue& p : s.parameters) {
    if (p.path.substr(0, p.path.find('.')) != room) continue;
    if (!any) lines.title("rooms." + room);
    any = true;
    lines.add(p.path, with_unit(p.value, p.unit) + ": " + both(p.meaning));
  }
  const auto it = s.rooms.find(room);
  if (it == s.rooms.end()) return any;
  if (!any) lines.title("rooms." + room);
  lines.add("switched", it->second ? "on" : "off");
  return true;
}

// A bare id may be any of these; with its prefix only the one.
bool explain_any(const Scenario& s, const std::string& path, Lines& lines) {
  for (const ParameterValue& p : s.parameters)
    if (p.path == path) return explain_parameter(s, p, lines), true;
  std::string rest = path;
  const bool scheme = strip(rest, "schemes."),
             policy = !scheme && (strip(rest, "policy.") || strip(rest, "instruments.")),
             target = !scheme && !policy && strip(rest, "targets."),
             ladder = !scheme && !policy && !target && strip(rest, "ladders."),
             room = !scheme && !policy && !target && !ladder && strip(rest, "rooms.");
  const bool bare = rest == path;
  if (scheme || bare)
    if (const Scheme* x = by_id(s.schemes, rest)) return explain_scheme(s, *x, lines), true;
  if ((policy || bare) && explain_policy(s, rest, lines)) return true;
  if (target || bare)
    if (const Target* x = by_id(s.targets, rest)) return explain_target(*x, lines), true;
  if ((ladder || bare) && explain_ladder(s, rest, lines)) return true;
  if ((room || bare) && explain_room(s, rest, lines)) return true;
  return bare && explain_run_key(s, path, lines);
}

std::vector<Named> explainable(const Scenario& s) {
  std::vector<Named> paths;
  for (const std::string& path : known_paths(s)) paths.push_back({path, {}});
  for (const Scheme& x : s.schemes) paths.push_back({x.id, x.name});
  for (const Instrument& x : s.instruments) paths.push_back({x.id, x.name});
  for (const Target& x : s.targets) paths.push_back({x.id, x.name});
  for (const Ladder& x : s.ladders) paths.push_back({x.id, x.name});
  return paths;
}

// `sigma` is the end of growth.sigma.
std::string near_path(const std::string& name, const std::vector<Named>& known) {
  for (const Named& one : known)
    if (one.id.ends_with("." + name)) return one.id;
  return nearest_named(name, known);
}

}  // namespace

void Lines::add(const std::string& label, const std::string& text) {
  if (text.empty()) return;
  out_ += "  " + label + std::string(label.size() < 12 ? 12 - label.size() : 0, ' ') + "  " + text + "\n";
}

void Lines::source(const std::string& text) {
  add("source", text);
  std::string last;
  for (const std::string& id : Bibliography::cited(text)) {
    const Source* entry = sources_.find(id);
    if (!entry || entry->id == last) continue;
    last = entry->id;
    std::string line = entry->id + ": ";
    for (const auto& [key, value] : entry->fields)
      line += (line.ends_with(": ") ? "" : "; ") + (key == "title" ? "" : key + " ") + value;
    add("", line);
  }
}

std::string both(const Names& names) { return names.en + (names.zh.empty() ? "" : " / " + names.zh); }

std::string assumed(const Instrument& x) {
  return x.assumption + (x.assumption.find(" set by ") == std::string::npos ? "" : ", no source given");
}

std::string with_unit(double value, const std::string& unit) {
  const std::string share = "fraction per ";
  if (unit == "fraction") return with_unit(value, "%");
  if (unit.starts_with(share)) return with_unit(value, "%") + " a " + unit.substr(share.size());
  if (unit == "%") return shortest(std::round(value * 1e12) / 1e10) + " %";
  return shortest(value) + (unit == "1" ? "" : " " + unit);
}

std::string explain(const Scenario& scenario, const Bibliography& sources, const std::string& path,
                    Problems& problems) {
  Lines lines(sources);
  if (!explain_any(scenario, path, lines))
    problems.add({path, 0, 0}, "nothing is known by the name `" + path + "` in the scenario `" + scenario.id + "`",
                 "a path is a parameter, scheme, instrument, target, ladder, room or setting",
                 near_path(path, explainable(scenario)));
  return lines.text();
}

std::string explain(const LoadRequest& request, const std::string& path, Problems& problems) {
  const Scenario scenario = load_scenario(request, problems);
  if (!problems.empty()) return {};
  Files files(problems);
  Library library;
  Reading reading{request.vocabulary, library, problems};
  load_config(request.config_dir, files, reading);
  Lines lines(library.sources);
  if (explain_any(scenario, path, lines)) return lines.text();
  Scenario whole = scenario;
  whole.instruments.clear();
  for (const auto& [id, x] : library.instruments) whole.instruments.push_back(x);
  for (const Register& r : library.registers)
    whole.targets.insert(whole.targets.end(), r.targets.begin(), r.targets.end());
  const std::string text = explain(whole, library.sources, path, problems);
  return text.empty() ? text : text + "  not in the scenario `" + scenario.id + "`\n";
}

}  // namespace echelon
