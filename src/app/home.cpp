#include "app/home.hpp"

#include <sys/auxv.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace echelon::app {
namespace {

namespace fs = std::filesystem;

bool is_home(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_directory(folder / "config", ignored) && fs::is_directory(folder / "scenarios", ignored);
}

std::string first_line(const fs::path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

std::string packed_commit(const fs::path& git, const std::string& name) {
  std::ifstream in(git / "packed-refs");
  for (std::string line; std::getline(in, line);) {
    const auto space = line.find(' ');
    if (space != std::string::npos && line.substr(space + 1) == name) return line.substr(0, space);
  }
  return "";
}

// Where the program lies. A bare chroot has no /proc; the kernel has told the name it was started by.
fs::path own_path() {
  std::error_code none;
  const fs::path known = fs::read_symlink("/proc/self/exe", none);
  const char* started_as = reinterpret_cast<const char*>(getauxval(AT_EXECFN));
  return known.empty() && started_as ? fs::weakly_canonical(started_as, none) : known;
}

}  // namespace

fs::path home() {
  if (const char* given = std::getenv("ECHELON_HOME"); given && *given) {
    if (is_home(given)) return given;
    throw std::runtime_error(std::string("ECHELON_HOME=") + given + " holds no config/ and scenarios/");
  }
  const fs::path installed = own_path().parent_path().parent_path() / "share" / "echelon";
  for (const fs::path& folder : {installed, fs::path(ECHELON_SOURCE_DIR)}) {
    if (is_home(folder)) return folder;
  }
  throw std::runtime_error("cannot find config/ and scenarios/: looked in " + installed.string() + " and " ECHELON_SOURCE_DIR
                           "; set ECHELON_HOME to the folder that holds them");
}

std::string commit_of(const fs::path& folder) {
  const fs::path git = folder / ".git";
  const std::string head = first_line(git / "HEAD");
  const std::string prefix = "ref: ";
  if (head.rfind(prefix, 0) != 0) return head;
  const std::string name = head.substr(prefix.size());
  const std::string loose = first_line(git / name);
  return loose.empty() ? packed_commit(git, name) : loose;
}

}  // namespace echelon::app
