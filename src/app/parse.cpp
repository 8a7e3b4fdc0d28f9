#include "app/parse.hpp"

#include <CLI/CLI.hpp>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <limits>

#include "core/problems.hpp"

namespace echelon::app {
namespace {

template <class Number>
std::optional<Number> whole_number(const std::string& text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// CLI11's own messages print the whole range of a type; these say what is expected.
template <class Number>
CLI::Option* add_whole(CLI::App& app, const char* flag, std::optional<Number>& to, Number least, const char* help) {
  const auto take = [flag, &to, least](const std::string& text) {
    to = whole_number<Number>(text);
    if (!to && !text.empty() && text.find_first_not_of("0123456789") == std::string::npos)
      throw CLI::ValidationError(std::string(flag) + ": \"" + text + "\" is too large, at most " + std::to_string(std::numeric_limits<Number>::max()));
    if (!to || *to < least) {
      throw CLI::ValidationError(std::string(flag) + ": \"" + text + "\" is not a whole number of at least " + std::to_string(least));
    }
  };
  return app.add_option_function<std::string>(flag, take, help)->type_name("N");
}

void add_flags(CLI::App& app, unsigned flags, Options& options) {
  if (flags & takes_out) app.add_option("--out", options.out, "where the result goes; output/SCENARIO.h5 without it")->type_name("FILE");
  if (flags & takes_replicates) {
    add_whole<std::int64_t>(app, "--replicates", options.replicates, 1, "how many worlds are simulated");
  }
  if (flags & takes_seed) add_whole<std::uint64_t>(app, "--seed", options.seed, 0, "the seed of all luck");
  if (flags & takes_threads) add_whole<int>(app, "--threads", options.threads, 1, "as many as this process has cores without it");
  if (flags & takes_set) {
    app.add_option("--set", options.sets, "override one value, with its unit: --set 'policy.hte_first_recognition_city.amount=20 万元'; repeatable")
        ->type_name("PATH=VALUE")
        ->allow_extra_args(false);
  }
  if (flags & takes_scenario) {
    app.add_option("--scenario", options.scenario, "as seen by this scenario; baseline without it")->type_name("SCENARIO");
  }
  if (flags & takes_scale) {
    const auto scale = [&options](const std::string& text) { options.sets.push_back("scale=" + text); };
    app.add_option_function<std::string>("--scale", scale, "share of the city's firms that is simulated: 0.05 or 5%; as --set scale=X")->type_name("X");
  }
  if (flags & takes_firms) {
    app.add_option("--firms", options.firms, "write the firms of the first replicate, year by year, to this file too")->type_name("FILE");
  }
  if (flags & takes_shard) {
    app.add_option("--shard", options.shard, "run the K-th of N parts, from 1 on; auto: as a Slurm array or a Kubernetes index says")->type_name("K/N");
    app.add_flag_function("--resume", [](std::int64_t) {}, "go on where an interrupted study stopped; it always does so anyway");
  }
  if (flags & takes_format) {
    app.add_option("--format", options.format, "csv, salib, ema, openturns or dakota")->check(CLI::IsMember({"csv", "salib", "ema", "openturns", "dakota"}))->type_name("FORMAT");
    app.add_flag("--bom", options.byte_order_mark, "begin CSV with a byte-order mark, as Excel wants it");
  }
  if (flags & takes_world) app.add_flag("--world", options.world, "leave out what has an instrument or parameter dimension");
  if (flags & takes_table) app.add_flag("--table", options.table, "only show the stored ensemble beside the published figures; fit nothing");
  if (flags & takes_page_out) app.add_option("-o,--out", options.out, "where the page goes; beside the result without it")->type_name("FILE");
  if (flags & takes_so_far) app.add_flag("--so-far", options.so_far, "tell what the parts that are there say, from the first on, and write nothing");
  if (flags & takes_no_page) app.add_flag("--no-page", options.no_page, "write the result file alone, without the page beside it");
  if (flags & takes_partial) app.add_flag("--partial", options.partial, "when interrupted, write the replicates that are finished");
}

// LC_ALL, then LC_MESSAGES, then LANG, as every program of the system does.
Lang lang_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value && *value) return std::string(value).rfind("zh", 0) == 0 ? Lang::zh : Lang::en;
  }
  return Lang::en;
}

void add_global_flags(CLI::App& app, Options& options) {
  options.lang = lang_of_environment();
  const auto lang = [&options](const std::string& text) {
    if (text != "auto") options.lang = text == "zh" ? Lang::zh : Lang::en;
  };
  app.add_option_function<std::string>("--lang", lang, "language of tables: en, zh or auto")
      ->check(CLI::IsMember({"en", "zh", "auto"}))
      ->type_name("LANG");
  const auto progress = [&options](const std::string& text) {
    options.progress = text == "always" ? ProgressMode::always : text == "never" ? ProgressMode::never : ProgressMode::automatic;
  };
  app.add_option_function<std::string>("--progress", progress, "progress on standard error: auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->type_name("WHEN");
  app.add_flag("--json", options.json, "exactly one JSON document on standard output");
  app.add_flag("--quiet", options.quiet, "no progress and no remarks");
}

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const Command& command : commands()) names.emplace_back(command.name);
  return names;
}

std::vector<std::string> flag_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

std::string with_hint(std::string text, const std::string& hint) {
  if (!hint.empty()) text += "\n  did you mean " + hint + "?";
  return text;
}

// What stands before a value: --seed of --seed=3, -n of -n20; nothing of a word or of a number.
std::string flag_of(const std::string& argument) {
  if (argument.rfind("--", 0) == 0) return argument.substr(0, argument.find('='));
  const bool letter = argument.size() > 1 && argument[0] == '-' && std::isalpha(static_cast<unsigned char>(argument[1])) != 0;
  return letter ? argument.substr(0, 2) : "";
}

// How other programs call it; else a longer or a shorter form; else a slip of the finger.
std::string nearest_flag(const std::string& name, const std::vector<std::string>& known) {
  static const std::pair<const char*, const char*> others[] = {
      {"-n", "--replicates"}, {"-r", "--replicates"}, {"--runs", "--replicates"}, {"--samples", "--replicates"}, {"-s", "--seed"}, {"-t", "--threads"},
      {"-j", "--threads"},    {"--jobs", "--threads"}, {"-o", "--out"},           {"-l", "--lang"},              {"-q", "--quiet"}};
  for (const auto& [other, ours] : others)
    if (name == other && std::find(known.begin(), known.end(), ours) != known.end()) return ours;
  for (const std::string& flag : known)
    if (name.size() > 3 && flag.size() > 3 && (name.starts_with(flag) || flag.starts_with(name))) return flag;
  return name.size() > 2 ? nearest(name, known) : "";
}

// A misspelt flag, looked for before CLI11 reads the line: it would count the flag's value as one argument too many. "" when
// all flags are known.
std::string unknown_flag(const CLI::App& app, const CLI::App* sub, const std::vector<std::string>& arguments) {
  auto known = flag_names(app);
  if (sub) {
    const auto more = flag_names(*sub);
    known.insert(known.end(), more.begin(), more.end());
  }
  for (const std::string& argument : arguments) {
    if (argument == "--") break;
    const std::string name = flag_of(argument);
    if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) continue;
    return with_hint((sub ? sub->get_name() + " has no flag " : "there is no flag ") + name, nearest_flag(name, known));
  }
  return "";
}

// The first word that is no flag must be a command. Only --lang and --progress before it take a word of their own.
const std::string* first_word(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--lang" || arguments[i] == "--progress") {
      ++i;
    } else if (arguments[i].rfind('-', 0) != 0) {
      return &arguments[i];
    }
  }
  return nullptr;
}

std::vector<std::string> help_as_flag(std::vector<std::string> arguments) {
  if (arguments.empty() || arguments[0] != "help") return arguments;
  arguments.erase(arguments.begin());
  arguments.emplace_back("--help");
  return arguments;
}

void end(Parsed& parsed, Exit code, std::string message) {
  parsed.ends = code;
  parsed.message = std::move(message);
}

void mistake(Parsed& parsed, const std::string& what) { end(parsed, Exit::input, "echelon: " + what + "\n"); }

// CLI11 counts arguments; this says what is asked for.
std::string wrong_count(const CLI::App& app, const CLI::ParseError& error) {
  const std::string said = error.what();
  if (said.starts_with("-")) return said.substr(0, said.find(':')) + " needs a value";
  const auto subs = app.get_subcommands();
  for (const Command& command : commands()) {
    if (subs.empty() || subs.front()->get_name() != command.name || !*command.argument) continue;
    const auto given = subs.front()->get_option(command.argument)->results();
    const std::string what = std::string(command.argument) + ": " + command.argument_help + "\n  echelon help " + command.name + " says more";
    if (given.size() < static_cast<std::size_t>(command.at_least)) return std::string(command.name) + (command.at_least == 1 ? " needs a " : " needs two or more of ") + what;
    std::string list;
    for (const std::string& one : given) list += " " + one;
    return std::string(command.name) + " takes one " + command.argument + ", not" + list + "\n  a value with a space needs quotes: --set 'PATH=20 万元'";
  }
  return said;
}

void understand(CLI::App& app, std::vector<std::string> arguments, const std::string& version, Parsed& parsed) {
  const auto chosen = [&app]() -> CLI::App* {
    const auto subs = app.get_subcommands();
    return subs.empty() ? nullptr : subs.front();
  };
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them last first
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    return end(parsed, Exit::done, app.help());
  } catch (const CLI::CallForVersion&) {
    return end(parsed, Exit::done, version + "\n");
  } catch (const CLI::RequiredError& error) {
    return mistake(parsed, wrong_count(app, error));
  } catch (const CLI::ArgumentMismatch& error) {
    return mistake(parsed, wrong_count(app, error));
  } catch (const CLI::ParseError& error) {
    return mistake(parsed, error.what());
  }
  for (const Command& command : commands()) {
    if (chosen()->get_name() == command.name) parsed.command = &command;
  }
}

}  // namespace

void declare(CLI::App& app, const std::string& version, Options& options) {
  app.set_version_flag("--version", version);
  app.require_subcommand(1);
  app.fallthrough();
  app.footer("Exit codes: 0 done; 2 the input is wrong; 3 the environment or a replicate failed; 4 reading or writing failed; "
             "130 interrupted.");
  add_global_flags(app, options);
  for (const Command& command : commands()) {
    CLI::App* sub = app.add_subcommand(command.name, command.summary);
    if (command.flags & is_hidden) sub->group("");
    sub->footer("Besides: --lang, --progress, --json, --quiet; see echelon --help.");
    if (*command.argument) {
      auto* argument = sub->add_option(command.argument, options.arguments, command.argument_help);
      argument->expected(command.at_least, command.at_most < 0 ? CLI::detail::expected_max_vector_size : command.at_most);
      if (command.at_least > 0) argument->required();
      argument->type_name("");
    }
    add_flags(*sub, command.flags, options);
  }
}

Parsed parse(const std::vector<std::string>& given, const std::string& version) {
  Parsed parsed;
  const auto arguments = help_as_flag(given);
  CLI::App app("echelon simulates a city's technology firms and says which official targets are within reach", "echelon");
  declare(app, version, parsed.options);
  const std::string* word = first_word(arguments);
  const auto names = command_names();
  if (arguments.empty()) {
    end(parsed, Exit::input, app.help());
    return parsed;
  }
  if (word && std::find(names.begin(), names.end(), *word) == names.end()) {
    mistake(parsed, with_hint("there is no command " + *word, nearest(*word, names)) + "\n  echelon --help lists them" +
                        (*word == arguments.front() ? "" : "; the flags of a command stand behind it"));
    return parsed;
  }
  const std::string unknown = unknown_flag(app, word ? app.get_subcommand(*word) : nullptr, arguments);
  if (unknown.empty()) {
    understand(app, arguments, version, parsed);
  } else {
    mistake(parsed, unknown);
  }
  return parsed;
}

}  // namespace echelon::app
