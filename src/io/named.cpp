#include "io/named.hpp"

#include "core/problems.hpp"
#include "io/files.hpp"
#include "io/hdf5/reader.hpp"

namespace echelon {
namespace {

namespace fs = std::filesystem;

// The shortest name that is the wanted one or holds it: 瞪羚 means 瞪羚企业 rather than an award for them.
std::string holding(const std::string& wanted, const std::vector<Named>& known) {
  std::string best;
  std::size_t shortest = std::string::npos;
  for (const Named& one : known) {
    for (const std::string& name : {one.name.en, one.name.zh}) {
      if (name.find(wanted) == std::string::npos || name.size() >= shortest) continue;
      shortest = name.size(), best = one.id;
    }
  }
  return best;
}

// The same in one language after the other: names are told apart by their ids here.
std::string nearest_by_name(const std::string& wanted, const std::vector<Named>& known) {
  std::vector<std::string> names;
  for (const Named& one : known) names.push_back(one.name.en), names.push_back(one.name.zh);
  const std::string name = nearest(wanted, names);
  if (name.empty()) return "";
  for (const Named& one : known)
    if (one.name.en == name || one.name.zh == name) return one.id;
  return "";
}

std::string text_of(const yaml::Node& map, const char* key) {
  const yaml::Node node = map.is_map() ? map.optional(key) : yaml::Node();
  return node.is_text() ? node.text() : "";
}

}  // namespace

std::string nearest_named(const std::string& wanted, const std::vector<Named>& known) {
  std::vector<std::string> ids;
  for (const Named& one : known) ids.push_back(one.id);
  const std::string by_id = nearest(wanted, ids);
  if (!by_id.empty() || wanted.size() < 3) return by_id;
  const std::string by_name = holding(wanted, known);
  return by_name.empty() ? nearest_by_name(wanted, known) : by_name;
}

std::string nearest_scenario(const std::string& wanted, const fs::path& folder) {
  std::vector<Named> known;
  for (const fs::path& file : yaml_files(folder)) known.push_back({file.stem().string(), {}});
  const std::string near = nearest_named(wanted, known);
  if (!near.empty()) return near;
  Problems ignored;
  for (Named& one : known) {
    Files files(ignored);
    const yaml::Node root = files.open(folder / (one.id + ".yaml"), "");
    const yaml::Node name = root.is_map() ? root.optional("name") : yaml::Node();
    one.name = {text_of(name, "en"), text_of(name, "zh")};
  }
  return nearest_named(wanted, known);
}

std::string no_yaml(const fs::path& path, const std::string& wanted) {
  if (fs::is_directory(path)) return "it is a folder; " + wanted + " is a YAML file: name one";
  if (is_hdf5(path)) return "it is a result; " + wanted + " is a YAML file. `echelon report` and `echelon digest` take results";
  return "";
}

}  // namespace echelon
