// What a study varies.
#include <algorithm>
#include <cmath>

#include "io/study_draft.hpp"
#include "io/values.hpp"
#include "io/words.hpp"

namespace echelon {
namespace {

const words::NumberKey* amount_field(const std::string& path) {
  const std::string field = path.substr(path.rfind('.') + 1);
  for (const words::NumberKey& f : words::instrument_numbers)
    if (field == f.key) return &f;
  return nullptr;
}

const Instrument* instrument_of(const Scenario& scenario, const std::string& id) {
  for (const Instrument& x : scenario.instruments)
    if (x.id == id) return &x;
  return nullptr;
}

std::vector<std::string> variable_paths(const Scenario& s) {
  std::vector<std::string> paths{"ensemble", "luck", "macro_path", "dummy"};
  for (const ParameterValue& p : s.parameters) paths.push_back(p.path);
  for (const auto& [room, on] : s.rooms) paths.push_back("rooms." + room);
  for (const Instrument& x : s.instruments) {
    paths.push_back("policy." + x.id);
    for (const words::NumberKey& f : words::instrument_numbers) paths.push_back("policy." + x.id + "." + f.key);
  }
  return paths;
}

Factor lever(const std::string& path, Factor::Kind kind, Names name, std::string unit) {
  Factor f;
  f.id = f.input = path, f.kind = kind, f.name = std::move(name), f.unit = std::move(unit);
  return f;
}

void set_range(Factor& f, double low, double high) {
  f.prior = {low < high ? Prior::Kind::uniform : Prior::Kind::fixed, low, high, low, 0};
}

struct Reader {
  std::vector<std::string> units;
  Range range;
  std::string bare;
  double operator()(const yaml::Node& node) const { return read_number(node, units, range, bare); }
};

Reader reader_of(const StudyDraft& draft, const Factor& f) {
  for (const ParameterValue& p : draft.scenario().parameters)
    if (p.path == f.id) return {{p.unit}, {p.low, p.high}, p.unit == "1" ? "1" : ""};
  const words::NumberKey* field = amount_field(f.id);
  return field ? Reader{field->units, field->range, field->bare} : Reader{{"1"}, {}, "1"};
}

// {low: ..., high: ..., source: ...}, or a list of equally likely values.
void read_range(const StudyDraft& draft, const yaml::Node& node, Factor& f) {
  if (f.kind == Factor::Kind::on_off) {
    for (const yaml::Node& item : node.items()) f.levels.push_back(read_switch(item) ? 1 : 0);
  } else if (node.is_list()) {
    const Reader read = reader_of(draft, f);
    for (const yaml::Node& item : node.items()) f.levels.push_back(read(item));
  } else {
    node.expect(node.is_map(), "a mapping with `low` and `high`, or a list of values");
    if (!node.is_map()) return;
    const Reader read = reader_of(draft, f);
    const double low = read(node.required("low")), high = read(node.required("high"));
    if (low >= high) node.problem("`low` of `" + f.id + "` must lie below `high`", "nothing would vary");
    set_range(f, low, high);
    read_text(node.required("source"));
    node.finish();
  }
  if (node.is_list() && f.levels.empty()) node.problem("`" + f.id + "` has no values", "a factor needs at least one");
}

bool has(const std::vector<Factor>& factors, const std::string& id) {
  return std::any_of(factors.begin(), factors.end(), [&](const Factor& f) { return f.id == id; });
}

void add_factor(StudyDraft& draft, Factor f, const SourcePos& where) {
  if (f.id.empty()) return;
  if (has(draft.study.factors, f.id)) return draft.problems.add(where, "`" + f.id + "` is varied twice", "it can have one value only");
  draft.study.factors.push_back(std::move(f));
}

bool is_lever(const Factor& f) { return f.kind == Factor::Kind::amount || f.kind == Factor::Kind::on_off; }

// A path alone is varied by its prior.
void read_plain(StudyDraft& draft, const yaml::Node& item) {
  const std::string path = read_text(item);
  Factor f = factor_of(draft, path, item.where());
  if (f.id.empty()) return;
  if (is_lever(f)) return item.problem("`" + path + "` has no range", "a lever stands under `levers` with its values");
  if (f.kind == Factor::Kind::parameter && f.prior.kind == Prior::Kind::fixed)
    return item.problem("`" + path + "` has no prior", "give it a range: " + path + ": {low: ..., high: ..., source: ...}");
  if (f.kind == Factor::Kind::ensemble && f.levels.empty())
    return item.problem("there is no ensemble", "the scenario draws every parameter from its prior");
  add_factor(draft, std::move(f), item.where());
}

void read_section(StudyDraft& draft, const yaml::Node& node, bool levers) {
  if (!node.is_map()) {
    for (const yaml::Node& item : node.items()) read_plain(draft, item);
    return;
  }
  for (const yaml::Member& m : node.members()) {
    Factor f = factor_of(draft, m.key, m.where);
    if (f.id.empty()) continue;
    if (is_lever(f) != levers)
      draft.problems.add(m.where, "`" + m.key + "` is " + (levers ? "no lever" : "a lever"), "what the city decides stands under `levers`, what it does not know under `uncertainties`");
    read_range(draft, m.value, f);
    add_factor(draft, std::move(f), m.where);
  }
}

// growth.sigma belongs to the room growth, schemes.hte.apply to the schemes.
void group_by_room(StudyDraft& draft) {
  for (Factor& f : draft.study.factors)
    if (f.kind == Factor::Kind::parameter) f.input = f.id.substr(0, f.id.find('.'));
}

void read_groups(StudyDraft& draft) {
  if (draft.root.optional("groups").is_plain("rooms")) return group_by_room(draft);
  for (const yaml::Member& m : draft.root.optional("groups").members()) {
    for (const std::string& path : read_texts(m.value)) {
      const auto at = std::find_if(draft.study.factors.begin(), draft.study.factors.end(), [&](const Factor& f) { return f.id == path; });
      if (at == draft.study.factors.end()) m.value.problem("`" + path + "` is not varied", "only what is varied can be grouped");
      else if (at->input != path) m.value.problem("`" + path + "` is in two groups", "it can be judged with one only");
      else at->input = m.key;
    }
  }
}

void append(std::vector<Factor>& to, std::vector<Factor> more) {
  for (Factor& f : more) to.push_back(std::move(f));
}

}  // namespace

Factor factor_of(const StudyDraft& draft, const std::string& path, const SourcePos& where) {
  const Scenario& s = draft.scenario();
  if (path == "ensemble") return plain_factor(Factor::Kind::ensemble, s);
  if (path == "luck") return plain_factor(Factor::Kind::luck, s);
  if (path == "macro_path") return plain_factor(Factor::Kind::macro_path, s);
  if (path == "dummy") return plain_factor(Factor::Kind::dummy, s);
  for (const ParameterValue& p : s.parameters)
    if (p.path == path) return parameter_factor(p);
  if (path.starts_with("rooms.") && s.rooms.count(path.substr(6)) > 0) return lever(path, Factor::Kind::on_off, {"room " + path.substr(6), "模块 " + path.substr(6)}, "1");
  if (path.starts_with("policy.")) {
    const std::string rest = path.substr(7);
    if (const Instrument* x = instrument_of(s, rest)) return lever(path, Factor::Kind::on_off, x->name, "1");
    const Instrument* x = instrument_of(s, rest.substr(0, rest.rfind('.')));
    if (x && amount_field(path)) return lever(path, Factor::Kind::amount, x->name, amount_field(path)->units.front());
  }
  draft.problems.add(where, "nothing is called `" + path + "`", "the study could not vary it", nearest(path, variable_paths(s)));
  return {};
}

void read_factors(StudyDraft& draft) {
  Study& s = draft.study;
  const yaml::Node uncertain = draft.root.optional("uncertainties"), levers = draft.root.optional("levers");
  const bool all = uncertain.is_plain("all");
  if (!all && uncertain.exists()) read_section(draft, uncertain, false);
  if (levers.exists()) read_section(draft, levers, true);
  if (all) append(s.factors, drawn_factors(draft.scenario(), s.factors, ""));
  else if (read_choice(draft.root.required("others"), {"fixed", "drawn"}) == "drawn") append(s.factors, drawn_factors(draft.scenario(), s.factors, "others"));
  if (s.luck == StudyLuck::factor && !has(s.factors, "luck")) s.factors.push_back(plain_factor(Factor::Kind::luck, draft.scenario()));
  if (s.macro == StudyMacro::factor && !has(s.factors, "macro_path")) s.factors.push_back(plain_factor(Factor::Kind::macro_path, draft.scenario()));
  if (s.kind == StudyKind::pawn && !has(s.factors, "dummy")) s.factors.push_back(plain_factor(Factor::Kind::dummy, draft.scenario()));
  read_groups(draft);
  s.inputs = inputs_of(s.factors);
  if (s.factors.empty()) draft.root.problem("nothing is varied", "name `uncertainties` or `levers`, or say `others: drawn`");
}

}  // namespace echelon
