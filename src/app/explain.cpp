#include "app/document.hpp"
#include "app/open.hpp"
#include "report/explained.hpp"

namespace echelon::app {

// What the scenario leaves out is found too, and is said to be left out.
Exit explain(const Context& context) {
  const std::string& path = context.options.arguments.front();
  const std::string name = context.options.scenario.empty() ? "baseline" : context.options.scenario;
  Problems problems;
  const std::string text = echelon::explain(request(context, name), path, problems);
  refuse_if_any(std::move(problems));
  if (context.options.json) print(Json{{"path", path}, {"scenario", std::filesystem::path(name).stem().string()}, {"explanation", text}});
  else print(explained(context.options.lang, text));
  return Exit::done;
}

}  // namespace echelon::app
