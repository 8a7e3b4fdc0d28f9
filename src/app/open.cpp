#include "app/open.hpp"

#include <cstdio>
#include <fstream>

#include "app/home.hpp"
#include "core/problems.hpp"
#include "io/hdf5/reader.hpp"
#include "io/vocabulary.hpp"

namespace echelon::app {

LoadRequest request(const Context& context, const std::string& scenario) {
  const auto folder = home();
  return {folder / "config", folder / "scenarios", scenario, context.options.sets, model_vocabulary()};
}

Scenario open_scenario(const Context& context, const std::string& name, Problems* warnings) {
  Problems problems;
  LoadRequest how = request(context, name);
  how.warnings = warnings;
  Scenario scenario = load_scenario(how, problems);
  refuse_if_any(std::move(problems));
  if (context.options.replicates) scenario.replicates = static_cast<int>(*context.options.replicates);
  if (context.options.seed) scenario.seed = *context.options.seed;
  return scenario;
}

std::string warnings_text(const Problems& warnings) {
  std::string text;
  for (const Problem& w : warnings.list()) {
    Problems one;
    one.add(w.where, w.what, w.why, w.hint);
    text += "warning: " + one.text();
  }
  return text;
}

void tell_warnings(const Context& context, const Problems& warnings) {
  if (!context.options.quiet) std::fputs(warnings_text(warnings).c_str(), stderr);
}

Results read_given(const std::string& name) {
  namespace fs = std::filesystem;
  const fs::path file = name, made = fs::path("output") / (name + ".h5");
  Problems problems;
  if (fs::is_directory(file)) problems.add({name, 0, 0}, "this is no result", "it is a folder; name a result file in it");
  else if (!fs::exists(file) && file.filename() == file && !file.has_extension())
    problems.add({name, 0, 0}, "there is no result `" + name + "`", "a result is a file that run, compare or study wrote", fs::exists(made) ? made.string() : "");
  else if (std::ifstream(file) && !is_hdf5(file)) problems.add({name, 0, 0}, "this is no result", "a result is an HDF5 file that run, compare or study wrote; this is not an HDF5 file");
  refuse_if_any(std::move(problems));
  return read_results(file);
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
