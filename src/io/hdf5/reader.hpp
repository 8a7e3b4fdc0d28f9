#pragma once
#include <filesystem>

#include "engine/results.hpp"

namespace echelon {

// Reads a result file back; `read_results(p)` after `write_results(r, p)` gives `r`. Throws IoError with path and reason
// when the file is missing, damaged, not one of ours, unfinished, or of a newer format version.
Results read_results(const std::filesystem::path& path);

}  // namespace echelon
