// The configuration and scenarios that are shipped, read with the words of the model itself.
#include <catch2/catch.hpp>

#include "io/files.hpp"
#include "io/vocabulary.hpp"
#include "town.hpp"

using namespace echelon;

namespace {

LoadRequest shipped(const std::string& scenario) {
  const std::filesystem::path root = ECHELON_SOURCE_DIR;
  return {root / "config", root / "scenarios", scenario, {"ensemble=none"}, model_vocabulary()};
}

}  // namespace

TEST_CASE("every shipped scenario loads without a problem and survives resolving", "[io][shipped]") {
  const auto files = yaml_files(shipped("").scenario_dir);
  REQUIRE(files.size() >= 3);
  for (const auto& file : files) {
    auto loaded = town::load(shipped(file.string()));
    INFO(file.string() << "\n" << loaded.problems.text());
    REQUIRE(loaded.problems.empty());
    const std::string text = resolve(loaded.scenario);
    town::Copy copy;
    copy.write("alone.yaml", text);
    LoadRequest again = shipped((copy.root() / "alone.yaml").string());
    again.config_dir = copy.root() / "nowhere";
    auto resolved = town::load(again);
    INFO(resolved.problems.text());
    REQUIRE(resolved.problems.empty());
    CHECK(resolve(resolved.scenario) == text);
    CHECK(resolved.scenario.parameters.size() ==
          model_vocabulary().rooms.size() + model_vocabulary().schemes.size() * loaded.scenario.schemes.size());
  }
}

TEST_CASE("check finds nothing in any shipped file", "[io][shipped]") {
  const LoadRequest request = shipped("");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(request.config_dir)) {
    if (entry.path().extension() != ".yaml") continue;
    Problems problems;
    check_file(entry.path(), request, problems);
    INFO(problems.text());
    CHECK(problems.empty());
  }
}

TEST_CASE("everything that a shipped scenario holds can be explained", "[io][shipped]") {
  const LoadRequest request = shipped("action-plan");
  const Scenario scenario = town::load(request).scenario;
  Problems problems;
  const Bibliography sources = load_sources(request.config_dir, problems);
  for (const std::string& path : known_paths(scenario)) {
    INFO(path);
    CHECK_FALSE(explain(scenario, sources, path, problems).empty());
  }
  CHECK(problems.empty());
}

TEST_CASE("parks are a target only where an instrument opens them", "[io][shipped]") {
  for (const auto& [scenario, kind] : {std::pair{"action-plan", "none"}, std::pair{"future-industries", "cumulative"}}) {
    INFO(scenario);
    int found = 0;
    for (const Target& t : town::load(shipped(scenario)).scenario.targets) {
      if (t.id != "F1") continue;
      ++found;
      CHECK(t.metric.kind == kind);
      CHECK(t.metric.why_none.empty() == (t.metric.kind != "none"));
    }
    CHECK(found == 1);
  }
}
