#pragma once
// Chinese for the words of the shipped target registers that a result holds in English only: registers, statuses, and why a target is not
// judged or what is to be known of it. Words of somebody's own registers stay as they are.
#include <string>

#include "report/words.hpp"

namespace echelon {

std::string register_word(Lang lang, const std::string& id);     // in English the id
std::string status_word(Lang lang, const std::string& status);   // stand_in
std::string confidence_word(Lang lang, const std::string& confidence);
std::string reason_words(Lang lang, const std::string& reason);  // clause by clause, as semicolons part them
std::string drawn_words(Lang lang, const std::string& drawn);    // "122 parameters from the ensemble, 0 from their priors, 5 fixed"

}  // namespace echelon
