#include "app/command.hpp"
#include "app/document.hpp"
#include "app/open.hpp"
#include "app/outputs.hpp"
#include "app/page.hpp"
#include "io/digest.hpp"
#include "io/hdf5/publish.hpp"
#include "io/load_resolved.hpp"

namespace echelon::app {
namespace {

// The scenario as it was run is part of every result. One that this version does not understand leaves the page without published
// figures and ladders, which the page says.
std::optional<Scenario> scenario_of(const Context& context, const Results& results) {
  const auto text = results.provenance.find("scenario");
  if (text == results.provenance.end()) return std::nullopt;
  Problems problems;
  Scenario scenario = load_resolved(text->second, request(context, "scenario of the result"), problems);
  if (!problems.empty()) return std::nullopt;
  return scenario;
}

}  // namespace

Exit report(const Context& context) {
  const std::filesystem::path result = context.options.arguments.front();
  const std::filesystem::path file = context.options.out.empty() ? page_beside(result) : std::filesystem::path(context.options.out);
  refuse_result_name(file, "a page is an HTML file", ".html");
  const Results results = read_given(result);
  check_writable(file);
  const std::optional<Scenario> scenario = scenario_of(context, results);
  write_page(context, results, scenario ? &*scenario : nullptr, echelon::digest(results, false), file, result);
  if (context.options.json) print(Json{{"result", result.string()}, {"page", file.string()}});
  else print(file.string() + "\n");
  return Exit::done;
}

}  // namespace echelon::app
