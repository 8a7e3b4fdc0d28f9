#include "app/schema.hpp"

#include <filesystem>

#include "app/manual.hpp"
#include "app/open.hpp"
#include "io/config.hpp"
#include "io/draft.hpp"
#include "io/words.hpp"

namespace echelon::app {
namespace {

Shelf load_shelf(const Context& context) {
  const LoadRequest how = request(context, "");
  Problems problems;
  Files files(problems);
  Shelf shelf{how.vocabulary, {}, scenario_names(how), {"none"}};
  Reading reading{how.vocabulary, shelf.library, problems};
  load_config(how.config_dir, files, reading);
  refuse_if_any(std::move(problems));
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(how.config_dir / "ensembles", ignored)) {
    if (entry.path().extension() == ".csv") shelf.ensembles.push_back(entry.path().stem().string());
  }
  std::sort(shelf.ensembles.begin() + 1, shelf.ensembles.end());
  return shelf;
}

std::string both(const Names& name) { return name.en + " / " + name.zh; }

// --- instruments ------------------------------------------------------------------------------------------------------

Json payers() {
  Json shares = Json::object();
  for (const char* payer : payer_names) shares[payer] = number_in({"%"}, false);
  return object(shares);
}

std::vector<std::string> ids(const auto& items) {
  std::vector<std::string> out;
  for (const auto& item : items) out.push_back(item.id);
  return out;
}

}  // namespace

Json instrument_keys(const Shelf& shelf) {
  const Scenario& s = shelf.library.scenario;
  Json keys{{"name", names()},
            {"kind", one_of(words::kinds)},
            {"scheme", one_of(ids(s.schemes))},
            {"consortium", one_of(words::consortium_types)},
            {"lead_sectors", list_of(one_of(ids(s.sectors)))},
            {"fund_sectors", list_of(one_of(ids(s.sectors)))},
            {"trigger", one_of(words::triggers)},
            {"rule", one_of(words::rules_of_calls)},
            {"brings", one_of(words::brought)},
            {"supports", one_of(words::supported)},
            {"tracks", list_of(one_of(ids(s.tracks)))},
            {"origin", one_of(words::origins)},
            {"districts", list_of(one_of(ids(s.districts)))},
            {"duration", duration()},
            {"lag", duration()},
            {"payers", payers()},
            {"from", quarter()},
            {"to", quarter()},
            {"source", text()},
            {"assumption", text()}};
  for (const words::NumberKey& n : words::instrument_numbers) keys[n.key] = number_in(n.units, *n.bare != '\0');
  keys["budget"] = any_of({one_of({"none"}), keys["budget"]});
  return keys;
}

Json instrument_schema(const Shelf& shelf) {
  Json keys = instrument_keys(shelf);
  keys["echelon"] = {{"const", 1}};
  keys["instrument"] = identifier();
  return object(keys, {"echelon", "instrument", "name", "kind", "from", "source"});
}

// --- scenarios --------------------------------------------------------------------------------------------------------

namespace {

// An instrument of the shelf is switched or changed; another is written out in full.
Json policy(const Shelf& shelf) {
  const Json change = any_of({Json{{"type", "null"}}, on_off(), Json{{"$ref", "#/definitions/instrument"}}});
  Json known = Json::object();
  for (const auto& [id, x] : shelf.library.instruments) known[id] = described(both(x.name) + ". " + x.source, change);
  Json whole{{"allOf", Json::array({Json{{"$ref", "#/definitions/instrument"}}, Json{{"required", {"name", "kind", "from", "source"}}}})}};
  return {{"type", "object"}, {"properties", known}, {"additionalProperties", whole}};
}

Json changes(const Scheme& scheme) {
  Json conditions = Json::object();
  for (const RuleVersion& version : scheme.versions)
    for (const Condition& c : version.conditions) conditions[c.id] = described(c.field + ". " + c.source, any_of({one_of({"off"}), any_number()}));
  const Json change = object({{"from", quarter()}, {"set", object(conditions)}, {"source", text()}}, {"from", "set", "source"});
  return described(both(scheme.name), object({{"changes", list_of(change)}}, {"changes"}));
}

Json prior(const Json& number) {
  Json shapes = Json::object();
  for (const std::string& kind : words::prior_kinds)
    if (kind != "fixed") shapes[kind] = list_of(number);
  return any_of({one_of({"fixed"}), object(shapes)});
}

// A name for a JSON pointer: only letters, digits and `_`.
std::string shape_of(const std::string& unit) {
  std::string out = "parameter_";
  for (const char c : replace_all(unit, "%", "percent")) out += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
  return out;
}

Json reference(const std::string& definition) { return Json{{"$ref", "#/definitions/" + definition}}; }

Json parameter_in(const std::string& unit) {
  const Json number = any_of({number_in({unit}, unit == "1"), Json{{"type", "number"}}});  // the latter beside `unit`
  return object({{"value", number}, {"prior", prior(number)}, {"unit", text()}, {"class", one_of(words::classes)}, {"source", text()}, {"note", text()}}, {"source"});
}

// Parameters of one unit have one shape, which stands among the definitions.
Json parameters(const Shelf& shelf, Json& definitions) {
  Json paths = Json::object();
  const auto add = [&](const ParameterDeclaration& d, const std::string& path) {
    const std::string shape = shape_of(d.unit);
    if (!definitions.contains(shape)) definitions[shape] = parameter_in(d.unit);
    paths[path] = described(both(d.meaning) + ". Unit: " + d.unit, Json{{"allOf", Json::array({reference(shape)})}});
  };
  for (const ParameterDeclaration& d : shelf.words.rooms) add(d, d.path);
  for (const Scheme& scheme : shelf.library.scenario.schemes)
    for (const ParameterDeclaration& d : shelf.words.schemes) add(d, "schemes." + scheme.id + "." + d.path);
  return object(paths);
}

Json metric() {
  Json keys{{"over", text()}, {"since", year()}, {"select", any_of({text(), list_of(text())})}};
  for (const std::string& kind : words::metric_kinds) keys[kind] = text();
  return object(keys);
}

// The user's own number for a target that we know, or a target of his own.
Json goal() {
  const Json number = any_of({any_number(), object({{"low", any_number()}, {"high", any_number()}}, {"low", "high"})});
  return object({{"id", identifier()},     {"goal", number},     {"value", number},       {"relation", one_of({">=", "<=", "="})},
                 {"deadline", year()},     {"base_year", year()}, {"note", text()},       {"source", text()},
                 {"name", names()},        {"metric", metric()}, {"unit", text()},        {"status", one_of(words::statuses)},
                 {"confidence", text()},   {"assumption", Json{{"type", "boolean"}}}},
                {"id", "source"});
}

}  // namespace

Json scenario_schema(const Shelf& shelf) {
  Json rooms = Json::object(), schemes = Json::object(), definitions{{"instrument", object(instrument_keys(shelf))}};
  for (const std::string& room : shelf.words.rooms_that_switch) rooms[room] = on_off();
  for (const Scheme& scheme : shelf.library.scenario.schemes) schemes[scheme.id] = changes(scheme);
  const Json from = any_of({one_of(shelf.scenarios), text()});
  Json keys{{"echelon", {{"const", 1}}},
            {"id", identifier()},
            {"name", names()},
            {"question", question()},
            {"from", described("a file beside this one, else one of the shelf", from)},
            {"horizon", horizon()},
            {"policy", policy(shelf)},
            {"schemes", object(schemes)},
            {"rooms", object(rooms)},
            {"targets", list_of(any_of({one_of(ids(shelf.library.registers)), goal()}))},
            {"parameters", parameters(shelf, definitions)},
            {"replicates", count(1)},
            {"seeds_per_point", count(1)},
            {"seed", count(0)},
            {"scale", described("share of the city's firms that is simulated", number_in({"1"}, true))},
            {"design", one_of({"latin-hypercube", "sobol", "random"})},
            {"ensemble", one_of(shelf.ensembles)}};
  Json schema = object(keys, {"echelon", "name"});
  schema["definitions"] = definitions;
  return schema;
}

namespace {

Json whole(const Shelf& shelf) {
  Json scenario = scenario_schema(shelf);
  Json definitions = std::exchange(scenario["definitions"], Json());
  scenario.erase("definitions");
  const auto has = [](const char* key) { return Json{{"required", {key}}}; };
  const Json study{{"if", has("study")}, {"then", study_schema(shelf)}, {"else", scenario}};
  return {{"definitions", definitions}, {"if", has("instrument")}, {"then", instrument_schema(shelf)}, {"else", study}};
}

}  // namespace

Exit schema(const Context& context) {
  const auto& given = context.options.arguments;
  const std::string kind = given.empty() ? "" : given.front();
  const Shelf shelf = load_shelf(context);
  Json document{{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", "echelon " + (kind.empty() ? std::string("files") : kind)}};
  if (kind == "scenario") document.update(scenario_schema(shelf));
  else if (kind == "study") document.update(study_schema(shelf));
  else if (kind == "instrument") document.update(instrument_schema(shelf));
  else if (kind.empty()) document.update(whole(shelf));
  else {
    Problems problems;
    problems.add({"schema", 0, 0}, "there is no schema of " + kind, "there is one of scenario, study and instrument",
                 nearest(kind, {"scenario", "study", "instrument"}));
    throw UserError(std::move(problems));
  }
  print(document);
  return Exit::done;
}

}  // namespace echelon::app
