#pragma once
#include <filesystem>
#include <string>

#include "app/command.hpp"
#include "engine/results.hpp"
#include "io/load.hpp"

namespace echelon::app {

// Where the configuration lies and what the model understands; `scenario` may be empty.
LoadRequest request(const Context& context, const std::string& scenario);

// The scenario as the user asked for it, --set, --replicates and --seed included. Throws UserError with every problem.
// What is allowed and probably not meant is added to `warnings`.
Scenario open_scenario(const Context& context, const std::string& name, Problems* warnings = nullptr);

// "warning: ..." on standard error, unless the user wants it quiet.
void tell_warnings(const Context& context, const Problems& warnings);
std::string warnings_text(const Problems& warnings);

// A result that a user named. Throws UserError where it is none (a folder, a page, a scenario's name), IoError where it cannot be read.
Results read_given(const std::string& name);

// output/STEM.h5, where a result goes that was told no other place. Makes the folder `output` and no other: another missing
// folder may be a slip. Throws IoError when it cannot.
std::filesystem::path default_result(const std::string& stem);

// Throws UserError when there is any problem.
void refuse_if_any(Problems problems);

}  // namespace echelon::app
