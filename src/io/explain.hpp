#pragma once
// Pieces of explain(): labelled lines, sources joined with the bibliography.
#include <string>

#include "io/load.hpp"

namespace echelon {

class Lines {
 public:
  explicit Lines(const Bibliography& sources) : sources_(sources) {}
  void title(const std::string& text) { out_ += text + "\n"; }
  void add(const std::string& label, const std::string& text);  // nothing when the text is empty
  void source(const std::string& text);                         // and what the bibliography says of it
  void where(const SourcePos& where) { add("set by", where.text()); }
  void raw(const std::string& line) { out_ += line + "\n"; }
  const std::string& text() const { return out_; }

 private:
  const Bibliography& sources_;
  std::string out_;
};

std::string both(const Names& names);                          // "high-tech enterprise / 高新技术企业"
std::string assumed(const Instrument& instrument);             // its assumption, and which numbers came without a source
std::string with_unit(double value, const std::string& unit);  // held value as people read it: 0.05 in % is "5 %"

void explain_parameter(const Scenario& scenario, const ParameterValue& parameter, Lines& lines);
void explain_scheme(const Scenario& scenario, const Scheme& scheme, Lines& lines);
void explain_instrument(const Instrument& instrument, Lines& lines);
void explain_target(const Target& target, Lines& lines);

}  // namespace echelon
