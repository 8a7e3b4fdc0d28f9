#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "engine/results.hpp"

namespace echelon {

// Reads a result file back; `read_results(p)` after `write_results(r, p)` gives `r`. Throws IoError with path and reason
// when the file is missing, damaged, not one of ours, unfinished, or of a newer format version.
Results read_results(const std::filesystem::path& path);

// Whether the file begins as HDF5 files do; false for what is not there.
bool is_hdf5(const std::filesystem::path& path);

// What a result says of itself, without its numbers. Nothing where no whole result of ours lies.
struct ResultHeader {
  std::map<std::string, std::string> attributes, provenance;
};
std::optional<ResultHeader> result_header(const std::filesystem::path& path);

}  // namespace echelon
