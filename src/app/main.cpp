// The program: understands the command line, runs one command, and turns every failure into words and an exit code.
#include <cstdio>

#include "app/command.hpp"
#include "app/document.hpp"
#include "app/home.hpp"
#include "app/machine.hpp"
#include "app/parse.hpp"
#include "core/problems.hpp"

namespace {

using namespace echelon;
using namespace echelon::app;

std::string version() { return "echelon " ECHELON_VERSION " (" + compiler() + "; " + libraries() + ")"; }

// With --json standard output carries exactly one document, also when the command failed.
int fail(const Options& options, Exit code, const std::string& message, const Problems* problems = nullptr) {
  std::fprintf(stderr, "%s", message.c_str());
  if (options.json && code != Exit::files) print(error_document(code, message, problems));
  return static_cast<int>(code);
}

std::string sentence(const std::string& what) { return "echelon: " + what + "\n"; }

int execute(const Command& command, const Context& context) {
  try {
    return static_cast<int>(command.run(context));
  } catch (const UserError& error) {
    return fail(context.options, Exit::input, error.what(), &error.problems());
  } catch (const IoError& error) {
    return fail(context.options, Exit::files, sentence(error.what()));
  } catch (const std::bad_alloc&) {
    return fail(context.options, Exit::environment, sentence("out of memory"));
  } catch (const std::exception& error) {
    return fail(context.options, Exit::environment, sentence(error.what()));
  }
}

}  // namespace

int main(int count, char** values) {
  std::vector<std::string> arguments(values + 1, values + count);
  const bool json = std::find(arguments.begin(), arguments.end(), "--json") != arguments.end();
  try {
    const Parsed parsed = parse(arguments, version());
    if (parsed.ends == Exit::done) {
      print(parsed.message);
      return 0;
    }
    if (parsed.ends) {
      Options options = parsed.options;
      options.json = json;
      return fail(options, *parsed.ends, parsed.message);
    }
    Context context{parsed.options, "echelon"};
    for (const std::string& argument : arguments) context.command_line += " " + argument;
    return execute(*parsed.command, context);
  } catch (const IoError& error) {  // standard output itself is gone
    std::fprintf(stderr, "echelon: %s\n", error.what());
    return static_cast<int>(Exit::files);
  }
}
