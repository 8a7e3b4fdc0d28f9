#pragma once
// Which kind of file is it, and the reading of a whole configuration.
#include <filesystem>

#include "io/files.hpp"
#include "io/library.hpp"

namespace echelon {

enum class FileKind {
  city,
  sectors,
  sources,
  run,
  room,
  scheme,
  programmes,
  analogues,
  ladder,
  instrument,
  rows,
  targets,
  observations,
  study,
  scenario,
  unknown
};

FileKind kind_of(const yaml::Node& root);  // by its keys

// Reads one file of the configuration and reports keys that it should not have.
void read_config_file(const yaml::Node& root, FileKind kind, const std::string& stem, Reading& reading);

// Every file under `dir` but `except`; what must be there and is not is reported.
void load_config(const std::filesystem::path& dir, Files& files, Reading& reading,
                 const std::filesystem::path& except = {});

// The order in which schemes are kept: by rung, then by name.
void sort_schemes(std::vector<Scheme>& schemes);

}  // namespace echelon
