#pragma once
// What `explain` says, in the language of the reader: labels, names and the words of the shipped registers. Keys of files, ids and sources stay.
#include <string>

#include "report/words.hpp"

namespace echelon {

std::string explained(Lang lang, const std::string& text);

}  // namespace echelon
