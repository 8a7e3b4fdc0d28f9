#pragma once
// What a command is. The table of all commands is `commands.cpp`; each command has a file of its own.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "report/words.hpp"

namespace echelon::app {

enum class Exit : int { done = 0, input = 2, environment = 3, files = 4, interrupted = 130 };

enum class ProgressMode { automatic, always, never };

// Everything a user may give; a command reads what its flags allow.
struct Options {
  std::vector<std::string> arguments;  // what stands without a flag
  Lang lang = Lang::en;
  ProgressMode progress = ProgressMode::automatic;
  bool json = false;
  bool quiet = false;
  std::string out;
  std::optional<std::int64_t> replicates;
  std::optional<std::uint64_t> seed;
  std::optional<int> threads;
  std::vector<std::string> sets;
  std::string scenario;
  std::string firms;
  bool world = false;
  bool partial = false;
  bool table = false;
  std::string shard;   // K/N or auto
  std::string format = "csv";  // of an export
  bool byte_order_mark = false;
  bool no_page = false;
  bool so_far = false;  // of a merge: tells what the parts that are there say
};

// Which flags a command takes besides --lang, --progress, --json and --quiet.
enum Flag : unsigned {
  takes_out = 1,
  takes_replicates = 2,
  takes_seed = 4,
  takes_threads = 8,
  takes_set = 16,
  takes_world = 32,
  takes_partial = 64,
  takes_scenario = 128,
  takes_firms = 256,
  takes_scale = 512,
  takes_table = 1024,
  takes_shard = 2048,
  takes_format = 4096,
  takes_no_page = 8192,
  takes_page_out = 16384,
  takes_so_far = 32768,
  is_hidden = 65536  // not in the list of commands: for programs, not for people
};

struct Context {
  Options options;
  std::string command_line;
};

struct Command {
  const char* name;
  const char* summary;
  const char* argument;       // how help calls it; "" for none
  const char* argument_help;
  int at_least;
  int at_most;                // -1: any number
  unsigned flags;
  Exit (*run)(const Context&);
};

std::span<const Command> commands();

Exit run(const Context&);
Exit compare(const Context&);
Exit calibrate(const Context&);
Exit study(const Context&);
Exit merge(const Context&);
Exit export_result(const Context&);
Exit facts(const Context&);
Exit check(const Context&);
Exit resolve(const Context&);
Exit explain(const Context&);
Exit list(const Context&);
Exit report(const Context&);
Exit digest(const Context&);
Exit bench(const Context&);
Exit rooms(const Context&);
Exit schema(const Context&);
Exit completions(const Context&);
Exit names(const Context&);
Exit man(const Context&);
Exit test(const Context&);

}  // namespace echelon::app
