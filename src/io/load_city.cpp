// config/city.yaml and config/sectors.yaml.
#include <algorithm>
#include <cmath>

#include "io/library.hpp"
#include "io/values.hpp"

namespace echelon {
namespace {

District read_district(const yaml::Node& map, Reading& reading) {
  District d{};
  d.id = read_id(map.required("id"));
  d.name = read_names(map.required("name"));
  d.firm_share = read_number(map.required("firm_share"), {"%"}, share);
  d.hte_share = read_number(map.required("hte_share"), {"%"}, share);
  d.source = reading.source(map);
  map.finish();
  reading.claim("district", d.id, map.where());
  return d;
}

CityPath read_path(const yaml::Node& map, Reading& reading) {
  CityPath path;
  path.id = read_id(map.required("id"));
  const yaml::Node unit_node = map.required("unit");
  std::string unit = unit_node.exists() ? unit_node.text() : "1";
  if (!find_unit(unit)) {
    unit_node.problem("unknown unit `" + unit + "`", "numbers could not be read", nearest(unit, known_units()));
    unit = "1";
  }
  for (const yaml::Member& point : map.required("points").members())
    path.points.push_back({read_year_text(point.key, point.value), read_number(point.value, {unit}, {}, unit)});
  std::sort(path.points.begin(), path.points.end(), [](const auto& a, const auto& b) { return a.year < b.year; });
  path.source = reading.source(map);
  if (path.points.empty()) map.problem("the path `" + path.id + "` has no point", "there is nothing to follow");
  map.finish();
  reading.claim("path", path.id, map.where());
  return path;
}

// Weights of the city's skill families in a sector; there are none where the city has no families.
std::vector<double> read_skills(const yaml::Node& map, const std::vector<SkillFamily>& families, Reading& reading) {
  if (families.empty()) return {};
  std::vector<double> skills(families.size(), 0);
  std::vector<std::string> ids;
  for (const SkillFamily& f : families) ids.push_back(f.id);
  const yaml::Node node = map.required("skills");
  double sum = 0;
  for (const yaml::Member& m : node.members()) {
    const auto family = std::find(ids.begin(), ids.end(), m.key);
    const double value = read_number(m.value, {"%"}, share);
    sum += value;
    if (family != ids.end()) skills[static_cast<std::size_t>(family - ids.begin())] = value;
    else reading.problems.add(m.where, "unknown skill family `" + m.key + "`", "a sector's `skills` name it", nearest(m.key, ids));
  }
  if (node.is_map() && !std::isnan(sum) && std::abs(sum - 1) > 1e-6)
    node.problem("the skills add to " + shortest(std::round(sum * 1e8) / 1e6) + " %", "shares of one whole must add to 100 %");
  return skills;
}

Sector read_sector(const yaml::Node& map, const std::vector<SkillFamily>& families, Reading& reading) {
  const std::vector<std::string> per_year{"per year", "%"};
  const Range rate{-1, 1}, factor{0, 1e6};
  Sector s{};
  s.id = read_id(map.required("id"));
  s.name = read_names(map.required("name"));
  s.kind = read_choice(map.required("kind"), {"landmark", "advantage", "future", "service"});
  s.firm_share = read_number(map.required("firm_share"), {"%"}, share);
  s.size_factor = read_number(map.required("size_factor"), {"1"}, factor);
  s.external_share = read_number(map.required("external_share"), {"%"}, share);
  s.demand_loading = read_number(map.required("demand_loading"), {"1"}, {-10, 10});
  s.demand_trend = read_number(map.required("demand_trend"), per_year, rate);
  s.rd_factor = read_number(map.required("rd_factor"), {"1"}, factor);
  s.depreciation = read_number(map.required("depreciation"), per_year, share);
  s.patent_factor = read_number(map.required("patent_factor"), {"1"}, factor);
  s.valuation_multiple = read_number(map.required("valuation_multiple"), {"1"}, factor);
  s.sales_per_employee =
      read_number(map.required("sales_per_employee"),
                  {"million CNY per person and year", "million CNY per person", "million CNY per year"}, factor);
  s.emerging = read_bool(map.required("emerging"));
  s.in_national_list = read_bool(map.required("in_national_list"));
  s.hard_tech = read_bool(map.required("hard_tech"));
  for (const yaml::Member& m : map.optional("technology").members()) s.technology[m.key] = read_number(m.value, {"%"}, share);
  s.skills = read_skills(map, families, reading);
  const yaml::Node deduction = map.optional("deduction");
  s.deduction = deduction.exists() ? read_choice(deduction, {"general", "manufacturing", "integrated_circuits"}) : "general";
  s.source = reading.source(map);
  map.finish();
  reading.claim("sector", s.id, map.where());
  return s;
}

// A track's fields are those of the sectors: in another nobody would be related to it.
std::map<std::string, double> read_technology(const yaml::Node& map, const std::vector<Sector>& sectors) {
  std::map<std::string, double> technology;
  std::vector<std::string> known;
  for (const Sector& s : sectors) {
    for (const auto& [field, weight] : s.technology) known.push_back(field);
  }
  for (const yaml::Member& m : map.optional("technology").members()) {
    technology[m.key] = read_number(m.value, {"%"}, share);
    if (std::find(known.begin(), known.end(), m.key) == known.end())
      m.value.problem("unknown field of technology `" + m.key + "`", "no sector knows it", nearest(m.key, known));
  }
  return technology;
}

Track read_track(const yaml::Node& map, const std::vector<Sector>& sectors, Reading& reading) {
  Track t;
  t.id = read_id(map.required("id"));
  t.name = read_names(map.required("name"));
  t.share_by_sector.assign(sectors.size(), 0);
  std::vector<std::string> ids;
  for (const Sector& s : sectors) ids.push_back(s.id);
  for (const yaml::Member& m : map.required("share_by_sector").members()) {
    const auto sector = std::find(ids.begin(), ids.end(), m.key);
    const double value = read_number(m.value, {"%"}, share);
    if (sector != ids.end()) t.share_by_sector[static_cast<std::size_t>(sector - ids.begin())] = value;
    else
      reading.problems.add(m.where, "unknown sector `" + m.key + "`", "the track `" + t.id + "` names it",
                           nearest(m.key, ids));
  }
  t.technology = read_technology(map, sectors);
  t.midpoint = read_number(map.required("midpoint"), {"1"}, {1900, 2200}, "1");
  t.source = reading.source(map);
  map.finish();
  reading.claim("track", t.id, map.where());
  return t;
}

template <class List, class Get>
void check_sum(const yaml::Node& list, const List& items, const std::string& name, Get get) {
  double sum = 0;
  for (const auto& item : items) sum += get(item);
  if (!items.empty() && !std::isnan(sum) && std::abs(sum - 1) > 1e-6)
    list.problem("the values of `" + name + "` add to " + shortest(std::round(sum * 1e8) / 1e6) + " %",
                 "shares of one whole must add to 100 %");
}

}  // namespace

void read_city(const yaml::Node& map, Reading& reading) {
  Scenario& s = reading.library.scenario;
  if (!reading.resolved) {
    read_id(map.required("city"));
    read_names(map.required("name"));
  }
  read_if(map, "horizon", s.horizon, read_horizon);
  const yaml::Node districts = map.required("districts");
  s.districts.clear();
  for (const yaml::Node& item : districts.items()) s.districts.push_back(read_district(item, reading));
  check_sum(districts, s.districts, "firm_share", [](const District& d) { return d.firm_share; });
  check_sum(districts, s.districts, "hte_share", [](const District& d) { return d.hte_share; });
  s.paths.clear();
  for (const yaml::Node& item : map.optional("paths").items()) s.paths.push_back(read_path(item, reading));
  map.finish();
}

void read_sectors(const yaml::Node& map, Reading& reading) {
  Scenario& s = reading.library.scenario;
  s.skill_families.clear();
  for (const yaml::Node& item : map.optional("skill_families").items()) {
    s.skill_families.push_back({read_id(item.required("id")), read_names(item.required("name"))});
    item.finish();
    reading.claim("skill family", s.skill_families.back().id, item.where());
  }
  const yaml::Node sectors = map.required("sectors");
  s.sectors.clear();
  for (const yaml::Node& item : sectors.items()) s.sectors.push_back(read_sector(item, s.skill_families, reading));
  check_sum(sectors, s.sectors, "firm_share", [](const Sector& x) { return x.firm_share; });
  s.tracks.clear();
  for (const yaml::Node& item : map.optional("tracks").items())
    s.tracks.push_back(read_track(item, s.sectors, reading));
}

}  // namespace echelon
