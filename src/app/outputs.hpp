#pragma once
// Where a command writes: looked at before any work, so that nothing of the user's is lost and no hour is spent for nothing.
#include <filesystem>
#include <string>
#include <vector>

#include "app/command.hpp"
#include "model/scenario.hpp"

namespace echelon::app {

// The result at --out (or where it goes without it), the page beside it unless --no-page, the firms at --firms. Throws UserError
// where two of them are one file, where a result has the ending of another kind of file, or where something else than a result
// lies.
void refuse_places(const Context& context, const std::filesystem::path& result);

// The same, and IoError where one of them cannot be written.
void check_outputs(const Context& context, const std::filesystem::path& result);

// A page or a table never takes the place of a result, nor its name. Throws UserError.
void refuse_result_name(const std::filesystem::path& file, const std::string& what, const std::string& ending);

// Says on standard error what is replaced, when a result of other inputs than these lies there.
void tell_replaced(const Context& context, const std::filesystem::path& file, const std::vector<Scenario>& scenarios);

}  // namespace echelon::app
