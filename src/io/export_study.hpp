#pragma once
// Studies for other tools; docs/studies.md says what each of them reads.
#include <filesystem>
#include <string>
#include <vector>

#include "engine/results.hpp"

namespace echelon {

inline constexpr const char* export_formats[] = {"csv", "salib", "ema", "openturns", "dakota"};

struct ExportedFile {
  std::string name;   // "" when the export is one file
  std::string text;
};

// csv: one file, one row for every experiment. salib: params.txt, input.txt, output.txt. ema: experiments.csv, metadata.json, and a
// file for every outcome. openturns: input.csv, output.csv; rows of a Saltelli design in its order. dakota: one tabular file.
// Throws std::invalid_argument when the result is not that of a study, or is not what the format can say.
std::vector<ExportedFile> export_study(const Results& study, const std::string& format, bool byte_order_mark);

}  // namespace echelon
