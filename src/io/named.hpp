#pragma once
// What a user meant who wrote another name: the nearest id, else the thing whose name in one of the languages is meant.
#include <filesystem>
#include <string>
#include <vector>

#include "model/scenario.hpp"

namespace echelon {

struct Named {
  std::string id;
  Names name;
};

// Empty where nothing is near.
std::string nearest_named(const std::string& wanted, const std::vector<Named>& known);

// Of the scenarios in this folder. Their files are read only where no stem is near.
std::string nearest_scenario(const std::string& wanted, const std::filesystem::path& folder);

// Why this path is no YAML file of ours: "it is a folder; ...", "it is a result; ..."; empty where it may be one.
std::string no_yaml(const std::filesystem::path& path, const std::string& wanted);

}  // namespace echelon
