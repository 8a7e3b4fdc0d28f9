#include "io/resolve.hpp"

#include <cmath>

#include "io/load.hpp"
#include "io/units.hpp"

namespace echelon {
namespace {

using yaml::flow_list;
using yaml::flow_map;
using yaml::number;
using yaml::quoted;
using yaml::word;

std::string truth(bool value) { return value ? "true" : "false"; }

template <class List, class Item>
std::string listed(const std::string& key, const List& list, const std::string& indent, Item item) {
  if (list.empty()) return indent + key + ": []\n";
  std::string out = indent + key + ":\n";
  for (const auto& x : list) out += indent + "  - " + item(x) + "\n";
  return out;
}

std::string head(const Scenario& s) {
  std::string out = "echelon: 1\nresolved: true\nid: " + word(s.id) + "\nname: " + names_yaml(s.name) + "\n";
  if (!s.question.empty()) out += "question: " + quoted(s.question) + "\n";
  out += "horizon: " + s.horizon.first.text() + ".." + s.horizon.last.text() + "\n";
  out += "replicates: " + std::to_string(s.replicates) + "\nseed: " + std::to_string(s.seed) + "\n";
  out += "seeds_per_point: " + std::to_string(s.seeds_per_point) + "\ndesign: " + s.design +
         "\nscale: " + number(s.scale) + "\n";
  return out + "ensemble: " + (s.ensemble.empty() ? "none" : word(s.ensemble)) + "\n";
}

std::string district(const District& d) {
  return flow_map({{"id", word(d.id)},
                   {"name", names_yaml(d.name)},
                   {"firm_share", number(d.firm_share)},
                   {"hte_share", number(d.hte_share)},
                   {"source", quoted(d.source)}});
}

std::string path(const CityPath& p) {
  yaml::Pairs points;
  for (const SeriesPoint& x : p.points) points.emplace_back(std::to_string(x.year), number(x.value));
  return flow_map({{"id", word(p.id)}, {"unit", "1"}, {"points", flow_map(points)}, {"source", quoted(p.source)}});
}

std::string skill_family(const SkillFamily& x) { return flow_map({{"id", word(x.id)}, {"name", names_yaml(x.name)}}); }

std::string sector(const Sector& x, const std::vector<SkillFamily>& families) {
  yaml::Pairs skills;
  for (std::size_t i = 0; i < families.size(); ++i)
    if (x.skills[i] != 0) skills.emplace_back(families[i].id, number(x.skills[i]));
  yaml::Pairs fields;
  for (const auto& [field, weight] : x.technology) fields.emplace_back(field, number(weight));
  return flow_map({{"id", word(x.id)},
                   {"name", names_yaml(x.name)},
                   {"kind", x.kind},
                   {"firm_share", number(x.firm_share)},
                   {"size_factor", number(x.size_factor)},
                   {"external_share", number(x.external_share)},
                   {"demand_loading", number(x.demand_loading)},
                   {"demand_trend", number(x.demand_trend, "per year")},
                   {"rd_factor", number(x.rd_factor)},
                   {"depreciation", number(x.depreciation, "per year")},
                   {"patent_factor", number(x.patent_factor)},
                   {"valuation_multiple", number(x.valuation_multiple)},
                   {"sales_per_employee", number(x.sales_per_employee, "million CNY per person and year")},
                   {"emerging", truth(x.emerging)},
                   {"in_national_list", truth(x.in_national_list)},
                   {"hard_tech", truth(x.hard_tech)},
                   {"technology", fields.empty() ? "" : flow_map(fields)},
                   {"skills", skills.empty() ? "" : flow_map(skills)},
                   {"deduction", quoted(x.deduction)},
                   {"source", quoted(x.source)}});
}

std::string track(const Track& t, const std::vector<Sector>& sectors) {
  yaml::Pairs shares;
  for (std::size_t i = 0; i < t.share_by_sector.size(); ++i)
    if (t.share_by_sector[i] != 0) shares.emplace_back(sectors[i].id, number(t.share_by_sector[i]));
  yaml::Pairs fields;
  for (const auto& [field, weight] : t.technology) fields.emplace_back(field, number(weight));
  return flow_map({{"id", word(t.id)},
                   {"name", names_yaml(t.name)},
                   {"share_by_sector", flow_map(shares)},
                   {"technology", fields.empty() ? "" : flow_map(fields)},
                   {"midpoint", number(t.midpoint)},
                   {"source", quoted(t.source)}});
}

std::string observation(const Observation& o) {
  std::vector<std::string> uses;
  for (std::size_t at = 0; at < o.use.size();) {
    const std::size_t end = std::min(o.use.find(", ", at), o.use.size());
    uses.push_back(o.use.substr(at, end - at));
    at = end + 2;
  }
  return flow_map({{"id", word(o.id)},
                   {"series", word(o.series)},
                   {"year", std::to_string(o.year)},
                   {"value", number(o.value)},
                   {"bound", o.bound},
                   {"use", flow_list(uses)},
                   {"tolerance", o.tolerance > 0 ? number(o.tolerance) : ""},
                   {"source", quoted(o.source)},
                   {"note", quoted_if(o.note)}});
}

// A bare goal is in the target's unit; in % it would be read as percent, and it is held as a fraction.
std::string goal(double value, const std::string& unit) { return number(value) + (unit == "%" ? " fraction" : ""); }

std::string target(const Target& t) {
  std::string goal_text;
  if (!std::isnan(t.goal_low))
    goal_text = t.goal_low == t.goal_high
                    ? goal(t.goal_low, t.unit)
                    : flow_map({{"low", goal(t.goal_low, t.unit)}, {"high", goal(t.goal_high, t.unit)}});
  return flow_map({{"id", word(t.id)},
                   {"register", word(t.register_id)},
                   {"name", names_yaml(t.name)},
                   {"metric", metric_yaml(t.metric)},
                   {"relation", quoted(t.relation)},
                   {"goal", goal_text},
                   {"unit", quoted(t.unit)},
                   {"deadline", t.deadline ? std::to_string(t.deadline) : ""},
                   {"base_year", t.base_year ? std::to_string(t.base_year) : ""},
                   {"status", t.status},
                   {"source", quoted(t.source)},
                   {"confidence", quoted_if(t.confidence)},
                   {"note", quoted_if(t.note)},
                   {"assumption", truth(t.assumption)}});
}

std::string parameter(const ParameterValue& p) {
  const std::string unit = p.unit == "%" ? "1" : p.unit;
  return flow_map({{"value", number(p.value)},
                   {"unit", quoted(unit)},
                   {"prior", p.fixed_by_user ? "" : prior_yaml(p)},
                   {"class", class_text(p.cls)},
                   {"source", quoted(p.source)}});
}

}  // namespace

std::string names_yaml(const Names& names) { return flow_map({{"en", quoted(names.en)}, {"zh", quoted(names.zh)}}); }

std::string quoted_if(const std::string& text) { return text.empty() ? "" : quoted(text); }

std::string class_text(ParameterClass cls) {
  static const char* const names[] = {"definitional", "literature", "calibrated", "deep"};
  return names[static_cast<int>(cls)];
}

std::string kind_text(InstrumentKind kind) {
  static const char* const names[] = {"award", "grant", "attraction", "campaign", "desk_capacity", "consortium_support",
                                      "talent_package", "platform_support", "space",
                                      "protection", "selection_rule", "track_support", "loan_guarantee", "guidance_fund"};
  return names[static_cast<int>(kind)];
}

std::string prior_yaml(const ParameterValue& p) {
  const Prior& q = p.prior;
  switch (q.kind) {
    case Prior::Kind::fixed: break;
    case Prior::Kind::uniform: return "{uniform: " + flow_list({number(q.low), number(q.high)}) + "}";
    case Prior::Kind::log_uniform: return "{log_uniform: " + flow_list({number(q.low), number(q.high)}) + "}";
    case Prior::Kind::normal:
      return "{normal: " + flow_list({number(q.centre), number(q.spread), number(q.low), number(q.high)}) + "}";
    case Prior::Kind::triangular:
      return "{triangular: " + flow_list({number(q.low), number(q.centre), number(q.high)}) + "}";
  }
  return "fixed";
}

std::string metric_yaml(const Metric& m) {
  std::vector<std::string> selects;
  for (std::size_t at = 0; at < m.select.size();) {
    const std::size_t end = std::min(m.select.find(',', at), m.select.size());
    selects.push_back(quoted(m.select.substr(at, end - at)));
    at = end + 1;
  }
  return flow_map({{m.kind, m.kind == "none" ? quoted(m.why_none) : word(m.of)},
                   {"over", m.over.empty() ? "" : word(m.over)},
                   {"select", selects.empty() ? "" : flow_list(selects)},
                   {"since", m.since ? std::to_string(m.since) : ""}});
}

yaml::Pairs instrument_pairs(const Instrument& x) {
  yaml::Pairs payers;
  for (const auto& [who, part] : x.payers) payers.emplace_back(who, number(part));
  return {{"name", names_yaml(x.name)},
          {"kind", kind_text(x.kind)},
          {"scheme", x.scheme.empty() ? "" : word(x.scheme)},
          {"trigger", x.trigger},
          {"consortium", x.consortium},
          {x.kind == InstrumentKind::guidance_fund ? "fund_sectors" : "lead_sectors", x.sectors.empty() ? "" : flow_list(x.sectors)},
          {"brings", x.brings},
          {"rule", x.rule},
          {"supports", x.supports},
          {"tracks", x.tracks.empty() ? "" : flow_list(x.tracks)},
          {"origin", x.origin},
          {"districts", x.districts.empty() ? "" : flow_list(x.districts)},
          {"amount", number(x.amount, "CNY")},
          {"share", number(x.share)},
          {"loan_cap", x.loan_cap > 0 ? number(x.loan_cap, "CNY") : ""},
          {"pace", x.pace > 0 ? number(x.pace, "per year") : ""},
          {"first_year_share", number(x.first_year_share)},
          {"duration", std::to_string(x.duration_quarters) + " quarters"},
          {"per_year", number(x.per_year, "per year")},
          {"budget", x.budget < 0 ? "" : number(x.budget, "CNY per year")},
          {"factor", number(x.factor)},
          {"selected_share", number(x.selected_share)},
          {"payers", payers.empty() ? "" : flow_map(payers)},
          {"lag", std::to_string(x.lag_quarters) + " quarters"},
          {"from", x.from.text()},
          {"to", x.to.text()},
          {"source", quoted(x.source)},
          {"assumption", quoted_if(x.assumption)}};
}

std::string resolve(const Scenario& s) {
  std::string out =
      head(s) + "city:\n" + listed("districts", s.districts, "  ", district) + listed("paths", s.paths, "  ", path);
  if (!s.skill_families.empty()) out += listed("skill_families", s.skill_families, "", skill_family);
  out += listed("sectors", s.sectors, "", [&](const Sector& x) { return sector(x, s.skill_families); });
  out += listed("tracks", s.tracks, "", [&](const Track& t) { return track(t, s.sectors); });
  out += schemes_yaml(s.schemes);
  out += s.ladders.empty() ? "ladders: {}\n" : "ladders:\n";
  for (const Ladder& x : s.ladders)
    out += "  " + word(x.id) + ": " + flow_map({{"name", names_yaml(x.name)}, {"rungs", flow_list(x.rungs)}}) + "\n";
  out += s.instruments.empty() ? "policy: {}\n" : "policy:\n";
  for (const Instrument& x : s.instruments) out += "  " + word(x.id) + ": " + flow_map(instrument_pairs(x)) + "\n";
  out += listed("targets", s.targets, "", target) + listed("observations", s.observations, "", observation);
  out += s.rooms.empty() ? "rooms: {}\n" : "rooms:\n";
  for (const auto& [room, on] : s.rooms) out += "  " + word(room) + ": " + (on ? "on" : "off") + "\n";
  out += s.parameters.empty() ? "parameters: {}\n" : "parameters:\n";
  for (const ParameterValue& p : s.parameters) out += "  " + word(p.path) + ": " + parameter(p) + "\n";
  return out;
}

}  // namespace echelon
