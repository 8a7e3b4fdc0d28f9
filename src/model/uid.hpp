#pragma once
#include <cstdint>
#include <string_view>

namespace echelon {

// How a firm came to be. The n-th entrant of a channel, sector and quarter has the same identity in every scenario, so
// two policies meet the same firms with the same luck.
enum class Channel : std::uint8_t { initial = 0, organic = 1, spin_off = 2, attracted = 3, talent = 4, reserved = 7 };
constexpr int kChannels = 5;

// 3 bits channel, 5 bits sector, 7 bits quarter of entry (0 for the initial population), 17 bits ordinal.
constexpr std::uint32_t kMaxOrdinal = (1u << 17) - 1;
constexpr int kMaxSectors = 32;
constexpr int kMaxQuarters = 126;

constexpr std::uint32_t make_uid(Channel channel, int sector, int quarter, std::uint32_t ordinal) {
  return (static_cast<std::uint32_t>(channel) << 29) | (static_cast<std::uint32_t>(sector) << 24) |
         (static_cast<std::uint32_t>(quarter) << 17) | ordinal;
}
constexpr Channel channel_of(std::uint32_t uid) { return static_cast<Channel>(uid >> 29); }
constexpr int sector_of(std::uint32_t uid) { return static_cast<int>((uid >> 24) & 31u); }

// What keys the luck of a thing by its name, so that another one beside it changes nothing (FNV-1a).
constexpr std::uint32_t luck_of_name(std::string_view name) {
  std::uint32_t hash = 0x811c9dc5u;
  for (const char letter : name) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x01000193u;
  return hash;
}

}  // namespace echelon
