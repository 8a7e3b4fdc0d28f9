// What a scenario changes: instruments, rules on a date, goals of its own.
#include <algorithm>

#include "io/draft.hpp"
#include "io/named.hpp"
#include "io/values.hpp"

namespace echelon {
namespace {

template <class Map>
std::vector<Named> named(const Map& map) {
  std::vector<Named> out;
  for (const auto& [key, value] : map) out.push_back({key, value.name});
  return out;
}

// An instrument that is not on the shelf is written out in full.
void define(const yaml::Member& m, Draft& draft, Reading& reading) {
  Instrument x{};
  x.id = m.key;
  x.from = Quarter::of(1900, 1);
  x.to = far_future;
  read_instrument(m.value, x, true, "", reading);
  m.value.finish();
  draft.policy.insert_or_assign(m.key, x);
}

void switch_on(const yaml::Member& m, const std::string& by, Draft& draft, Reading& reading) {
  const auto& shelf = reading.library.instruments;
  const auto found = shelf.find(m.key);
  if (found == shelf.end()) {
    if (m.value.has("kind")) return define(m, draft, reading);
    reading.problems.add(m.where, "there is no instrument `" + m.key + "`",
                         "the shelf config/instruments does not hold it, and no `kind` is given here",
                         nearest_named(m.key, named(shelf)));
    return;
  }
  Instrument& x = draft.policy.try_emplace(m.key, found->second).first->second;
  const bool bare = m.value.is_null() || m.value.is_plain("on");
  if (!bare) m.value.expect(m.value.is_map(), "a mapping of what to change, `{}`, `on` or `off`");
  if (!m.value.is_map()) return;
  read_instrument(m.value, x, false, by, reading);
  m.value.finish();
}

RuleVersion* version_at(Scheme& scheme, Quarter date) {
  for (RuleVersion& v : scheme.versions)
    if (v.from <= date && date <= v.to) return &v;
  return nullptr;
}

void set_condition(const yaml::Member& m, const std::string& source, RuleVersion& version, Reading& reading) {
  const auto at = std::find_if(version.conditions.begin(), version.conditions.end(),
                               [&](const Condition& c) { return c.id == m.key; });
  if (at == version.conditions.end()) {
    std::vector<std::string> ids;
    for (const Condition& c : version.conditions) ids.push_back(c.id);
    reading.problems.add(m.where, "the version `" + version.id + "` has no condition `" + m.key + "`",
                         "only conditions that exist can be set", nearest(m.key, ids));
    return;
  }
  if (m.value.is_plain("off")) {
    version.conditions.erase(at);
    return;
  }
  at->value = read_threshold(m.value, at->field, reading);
  at->has_value = true;
  at->source = source;
  at->where = m.value.where();
}

// From this date on a copy of the version that held, with some conditions set anew; it ends when that one would have.
void change(const std::string& scenario, const yaml::Node& map, Scheme& scheme, Reading& reading) {
  const Quarter from = read_quarter(map.required("from"), Edge::first);
  const std::string source = reading.source(map);
  const yaml::Node set = map.required("set");
  RuleVersion* held = version_at(scheme, from);
  if (!held) {
    if (map.has("from"))
      map.problem("no version of the rule `" + scheme.id + "` holds in " + from.text(),
                  "a change starts from the version that holds on its date");
    set.members();
    return;
  }
  RuleVersion next = *held;
  next.id += "_from_" + from.text();
  next.from = from;
  next.source = source;
  next.assumption += (next.assumption.empty() ? "" : "; ") + std::string("changed by scenario ") + scenario;
  for (const yaml::Member& m : set.members()) set_condition(m, source, next, reading);
  const std::size_t at = static_cast<std::size_t>(held - scheme.versions.data());
  if (held->from == from) {
    scheme.versions[at] = std::move(next);
  } else {
    held->to = from + -1;
    scheme.versions.insert(scheme.versions.begin() + static_cast<std::ptrdiff_t>(at) + 1, std::move(next));
  }
}

std::pair<Target*, std::string> find_target(std::vector<Register>& registers, const std::string& id) {
  for (Register& r : registers)
    for (Target& t : r.targets)
      if (t.id == id) return {&t, r.id};
  return {nullptr, ""};
}

// The user's own number for a target that we know.
void give_goal(const yaml::Node& map, Target& t, Reading& reading) {
  t.where = map.where();
  if (map.has("goal") && map.has("value"))
    map.problem("`goal` and `value` are two words for one number", "give one of them");
  const yaml::Node value = map.optional("value"), goal = value.exists() ? value : map.required("goal");
  if (goal.exists()) read_goal(goal, t);
  read_if(map, "relation", t.relation, [](const auto& n) { return read_choice(n, {">=", "<=", "="}); });
  read_if(map, "deadline", t.deadline, read_year);
  read_if(map, "base_year", t.base_year, read_year);
  t.status = t.confidence = "user";
  t.note.clear();
  read_if(map, "note", t.note, read_text);
  t.source = reading.source(map);
  t.assumption = t.source.starts_with("assumed");
  map.finish();
}

}  // namespace

void apply_policy(const yaml::Node& policy, const std::string& by, Draft& draft, Reading& reading) {
  for (const yaml::Member& m : policy.members()) {
    if (m.value.is_plain("off")) {
      const auto& shelf = reading.library.instruments;
      if (!draft.policy.erase(m.key) && !shelf.contains(m.key))
        reading.problems.add(m.where, "there is no instrument `" + m.key + "`", "nothing could be switched off",
                             nearest_named(m.key, named(shelf)));
    } else if (reading.resolved) {
      define(m, draft, reading);
    } else {
      switch_on(m, by, draft, reading);
    }
  }
}

void apply_changes(const std::string& scenario, const yaml::Node& schemes, Reading& reading) {
  std::vector<Scheme>& all = reading.library.scenario.schemes;
  for (const yaml::Member& m : schemes.members()) {
    const auto at = std::find_if(all.begin(), all.end(), [&](const Scheme& s) { return s.id == m.key; });
    if (at == all.end()) {
      std::vector<Named> known;
      for (const Scheme& s : all) known.push_back({s.id, s.name});
      reading.problems.add(m.where, "there is no scheme `" + m.key + "`", "config/schemes does not hold it",
                           nearest_named(m.key, known));
      continue;
    }
    for (const yaml::Node& item : m.value.required("changes").items()) {
      change(scenario, item, *at, reading);
      item.finish();
    }
    m.value.finish();
  }
}

void apply_targets(const yaml::Node& list, Draft& draft, Reading& reading) {
  std::vector<std::string> named, known;
  for (const Register& r : reading.library.registers) known.push_back(r.id);
  std::vector<yaml::Node> goals;
  for (const yaml::Node& item : list.items()) {
    if (item.is_map()) {
      goals.push_back(item);
      continue;
    }
    const std::string id = read_id(item);
    if (std::find(known.begin(), known.end(), id) == known.end())
      item.problem("there is no register of targets `" + id + "`", "config/targets does not hold it",
                   nearest(id, known));
    named.push_back(id);
  }
  if (!named.empty()) draft.registers = named, draft.goals.clear();
  draft.goals.insert(draft.goals.end(), goals.begin(), goals.end());
}

void apply_goals(Draft& draft, Reading& reading) {
  std::vector<Register>& registers = reading.library.registers;
  std::vector<std::string> ids;
  for (const Register& r : registers)
    for (const Target& t : r.targets) ids.push_back(t.id);
  Register own{"scenario", {"given by the user", "用户给定"}, {}};
  for (const yaml::Node& map : draft.goals) {
    const yaml::Node name = map.required("id");
    const std::string id = read_id(name);
    const auto [t, of] = find_target(registers, id);
    const bool shown = t && std::find(draft.registers.begin(), draft.registers.end(), of) != draft.registers.end();
    if (t) {
      Target mine = *t;
      give_goal(map, mine, reading);
      if (shown) *t = std::move(mine);
      else own.targets.push_back(std::move(mine));
    } else if (map.has("metric")) {
      own.targets.push_back(read_target(map, reading));
    } else {
      name.problem("there is no target `" + id + "`", "no register holds it, and no `metric` is given here",
                   nearest(id, ids));
    }
  }
  if (own.targets.empty()) return;
  for (Target& t : own.targets) t.register_id = own.id;
  draft.registers.push_back(own.id);
  registers.push_back(std::move(own));
}

}  // namespace echelon
