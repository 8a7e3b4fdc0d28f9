// config/parameters/<room>.yaml, the `behaviour` of schemes, and a scenario's `parameters`.
#include <algorithm>
#include <cmath>

#include "io/library.hpp"
#include "io/values.hpp"
#include "io/words.hpp"

namespace echelon {
namespace {

using namespace words;

struct Shape {
  const char* kind;
  std::size_t numbers;
  const char* form;
};
const Shape shapes[] = {{"uniform", 2, "[low, high]"},
                        {"log_uniform", 2, "[low, high]"},
                        {"normal", 4, "[mean, sd, low, high]"},
                        {"triangular", 3, "[low, mode, high]"}};

Prior fixed_at(double value) { return {Prior::Kind::fixed, value, value, value, 0}; }

Prior from_numbers(const std::string& kind, const std::vector<double>& x) {
  if (kind == "normal") return {Prior::Kind::normal, x[2], x[3], x[0], x[1]};
  if (kind == "triangular") return {Prior::Kind::triangular, x[0], x[2], x[1], 0};
  return {kind == "uniform" ? Prior::Kind::uniform : Prior::Kind::log_uniform, x[0], x[1], 0, 0};
}

const char* wrong_with(const Prior& prior) {
  const bool ordered = prior.low < prior.high;
  switch (prior.kind) {
    case Prior::Kind::fixed: return nullptr;
    case Prior::Kind::uniform: return ordered ? nullptr : "its low end must lie below its high end";
    case Prior::Kind::log_uniform: return ordered && prior.low > 0 ? nullptr : "it needs 0 < low < high";
    case Prior::Kind::normal: return ordered && prior.spread > 0 ? nullptr : "it needs sd > 0 and low < high";
    case Prior::Kind::triangular:
      return ordered && prior.low <= prior.centre && prior.centre <= prior.high
                 ? nullptr
                 : "it needs low <= mode <= high and low < high";
  }
  return nullptr;
}

Prior read_shape(const yaml::Node& list, const Shape& shape, const ParameterValue& p, const std::string& bare) {
  std::vector<double> numbers;
  for (const yaml::Node& item : list.items()) {
    const bool spread = shape.numbers == 4 && numbers.size() == 1;
    numbers.push_back(read_number(item, {p.unit}, spread ? at_least_zero : Range{p.low, p.high}, bare));
  }
  if (list.is_list() && numbers.size() != shape.numbers)
    list.problem("the prior `" + std::string(shape.kind) + "` takes " + std::to_string(shape.numbers) + " numbers",
                 std::string("its form is ") + shape.form);
  if (numbers.size() != shape.numbers ||
      std::any_of(numbers.begin(), numbers.end(), [](double x) { return std::isnan(x); }))
    return fixed_at(std::numeric_limits<double>::quiet_NaN());
  const Prior prior = from_numbers(shape.kind, numbers);
  const char* wrong = wrong_with(prior);
  if (!wrong) return prior;
  list.problem("the prior of `" + p.path + "` is empty", wrong);
  return fixed_at(std::numeric_limits<double>::quiet_NaN());
}

// `fixed`, or one of {uniform: [lo, hi]}, ...
Prior read_prior(const yaml::Node& node, const ParameterValue& p, const std::string& bare) {
  if (!node.is_map()) {
    if (!read_choice(node, prior_kinds).empty() && !node.is_plain("fixed"))
      node.problem("the prior `" + node.text() + "` needs its numbers", "only `fixed` stands alone",
                   node.text() + ": [..., ...]");
    return fixed_at(p.value);
  }
  Prior prior = fixed_at(p.value);
  bool found = false;
  for (const Shape& shape : shapes) {
    const yaml::Node list = node.optional(shape.kind);
    if (list.exists()) prior = read_shape(list, shape, p, bare), found = true;
  }
  if (!found && node.size() == 0)
    node.problem("the prior of `" + p.path + "` has no known kind",
                 "possible are fixed, uniform, log_uniform, normal, triangular");
  else node.finish();
  return prior;
}

void check_support(const yaml::Node& node, const ParameterValue& p) {
  if (p.prior.kind == Prior::Kind::fixed || std::isnan(p.value)) return;
  if (p.value < p.prior.low || p.value > p.prior.high)
    node.problem("the value " + shortest(p.value) + " of `" + p.path + "` lies outside its prior",
                 "the prior allows " + shortest(p.prior.low) + " to " + shortest(p.prior.high) +
                     "; the value is what we believe most");
}

std::string local_name(const std::string& path) { return path.substr(path.rfind('.') + 1); }

// Reads every declared name of a mapping; what is not declared is unknown, what is missing is reported.
void read_all(const yaml::Node& map, const std::vector<ParameterDeclaration>& declarations, const std::string& prefix,
              Reading& reading) {
  for (const ParameterDeclaration& d : declarations) {
    ParameterValue p = declared(d, prefix + local_name(d.path));
    const yaml::Node node = map.optional(local_name(d.path));
    if (!node.exists() && map.is_map())
      map.problem("the parameter `" + p.path + "` has no value",
                  "every declared parameter needs one: " + d.meaning.en + ", in `" + d.unit + "`");
    if (!node.exists()) continue;
    read_parameter(node, p, true, reading);
    reading.library.parameters.insert_or_assign(p.path, p);
  }
  map.finish();
}

}  // namespace

ParameterValue declared(const ParameterDeclaration& d, const std::string& path) {
  ParameterValue p{};
  p.path = path;
  p.value = std::numeric_limits<double>::quiet_NaN();
  p.cls = ParameterClass::definitional;
  p.symbol = d.symbol;
  p.unit = d.unit;
  p.meaning = d.meaning;
  p.low = d.low;
  p.high = d.high;
  return p;
}

void read_parameter(const yaml::Node& node, ParameterValue& p, bool full, Reading& reading) {
  node.expect(node.is_map(), "a mapping {value: ..., source: ...}");
  if (!node.is_map()) return;
  p.where = node.where();
  const yaml::Node unit = node.optional("unit"), value = full ? node.required("value") : node.optional("value");
  std::string bare;
  if (unit.exists()) {
    bare = read_text(unit);
    const auto written = find_unit(bare);
    if (!written || written->dimension != held_unit(p.unit).dimension) {
      unit.problem("`" + p.path + "` is declared in `" + p.unit + "`, not in `" + bare + "`",
                   "a number in another unit would mean something else", p.unit);
      bare = p.unit;
    }
  }
  if (value.exists()) p.value = read_number(value, {p.unit}, {p.low, p.high}, bare);
  const yaml::Node prior = node.optional("prior"), cls = full ? node.required("class") : node.optional("class");
  if (prior.exists()) p.prior = read_prior(prior, p, bare);
  else if (value.exists()) p.prior = fixed_at(p.value);
  else node.problem("`" + p.path + "` has neither value nor prior", "nothing is said about it");
  p.fixed_by_user = full ? reading.resolved && !prior.exists() : p.prior.kind == Prior::Kind::fixed;
  if (cls.exists()) {
    const auto at = std::find(classes.begin(), classes.end(), read_choice(cls, classes));
    if (at != classes.end()) p.cls = static_cast<ParameterClass>(at - classes.begin());
  }
  p.source = reading.source(node);
  if (const yaml::Node note = node.optional("note"); note.exists()) p.source += "; " + read_text(note);
  check_support(value.exists() ? value : node, p);
  if (full && !reading.resolved && !prior.exists() && p.cls != ParameterClass::definitional)
    node.problem("the key `prior` is missing", "only a definitional parameter has none", "prior: fixed");
  node.finish();
}

void read_room(const yaml::Node& map, const std::string& stem, Reading& reading) {
  const yaml::Node name = map.required("room");
  const std::string room = name.exists() ? read_id(name) : stem;
  const yaml::Node parameters = map.required("parameters");
  std::vector<ParameterDeclaration> own;
  std::vector<std::string> rooms;
  for (const ParameterDeclaration& d : reading.vocabulary.rooms) {
    rooms.push_back(d.path.substr(0, d.path.find('.')));
    if (rooms.back() == room) own.push_back(d);
  }
  if (!stem.empty() && room != stem)
    name.problem("the room `" + room + "` stands in the file of `" + stem + "`", "a room's file has its name", stem);
  else if (own.empty())
    name.problem("unknown room `" + room + "`", "no parameter is declared for it", nearest(room, rooms));
  else if (reading.claim("room", room, map.where())) read_all(parameters, own, room + ".", reading);
}

void read_behaviour(const std::string& scheme, const yaml::Node& map, Reading& reading) {
  read_all(map, reading.vocabulary.schemes, "schemes." + scheme + ".", reading);
}

std::vector<std::string> parameter_paths(const Vocabulary& vocabulary, const std::vector<Scheme>& schemes) {
  std::vector<std::string> paths;
  for (const ParameterDeclaration& d : vocabulary.rooms) paths.push_back(d.path);
  for (const Scheme& s : schemes)
    for (const ParameterDeclaration& d : vocabulary.schemes) paths.push_back("schemes." + s.id + "." + d.path);
  return paths;
}

}  // namespace echelon
