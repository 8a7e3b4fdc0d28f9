#include "app/open.hpp"

#include "app/home.hpp"
#include "io/vocabulary.hpp"

namespace echelon::app {

LoadRequest request(const Context& context, const std::string& scenario) {
  const auto folder = home();
  return {folder / "config", folder / "scenarios", scenario, context.options.sets, model_vocabulary()};
}

Scenario open_scenario(const Context& context, const std::string& name) {
  Problems problems;
  Scenario scenario = load_scenario(request(context, name), problems);
  refuse_if_any(std::move(problems));
  if (context.options.replicates) scenario.replicates = static_cast<int>(*context.options.replicates);
  if (context.options.seed) scenario.seed = *context.options.seed;
  return scenario;
}

void refuse_if_any(Problems problems) {
  if (!problems.empty()) throw UserError(std::move(problems));
}

}  // namespace echelon::app
