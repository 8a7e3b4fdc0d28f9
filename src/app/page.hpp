#pragma once
// The page of a result: where it lies and what it is made from.
#include <filesystem>
#include <string>

#include "app/command.hpp"
#include "engine/results.hpp"
#include "model/scenario.hpp"

namespace echelon::app {

// output/action-plan.h5 -> output/action-plan.html
std::filesystem::path page_beside(const std::filesystem::path& result);

// Writes the page whole or not at all. `scenario`: as it was run, nullptr where it cannot be read. Facts that lie beside `result` are shown.
void write_page(const Context& context, const Results& results, const Scenario* scenario, const std::string& digest,
                const std::filesystem::path& file, const std::filesystem::path& result);

// The same, at the end of a run or a study and beside its result unless the user leaves it out; says where it is.
void add_page(const Context& context, const Results& results, const Scenario* scenario, const std::string& digest,
              const std::filesystem::path& result);

}  // namespace echelon::app
