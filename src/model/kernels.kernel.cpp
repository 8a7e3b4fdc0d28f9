#include "model/kernels.hpp"

#include "core/random/philox_fill.hpp"
#include "model/lanes.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

void fill_luck(PhiloxKey key, const std::uint32_t* uid, std::uint32_t n, std::uint32_t quarter, std::uint32_t call,
               std::uint32_t k, const LuckOut& out) {
  philox_fill(key, uid, n, quarter, call, k, out.lane0, out.lane1, out.lane2, out.lane3);
}

#if defined(__AVX512F__) && defined(__AVX512BW__)
namespace {

// Appends `first` and up for every set bit: all four quarters, empty or not, since a branch would be guessed wrong too often.
ECHELON_INLINE std::uint32_t append_bits(std::uint64_t set, std::uint32_t first, std::uint32_t* out) {
  const __m512i steps = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  asm("" : "+r"(set));  // in a general register: shifting a mask register is slow
  std::uint32_t count = 0;
  for (std::uint32_t part = 0; part < 64; part += 16) {
    const auto sixteen = static_cast<std::uint16_t>(set >> part);
    const __m512i slots = _mm512_add_epi32(steps, _mm512_set1_epi32(static_cast<int>(first + part)));
    _mm512_storeu_si512(out + count, _mm512_maskz_compress_epi32(sixteen, slots));
    count += static_cast<std::uint32_t>(__builtin_popcount(sixteen));
  }
  return count;
}

}  // namespace

std::uint32_t append_set(const std::uint8_t* bytes, std::uint32_t n, std::uint32_t first, std::uint32_t* out) {
  std::uint32_t count = 0, j = 0;
  for (; j + 64 <= n; j += 64) {  // a load with a mask would wait until what was just written is in the cache
    const __m512i some = _mm512_loadu_si512(bytes + j);
    count += append_bits(_mm512_test_epi8_mask(some, some), first + j, out + count);
  }
  if (j == n) return count;
  const __m512i some = _mm512_maskz_loadu_epi8((std::uint64_t{1} << (n - j)) - 1, bytes + j);
  return count + append_bits(_mm512_test_epi8_mask(some, some), first + j, out + count);
}
#elif defined(__x86_64__)
namespace {

// Which of 64 bytes are set, one bit a byte.
ECHELON_INLINE std::uint64_t set_of_64(const std::uint8_t* bytes) {
  std::uint64_t clear = 0;
#if defined(__AVX2__)
  for (int part = 0; part < 64; part += 32) {
    const __m256i some = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + part));
    const int zero = _mm256_movemask_epi8(_mm256_cmpeq_epi8(some, _mm256_setzero_si256()));
    clear |= std::uint64_t{static_cast<std::uint32_t>(zero)} << part;
  }
#else
  for (int part = 0; part < 64; part += 16) {
    const __m128i some = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + part));
    const int zero = _mm_movemask_epi8(_mm_cmpeq_epi8(some, _mm_setzero_si128()));
    clear |= std::uint64_t{static_cast<std::uint16_t>(zero)} << part;
  }
#endif
  return ~clear;
}

#if defined(__AVX2__)
// Of every byte the places of its set bits, one after the other.
struct SetBits {
  alignas(8) std::uint8_t place[256][8] = {};
  constexpr SetBits() {
    for (int byte = 0; byte < 256; ++byte) {
      for (int bit = 0, n = 0; bit < 8; ++bit) {
        if ((byte >> bit & 1) != 0) place[byte][n++] = static_cast<std::uint8_t>(bit);
      }
    }
  }
};
constexpr SetBits kSetBits;

// Eight at a time whether set or not: a loop over the set ones alone ends where nobody can foresee it.
ECHELON_INLINE std::uint32_t append_64(std::uint64_t set, std::uint32_t first, std::uint32_t* out) {
  std::uint32_t count = 0;
#pragma GCC unroll 8
  for (std::uint32_t at = 0; at < 64; at += 8) {
    const auto eight = static_cast<std::uint8_t>(set >> at);
    const __m128i places = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(kSetBits.place[eight]));
    const __m256i slots = _mm256_add_epi32(_mm256_cvtepu8_epi32(places), _mm256_set1_epi32(static_cast<int>(first + at)));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + count), slots);
    count += static_cast<std::uint32_t>(__builtin_popcount(eight));
  }
  return count;
}
#else
ECHELON_INLINE std::uint32_t append_64(std::uint64_t set, std::uint32_t first, std::uint32_t* out) {
  std::uint32_t count = 0;
  for (; set != 0; set &= set - 1) out[count++] = first + static_cast<std::uint32_t>(__builtin_ctzll(set));
  return count;
}
#endif

}  // namespace

std::uint32_t append_set(const std::uint8_t* bytes, std::uint32_t n, std::uint32_t first, std::uint32_t* out) {
  std::uint32_t count = 0;
  std::uint32_t j = 0;
  for (; j + 64 <= n; j += 64) {
    if (const std::uint64_t set = set_of_64(bytes + j)) count += append_64(set, first + j, out + count);
  }
  for (; j < n; ++j) {
    out[count] = first + j;
    count += bytes[j] != 0;
  }
  return count;
}
#else
std::uint32_t append_set(const std::uint8_t* bytes, std::uint32_t n, std::uint32_t first, std::uint32_t* out) {
  std::uint32_t count = 0;
  for (std::uint32_t j = 0; j < n; ++j) {
    out[count] = first + j;
    count += bytes[j] != 0;
  }
  return count;
}
#endif

void sector_sums(Block block, const SectorView& view, float knowledge_elasticity, SectorSums& sums) {
  const auto status = view.status;
  const auto productivity = view.productivity;
  const auto knowledge = view.knowledge;
  const auto sales = view.sales;
  std::int64_t active = 0, effect = 0, stock = 0, money = 0;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin; i < block.end; ++i) {
    const std::int32_t state = status[i];
    const std::int32_t one = one_if(state == kActive);
    const float e = productivity[i] + knowledge_elasticity * vlog1p(knowledge[i]);
    active += one;
    effect += static_cast<std::int32_t>(65536.0f * e) & -one;
    stock += static_cast<std::int32_t>(1024.0f * knowledge[i]) & -one;
    money += static_cast<std::int32_t>(1000.0f * sales[i]) & -one;
  }
  sums.active += active;
  sums.productivity += effect;
  sums.knowledge += stock;
  sums.sales += money;
}

std::int64_t spin_weight(Block block, const SectorView& view, float mean) {
  const auto status = view.status;
  const auto knowledge = view.knowledge;
  const float inverse = 1.0f / mean;
  std::int64_t sum = 0;
  ECHELON_EACH_FIRM
  for (std::size_t i = block.begin; i < block.end; ++i) {
    const float ratio = knowledge[i] * inverse;
    const std::int32_t state = status[i];
    const std::int32_t counts = one_if(state == kActive) & one_if(ratio > 1.0f);
    sum += static_cast<std::int32_t>(1024.0f * __builtin_sqrtf(ratio)) & -counts;
  }
  return sum;
}

const Kernels& kernel_table() {
  static const Kernels table = {
      fill_luck, append_set, sector_sums, spin_weight, growth_year, growth_quarter, exit_quarter,
      finance_quarter, accounts_year, notch_gaps, notch_choose, research_year, research_quarter, innovation_quarter, innovation_gains,
      innovation_year, venture_quarter, learn, mark_unaware, know_at_start, rank_at_start, introduce, apply, pass_chances, hand_in, ask_rule, narrow_rule,
      rule_values, observe_quarter, newborn_initial, newborn_entrants, newborn_settle, newborn_past,
      may_spin_off, parent_scores, poisson_counts, binomial_counts, mark_holders, mark_performers,
      mark_young, observe_patents, mark_needy, merit_scores, loan_risks, count_places, mark_certified, leader_scores, gumbels};
  return table;
}

}  // namespace ECHELON_ISA
}  // namespace echelon
