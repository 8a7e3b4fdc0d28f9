#pragma once
// The end of a study, reached by `study` and by `merge`.
#include <filesystem>

#include "app/command.hpp"
#include "engine/results.hpp"

namespace echelon::app {

// Cuts the joined parts where the study's own rule stops, judges them, writes the result and tells it.
Exit finish_study(const Context& context, Results all, const std::filesystem::path& file, double seconds, int threads, double firm_quarters);

// Tells what a finished study says. `remark` goes to standard error.
Exit tell_study(const Context& context, const Results& results, const std::filesystem::path& file, const std::string& remark);

}  // namespace echelon::app
