#include "app/document.hpp"
#include "app/open.hpp"

namespace echelon::app {
namespace {

std::string count(std::size_t n, const char* one, const char* many) { return std::to_string(n) + " " + (n == 1 ? one : many); }

}  // namespace

// Reports on all files before it ends; what is wrong goes to standard output, because it is the answer.
Exit check(const Context& context) {
  Problems problems, warnings;
  LoadRequest how = request(context, "");
  how.warnings = &warnings;
  for (const std::string& file : context.options.arguments) check_file(file, how, problems);
  const std::size_t files = context.options.arguments.size();
  if (context.options.json) {
    print(Json{{"files", context.options.arguments}, {"problems", problems_document(problems)}, {"warnings", problems_document(warnings)}});
  } else {
    print(problems.text() + (problems.empty() ? "" : "\n") + warnings_text(warnings) + (warnings.empty() ? "" : "\n") +
          count(problems.size(), "problem", "problems") + (warnings.empty() ? "" : ", " + count(warnings.size(), "warning", "warnings")) + " in " +
          count(files, "file", "files") + "\n");
  }
  return problems.empty() ? Exit::done : Exit::input;
}

}  // namespace echelon::app
