#include "app/manual.hpp"

#include <CLI/CLI.hpp>

#include "app/parse.hpp"

namespace echelon::app {
namespace {

// CLI11 calls the type of a flag with few values NAME:{a,b,c}.
std::vector<std::string> values_of(const std::string& type) {
  const std::size_t open = type.find('{'), close = type.rfind('}');
  std::vector<std::string> values;
  if (open == std::string::npos || close == std::string::npos) return values;
  std::string value;
  for (const char c : type.substr(open + 1, close - open - 1) + ",") {
    if (c == ',') values.push_back(std::exchange(value, ""));
    else value += c;
  }
  return values;
}

std::vector<FlagText> flags_of(const CLI::App& app) {
  std::vector<FlagText> flags;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_lnames().empty()) continue;  // an argument
    FlagText flag{"--" + option->get_lnames().front(), "", "", {}, option->get_description()};
    if (!option->get_snames().empty()) flag.letter = "-" + option->get_snames().front();
    if (option->get_items_expected_max() > 0) {
      const std::string type = option->get_type_name();
      flag.value = type.substr(0, type.find(':'));
      flag.values = values_of(type);
    }
    flags.push_back(std::move(flag));
  }
  return flags;
}

}  // namespace

Manual manual() {
  Options unused;
  CLI::App app;
  declare(app, "", unused);
  Manual all{flags_of(app), {}};
  for (const Command& command : commands()) {
    if (command.flags & is_hidden) continue;
    CommandText text{&command, {}};
    for (FlagText& flag : flags_of(*app.get_subcommand(command.name))) {
      if (flag.name != "--help") text.flags.push_back(std::move(flag));
    }
    all.commands.push_back(std::move(text));
  }
  return all;
}

std::string replace_all(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size()) text.replace(at, what.size(), by);
  return text;
}

}  // namespace echelon::app
