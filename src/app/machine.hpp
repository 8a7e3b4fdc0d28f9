#pragma once
// What the program may use of the machine it runs on, and what it is made of.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace echelon::app {

// Cores this process may use: its affinity, then SLURM_CPUS_PER_TASK, then the quota of its control group; at least 1.
int usable_cores();

// Processor quota in cores, rounded up, of a version 2 (cpu.max) or version 1 (cpu.cfs_quota_us) control group folder;
// nothing where there is no limit.
std::optional<int> quota_of(const std::filesystem::path& folder);

std::int64_t peak_memory_bytes();
std::string host_name();
std::string now_utc();      // 2024-04-02T09:45:00Z
std::string compiler();     // g++ 12.2.0
std::string libraries();    // HDF5 1.10.8, ...

}  // namespace echelon::app
