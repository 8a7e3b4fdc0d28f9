#include "model/parameters.hpp"

#include <stdexcept>
#include <string>

#include "model/fields.hpp"
#include "model/scenario.hpp"

namespace echelon {

namespace {

// The rooms, in the order in which parameters are drawn and listed.
std::vector<std::span<const Field>> rooms() {
  return {macro_fields(),       population_fields(), entry_fields(),     growth_fields(),  exit_fields(),
          finance_fields(),     research_fields(),   notch_fields(), innovation_fields(), competition_fields(), venture_fields(),
          awareness_fields(),   certification_fields(), treasury_fields(), observation_fields(), rules_fields(),
          consortia_fields(),   talent_fields(),     carriers_fields(), platforms_fields(),
          spillover_fields(),   protection_fields(), mechanisms_fields(), tracks_fields(),
          loans_fields(), guidance_fields(), attraction_fields()};
}

template <class F>
ParameterDeclaration declare(const F& f) {
  return {f.path, f.symbol, f.unit, f.low, f.high, {f.en, f.zh}};
}

const SchemeField* scheme_field(const std::string& name) {
  for (const SchemeField& f : scheme_fields()) {
    if (name == f.path) return &f;
  }
  return nullptr;
}

}  // namespace

std::vector<ParameterDeclaration> room_parameters() {
  std::vector<ParameterDeclaration> all;
  for (const auto& room : rooms()) {
    for (const Field& f : room) all.push_back(declare(f));
  }
  return all;
}

std::vector<ParameterDeclaration> scheme_parameters() {
  std::vector<ParameterDeclaration> all;
  for (const SchemeField& f : scheme_fields()) all.push_back(declare(f));
  return all;
}

Parameters bind_parameters(const Scenario& scenario, std::span<const double> values) {
  Parameters p{};
  p.schemes.resize(scenario.schemes.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string& path = scenario.parameters[i].path;
    bool found = false;
    for (const auto& room : rooms()) {
      for (const Field& f : room) {
        if (path != f.path) continue;
        f.ref(p) = values[i];
        found = true;
      }
    }
    for (std::size_t s = 0; s < scenario.schemes.size() && !found; ++s) {
      const std::string prefix = "schemes." + scenario.schemes[s].id + ".";
      if (path.rfind(prefix, 0) != 0) continue;
      const SchemeField* f = scheme_field(path.substr(prefix.size()));
      if (f == nullptr) break;
      f->ref(p.schemes[s]) = values[i];
      found = true;
    }
    if (!found) throw std::logic_error("unknown parameter: " + path);
  }
  return p;
}

}  // namespace echelon
