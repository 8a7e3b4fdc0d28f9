// Schemes as YAML.
#include <cmath>

#include "io/resolve.hpp"
#include "io/values.hpp"

namespace echelon {
namespace {

using yaml::flow_list;
using yaml::flow_map;
using yaml::number;
using yaml::quoted;
using yaml::word;

std::string quarter_of_year(int q) { return "Q" + std::to_string(q); }

std::string condition(const Condition& c) {
  return flow_map({{"id", word(c.id)},
                   {"any", c.group.empty() ? "" : word(c.group)},
                   {"field", word(c.field)},
                   {"is", c.has_value ? quoted(comparator_text(c.comparator)) : ""},
                   {"value", c.has_value ? number(c.value) : ""},
                   {"when", quoted_if(when_text(c.when))},
                   {"source", quoted(c.source)}});
}

std::string version(const RuleVersion& v) {
  std::string out = "      - id: " + word(v.id) + "\n        from: " + v.from.text() + "\n";
  if (v.to != far_future) out += "        to: " + v.to.text() + "\n";
  out += "        source: " + quoted(v.source) + "\n";
  if (!v.assumption.empty()) out += "        assumption: " + quoted(v.assumption) + "\n";
  out += v.conditions.empty() ? "        conditions: []\n" : "        conditions:\n";
  for (const Condition& c : v.conditions) out += "          - " + condition(c) + "\n";
  return out;
}

std::string item(const ScoreItem& i) {
  std::vector<std::string> bands;
  for (const ScoreBand& b : i.bands) {
    const std::string points =
        b.points_low == b.points_high ? number(b.points_low) : flow_list({number(b.points_low), number(b.points_high)});
    bands.push_back(flow_map({{"from", std::isinf(b.from) ? "" : number(b.from)},
                              {"to", std::isinf(b.to) ? "" : number(b.to)},
                              {"points", points}}));
  }
  return flow_map({{"item", word(i.item)},
                   {"best_of", i.best_of.empty() ? "" : word(i.best_of)},
                   {"field", quoted(i.field)},
                   {"bands", flow_list(bands)},
                   {"source", quoted(i.source)}});
}

std::string scores(const std::vector<ScoreTable>& tables) {
  std::string out = tables.empty() ? "" : "    scores:\n";
  for (const ScoreTable& t : tables) {
    out += "      - field: " + word(t.field) + "\n";
    if (!std::isinf(t.cap)) out += "        cap: " + number(t.cap) + "\n";
    out += t.items.empty() ? "        items: []\n" : "        items:\n";
    for (const ScoreItem& i : t.items) out += "          - " + item(i) + "\n";
  }
  return out;
}

std::string scheme(const Scheme& s) {
  yaml::Pairs quota;
  for (const auto& [year, cases] : s.quota) quota.emplace_back(std::to_string(year), number(cases));
  std::string out = "  " + word(s.id) + ":\n    name: " + names_yaml(s.name) + "\n    rung: " + word(s.rung) +
                    "\n    kind: " + s.kind + "\n    ladder: " + word(s.ladder) + "\n";
  out += "    calendar: " +
         flow_map({{"apply", quarter_of_year(s.apply_quarter)},
                   {"decide", quarter_of_year(s.decide_quarter)},
                   {"opens", s.opens.text()}}) +
         "\n";
  out += "    validity: " +
         (s.valid_until_quarter ? flow_map({{"until", quarter_of_year(s.valid_until_quarter)}})
                                : std::to_string(s.validity_quarters) + " quarters") +
         "\n";
  if (!s.score_field.empty())
    out += "    review: " +
           flow_map({{"score", word(s.score_field)}, {"cut", number(s.score_cut)}, {"scale", number(s.score_scale)}}) +
           "\n";
  if (!quota.empty()) out += "    quota: " + flow_map(quota) + "\n";
  if (!s.source.empty()) out += "    source: " + quoted(s.source) + "\n";
  out += s.versions.empty() ? "    versions: []\n" : "    versions:\n";
  for (const RuleVersion& v : s.versions) out += version(v);
  out += scores(s.scores);
  if (!s.not_mapped.empty()) out += "    not_mapped:\n";
  for (const auto& [row, why] : s.not_mapped) out += "      " + word(row) + ": " + quoted(why) + "\n";
  return out;
}

}  // namespace

std::string comparator_text(Comparator comparator) {
  switch (comparator) {
    case Comparator::at_least: return ">=";
    case Comparator::above: return ">";
    case Comparator::at_most: return "<=";
    case Comparator::below: return "<";
    case Comparator::equal: return "=";
  }
  return "";
}

std::string when_text(const std::vector<Term>& terms) {
  std::string out;
  for (const Term& t : terms) {
    out += (out.empty() ? "" : " and ") + std::string(t.negated ? "not " : "") + t.field;
    if (t.comparator != Comparator::equal || t.value != 1) out += comparator_text(t.comparator) + number(t.value);
  }
  return out;
}

std::string schemes_yaml(const std::vector<Scheme>& schemes) {
  std::string out = schemes.empty() ? "schemes: {}\n" : "schemes:\n";
  for (const Scheme& s : schemes) out += scheme(s);
  return out;
}

}  // namespace echelon
