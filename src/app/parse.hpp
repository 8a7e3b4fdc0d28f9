#pragma once
#include <optional>
#include <string>
#include <vector>

#include "app/command.hpp"

namespace CLI {
class App;
}

namespace echelon::app {

// What a command line asks for; or the text and code with which the program ends at once (help, version, a mistake).
struct Parsed {
  const Command* command = nullptr;
  Options options;
  std::optional<Exit> ends;
  std::string message;  // to standard output when `ends` is done, else to standard error
};

// Declares every command of the table with its flags; what a user sees of them elsewhere (completions, man page) is read from here.
void declare(CLI::App& app, const std::string& version, Options& options);

Parsed parse(const std::vector<std::string>& arguments, const std::string& version);

}  // namespace echelon::app
