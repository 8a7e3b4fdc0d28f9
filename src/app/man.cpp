#include "app/document.hpp"
#include "app/manual.hpp"

namespace echelon::app {
namespace {

// Text of roff: a backslash is a command there, and so is a point or a quote at the beginning of a line.
std::string roff(const std::string& text) {
  std::string out = replace_all(replace_all(text, "\\", "\\e"), "-", "\\-");
  if (!out.empty() && (out.front() == '.' || out.front() == '\'')) out = "\\&" + out;
  return out;
}

std::string flag_text(const FlagText& flag) {
  std::string out = ".TP\n\\fB" + (flag.letter.empty() ? "" : roff(flag.letter) + "\\fR, \\fB") + roff(flag.name) + "\\fR";
  if (!flag.value.empty()) out += " \\fI" + roff(flag.value) + "\\fR";
  return out + "\n" + roff(flag.help) + "\n";
}

std::string usage(const Command& command) {
  const std::string argument = command.argument;
  if (argument.empty()) return "";
  const std::string many = command.at_most < 0 || command.at_most > 1 ? " ..." : "";
  return command.at_least == 0 ? " [" + argument + "]" + many : " " + argument + many;
}

std::string command_text(const CommandText& text) {
  const Command& command = *text.command;
  std::string out = ".SS \"echelon " + roff(command.name + usage(command)) + "\"\n" + roff(command.summary) + ".\n";
  if (*command.argument) out += ".TP\n\\fI" + roff(command.argument) + "\\fR\n" + roff(command.argument_help) + "\n";
  for (const FlagText& flag : text.flags) out += flag_text(flag);
  return out;
}

constexpr const char* head = R"(.TH ECHELON 1 "" "echelon %s" "User commands"
.SH NAME
echelon \- what a city's published policy can do for its published targets
.SH SYNOPSIS
.B echelon
.I COMMAND
[\fIARGUMENT\fR ...] [\fIFLAG\fR ...]
.SH DESCRIPTION
echelon simulates the technology firms of a city, one by one and quarter by quarter, in many possible worlds, and says with
probabilities which official targets are within reach. A scenario is a short YAML file; what it does not say it inherits.
Results are HDF5 files that netCDF readers open, with one HTML page beside each.
.PP
Results go to standard output, progress and remarks to standard error.
)";

constexpr const char* tail = R"(.SH EXIT STATUS
.TP
.B 0
done
.TP
.B 2
the input is wrong: every mistake is told with file, line and column
.TP
.B 3
the environment or a replicate failed
.TP
.B 4
reading or writing failed
.TP
.B 130
interrupted
.SH ENVIRONMENT
.TP
.B ECHELON_HOME
the folder that holds config/ and scenarios/; without it share/echelon beside the program
.TP
.B LC_ALL, LC_MESSAGES, LANG
the language of tables where \-\-lang does not say it
.SH FILES
.TP
.I output/
results, in the folder where the program is called
.TP
.I /usr/share/doc/echelon/docs/README.md
the manual, of an installed program
.SH EXAMPLES
.nf
echelon run action\-plan
echelon run action\-plan \-\-set \(aqpolicy.young_eagle_selection.amount=50 万元\(aq \-\-replicates 100
echelon compare no\-policy action\-plan
echelon check my\-scenario.yaml
.fi
)";

}  // namespace

Exit man(const Context&) {
  const Manual all = manual();
  std::string text = replace_all(head, "%s", ECHELON_VERSION) + ".SH COMMANDS\n";
  for (const CommandText& command : all.commands) text += command_text(command);
  text += ".SH FLAGS OF EVERY COMMAND\n";
  for (const FlagText& flag : all.everywhere) text += flag_text(flag);
  print(text + tail);
  return Exit::done;
}

}  // namespace echelon::app
