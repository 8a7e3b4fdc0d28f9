#pragma once
#include <map>
#include <string>

#include "app/command.hpp"
#include "engine/ensemble.hpp"

namespace echelon::app {

// Who made a result, when, with what and from what: version, commit, compiler, libraries, command, host, times, threads,
// the resolved scenario, and the digests of all files that went in.
std::map<std::string, std::string> provenance(const Context& context, const Scenario& scenario, const std::string& started,
                                              const EnsembleOutcome& outcome, int threads);

}  // namespace echelon::app
