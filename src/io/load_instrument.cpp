// config/instruments/<name>.yaml, and what a scenario changes of it.
#include <algorithm>
#include <cmath>

#include "io/library.hpp"
#include "io/values.hpp"
#include "io/words.hpp"

namespace echelon {
namespace {

using namespace words;

// Reads fields that are there and remembers which numbers were set, for the trail.
class Fields {
 public:
  explicit Fields(const yaml::Node& map) : map_(map) {}

  void number(const char* key, double& target, const std::vector<std::string>& units, Range range,
              const std::string& bare = "") {
    const yaml::Node node = map_.optional(key);
    if (!node.exists()) return;
    target = read_number(node, units, range, bare);
    changed_ += (changed_.empty() ? "" : ", ") + std::string(key);
  }
  void payers(std::map<std::string, double>& target) {
    const yaml::Node node = map_.optional("payers");
    if (!node.exists()) return;
    target.clear();
    double sum = 0;
    const std::vector<std::string> known(std::begin(payer_names), std::end(payer_names));
    for (const yaml::Member& m : node.members()) {
      if (std::find(known.begin(), known.end(), m.key) == known.end())
        m.value.problem("unknown payer `" + m.key + "`", "possible are city, district, province, nation",
                        nearest(m.key, known));
      sum += target[m.key] = read_number(m.value, {"%"}, share);
    }
    if (node.is_map() && !std::isnan(sum) && std::abs(sum - 1) > 1e-6)
      node.problem("the payers' shares add to " + shortest(std::round(sum * 1e8) / 1e6) + " %",
                   "together they must pay 100 %");
    changed_ += (changed_.empty() ? "" : ", ") + std::string("payers");
  }
  void duration(const char* key, int& target) {
    const yaml::Node node = map_.optional(key);
    if (!node.exists()) return;
    target = read_duration(node);
    changed_ += (changed_.empty() ? "" : ", ") + std::string(key);
  }
  const std::string& changed() const { return changed_; }

 private:
  const yaml::Node& map_;
  std::string changed_;
};

std::string read_numbers(const yaml::Node& map, Instrument& x) {
  Fields f(map);
  for (const char* other : {"cap", "commitment"})
    if (map.has("amount") && map.has(other))
      map.problem("`amount` and `" + std::string(other) + "` are two words for one number", "give one of them");
  for (const NumberKey& n : instrument_numbers) {
    if (std::string_view(n.key) == "budget" && map.optional("budget").is_plain("none")) x.budget = -1;
    else f.number(n.key, x.*n.to, n.units, n.range, n.bare);
  }
  f.duration("duration", x.duration_quarters);
  f.duration("lag", x.lag_quarters);
  f.payers(x.payers);
  return f.changed();
}

void require(const yaml::Node& map, std::initializer_list<const char*> keys, const std::string& kind) {
  for (const char* key : keys) {
    const bool other_word = (std::string_view(key) == "amount" && (map.has("cap") || map.has("commitment"))) ||
                            (std::string_view(key) == "per_year" && (map.has("calls") || map.has("funds")));
    if (!map.has(key) && !other_word)
      map.problem("the key `" + std::string(key) + "` is missing", "`" + kind + "` needs it");
  }
}

void check_complete(const yaml::Node& map, const Instrument& x) {
  require(map, {"name", "kind", "from"}, "instrument");
  if (!map.has("kind")) return;
  switch (x.kind) {
    case InstrumentKind::award: require(map, {"scheme", "trigger", "amount", "payers"}, "award"); break;
    case InstrumentKind::grant: require(map, {"amount", "share", "duration", "payers"}, "grant"); break;
    case InstrumentKind::attraction: require(map, {"amount", "per_year", "payers"}, "attraction"); break;
    case InstrumentKind::campaign: require(map, {"scheme", "per_year"}, "campaign"); break;
    case InstrumentKind::talent_package: require(map, {"brings", "amount", "per_year", "payers"}, "talent_package"); break;
    case InstrumentKind::platform_support: require(map, {"amount", "per_year", "payers"}, "platform_support"); break;
    case InstrumentKind::protection: require(map, {"share", "duration"}, "protection"); break;
    case InstrumentKind::selection_rule: require(map, {"rule", "share"}, "selection_rule"); break;
    case InstrumentKind::space: require(map, {"amount", "per_year", "duration", "payers"}, "space"); break;
    case InstrumentKind::track_support: require(map, {"supports", "amount", "per_year", "payers"}, "track_support"); break;
    case InstrumentKind::loan_guarantee: require(map, {"amount", "share", "loan_cap", "payers"}, "loan_guarantee"); break;
    case InstrumentKind::guidance_fund: require(map, {"amount", "pace", "per_year", "payers"}, "guidance_fund"); break;
    case InstrumentKind::desk_capacity: require(map, {"scheme", "factor"}, "desk_capacity"); break;
    case InstrumentKind::consortium_support:
      require(map, {"consortium", "per_year", "amount", "duration", "payers"}, "consortium_support");
      break;
  }
  if (x.amount > 0 && !map.has("payers")) require(map, {"payers"}, "an instrument that pays");
  if (x.trigger == "selected" && !map.has("selected_share")) require(map, {"selected_share"}, "trigger: selected");
}

// Numbers that a scenario sets without a source are its own assumption: the shelf's source does not cover them.
void note_source(const yaml::Node& map, const std::string& changed, const std::string& by, Instrument& x,
                 Reading& reading) {
  if (map.optional("source").exists()) {
    x.source = reading.source(map);
  } else if (!changed.empty()) {
    x.source += (x.source.empty() ? "" : "; ") + changed + ": " + by ;
    if (!map.has("assumption")) x.assumption += (x.assumption.empty() ? "" : "; ") + changed + " set by " + by;
  }
}

}  // namespace

void read_instrument(const yaml::Node& map, Instrument& x, bool full, const std::string& by, Reading& reading) {
  if (full || map.size() > 0) x.where = map.where();
  read_if(map, "name", x.name, read_names);
  read_if(map, "kind", x.kind, [](const auto& n) {
    const auto at = std::find(kinds.begin(), kinds.end(), read_choice(n, kinds));
    return static_cast<InstrumentKind>(at == kinds.end() ? 0 : at - kinds.begin());
  });
  read_if(map, "scheme", x.scheme, read_id);
  read_if(map, "consortium", x.consortium, [](const auto& n) { return read_choice(n, consortium_types); });
  const auto read_list = [&map](const char* key, std::vector<std::string>& list) {
    const yaml::Node named = map.optional(key);
    if (named.exists()) list.clear();
    for (const yaml::Node& n : named.items()) list.push_back(read_id(n));
  };
  read_list("lead_sectors", x.sectors), read_list("fund_sectors", x.sectors);
  read_if(map, "trigger", x.trigger, [](const auto& n) { return read_choice(n, triggers); });
  read_if(map, "rule", x.rule, [](const auto& n) { return read_choice(n, rules_of_calls); });
  read_if(map, "brings", x.brings, [](const auto& n) { return read_choice(n, brought); });
  read_if(map, "supports", x.supports, [](const auto& n) { return read_choice(n, supported); });
  read_if(map, "origin", x.origin, [](const auto& n) { return read_choice(n, origins); });
  read_list("tracks", x.tracks), read_list("districts", x.districts);
  const std::string changed = read_numbers(map, x);
  read_if(map, "from", x.from, [](const auto& n) { return read_quarter(n, Edge::first); });
  read_if(map, "to", x.to, [](const auto& n) { return read_quarter(n, Edge::last); });
  if (full) {
    check_complete(map, x);
    x.source = reading.source(map);
  } else {
    note_source(map, changed, by, x, reading);
  }
  read_if(map, "assumption", x.assumption, read_text);
  if (x.from > x.to)
    map.problem("the instrument `" + x.id + "` ends (" + x.to.text() + ") before it begins (" + x.from.text() + ")",
                "it would never pay");
}

}  // namespace echelon
