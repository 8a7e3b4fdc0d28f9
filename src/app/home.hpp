#pragma once
#include <filesystem>
#include <string>

namespace echelon::app {

// The folder that holds config/ and scenarios/: $ECHELON_HOME where it is set, else share/echelon beside the installed
// program, else the source tree the program was built from. Throws std::runtime_error naming the places looked at.
std::filesystem::path home();

// The commit of the source tree at `folder`, "" when it is no git checkout. Read from .git; git itself is not needed.
std::string commit_of(const std::filesystem::path& folder);

}  // namespace echelon::app
