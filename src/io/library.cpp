#include "io/library.hpp"

#include "io/values.hpp"

namespace echelon {

bool Reading::claim(const std::string& kind, const std::string& id, const SourcePos& place) {
  const auto [it, fresh] = library.where.try_emplace(kind + " " + id, place);
  if (fresh) return true;
  if (replace && it->second.file != place.file) {
    it->second = place;
    return true;
  }
  problems.add(place, "the " + kind + " `" + id + "` is defined a second time",
               "it is already defined at " + it->second.text());
  return false;
}

std::string Reading::source(const yaml::Node& map) {
  const yaml::Node node = map.optional("source");
  if (!node.exists()) {
    if (map.is_map())
      map.problem("the key `source` is missing",
                  "every number needs a source: a row id, a paper tag `[L n]`, or `assumed: why`");
    return {};
  }
  const std::string text = read_text(node);
  library.citations.emplace_back(text, node.where());
  return text;
}

void check_format(const yaml::Node& root) {
  const yaml::Node version = root.required("echelon");
  if (version.exists() && !version.is_plain("1"))
    version.problem("format version `" + version.text() + "` is not known", "this program reads format 1", "1");
}

void read_run(const yaml::Node& map, Scenario& s) {
  read_if(map, "replicates", s.replicates, [](const auto& n) { return static_cast<int>(read_count(n, 1, 1'000'000)); });
  read_if(map, "seeds_per_point", s.seeds_per_point,
          [](const auto& n) { return static_cast<int>(read_count(n, 1, 10'000)); });
  read_if(map, "seed", s.seed, [](const auto& n) { return read_seed(n); });
  read_if(map, "scale", s.scale, [](const auto& n) { return read_number(n, {"1"}, {0.0001, 10}); });
  read_if(map, "design", s.design, [](const auto& n) {
    return read_choice(n, {"latin-hypercube", "sobol", "random"});
  });
  read_if(map, "ensemble", s.ensemble, [](const auto& n) {
    const std::string name = read_id(n);
    return name == "none" ? std::string() : name;
  });
}

}  // namespace echelon
