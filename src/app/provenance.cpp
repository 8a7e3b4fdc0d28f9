#include "app/provenance.hpp"

#include "app/home.hpp"
#include "app/machine.hpp"
#include "core/cpu.hpp"
#include "io/load.hpp"

namespace echelon::app {

std::map<std::string, std::string> provenance(const Context& context, const Scenario& scenario, const std::string& started,
                                              const EnsembleOutcome& outcome, int threads) {
  std::string inputs;
  for (const auto& [file, hash] : scenario.inputs) inputs += hash + "  " + file + "\n";
  return {{"version", ECHELON_VERSION},
          {"commit", commit_of(home())},
          {"compiler", compiler()},
          {"libraries", libraries()},
          {"instruction_set", name(best_isa())},
          {"command", context.command_line},
          {"host", host_name()},
          {"started", started},
          {"finished", now_utc()},
          {"threads", std::to_string(threads)},
          {"seconds", fmt::format("{:.3f}", outcome.seconds)},
          {"firm_quarters", fmt::format("{:.0f}", outcome.firm_quarters)},
          {"scenario", echelon::resolve(scenario)},
          {"inputs", inputs}};
}

}  // namespace echelon::app
