#include <cstring>

#include "core/math/vecmath.hpp"
#include "core/random/philox_fill.hpp"
#include "core/random/uniform.hpp"
#include "core/sums.hpp"
#include "engine/reference/ladder_ref_kernel.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

namespace {

using namespace ladder_ref;

void draw(std::uint32_t n, const Env& env, Scratch& s) {
  const std::uint32_t calls = n < kHalf ? n : kHalf;
  philox_fill(env.key, s.counter, calls, env.step, kStep, env.block, s.growth, s.chance, s.growth + kHalf,
              s.chance + kHalf);
}

// Rules 1 to 3 are several short loops: the processor overlaps many iterations of a short chain of operations, but few
// of a long one, and g++ does not interleave them itself.

// Rule 1, the luck: 0.08 rev^-0.15 Laplace.
void shake(Block block, const View& view, Scratch& s) {
  const auto damping = view.damping;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = block.begin; i < block.end; ++i) {
    const std::uint32_t j = i - block.begin;
    const float u = unit_float(s.growth[j]);
    const float side = u < 0.5f ? u : 1.0f - u;
    const float half_laplace = vlog_inside(2.0f * side);
    const float laplace = u < 0.5f ? half_laplace : -half_laplace;
    s.shock[j] = 0.08f * damping[i] * laplace;
  }
}

void move(Block block, const View& view, const Env& env, Scratch& s) {
  const auto x = view.x;
  const auto next = view.next;
  const auto revenue = view.revenue;
  const auto knowledge = view.knowledge;
  const float mean = env.mean;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = block.begin; i < block.end; ++i) {
    const std::uint32_t j = i - block.begin;
    const float old = x[i], k = knowledge[i];
    const float apart = old - mean;
    const float bounded = apart < -3.0f ? -3.0f : (apart > 3.0f ? 3.0f : apart);
    const float drift = 0.001f + 0.012f * k / (k + revenue[i]) + 0.004f * bounded;
    const float moved = old + drift + s.shock[j];
    s.four_ago[j] = next[i];
    next[i] = moved < -8.0f ? -8.0f : (moved > 14.0f ? 14.0f : moved);
  }
}

// Rule 2.
void research(Block block, const View& view, const Env& env, Scratch& s) {
  const auto next = view.next;
  const auto revenue = view.revenue;
  const auto knowledge = view.knowledge;
  const float intensity = env.intensity;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = block.begin; i < block.end; ++i) {
    const std::uint32_t j = i - block.begin;
    const float now = vexp_inside(next[i]);
    const float rd = intensity * revenue[i];
    const float k = 0.96f * knowledge[i] + rd;
    const float inverse = 1.0f / now;
    const float ratio = rd * inverse;
    s.ratio[j] = ratio;
    s.score[j] = k * inverse * (1.0f + ratio);
    revenue[i] = now;
    knowledge[i] = k;
  }
}

// Rule 3: u < 0.003 + 0.025 / (1 + age / 8) e^(-0.3 x'), without the division.
void leave(Block block, const View& view, Scratch& s) {
  const auto next = view.next;
  const auto damping = view.damping;
  const auto age = view.age;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = block.begin; i < block.end; ++i) damping[i] = vexp_inside(-0.15f * next[i]);
  ECHELON_EACH_FIRM
  for (std::uint32_t i = block.begin; i < block.end; ++i) {
    const std::uint32_t j = i - block.begin;
    const std::int32_t years = age[i] < 255 ? age[i] + 1 : 255;
    const float u = (static_cast<float>(static_cast<std::int32_t>(s.chance[j] & 0xffffu)) + 0.5f) * 0x1p-16f;
    const float hazard = 0.2f * damping[i] * damping[i];
    const bool leaves = (u < 0.2f) & ((u - 0.003f) * (8.0f + static_cast<float>(years)) < hazard);
    s.flags[j] = leaves ? kLeaves : 0;
    age[i] = static_cast<std::uint8_t>(years);
  }
}

// Rule 4. XA[a + 1] = a and GA[a + 1] = 0.02 a.
void climb_a(Block block, const View& view, Scratch& s) {
  const auto next = view.next;
  const auto rung = view.a;
  const auto clock = view.clock;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = block.begin; i < block.end; ++i) {
    const std::uint32_t j = i - block.begin;
    const float now = next[i], g4 = now - s.four_ago[j];
    const std::int32_t a = rung[i], waited = clock[i];
    const float level = static_cast<float>(a);
    const std::int32_t w = static_cast<std::int32_t>(s.chance[j] >> 16);
    const bool up = (a < 4) & (waited >= 2) & (now >= level) & (g4 >= 0.02f * level) & (w < 32768);
    // x' >= XA[a + 1] and x' < XA[a] - 0.25 exclude each other. 0.3 x 65,536 = 19,661.
    const bool down = (a > 0) & (now < level - 1.25f) & (w < 19661);
    const std::int32_t longer = waited < 255 ? waited + 1 : 255;
    rung[i] = static_cast<std::uint8_t>(a + (up ? 1 : 0) - (down ? 1 : 0));
    clock[i] = static_cast<std::uint8_t>(up | down ? 0 : longer);
  }
}

ECHELON_INLINE float threshold_k(std::int32_t b) { return b == 0 ? 1.0f : (b == 1 ? 4.0f : 12.0f); }  // KB[b + 1]

ECHELON_INLINE bool eligible(std::int32_t b, float x, float k, float ratio) {
  const float level = static_cast<float>(b);
  return (b < 3) & (ratio >= 0.04f + 0.01f * level) & (x >= 0.5f + level) & (k >= threshold_k(b));
}

// Rule 5 but for the ranking.
void climb_b(Block block, const View& view, const Env& env, Scratch& s) {
  const auto next = view.next;
  const auto knowledge = view.knowledge;
  const auto rung = view.b;
  const float cut = env.cut;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = block.begin; i < block.end; ++i) {
    const std::uint32_t j = i - block.begin;
    const std::int32_t b = rung[i];
    const float k = knowledge[i];
    const bool down = (b > 0) & (k < 0.5f * threshold_k(b - 1));
    const bool candidate = eligible(b, next[i], k, s.ratio[j]) & (s.score[j] >= cut);
    rung[i] = static_cast<std::uint8_t>(b - (down ? 1 : 0));
    s.flags[j] = static_cast<std::uint8_t>(s.flags[j] | (candidate ? kCandidate : 0));
  }
}

void add_up(Block block, const View& view, Scratch& s) {
  const auto next = view.next;
  const auto revenue = view.revenue;
  std::int32_t log_sum = 0;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = block.begin; i < block.end; ++i)
    log_sum += static_cast<std::int32_t>((next[i] + 8.0f) * kLogScale + 0.5f);
  std::int64_t revenue_sum = 0;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = block.begin; i < block.end; ++i)
    revenue_sum += to_fixed_in_range(static_cast<double>(revenue[i]), kRevenueScale);
  s.log_fixed = log_sum;
  s.revenue_fixed = revenue_sum;
}

void step(Block block, const View& view, const Env& env, Scratch& s) {
  draw(block.end - block.begin, env, s);
  shake(block, view, s);
  move(block, view, env, s);
  research(block, view, env, s);
  leave(block, view, s);
  climb_a(block, view, s);
  climb_b(block, view, env, s);
  add_up(block, view, s);
}

// A firm of age 0 has just entered. One that has just gone down a rung fails the knowledge test of the rung it left.
void rescan(Block block, const View& view, const Env& env, Scratch& s) {
  const auto before = view.x;
  const auto next = view.next;
  const auto revenue = view.revenue;
  const auto knowledge = view.knowledge;
  const auto age = view.age;
  const auto rung = view.b;
  const float intensity = env.intensity;
  ECHELON_EACH_FIRM
  for (std::uint32_t i = block.begin; i < block.end; ++i) {
    const std::uint32_t j = i - block.begin;
    const float k = knowledge[i];
    const float inverse = 1.0f / revenue[i];
    const float ratio = intensity * vexp(before[i]) * inverse;
    const bool candidate = age[i] > 0 && eligible(rung[i], next[i], k, ratio);
    s.score[j] = k * inverse * (1.0f + ratio);
    s.flags[j] = candidate ? kCandidate : 0;
  }
}

void enter(std::uint32_t n, PhiloxKey key, std::uint32_t step, std::uint32_t sector, Entrants& e) {
  const std::uint32_t* const words = e.words[0];
  philox_fill(key, e.counter, n, step, kEntrant, sector, e.words[0], e.words[1], e.words[2], e.words[3]);
  float *const x = e.x, *const revenue = e.revenue, *const damping = e.damping;
  ECHELON_EACH_FIRM
  for (std::uint32_t l = 0; l < n; ++l) {
    x[l] = -1.0f + 0.8f * inverse_normal(unit_float(words[l]));
    revenue[l] = vexp(x[l]);
    damping[l] = vexp(-0.15f * x[l]);
  }
}

// As many firms side by side as one register holds.
#if defined(__AVX512BW__)
using Bytes = std::uint8_t __attribute__((vector_size(64)));
#elif defined(__AVX2__)
using Bytes = std::uint8_t __attribute__((vector_size(32)));
#else
using Bytes = std::uint8_t __attribute__((vector_size(16)));
#endif

// Counts lane by lane in bytes, which cannot overflow within 255 rounds. Rung 0 is who is left.
template <std::uint32_t rungs>
void count_ladder(const std::uint8_t* at, std::uint32_t n, std::int32_t* counts) {
  std::uint32_t i = 0;
  while (i + sizeof(Bytes) <= n) {
    Bytes lanes[rungs] = {};
    for (int round = 0; round < 255 && i + sizeof(Bytes) <= n; ++round, i += sizeof(Bytes)) {
      Bytes now;
      std::memcpy(&now, at + i, sizeof now);
#pragma GCC unroll 8
      for (std::uint32_t r = 1; r < rungs; ++r) lanes[r] -= (Bytes)(now == static_cast<std::uint8_t>(r));
    }
    for (std::uint32_t r = 1; r < rungs; ++r)
      for (std::uint32_t l = 0; l < sizeof(Bytes); ++l) counts[r] += lanes[r][l];
  }
  for (; i < n; ++i)
    if (at[i] > 0) ++counts[at[i]];
  counts[0] += static_cast<std::int32_t>(n);
  for (std::uint32_t r = 1; r < rungs; ++r) counts[0] -= counts[r];
}

void count(Block block, const View& view, std::int32_t* counts) {
  const std::uint32_t n = block.end - block.begin;
  for (std::size_t r = 0; r < kRungs; ++r) counts[r] = 0;
  count_ladder<5>(view.a.data() + block.begin, n, counts);
  count_ladder<4>(view.b.data() + block.begin, n, counts + 5);
}

}  // namespace

ladder_ref::Kernels ladder_ref_kernels() { return {step, rescan, enter, count}; }

}  // namespace ECHELON_ISA
}  // namespace echelon
