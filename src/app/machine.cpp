#include "app/machine.hpp"

#include <fmt/format.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>

#include "io/hdf5/version.hpp"

namespace echelon::app {
namespace {

namespace fs = std::filesystem;

int affinity() {
  cpu_set_t set;
  return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

std::optional<double> number_in(const fs::path& file) {
  std::ifstream in(file);
  double value = 0;
  if (in >> value) return value;
  return std::nullopt;
}

// The folders of this process's control group and of those above it, whose limits hold as well.
std::vector<fs::path> control_groups() {
  std::vector<fs::path> folders;
  std::ifstream in("/proc/self/cgroup");
  for (std::string line; std::getline(in, line);) {
    const auto first = line.find(':'), second = line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    fs::path root = "/sys/fs/cgroup";
    if (controllers.find("cpu") != std::string::npos) root /= controllers;
    else if (!controllers.empty()) continue;
    fs::path group = fs::path(line.substr(second + 1)).relative_path();
    for (; !group.empty(); group = group.parent_path()) folders.push_back(root / group);
    folders.push_back(root);
  }
  return folders;
}

}  // namespace

std::optional<int> quota_of(const fs::path& folder) {
  const auto cores = [](double quota, double period) { return std::max(1, static_cast<int>((quota + period - 1) / period)); };
  std::ifstream in(folder / "cpu.max");
  std::string quota;
  double period = 0;
  if (in >> quota >> period && quota != "max" && period > 0) return cores(std::strtod(quota.c_str(), nullptr), period);
  const auto old_quota = number_in(folder / "cpu.cfs_quota_us"), old_period = number_in(folder / "cpu.cfs_period_us");
  if (old_quota && old_period && *old_quota > 0 && *old_period > 0) return cores(*old_quota, *old_period);
  return std::nullopt;
}

int usable_cores() {
  int cores = affinity();
  if (const char* text = std::getenv("SLURM_CPUS_PER_TASK")) {
    const int given = std::atoi(text);
    if (given > 0) cores = std::min(cores, given);
  }
  for (const fs::path& folder : control_groups()) {
    if (const auto quota = quota_of(folder)) cores = std::min(cores, *quota);
  }
  return std::max(1, cores);
}

// The kernel's own figure of this program; that of getrusage also has the peak of the program that started this one.
std::int64_t peak_memory_bytes() {
  std::ifstream in("/proc/self/status");
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("VmHWM:", 0) == 0) return std::int64_t{1024} * std::atoll(line.c_str() + 6);
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return std::int64_t{usage.ru_maxrss} * 1024;
}

std::string host_name() {
  char name[256] = {};
  return gethostname(name, sizeof name - 1) == 0 ? name : "unknown";
}

std::string now_utc() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

std::string compiler() {
#ifdef __clang__
  return "clang " __clang_version__;
#else
  return "g++ " __VERSION__;
#endif
}

std::string libraries() {
  return fmt::format("HDF5 {}, fmt {}.{}.{}", hdf5_version(), FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100);
}

}  // namespace echelon::app
