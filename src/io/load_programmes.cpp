// config/programmes.yaml: what the documents announce, and what carries it.
#include "io/library.hpp"
#include "io/values.hpp"

namespace echelon {

namespace {

const std::vector<std::string> groups{"five_projects", "mechanism_133", "two_mechanisms", "consortium_types", "six_plans", "safeguards"};

std::vector<std::string> read_ids(const yaml::Node& list) {
  std::vector<std::string> ids;
  for (const yaml::Node& n : list.items()) ids.push_back(read_id(n));
  return ids;
}

}  // namespace

void read_programmes(const yaml::Node& list, Reading& reading) {
  for (const yaml::Node& map : list.items()) {
    Programme p;
    p.where = map.where();
    p.id = read_id(map.required("id"));
    p.name = read_names(map.required("name"));
    p.group = read_choice(map.required("group"), groups);
    p.instruments = read_ids(map.optional("instruments"));
    p.rooms = read_ids(map.optional("rooms"));
    read_if(map, "later", p.later, read_text);
    read_if(map, "note", p.note, read_text);
    p.source = reading.source(map);
    map.finish();
    if (p.instruments.empty() && p.rooms.empty() && p.later.empty())
      map.problem("nothing carries the programme `" + p.id + "`", "it needs instruments, rooms, or `later` with what is missing");
    if (reading.claim("programme", p.id, p.where)) reading.library.programmes.push_back(std::move(p));
  }
}

}  // namespace echelon
