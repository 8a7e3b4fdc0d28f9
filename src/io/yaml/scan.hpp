#pragma once
// What a YAML parser lets pass and a person did not mean: tabs as indentation, full-width punctuation where ASCII is
// needed, a quote that is never closed, a second document. Each is reported; what can be understood anyway is repaired
// in memory so that the rest of the file is checked in the same pass. (The problem stays: nothing is used.)
#include "io/yaml/text.hpp"

namespace echelon::yaml {

// False when the text cannot be parsed in a useful way; then every reason has been reported.
bool scan(Text& text, Problems& problems);

}  // namespace echelon::yaml
