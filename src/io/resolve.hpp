#pragma once
// Words and pieces that resolve() and explain() share.
#include <string>

#include "io/yaml/emit.hpp"
#include "model/scenario.hpp"

namespace echelon {

std::string comparator_text(Comparator comparator);
std::string when_text(const std::vector<Term>& terms);
std::string prior_yaml(const ParameterValue& parameter);
std::string class_text(ParameterClass cls);
std::string kind_text(InstrumentKind kind);
std::string names_yaml(const Names& names);
std::string metric_yaml(const Metric& metric);
std::string quoted_if(const std::string& text);  // empty when the text is empty

yaml::Pairs instrument_pairs(const Instrument& instrument);
std::string schemes_yaml(const std::vector<Scheme>& schemes);

}  // namespace echelon
