#pragma once
// What the command line says of itself, read from the declared flags: the completions and the manual page are written from it.
#include <string>
#include <vector>

#include "app/command.hpp"

namespace echelon::app {

struct FlagText {
  std::string name;                 // --out
  std::string letter;               // -o, or nothing
  std::string value;                // FILE; nothing for a switch
  std::vector<std::string> values;  // where only some are possible
  std::string help;
};

struct CommandText {
  const Command* command;
  std::vector<FlagText> flags;  // without those of every command
};

struct Manual {
  std::vector<FlagText> everywhere;
  std::vector<CommandText> commands;  // without the hidden ones
};

Manual manual();

std::vector<std::string> listed_kinds();  // what `list` can list

std::string replace_all(std::string text, const std::string& what, const std::string& by);

}  // namespace echelon::app
