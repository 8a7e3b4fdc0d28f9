#include "app/page.hpp"

#include <cstdio>

#include "app/back_test.hpp"
#include "app/home.hpp"
#include "app/page_facts.hpp"
#include "io/files.hpp"
#include "io/hdf5/publish.hpp"
#include "io/load.hpp"
#include "io/load_calibration.hpp"
#include "report/page/page.hpp"

namespace echelon::app {
namespace {

namespace fs = std::filesystem;

// What the scenario's ensemble was fitted to, as the studies in scenarios/studies say; "" where none of them made it.
std::string fitted_use(const Scenario* scenario) {
  if (!scenario || scenario->ensemble_points.empty()) return "";
  for (const fs::path& file : yaml_files(home() / "scenarios" / "studies")) {
    Problems problems;
    const CalibrationStudy study = load_calibration(home() / "scenarios", file.string(), problems);
    if (problems.empty() && study.ensemble == scenario->ensemble) return study.use;
  }
  return "";
}

}  // namespace

fs::path page_beside(const fs::path& result) {
  fs::path page = result;
  return result.extension() == ".html" ? page += ".html" : page.replace_extension(".html");
}

void write_page(const Context& context, const Results& results, const Scenario* scenario, const std::string& digest, const fs::path& file, const fs::path& result) {
  Problems problems;
  const Bibliography sources = load_sources(home() / "config", problems);
  std::string refused;
  const fs::path beside = facts_beside(result);
  const auto facts = scenario ? read_facts(beside, scenario->id, refused) : std::nullopt;
  if (!refused.empty()) std::fprintf(stderr, "echelon: %s is not shown: %s\n", beside.string().c_str(), refused.c_str());
  const bool of_run = results.attributes.count("study") == 0 && results.attributes.count("reference") == 0;
  const std::vector<page::BackTest> tests = of_run ? back_tests(context) : std::vector<page::BackTest>{};
  const std::string html =
      page::result_page({results, scenario, problems.empty() ? &sources : nullptr, fitted_use(scenario), digest, context.options.lang, facts ? &*facts : nullptr, &tests});
  publish_file(file, std::as_bytes(std::span(html.data(), html.size())));
}

void add_page(const Context& context, const Results& results, const Scenario* scenario, const std::string& digest, const fs::path& result) {
  if (context.options.no_page) return;
  const fs::path file = page_beside(result);
  write_page(context, results, scenario, digest, file, result);
  if (!context.options.quiet) std::fprintf(stderr, "%s\n", file.string().c_str());
}

}  // namespace echelon::app
