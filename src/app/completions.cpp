// One script a shell. What may stand on a line is asked of the program itself (`echelon names`), so that a user's files and new
// scenarios are found.
#include "app/document.hpp"
#include "app/manual.hpp"

namespace echelon::app {
namespace {

// What an argument or a flag's value may be: words that are known here, names that are asked for, files.
struct Values {
  std::string words, names, files;
};

Values values_of(const std::string& command, const std::string& what) {
  if (what == "SCENARIO") return {"", "scenarios", "yaml"};
  if (what == "STUDY") return {"", command == "calibrate" ? "calibrations" : "studies", "yaml"};
  if (what == "RESULT" || what == "SHARD") return {"", "", "h5"};
  if (what == "FILE") return {"", command == "check" ? "scenarios" : "", command == "check" ? "yaml" : command == "digest" ? "h5" : "*"};
  if (what == "PATH" || what == "PATH=VALUE") return {"", "paths", ""};
  if (what == "KIND") return command == "list" ? Values{"", "kinds", ""} : Values{"scenario study instrument", "", ""};
  return {};
}

Values values_of(const std::string& command, const FlagText& flag) {
  Values values = values_of(command, flag.value);
  for (const std::string& value : flag.values) values.words += (values.words.empty() ? "" : " ") + value;
  if (flag.value == "FILE") values.files = "*";
  return values;
}

std::string quoted(const std::string& text) { return "'" + replace_all(text, "'", "'\\''") + "'"; }

// --- bash ---------------------------------------------------------------------------------------------------------------

std::string bash_values(const Values& values, bool path) {
  std::string out;
  if (!values.words.empty()) out += "_echelon_words " + quoted(values.words) + "; ";
  if (!values.names.empty()) out += (path ? "_echelon_paths; " : "_echelon_words \"$(_echelon_names " + values.names + ")\"; ");
  if (!values.files.empty()) out += "_echelon_files " + quoted(values.files) + "; ";
  return out;
}

std::string bash() {
  const Manual all = manual();
  std::string flags, before, arguments, names, everywhere;
  const auto take = [&](const std::string& command, const FlagText& flag) {
    if (flag.value.empty()) return;
    const std::string spelled = (flag.letter.empty() ? "" : flag.letter + "|") + flag.name;
    before += "    " + command + ":" + replace_all(spelled, "|", "|" + command + ":");
    before += ") " + bash_values(values_of(command, flag), flag.value == "PATH=VALUE") + "return ;;\n";
  };
  for (const FlagText& flag : all.everywhere) everywhere += " " + flag.name, take("*", flag);
  for (const CommandText& text : all.commands) {
    const std::string name = text.command->name;
    names += " " + name;
    flags += "    " + name + ") flags+=\"";
    for (const FlagText& flag : text.flags) flags += " " + flag.name, take(name, flag);
    flags += "\" ;;\n";
    arguments += "    " + name + ") " + bash_values(values_of(name, text.command->argument), false) + ";;\n";
  }
  return R"~(# bash completion of echelon, written by `echelon completions bash`
_echelon_names() { "${COMP_WORDS[0]}" names "$1" 2>/dev/null; }
_echelon_words() { COMPREPLY+=($(compgen -W "$1" -- "$word")); }
_echelon_paths() { compopt -o nospace 2>/dev/null; COMPREPLY+=($(compgen -S = -W "$(_echelon_names paths)" -- "$word")); }
_echelon_files() {
  local file
  compopt -o filenames 2>/dev/null
  while IFS= read -r file; do
    if [[ $1 == "*" || -d $file || $file == *.$1 ]]; then COMPREPLY+=("$file"); fi
  done < <(compgen -f -- "$word")
}
_echelon() {
  local word=${COMP_WORDS[COMP_CWORD]} command= i flags=")~" + everywhere + R"~("
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case ${COMP_WORDS[i]} in
      --lang|--progress) ((++i)) ;;
      -*) ;;
      *) command=${COMP_WORDS[i]}; break ;;
    esac
  done
  case $command:${COMP_WORDS[COMP_CWORD-1]} in
)~" + before + R"~(  esac
  case $command in
)~" + flags + R"~(  esac
  if [[ $word == -* ]]; then _echelon_words "$flags"; return; fi
  case $command in
    "") _echelon_words ")~" + names + " help" + R"~(" ;;
)~" + arguments + R"~(  esac
}
complete -F _echelon echelon
)~";
}

// --- zsh ----------------------------------------------------------------------------------------------------------------

std::string zsh_help(const std::string& text) {
  std::string out = text;
  for (const char* mark : {":", "[", "]"}) out = replace_all(out, mark, std::string("\\") + mark);
  return out;
}

std::string zsh_values(const std::string& what, const Values& values) {
  std::string action;
  if (!values.words.empty()) action = "(" + values.words + ")";
  else if (!values.names.empty() && !values.files.empty()) action = "{_echelon_names " + values.names + "; _files -g \"*." + values.files + "\"}";
  else if (!values.names.empty()) action = "{_echelon_names " + values.names + "}";
  else if (values.files == "*") action = "_files";
  else if (!values.files.empty()) action = "_files -g \"*." + values.files + "\"";
  return ":" + what + ":" + action;
}

std::string zsh_flag(const std::string& command, const FlagText& flag) {
  std::string values;
  if (!flag.value.empty()) values = zsh_values(flag.value, values_of(command, flag));
  std::string out;
  for (const std::string& name : {flag.name, flag.letter}) {
    if (!name.empty()) out += " " + quoted((flag.value == "PATH=VALUE" ? "*" : "") + name + "[" + zsh_help(flag.help) + "]" + values);
  }
  return out;
}

std::string zsh() {
  const Manual all = manual();
  std::string commands, everywhere, cases;
  for (const FlagText& flag : all.everywhere) everywhere += zsh_flag("", flag);
  for (const CommandText& text : all.commands) {
    const std::string name = text.command->name;
    commands += "    " + quoted(name + ":" + zsh_help(text.command->summary)) + "\n";
    cases += "        " + name + ") _arguments $everywhere";
    for (const FlagText& flag : text.flags) cases += zsh_flag(name, flag);
    if (*text.command->argument) cases += " " + quoted("*" + zsh_values(text.command->argument, values_of(name, text.command->argument)));
    cases += " ;;\n";
  }
  return R"~(#compdef echelon
# zsh completion of echelon, written by `echelon completions zsh`
_echelon_names() { local -a found; found=(${(f)"$(_call_program names ${(q)service} names $1 2>/dev/null)"}); compadd -a found }
_echelon() {
  local state line
  local -a commands everywhere
  everywhere=()~" + everywhere + R"~()
  commands=(
)~" + commands + R"~(  )
  _arguments -C $everywhere '1: :->command' '*:: :->rest'
  case $state in
    command) _describe command commands ;;
    rest)
      case $words[1] in
)~" + cases + R"~(      esac ;;
  esac
}
_echelon "$@"
)~";
}

// --- fish ---------------------------------------------------------------------------------------------------------------

std::string fish_text(const std::string& text) { return "'" + replace_all(replace_all(text, "\\", "\\\\"), "'", "\\'") + "'"; }

std::string fish_values(const Values& values) {
  if (!values.words.empty()) return " -a " + fish_text(values.words);
  if (!values.names.empty()) return " -a " + fish_text("(echelon names " + values.names + " 2>/dev/null)");
  return "";
}

std::string fish_flag(const std::string& condition, const std::string& command, const FlagText& flag) {
  std::string out = "complete -c echelon" + condition + " -l " + flag.name.substr(2);
  if (!flag.letter.empty()) out += " -s " + flag.letter.substr(1);
  const Values values = values_of(command, flag);
  if (!flag.value.empty()) out += (values.files.empty() ? " -x" : " -r -F") + fish_values(values);
  return out + " -d " + fish_text(flag.help) + "\n";
}

std::string fish() {
  const Manual all = manual();
  std::string out = "# fish completion of echelon, written by `echelon completions fish`\ncomplete -c echelon -f\n";
  for (const FlagText& flag : all.everywhere) out += fish_flag("", "", flag);
  for (const CommandText& text : all.commands) {
    const std::string name = text.command->name;
    out += "complete -c echelon -n __fish_use_subcommand -a " + name + " -d " + fish_text(text.command->summary) + "\n";
    const std::string inside = " -n '__fish_seen_subcommand_from " + name + "'";
    for (const FlagText& flag : text.flags) out += fish_flag(inside, name, flag);
    const Values values = values_of(name, text.command->argument);
    if (*text.command->argument) out += "complete -c echelon" + inside + (values.files.empty() ? "" : " -F") + fish_values(values) + "\n";
  }
  return out;
}

}  // namespace

Exit completions(const Context& context) {
  const std::string& shell = context.options.arguments.front();
  if (shell == "bash") print(bash());
  else if (shell == "zsh") print(zsh());
  else if (shell == "fish") print(fish());
  else {
    Problems problems;
    problems.add({"completions", 0, 0}, "there is no completion for " + shell, "there is one for bash, zsh and fish", nearest(shell, {"bash", "zsh", "fish"}));
    throw UserError(std::move(problems));
  }
  return Exit::done;
}

}  // namespace echelon::app
