#pragma once
// HTML as text. Whatever comes from a file or a user passes through `escaped` on its way into the page.
#include <string>
#include <string_view>

#include "model/scenario.hpp"
#include "report/words.hpp"

namespace echelon::page {

// & < > " ' as entities, so that a text stays a text in an element and in a quoted attribute; control characters that HTML
// does not allow are left out.
std::string escaped(std::string_view text);

// A text in both languages, of which the page shows one. A name without Chinese stands in English for both.
std::string both(const Names& names);
std::string both(const std::string& en, const std::string& zh);

// With a capital first letter in English, to begin a sentence or a heading.
Names capital(Names names);

// The same figure said by `say` in each language: quantity(lang, ...) and the like.
template <class Say>
Names each(Say say) {
  return {say(Lang::en), say(Lang::zh)};
}

// <tag attributes>inner</tag>; `inner` is markup already.
std::string element(const char* tag, const std::string& inner, const std::string& attributes = "");

// <p attributes>, in both languages.
std::string paragraph(const Names& text, const char* attributes = "");

// A part of the first screen under a heading of its own.
std::string card(const Names& head, const std::string& body);

// The digest of an inline script or style as a content security policy names it: 'sha256-...'.
std::string policy_hash(std::string_view text);

}  // namespace echelon::page
