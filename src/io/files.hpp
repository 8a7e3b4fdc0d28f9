#pragma once
// The files of one loading: opened once, kept while nodes point into them, digested for the trail.
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "io/yaml/document.hpp"

namespace echelon {

class Files {
 public:
  explicit Files(Problems& problems) : problems_(problems) {}

  // `label` is the file's name in the trail, the same on every machine: config/city.yaml.
  yaml::Node open(const std::filesystem::path& path, const std::string& label);
  std::string bytes(const std::filesystem::path& path, const std::string& label);
  // A text that is no file; messages call it by its name alone.
  yaml::Node text(const std::string& name, const std::string& yaml);

  const std::vector<std::pair<std::string, std::string>>& inputs() const { return inputs_; }  // label -> SHA-256

 private:
  Problems& problems_;
  std::vector<std::unique_ptr<yaml::Document>> documents_;
  std::vector<std::pair<std::string, std::string>> inputs_;
};

// The .yaml files of a folder in the order of their names; none when there is no such folder.
std::vector<std::filesystem::path> yaml_files(const std::filesystem::path& folder);

}  // namespace echelon
