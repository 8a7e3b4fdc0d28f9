// What is allowed and is probably not meant: told beside the answer, refused by nobody.
#include <algorithm>

#include "io/draft.hpp"
#include "io/load.hpp"
#include "io/units.hpp"

namespace echelon {
namespace {

void nothing_inherited(const std::vector<ScenarioFile>& chain, const Scenario& s, Problems& warnings) {
  const yaml::Node& root = chain.back().root;
  if (root.has("from") || root.has("targets") || !s.targets.empty()) return;
  const std::string policy = s.instruments.empty() ? "no policy, " : "";
  warnings.add(root.where(), "the scenario inherits nothing: " + policy + "no targets", "a scenario without `from:` stands alone; did you forget `from: action-plan`?");
}

// Only what the user's own file says: a horizon cut short for a trial leaves out much of what is inherited, and is meant to.
void never_acting(const std::vector<ScenarioFile>& chain, const Scenario& s, Problems& warnings) {
  const std::string own = chain.back().root.document_name();
  for (const Instrument& x : s.instruments) {
    if (x.where.file != own && !x.where.file.starts_with("--set ")) continue;
    if (x.from > s.horizon.last)
      warnings.add(x.where, "the instrument `" + x.id + "` never acts", "it begins in " + x.from.text() + ", after the horizon's end in " + s.horizon.last.text());
    else if (x.to < s.horizon.first)
      warnings.add(x.where, "the instrument `" + x.id + "` never acts", "it ends in " + x.to.text() + ", before the horizon begins in " + s.horizon.first.text());
  }
}

}  // namespace

void remark_on(const std::vector<ScenarioFile>& chain, const LoadRequest& request, const Draft& draft, const Scenario& s) {
  if (!request.warnings || chain.empty() || !chain.back().root.is_map()) return;
  const bool cut = std::any_of(request.sets.begin(), request.sets.end(), [](const std::string& set) { return set.starts_with("horizon="); });
  nothing_inherited(chain, s, *request.warnings);
  if (!cut) never_acting(chain, s, *request.warnings);
  if (s.scale > 1)
    request.warnings->add(draft.where, "the scale is " + shortest(s.scale) + " times the city", "the scale is the share of the city that is simulated", shortest(s.scale) + " %");
}

}  // namespace echelon
