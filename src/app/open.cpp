#include "app/open.hpp"

#include "app/home.hpp"
#include "core/problems.hpp"
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

std::filesystem::path default_result(const std::string& stem) {
  std::error_code code;
  if (std::filesystem::create_directory("output", code); code)
    throw IoError("output: cannot make the folder here: " + code.message() + "; say another place with --out FILE");
  return std::filesystem::path("output") / (stem + ".h5");
}

void refuse_if_any(Problems problems) {
  if (!problems.empty()) throw UserError(std::move(problems));
}

}  // namespace echelon::app
