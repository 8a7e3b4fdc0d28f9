#pragma once
// SHA-256 (FIPS 180-4), fed piece by piece.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace echelon {

class Sha256 {
 public:
  void add(const void* bytes, std::size_t size);
  void add(std::string_view text) { add(text.data(), text.size()); }
  std::string hex();  // ends the message: 64 lower-case hexadecimal digits

 private:
  void compress(const std::uint8_t* block);

  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<std::uint8_t, 64> buffer_{};
  std::uint64_t size_ = 0;
};

std::string sha256(std::string_view text);

}  // namespace echelon
