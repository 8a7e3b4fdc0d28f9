#include <algorithm>
#include <cmath>

#include "io/config.hpp"
#include "io/draft.hpp"
#include "io/load.hpp"
#include "io/load_resolved.hpp"
#include "io/values.hpp"

namespace echelon {
namespace {

Library empty_library(const Vocabulary& vocabulary) {
  Library library;
  library.scenario.horizon = {Quarter{0}, Quarter{-1}};
  for (const std::string& room : vocabulary.rooms_that_switch) library.scenario.rooms[room] = true;
  return library;
}

bool is_resolved(const std::vector<ScenarioFile>& chain) { return chain.size() == 1 && chain[0].root.has("resolved"); }

// In the order of the parameter table: rooms as declared, then scheme by scheme.
void gather_parameters(Library& library, const Vocabulary& vocabulary, const Draft& draft, bool resolved,
                       Problems& problems) {
  for (const std::string& path : parameter_paths(vocabulary, library.scenario.schemes)) {
    const auto it = library.parameters.find(path);
    if (it != library.parameters.end()) library.scenario.parameters.push_back(it->second);
    else if (resolved)
      problems.add(draft.where, "the parameter `" + path + "` is missing", "a resolved scenario gives all of them");
  }
}

// In the order in which the scenario names its registers.
void gather_targets(Library& library, const Draft& draft, bool resolved) {
  std::vector<std::string> order = draft.registers;
  if (resolved)
    for (const Register& r : library.registers) order.push_back(r.id);
  for (const std::string& id : order)
    for (const Register& r : library.registers)
      if (r.id == id)
        library.scenario.targets.insert(library.scenario.targets.end(), r.targets.begin(), r.targets.end());
}

// Parks stand only where an instrument opens them. A scenario without one says nothing about their number: none would
// be its own silence, and the target would look as if it were out of reach.
void leave_out_parks_nobody_opens(Scenario& s) {
  const auto opens = [](const Instrument& x) { return x.supports == "parks"; };
  if (std::any_of(s.instruments.begin(), s.instruments.end(), opens)) return;
  for (Target& t : s.targets) {
    if (t.metric.of != "track_parks_opened") continue;
    t.metric = {};
    t.metric.kind = "none";
    t.metric.why_none = "no instrument of this scenario opens parks; `future-industries` has one";
  }
}

void gather_instruments(Library& library, const Draft& draft) {
  for (auto [id, x] : draft.policy) {
    if (x.to == far_future) x.to = std::max(library.scenario.horizon.last, x.from);
    library.scenario.instruments.push_back(x);
    library.instruments.insert_or_assign(id, x);
  }
}

void gather_ensemble(const LoadRequest& request, Library& library, Files& files, const Draft& draft,
                     Problems& problems) {
  const std::string& name = library.scenario.ensemble;
  if (name.empty()) return;
  const auto file = request.config_dir / "ensembles" / (name + ".csv");
  if (!std::filesystem::exists(file)) {
    problems.add(draft.where, "there is no ensemble `" + name + "`",
                 file.string() + " does not exist; `ensemble: none` draws every parameter from its prior");
    return;
  }
  read_ensemble(file, library, files.bytes(file, "config/ensembles/" + name + ".csv"), problems);
}

void check_horizon(const Library& library, const Draft& draft, Problems& problems) {
  const Horizon& h = library.scenario.horizon;
  if (h.last < h.first)
    problems.add(draft.where, "there is no horizon",
                 "neither config/city.yaml nor the scenario says `horizon: 2018Q1..2035Q4`");
}

void name_scenario(const std::vector<ScenarioFile>& chain, Scenario& s) {
  if (chain.empty() || !chain.back().root.exists()) return;
  const yaml::Node& root = chain.back().root;
  s.id = root.optional("id").exists() ? read_id(root.optional("id")) : chain.back().id;
  s.name = read_names(root.required("name"));
  read_if(root, "question", s.question, read_question);
}

Scenario load_chain(const std::vector<ScenarioFile>& chain, const SourcePos& where, const LoadRequest& request, Files& files,
                    Problems& problems) {
  Library library = empty_library(request.vocabulary);
  Reading reading{request.vocabulary, library, problems};
  reading.resolved = is_resolved(chain);
  Draft draft;
  draft.where = where;
  name_scenario(chain, library.scenario);
  if (reading.resolved) read_resolved(chain[0].root, reading);
  else load_config(request.config_dir, files, reading);
  for (const ScenarioFile& file : chain) apply_file(file, draft, reading);
  for (const std::string& set : request.sets) apply_set(set, files, draft, reading);
  apply_goals(draft, reading);
  check_horizon(library, draft, problems);
  gather_instruments(library, draft);
  gather_parameters(library, request.vocabulary, draft, reading.resolved, problems);
  gather_targets(library, draft, reading.resolved);
  leave_out_parks_nobody_opens(library.scenario);
  gather_ensemble(request, library, files, draft, problems);
  cross_check(request.vocabulary, library, problems);
  remark_on(chain, request, draft, library.scenario);
  library.scenario.inputs = files.inputs();
  return std::move(library.scenario);
}

}  // namespace

Scenario load_scenario(const LoadRequest& request, Problems& problems) {
  Files files(problems);
  const std::vector<ScenarioFile> chain = open_chain(request, files, problems);
  return load_chain(chain, {scenario_path(request).string(), 0, 0}, request, files, problems);
}

Scenario load_resolved(const std::string& text, const LoadRequest& request, Problems& problems) {
  Files files(problems);
  const std::vector<ScenarioFile> chain{{request.scenario, files.text(request.scenario, text)}};
  if (!is_resolved(chain)) {
    problems.add({request.scenario, 0, 0}, "this is no resolved scenario", "`resolved: true` is missing");
    return {};
  }
  return load_chain(chain, {request.scenario, 0, 0}, request, files, problems);
}

}  // namespace echelon
