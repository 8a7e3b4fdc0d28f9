#pragma once
// What the evaluation of a rule works with: a list of firms, what is known on the date, and buffers that are kept.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/isa.hpp"
#include "core/random/philox.hpp"
#include "model/rules/fields.hpp"
#include "model/rules/latent.hpp"
#include "model/scenario.hpp"
#include "model/world.hpp"

namespace echelon {

struct Kernels;

constexpr std::uint32_t kAppendRoom = 16;  // words that a list of slots needs behind its end

// The world at the moment of the evaluation. `quarter` is the quarter of the run (0-based; births and certificates count
// in the same unit), `date` the same quarter in the calendar, `usd_cny` CNY per USD.
struct RuleContext {
  const World& world;
  const Scenario& scenario;
  const RuleParams& params;
  PhiloxKey key;
  int quarter;
  Quarter date;
  double usd_cny;
  const Kernels* kernels = nullptr;  // copies of this machine's instruction set, where they may be used
  const RuleConstants* constants = nullptr;  // rule_constants(params, date), where they are at hand
};

// Firms that are asked about: their slots, and their places in the chunk at hand. Neighbours need no list of slots. Lists go on behind
// their end with copies of the last firm up to whole registers (for_lanes).
struct FirmList {
  const std::uint32_t* slot;   // null: first, first + 1, ...
  const std::uint32_t* place;
  std::size_t n;
  bool whole;  // the chunk itself: what is computed for it may be kept
  std::uint32_t first = 0;
  bool still_in = false;  // all that are still in: their columns may be kept until somebody drops out
};

// Indices of the schemes whose certificates rules ask for; -1 when the scenario has no such scheme.
struct NamedSchemes {
  int hte = -1;
  int srdi_sme = -1;
  int little_giant = -1;
};

constexpr int kTraitCalls = kCallTraitH - kCallTraitA + 1;

// So many firms are judged at a time: their buffers fit the nearest caches.
constexpr std::size_t kRuleChunk = 512;

// So many columns, and so many answers to cheap terms, are kept of a list of firms while its conditions are asked.
constexpr std::size_t kKeptColumns = 12;
constexpr std::size_t kKeptTruths = 24;

// The four random words of every firm of a list, by lane.
struct TraitWords {
  alignas(64) std::uint32_t lane[4][kRuleChunk];
  bool known = false;
};

// Columns of a list of firms, collected side by side (list_columns.hpp).
constexpr std::size_t kRuleColumns = 32;
struct CollectedColumns {
  alignas(64) std::array<std::array<std::byte, 4 * kRuleChunk>, kRuleColumns> values;
  std::array<const void*, kRuleColumns> of;
  std::size_t n = 0;
};

// Buffers of one chunk. One per thread; its content means nothing between calls. Loops run over whole registers: what stands behind
// the firms at hand is read and written, and never looked at.
struct RuleScratch {
  template <class T>
  using Buffer = std::array<T, kRuleChunk>;
  alignas(64) Buffer<float> value, item, best, beside, odds, batch_odds, bounds;
  alignas(64) Buffer<float> level{};             // numbers from the start: bands without a range multiply them by zero
  alignas(64) Buffer<std::uint8_t> holds, when, asked_holds, asks, passed, let_through, reviews;
  alignas(64) Buffer<std::uint32_t> places, asked_places, asked_slots, uids, chunk_slots;
  alignas(64) std::array<std::uint32_t, kRuleChunk + kAppendRoom> slots, asked_at;
  FirmList chunk{};                             // the whole chunk
  TraitWords part, part2;                       // of the list at hand
  std::array<TraitWords, kTraitCalls> words;    // of the whole chunk
  std::array<Buffer<float>, kKeptColumns> kept;       // of the firms that are still in: columns that were asked for
  std::array<RuleField, kKeptColumns> kept_field;
  std::size_t columns_kept = 0;
  alignas(64) std::array<Buffer<std::uint8_t>, kKeptTruths> truth;  // of the same firms: who meets a cheap term
  std::uint32_t truths_known = 0;                     // bit per term
  const void* bounds_of = nullptr;                    // the point table whose bounds are in `bounds`
  bool odds_known = false;                      // of the whole chunk
  CollectedColumns columns, asked_columns;            // of the firms that are still in, and of those asked a dear condition
};

// Everything that a field is made from, for one evaluation.
struct RuleInputs {
  const RuleContext& context;
  RuleConstants c;
  NamedSchemes schemes;
  std::span<const std::uint8_t> is_review;  // a byte a firm of the chunk; empty: no firm is reviewed
  float age_from;                           // age = (age_from - birth) / 4
  const Kernels& kernels() const;
};

inline namespace ECHELON_ISA {

// The field of every firm of the list into out[0..n), a buffer of a chunk; undefined values are NaN, so that no comparison holds. False for a
// field that no firm has, and for table scores, which are not made here (score.hpp).
bool fill_rule_field(RuleField field, const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* out);
// holds[i] = value[i] compared with x; NaN holds in no comparison.
void compare_values(const float* value, std::size_t n, Comparator comparator, float x, std::uint8_t* holds);
// Raises best[i] to the points of every one of some bands in whose [from, to) the value lies. Inside a band points grow with the
// value, or with the firm's level where `inverse_width` is 0.
struct PointBand {
  float from, to, low, high;
  float inverse_width;
};
void raise_points(const PointBand* bands, std::size_t count, const float* value, const float* level, std::size_t n, float* best);

}  // namespace ECHELON_ISA

}  // namespace echelon
