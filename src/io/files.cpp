#include "io/files.hpp"

#include <algorithm>

#include "io/digest_sha256.hpp"

namespace echelon {

std::string Files::bytes(const std::filesystem::path& path, const std::string& label) {
  std::string bytes = yaml::read_bytes(path);
  inputs_.emplace_back(label, sha256(bytes));
  return bytes;
}

yaml::Node Files::open(const std::filesystem::path& path, const std::string& label) {
  documents_.push_back(std::make_unique<yaml::Document>(path.string(), bytes(path, label), problems_));
  return documents_.back()->root();
}

yaml::Node Files::text(const std::string& name, const std::string& yaml) {
  documents_.push_back(std::make_unique<yaml::Document>(name, yaml, problems_, false));
  return documents_.back()->root();
}

std::vector<std::filesystem::path> yaml_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  if (!std::filesystem::is_directory(folder)) return files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".yaml" && !entry.is_directory()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace echelon
