#pragma once
// The stylised facts that lie beside a result, for its page.
#include <filesystem>
#include <optional>
#include <string>

#include "report/page/facts.hpp"

namespace echelon::app {

// output/action-plan.h5 -> output/action-plan.facts.json, which `facts --json` wrote.
std::filesystem::path facts_beside(const std::filesystem::path& result);

// None where there is no such file. `refused` says why a file that is there is not shown: unreadable, or of another scenario.
std::optional<page::PageFacts> read_facts(const std::filesystem::path& file, const std::string& scenario, std::string& refused);

}  // namespace echelon::app
