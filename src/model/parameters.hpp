#pragma once
// All parameters of all rooms as one typed struct. A room declares its own (`<room>.hpp`); this page only lists the rooms.
#include <span>
#include <vector>

#include "core/field.hpp"
#include "model/declaration.hpp"
#include "model/processes/attraction.hpp"
#include "model/processes/awareness.hpp"
#include "model/processes/certification.hpp"
#include "model/processes/competition.hpp"
#include "model/processes/carriers.hpp"
#include "model/processes/consortia.hpp"
#include "model/processes/entry.hpp"
#include "model/processes/exit.hpp"
#include "model/processes/finance.hpp"
#include "model/processes/growth.hpp"
#include "model/processes/guidance.hpp"
#include "model/processes/innovation.hpp"
#include "model/processes/loans.hpp"
#include "model/processes/macro.hpp"
#include "model/processes/mechanisms.hpp"
#include "model/processes/notch.hpp"
#include "model/processes/platforms.hpp"
#include "model/processes/research.hpp"
#include "model/processes/spillover.hpp"
#include "model/processes/talent.hpp"
#include "model/processes/tracks.hpp"
#include "model/processes/treasury.hpp"
#include "model/processes/venture.hpp"
#include "model/observation.hpp"
#include "model/population.hpp"
#include "model/rules/latent.hpp"

namespace echelon {

struct Parameters {
  MacroParams macro;
  PopulationParams population;
  EntryParams entry;
  GrowthParams growth;
  ExitParams exit;
  FinanceParams finance;
  ResearchParams research;
  NotchParams notch;
  InnovationParams innovation;
  CompetitionParams competition;
  VentureParams venture;
  AwarenessParams awareness;
  CertificationParams certification;
  TreasuryParams treasury;
  ObservationParams observation;
  RuleParams rules;
  ConsortiaParams consortia;
  CarriersParams carriers;
  PlatformsParams platforms;
  SpilloverParams spillover;
  ProtectionParams protection;
  MechanismsParams mechanisms;
  TalentParams talent;
  TracksParams tracks;
  LoanParams loans;
  GuidanceParams guidance;
  AttractionParams attraction;
  std::vector<SchemeParams> schemes;  // in the order of the scenario's schemes
};

// What may be set in YAML: every parameter of every room; of every scheme (names without `schemes.<id>.`).
std::vector<ParameterDeclaration> room_parameters();
std::vector<ParameterDeclaration> scheme_parameters();

// Values in the order of `scenario.parameters` -> typed parameters. Throws std::logic_error on an unknown path.
struct Scenario;
Parameters bind_parameters(const Scenario& scenario, std::span<const double> values);

}  // namespace echelon
