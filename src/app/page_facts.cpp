#include "app/page_facts.hpp"

#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

namespace echelon::app {
namespace {

using nlohmann::json;

double number_of(const json& value) { return value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN(); }

Names names_of(const json& map, const char* key) {
  const auto found = map.find(key);
  return found == map.end() ? Names{} : Names{found->at("en").get<std::string>(), found->at("zh").get<std::string>()};
}

page::PageFact fact_of(const json& f) {
  page::PageFact out{f.at("number").get<std::string>(), f.at("tier").get<std::string>() + f.at("use").get<std::string>(), f.at("verdict").get<std::string>(),
                     f.at("reference").get<std::string>(), names_of(f, "name"), names_of(f, f.contains("explanation") ? "explanation" : "later"), {}};
  for (const json& s : f.at("statistics")) {
    out.statistics.push_back({names_of(s, "name"), number_of(s.at("low")), number_of(s.at("high")), number_of(s.at("median")), number_of(s.at("p05")), number_of(s.at("p95")), s.at("in").get<bool>(),
                              s.at("rule").get<std::string>()});
  }
  return out;
}

}  // namespace

std::filesystem::path facts_beside(const std::filesystem::path& result) {
  std::filesystem::path file = result;
  return file.replace_extension(".facts.json");
}

std::optional<page::PageFacts> read_facts(const std::filesystem::path& file, const std::string& scenario, std::string& refused) {
  std::ifstream in(file);
  if (!in) return std::nullopt;
  try {
    const json all = json::parse(in);
    page::PageFacts out{all.at("scenario").get<std::string>(), all.at("replicates").get<std::size_t>(), number_of(all.at("scale")), {}};
    if (out.scenario != scenario) refused = "it is of the scenario " + out.scenario;
    for (const json& f : all.at("facts")) out.facts.push_back(fact_of(f));
    if (refused.empty()) return out;
  } catch (const json::exception& error) {
    refused = std::string("it is not what facts --json writes: ") + error.what();
  }
  return std::nullopt;
}

}  // namespace echelon::app
