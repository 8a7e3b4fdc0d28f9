#pragma once
#include <optional>
#include <string>
#include <vector>

#include "app/command.hpp"

namespace echelon::app {

// What a command line asks for; or the text and code with which the program ends at once (help, version, a mistake).
struct Parsed {
  const Command* command = nullptr;
  Options options;
  std::optional<Exit> ends;
  std::string message;  // to standard output when `ends` is done, else to standard error
};

Parsed parse(const std::vector<std::string>& arguments, const std::string& version);

}  // namespace echelon::app
