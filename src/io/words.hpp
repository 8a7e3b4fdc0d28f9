#pragma once
// The words that files may use where only some are possible, and the keys of an instrument that hold numbers. The readers take
// no others; the schema for editors offers these.
#include <string>
#include <vector>

#include "io/values.hpp"
#include "model/observation.hpp"

namespace echelon::words {

using List = std::vector<std::string>;

inline const List kinds{"award",          "grant",           "attraction",     "campaign",       "desk_capacity",  "consortium_support",
                        "talent_package", "platform_support", "space",          "protection",     "selection_rule", "track_support",
                        "loan_guarantee", "guidance_fund"};  // of instruments
inline const List consortium_types(std::begin(consortium_kinds), std::end(consortium_kinds) - 1);  // nobody calls for the last kind
inline const List brought{"vice_president", "expert", "team", "person"};
inline const List rules_of_calls{"topics", "tolerance", "management"};
inline const List supported{"orders", "space", "promotion", "parks"};
inline const List origins{"anywhere", "beyond_region"};
inline const List triggers{"application", "first_recognition", "renewal",    "first_entry_attracted",
                           "moved_in",    "selected",          "pool_entry", "every_year_held"};

inline const List metric_kinds{"count", "unique", "share", "sum", "ratio", "cumulative", "growth", "none"};
inline const List statuses{"public", "not_public", "qualitative", "context", "stand_in", "user", "incomplete"};

inline const List prior_kinds{"fixed", "uniform", "log_uniform", "normal", "triangular"};
inline const List classes{"definitional", "literature", "calibrated", "deep"};

struct NumberKey {
  const char* key;
  double Instrument::*to;
  List units;
  Range range;
  const char* bare;  // the unit of a number without one; "" when it must have one
};

inline const List per_year{"per year",       "projects per year", "firms per year",     "deals per year", "calls per year",
                           "cases per year", "persons per year",  "platforms per year", "m2 per year",    "1"};

// In the order in which the trail of a change names them; `cap`, `commitment`, `calls` and `funds` are other words for two of them.
inline const std::vector<NumberKey> instrument_numbers{
    {"amount", &Instrument::amount, {"CNY"}, at_least_zero, ""},
    {"cap", &Instrument::amount, {"CNY"}, at_least_zero, ""},
    {"commitment", &Instrument::amount, {"CNY"}, at_least_zero, ""},
    {"loan_cap", &Instrument::loan_cap, {"CNY"}, at_least_zero, ""},
    {"pace", &Instrument::pace, {"per year"}, {0, 4}, ""},
    {"share", &Instrument::share, {"%"}, share, ""},
    {"first_year_share", &Instrument::first_year_share, {"%"}, share, ""},
    {"per_year", &Instrument::per_year, per_year, at_least_zero, "per year"},
    {"calls", &Instrument::per_year, per_year, at_least_zero, "per year"},
    {"funds", &Instrument::per_year, {"1"}, {0, 1000}, "1"},
    {"budget", &Instrument::budget, {"CNY per year"}, at_least_zero, ""},
    {"factor", &Instrument::factor, {"1"}, {0, 1000}, ""},
    {"selected_share", &Instrument::selected_share, {"%"}, share, ""}};

}  // namespace echelon::words
