#pragma once
// Where the numbers come from: parameters with source and confidence, assumed goals, seed, digest, version.
#include <string>

#include "report/page/run_data.hpp"
#include "report/page/shell.hpp"

namespace echelon::page {

std::string parameter_table(const RunData& data);
std::string stand_ins(const RunData& data);
Section about_section(const PageInput& input, std::size_t replicates);

// The lowest confidence of the rows that a source cites; "assumed" of an assumption; "" where nothing is known.
std::string confidence_of(const std::string& source, const Bibliography* sources);

}  // namespace echelon::page
