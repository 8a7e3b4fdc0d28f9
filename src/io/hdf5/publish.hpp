#pragma once
// Files appear whole or not at all: written beside their place as NAME.part, synced, then renamed.
#include <cstddef>
#include <filesystem>
#include <span>

namespace echelon {

// Writes `bytes` to `path` by way of `path`.part -> fsync -> rename -> fsync of the folder. Throws IoError with path and
// the system's reason; nothing half-written is left, and a file that was at `path` before is left as it was.
void publish_file(const std::filesystem::path& path, std::span<const std::byte> bytes);

// Throws IoError at once if `path` could not be published later, so that nobody computes for an hour for nothing.
void check_writable(const std::filesystem::path& path);

}  // namespace echelon
