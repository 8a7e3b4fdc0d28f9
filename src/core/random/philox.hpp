#pragma once
// Philox4x32-7, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
// 1, 2, 3" (SC 2011): 128 random bits as a pure function of a 64-bit key and a 128-bit counter. Seven rounds are the fewest
// that pass their tests of randomness. The tests pin it to the authors' published known answers. There is no state, hence no order: any firm's luck can be computed alone.
#include <cstddef>
#include <cstdint>

#include "core/isa.hpp"

namespace echelon {

struct PhiloxKey {
  std::uint32_t k0, k1;
  friend constexpr bool operator==(PhiloxKey, PhiloxKey) = default;
};

// The finaliser of splitmix64 (Steele, Lea and Flood 2014): a bijection of 64 bits in which every input bit moves every
// output bit.
constexpr std::uint64_t mix64(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

// One key per replicate of one seed. For a fixed seed distinct replicates have distinct keys, and the other way round;
// two arbitrary pairs share a key with probability 2^-64.
constexpr PhiloxKey philox_key(std::uint64_t seed, std::uint64_t replicate) {
  const std::uint64_t by_seed = mix64(seed + 0x9e3779b97f4a7c15u);
  const std::uint64_t key = mix64(by_seed + 0xd1342543de82ef95u * replicate);
  return {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)};
}

inline namespace ECHELON_ISA {

constexpr int kPhiloxRounds = 7;

struct Words4 {
  std::uint32_t w0, w1, w2, w3;
};

// Plain arithmetic without branches: a loop over firms (c0 = their ids) becomes 32 x 32 -> 64 bit vector products.
template <int Rounds>
ECHELON_INLINE Words4 philox_of(PhiloxKey key, std::uint32_t c0, std::uint32_t c1, std::uint32_t c2, std::uint32_t c3) {
  std::uint32_t k0 = key.k0, k1 = key.k1;
#pragma GCC unroll 10
  for (int round = 0; round < Rounds; ++round) {
    const std::uint64_t p0 = std::uint64_t{0xD2511F53u} * c0;
    const std::uint64_t p1 = std::uint64_t{0xCD9E8D57u} * c2;
    c0 = static_cast<std::uint32_t>(p1 >> 32) ^ c1 ^ k0;
    c2 = static_cast<std::uint32_t>(p0 >> 32) ^ c3 ^ k1;
    c1 = static_cast<std::uint32_t>(p1);
    c3 = static_cast<std::uint32_t>(p0);
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  return {c0, c1, c2, c3};
}
ECHELON_INLINE Words4 philox(PhiloxKey key, std::uint32_t c0, std::uint32_t c1, std::uint32_t c2, std::uint32_t c3) {
  return philox_of<kPhiloxRounds>(key, c0, c1, c2, c3);
}

// The standard's uniform random bit generator over one address (key, c0, c1, c2), so that Boost.Random's distributions
// work on it: the j-th word is lane j % 4 of the call with c3 = j / 4.
class PhiloxEngine {
 public:
  using result_type = std::uint32_t;
  PhiloxEngine(PhiloxKey key, std::uint32_t c0, std::uint32_t c1, std::uint32_t c2)
      : key_(key), c0_(c0), c1_(c1), c2_(c2) {}
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return 0xffffffffu; }
  result_type operator()() {
    if (lane_ == 4) {
      const Words4 w = philox(key_, c0_, c1_, c2_, c3_++);
      words_[0] = w.w0, words_[1] = w.w1, words_[2] = w.w2, words_[3] = w.w3;
      lane_ = 0;
    }
    return words_[lane_++];
  }

 private:
  PhiloxKey key_;
  std::uint32_t c0_, c1_, c2_, c3_ = 0;
  std::uint32_t words_[4] = {};
  int lane_ = 4;
};

}  // namespace ECHELON_ISA
}  // namespace echelon
