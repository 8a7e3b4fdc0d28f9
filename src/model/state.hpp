#pragma once
// Working state of one simulation that no other file needs.
#include <vector>

#include "core/aligned_array.hpp"
#include "model/schedule.hpp"

namespace echelon {

// Luck of one block, by call.
struct Simulation::Luckbox {
  explicit Luckbox(std::size_t n) : store(n * 4 * kCalls), bytes(n), found(n + kAppendRoom), size(n) {}
  static constexpr int kCalls = 6;
  LuckOut out(int call) {
    std::uint32_t* const base = store.data() + static_cast<std::size_t>(call) * 4 * size;
    return {base, base + size, base + 2 * size, base + 3 * size};
  }
  Luck in(int call) {
    const LuckOut o = out(call);
    return {o.lane0, o.lane1, o.lane2, o.lane3};
  }
  AlignedArray<std::uint32_t> store;
  AlignedArray<std::uint8_t> bytes;   // one a firm of the block
  AlignedArray<std::uint32_t> found;  // a list of them
  std::size_t size;
};

struct Simulation::SectorState {
  AddingUp adding;
  double log_sales = 0;          // ln of last quarter's sales, thousand CNY
  std::int64_t sales = 0;
  std::int64_t active = 0;
  double deviation = 0;          // log of demand over its trend
  double spin_weight = 0;
  float knowledge_mean = 1;
  GrowthEnv growth{};
  ResearchEnv research{};
  float exit_level = 1;
  TaxLaw law{};                  // of this year
  AccountsSums accounts;
};

struct Application {
  std::uint32_t slot;
  std::uint32_t uid;
  std::uint32_t pass_word;
  std::uint32_t order_word;
  float score;
  bool waited;
  bool review;
};

// Applicants that a desk looks at side by side.
struct DeskBatch {
  static constexpr std::uint32_t kSize = 512;
  std::uint32_t n = 0;
  std::uint32_t slot[kSize], uid[kSize];
  float score[kSize];
  double chance[kSize];
  std::uint8_t review[kSize], yes[kSize];
  LuckWords<kSize> words, traits;
  Applicants applicants;
  NotchBatch notch;
  void add(std::uint32_t s, std::uint32_t id, float points, bool renews) {
    slot[n] = s, uid[n] = id, score[n] = points, review[n] = renews ? 1 : 0;
    ++n;
  }
};

// The firms that are still in one round of a scheme, with a byte for who renews and their scores. Bytes may alias anything, so
// loops hold the places in pointers of their own.
struct ApplicationRound {
  static constexpr std::size_t kAllSteps = ~std::size_t{0};
  AlignedArray<std::uint32_t> slots;
  AlignedArray<std::uint8_t> review;
  AlignedArray<float> score;
  std::size_t n = 0;
  std::size_t settled = 0;                 // so many have been asked everything
  std::size_t narrowed = kAllSteps;        // so many steps of the rule need not be asked of the others
  ApplyEnv wish{};                         // what weighs with who could apply (Z1), and where its logit starts, by sector
  std::vector<float> start;
  std::size_t waiting() const { return n - settled; }
  void settle() { settled = n, narrowed = kAllSteps; }
  void clear(std::size_t seats) {
    n = 0;
    settle();
    if (review.size() >= seats) return;
    seats += seats / 2;  // the city grows
    slots = AlignedArray<std::uint32_t>(seats + kAppendRoom);
    review = AlignedArray<std::uint8_t>(seats), score = AlignedArray<float>(seats);
  }
  // The firms of a block whose byte is set, narrowed down by so many steps.
  void append(const Kernels& k, const std::uint8_t* __restrict asks, const Block& block, std::size_t steps) {
    narrowed = std::min(narrowed, steps);
    const std::uint32_t count = k.append_set(asks, block.end - block.begin, block.begin, slots.data() + n);
    const std::uint32_t* __restrict const slot = slots.data() + n;
    std::uint8_t* __restrict const renews = review.data() + n;
    for (std::uint32_t i = 0; i < count; ++i) renews[i] = asks[slot[i] - block.begin] == kRenewal;
    std::fill_n(score.data() + n, count, 0.0f);
    n += count;
  }
  // Only those of the places [at, at + count) stay whose byte is set; answers the place behind the last, `kept` before them.
  std::size_t keep(std::size_t at, std::size_t count, const std::uint8_t* __restrict stays, std::size_t kept) {
    std::uint32_t* const slot = slots.data();
    float* const points = score.data();
    std::uint8_t* const renews = review.data();
    for (std::size_t i = 0; i < count; ++i) {
      slot[kept] = slot[at + i], points[kept] = points[at + i], renews[kept] = renews[at + i];
      kept += stays[i] != 0;
    }
    return kept;
  }
};

struct Simulation::SchemeState {
  std::vector<Application> queue;  // cases at the desk
  bool started = false;
};

}  // namespace echelon
