#pragma once
// What the evaluation of a rule works with: a list of firms, what is known on the date, and buffers that are kept.
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/random/philox.hpp"
#include "model/rules/fields.hpp"
#include "model/rules/latent.hpp"
#include "model/scenario.hpp"
#include "model/world.hpp"

namespace echelon {

struct Kernels;

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
};

// Firms that are asked about: their slots, and their places in the batch that the caller gave.
struct FirmList {
  const std::uint32_t* slot;
  const std::uint32_t* place;
  std::size_t n;
  bool whole;  // the caller's batch itself: what is computed for it may be kept
};

// Indices of the schemes whose certificates rules ask for; -1 when the scenario has no such scheme.
struct NamedSchemes {
  int hte = -1;
  int srdi_sme = -1;
  int little_giant = -1;
};

constexpr int kTraitCalls = kCallTraitH - kCallTraitA + 1;

// The four random words of every firm of a list, by lane.
struct TraitWords {
  std::array<std::vector<std::uint32_t>, 4> lane;
  bool known = false;
};

// Buffers, kept from call to call: after the largest batch nothing is allocated any more. One per thread; its content
// means nothing between calls.
struct RuleScratch {
  std::vector<float> value, term, item, best, level, beside, odds, batch_odds;
  std::vector<std::uint8_t> holds, when, asked_holds;
  std::vector<std::uint32_t> slots, places, pending_slots, pending_places, asked_slots, asked_places, uids;
  TraitWords part, part2;                       // of the list at hand
  std::array<TraitWords, kTraitCalls> words;    // of the whole batch
  bool odds_known = false;                      // of the whole batch
  std::size_t bytes() const;
};

// Everything that a field is made from, for one evaluation.
struct RuleInputs {
  const RuleContext& context;
  RuleConstants c;
  NamedSchemes schemes;
  std::span<const std::uint8_t> is_review;  // a byte a firm of the batch; empty: no firm is reviewed
  float age_from;                           // age = (age_from - birth) / 4
};

// The field of every firm of the list into out[0..n). Undefined values are NaN, so that no comparison holds. Table
// scores are not made here (score.hpp); fields that are never evaluated throw std::logic_error.
void fill_field(RuleField field, const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* out);

// The part of it that needs keyed traits.
void fill_trait_field(RuleField field, const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* out);

}  // namespace echelon
