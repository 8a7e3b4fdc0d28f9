#include <algorithm>

#include "app/document.hpp"
#include "app/manual.hpp"
#include "app/open.hpp"
#include "io/files.hpp"

namespace echelon::app {
namespace {

constexpr const char* calibration = "calibrate-";  // a calibration may be called without it

std::vector<std::string> stems(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& file : yaml_files(folder)) names.push_back(file.stem().string());
  return names;
}

std::vector<std::string> studies(const std::filesystem::path& folder, bool calibrations) {
  std::vector<std::string> names;
  for (const std::string& name : stems(folder)) {
    if (name.starts_with(calibration) == calibrations) names.push_back(calibrations ? name.substr(std::string(calibration).size()) : name);
  }
  return names;
}

std::vector<std::string> named(const Context& context, const std::string& kind) {
  const auto folder = request(context, "").scenario_dir;
  if (kind == "scenarios") return stems(folder);
  if (kind == "studies") return studies(folder / "studies", false);
  if (kind == "calibrations") return studies(folder / "studies", true);
  if (kind == "kinds") return listed_kinds();
  if (kind == "paths") return known_paths(open_scenario(context, "action-plan"));
  Problems problems;
  problems.add({"names", 0, 0}, "there are no names of the kind " + kind, "known are scenarios, studies, calibrations, kinds, paths");
  throw UserError(std::move(problems));
}

}  // namespace

Exit names(const Context& context) {
  std::string text;
  for (const std::string& name : named(context, context.options.arguments.front())) text += name + "\n";
  print(text);
  return Exit::done;
}

}  // namespace echelon::app
