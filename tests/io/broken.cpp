// tests/broken holds one file for each kind of mistake, and beside it what `check` must say, word by word.
// To renew the answers after a deliberate change of wording, run with ECHELON_RENEW=1 and read the difference.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "town.hpp"

using namespace echelon;

namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Paths in messages depend on where the sources lie.
std::string without_folders(std::string text) {
  for (const std::string& folder :
       {(town::data() / "").string(), (fs::path(ECHELON_SOURCE_DIR) / "tests/broken/").string()})
    for (std::size_t at; (at = text.find(folder)) != std::string::npos;) text.erase(at, folder.size());
  return text;
}

std::vector<fs::path> broken_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(ECHELON_SOURCE_DIR) / "tests/broken"))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

Problems checked(const fs::path& file) {
  Problems problems;
  check_file(file, town::request(""), problems);
  return problems;
}

}  // namespace

TEST_CASE("every broken file is told apart, at its place", "[io][broken]") {
  const auto files = broken_files();
  REQUIRE(files.size() >= 60);
  const bool renew = std::getenv("ECHELON_RENEW") != nullptr;
  for (const fs::path& file : files) {
    const std::string said = without_folders(checked(file).text());
    const fs::path expected = fs::path(file).replace_extension(".expected");
    if (renew) std::ofstream(expected, std::ios::binary) << said;
    INFO(file.filename().string());
    CHECK_FALSE(said.empty());
    CHECK(said == contents(expected));
  }
}

TEST_CASE("ten different mistakes in one file are all listed, each at its place", "[io][broken]") {
  const Problems problems = checked(fs::path(ECHELON_SOURCE_DIR) / "tests/broken/ten_mistakes.yaml");
  std::vector<std::string> found;
  for (const Problem& p : problems.list())
    found.push_back(std::to_string(p.where.line) + ":" + std::to_string(p.where.column));
  std::sort(found.begin(), found.end());
  CHECK(found ==
        std::vector<std::string>{"10:10", "11:7", "12:8", "13:13", "14:9", "2:10", "3:26", "4:7", "5:1", "6:7"});
}
