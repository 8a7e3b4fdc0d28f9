#pragma once
// What surrounds the sections: head with the content security policy, language switch, contents, scripts.
#include <string>
#include <vector>

#include "model/scenario.hpp"
#include "report/words.hpp"

namespace echelon::page {

struct Section {
  std::string id;
  Names title;
  std::string body;  // markup
};

std::string document(const Names& title, const Names& kicker, const std::vector<Section>& sections, Lang lang);

std::string section_html(const Section& section);

// A part that opens: <details> with a heading.
std::string fold(const std::string& id, const Names& title, const std::string& body, bool open = false);

}  // namespace echelon::page
