#pragma once
// JSON Schema (draft 7, which editors read) of the YAML files, made of the words and units that the strict reader itself uses.
// A schema sees one file at a time: it finds wrong keys, words, units and shapes; `echelon check` finds the rest.
#include <string>
#include <vector>

#include "app/document.hpp"
#include "io/library.hpp"
#include "model/declaration.hpp"

namespace echelon::app {

// What a schema is made for: the vocabulary of the model and what config/ and scenarios/ hold.
struct Shelf {
  Vocabulary words;
  Library library;
  std::vector<std::string> scenarios, ensembles;
};

Json scenario_schema(const Shelf& shelf);
Json study_schema(const Shelf& shelf);
Json instrument_schema(const Shelf& shelf);

// --- pieces -----------------------------------------------------------------------------------------------------------

// A mapping that takes these keys and no others.
Json object(Json properties, std::vector<std::string> required = {});
Json described(std::string text, Json schema);
Json one_of(const std::vector<std::string>& words);
Json any_of(std::vector<Json> choices);
Json list_of(Json items);
Json text();
Json identifier();
Json names();     // {en: ..., zh: ...}
Json question();  // a text, or names
Json count(std::int64_t least);
Json quarter();
Json year();
Json horizon();
Json on_off();
Json any_number();  // in whatever unit
// A number in one of the units, or in any other of the same dimension; without a unit where `bare` or where something is counted.
Json number_in(const std::vector<std::string>& units, bool bare);
Json duration();

// Keys of an instrument, without those that say which it is.
Json instrument_keys(const Shelf& shelf);

}  // namespace echelon::app
