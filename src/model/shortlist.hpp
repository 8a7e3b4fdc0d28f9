#pragma once
// Short lists of firms for desks, selections and calls: who holds or does something, whom a coin chooses, and how they score.
// All look at many firms side by side; the lists are in the order of slots.
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/isa.hpp"
#include "core/random/philox.hpp"
#include "core/selection.hpp"
#include "model/columns.hpp"

namespace echelon {

class World;
struct Kernels;

// The address of a draw but for the firm, and the lane of the call.
struct Draw {
  PhiloxKey key;
  int quarter;
  std::uint32_t call, index;
  int lane;
};

// What a selection weighs: log growth of sales over the last closed years (no signal without two of them), ln(1 + valid
// inventions), ln(1 + knowledge), and a normal draw.
struct MeritWeights {
  float growth = 0, inventions = 0, knowledge = 0, noise = 0;
  float growth_limit = std::numeric_limits<float>::max();
};
struct MeritInputs {
  const float *revenue0, *revenue1, *inventions, *knowledge;
};

// Firms that hold the scheme's certificate at the end of `quarter`: active ones, or dormant ones too.
void list_holders(const World& world, int scheme, int quarter, bool dormant_too, const Kernels& k,
                  std::vector<std::uint32_t>& slots);
// Active firms that do R&D this year.
void list_performers(const World& world, const Kernels& k, std::vector<std::uint32_t>& slots);
// Active firms off the exchange, registered at most `quarters` before `quarter`, of at most `persons`.
struct YoungTerms {
  std::int16_t quarter;
  std::int32_t quarters;
  float persons;
};
void list_young(const World& world, const YoungTerms& terms, const Kernels& k, std::vector<std::uint32_t>& slots);
// Firms that may borrow: active performers that owe nothing, are not barred, lack at least `least` thousand CNY for their
// plans (L1), and whose books and rights may bear as much (L2). None of them is left out; a few that are too many, by rounding
// or since everybody counts as titled here, are for the caller to ask. Returns how many active firms do R&D.
struct NeedTerms {
  float reserve, ahead, least;  // of yearly sales; years of planned R&D; thousand CNY
  float limit, right;           // of yearly sales, with a title; million CNY an invention
};
std::size_t list_needy(const World& world, const NeedTerms& terms, const Kernels& k, std::vector<std::uint32_t>& slots);
// Leaves those of the list whose coin falls below `chance`.
void keep_by_coin(const World& world, const Draw& coin, double chance, const Kernels& k, std::vector<std::uint32_t>& slots);
// Adds the listed firms to the candidates.
void add_candidates(const World& world, std::span<const std::uint32_t> slots, const MeritWeights& weights, const Draw& noise,
                    const Kernels& k, std::vector<Candidate>& candidates);

struct HolderView {
  In<Status> status;
  In<Until> until;
};
struct PerformerView {
  In<Status> status;
  In<Flags> flags;
};
struct YoungView {
  In<Status> status;
  In<Flags> flags;
  In<Birth> birth;
  In<Employees> employees;
};
struct NeedyView {
  In<Status> status;
  In<Flags> flags;
  In<Cash> cash;
  In<Debt> debt;
  In<Sales> sales;
  In<RdRate> rd_rate;
  In<Inventions> inventions;
};

inline namespace ECHELON_ISA {

// A byte a firm: 1 for those who belong to the list.
void mark_holders(Block block, const HolderView& view, std::int16_t quarter, bool dormant_too, std::uint8_t* marks);
void mark_performers(Block block, const PerformerView& view, std::uint8_t* marks);
void mark_young(Block block, const YoungView& view, const YoungTerms& terms, std::uint8_t* marks);
std::uint32_t mark_needy(Block block, const NeedyView& view, const NeedTerms& terms, std::uint8_t* marks);  // returns active performers
// Merit and luck of n firms; `word` is that of the normal draw. All arrays reach to in_lanes(n).
void merit_scores(std::uint32_t n, const MeritInputs& inputs, const MeritWeights& weights, const std::uint32_t* word,
                  float* scores);

}  // namespace ECHELON_ISA
}  // namespace echelon
