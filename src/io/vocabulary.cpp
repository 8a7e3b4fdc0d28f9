#include "io/vocabulary.hpp"

#include "model/observation.hpp"
#include "model/parameters.hpp"
#include "model/rules/fields.hpp"

namespace echelon {

Vocabulary model_vocabulary() {
  Vocabulary words;
  words.rooms = room_parameters();
  words.schemes = scheme_parameters();
  for (const std::string& name : rule_fields()) {
    const auto field = rule_field(name);
    if (!field || !rule_field_info(*field).evaluated) continue;
    words.rule_fields.push_back(name);
    words.rule_units[name] = rule_field_info(*field).unit;
  }
  words.series = record_series();
  words.rooms_that_switch = {"venture", "innovation", "competition", "consortia", "talent", "notch", "carriers", "platforms", "spillover", "protection", "mechanisms",
                             "tracks", "loans", "guidance", "attraction"};  // as Simulation asks for them
  return words;
}

}  // namespace echelon
