#include "app/document.hpp"
#include "app/open.hpp"

namespace echelon::app {

Exit explain(const Context& context) {
  const std::string& path = context.options.arguments.front();
  const std::string name = context.options.scenario.empty() ? "baseline" : context.options.scenario;
  const Scenario scenario = open_scenario(context, name);
  Problems problems;
  const Bibliography sources = load_sources(request(context, name).config_dir, problems);
  const std::string text = echelon::explain(scenario, sources, path, problems);
  refuse_if_any(std::move(problems));
  if (context.options.json) print(Json{{"path", path}, {"scenario", scenario.id}, {"explanation", text}});
  else print(text);
  return Exit::done;
}

}  // namespace echelon::app
