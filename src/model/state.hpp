#pragma once
// Working state of one simulation that no other file needs.
#include <vector>

#include "core/aligned_array.hpp"
#include "model/schedule.hpp"

namespace echelon {

// Luck of one block, by call.
struct Simulation::Luckbox {
  explicit Luckbox(std::size_t n) : store(n * 4 * kCalls), size(n) {}
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

struct Simulation::SchemeState {
  std::vector<Application> queue;  // this round
  bool started = false;
};

}  // namespace echelon
