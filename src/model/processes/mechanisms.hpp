#pragma once
// MECHANISMS (S16)
// What        How public calls choose: firms have a say in the topics, plans are run by firms, and officials who did their duty are not held
//             liable. Each changes what gets funded or how soon, never what comes of it.
// Equation    (J1) topics: score −= need·slack, slack = cash over sales in [0, 2]: projects of firms that could not pay for them come first
//             (J2) tolerance: weight `bold` moves from the record (inventions, knowledge) to last year's growth of sales
//             (J3) management: what is granted is paid after lag·(1 − faster)
// Reads       cash, sales
// Writes      scores of calls, dates of payment
// Parameters  config/parameters/mechanisms.yaml; each is in force to the `share` of its instrument
// Draws       none
// Neglects    what a tolerant fund loses, politics of topics, the wording of calls
// Source      model page S16; data PG4.1, PG4.2, PG1.5d
#include <span>

#include "core/quantity.hpp"
#include "model/scenario.hpp"

namespace echelon {

struct MechanismsParams {
  Number need;
  Share bold;
  Share faster;
};

// What of it is in force today.
struct SelectionRule {
  double need = 0, bold = 0, faster = 0;
};
// Of the instruments that hold on the date and have money where they have a line; each to its share, together never beyond the whole.
SelectionRule rule_of_calls(std::span<const Instrument> instruments, const MechanismsParams& p, Quarter date);

}  // namespace echelon
