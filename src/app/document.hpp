#pragma once
// The JSON documents of --json. A number that is not known is null.
#include <nlohmann/json.hpp>
#include <string>

#include "app/command.hpp"
#include "core/problems.hpp"
#include "report/summary.hpp"

namespace echelon::app {

using Json = nlohmann::ordered_json;

Json number(double value);  // whole numbers without a point, NaN as null
Json problems_document(const Problems& problems);
Json run_document(const RunSummary& run);
Json error_document(Exit code, const std::string& message, const Problems* problems);

// To standard output, with a newline. Throws IoError when it cannot be written.
void print(const std::string& text);
void print(const Json& document);

}  // namespace echelon::app
