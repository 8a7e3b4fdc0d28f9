// config/schemes/<scheme>.yaml and config/ladders/<ladder>.yaml.
#include "io/library.hpp"
#include "io/values.hpp"

namespace echelon {
namespace {

void read_calendar(const yaml::Node& map, Scheme& scheme) {
  scheme.apply_quarter = read_quarter_of_year(map.required("apply"));
  scheme.decide_quarter = read_quarter_of_year(map.required("decide"));
  read_if(map, "opens", scheme.opens, [](const auto& n) { return read_quarter(n, Edge::first); });
  map.finish();
}

void read_validity(const yaml::Node& node, Scheme& scheme) {
  if (node.is_map()) {
    scheme.valid_until_quarter = read_quarter_of_year(node.required("until"));
    return node.finish();
  }
  scheme.validity_quarters = read_duration(node);
  if (node.is_text() && scheme.validity_quarters == 0)
    node.problem("a certificate must be valid for at least one quarter", "it would lapse when it is granted");
}

void read_review(const yaml::Node& map, Scheme& scheme) {
  scheme.score_cut = 0;
  scheme.score_scale = 1;
  if (!map.exists()) return;
  scheme.score_field = read_id(map.required("score"));
  scheme.score_cut = read_number(map.required("cut"), {"1", "points"});
  scheme.score_scale = read_number(map.required("scale"), {"1", "points"}, {1e-6, 1e6});
  map.finish();
}

void keep(Scheme scheme, std::vector<Scheme>& schemes) {
  std::erase_if(schemes, [&](const Scheme& s) { return s.id == scheme.id; });
  schemes.push_back(std::move(scheme));
}

}  // namespace

void read_scheme(const std::string& id, const yaml::Node& map, Reading& reading) {
  Scheme s{};
  s.id = id;
  s.where = map.where();
  s.name = read_names(map.required("name"));
  s.rung = read_id(map.required("rung"));
  s.kind = read_choice(map.required("kind"), {"certificate", "register", "list"});
  s.ladder = read_id(map.required("ladder"));
  s.opens = Quarter{0};
  read_calendar(map.required("calendar"), s);
  read_validity(map.required("validity"), s);
  read_review(map.optional("review"), s);
  for (const yaml::Member& m : map.optional("quota").members())
    s.quota.emplace_back(read_year_text(m.key, m.value),
                         read_number(m.value, {"1", "firms", "cases", "titles"}, at_least_zero));
  s.versions = read_versions(map.required("versions"), reading);
  if (s.opens == Quarter{0} && !s.versions.empty()) s.opens = s.versions.front().from;
  s.scores = read_scores(map.optional("scores"), reading);
  for (const yaml::Member& m : map.optional("not_mapped").members())
    s.not_mapped.emplace_back(m.key, read_text(m.value));
  if (map.has("source")) s.source = reading.source(map);
  if (!reading.resolved) read_behaviour(id, map.required("behaviour"), reading);
  if (reading.claim("scheme", id, s.where)) keep(std::move(s), reading.library.scenario.schemes);
}

void read_ladder(const std::string& id, const yaml::Node& map, Reading& reading) {
  Ladder ladder{id, read_names(map.required("name")), {}};
  for (const yaml::Node& rung : map.required("rungs").items()) ladder.rungs.push_back(read_id(rung));
  if (!reading.claim("ladder", id, map.where())) return;
  std::vector<Ladder>& ladders = reading.library.scenario.ladders;
  std::erase_if(ladders, [&](const Ladder& l) { return l.id == id; });
  ladders.push_back(std::move(ladder));
}

}  // namespace echelon
