#pragma once
// One evaluation of one chunk of firms, as run, ask and screen see it.
#include <cstring>

#include "model/kernels.hpp"
#include "model/rules/compiled.hpp"
#include "model/rules/tables.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

// Loops over bytes of 0 and 1 with pointers of their own: a byte may alias anything, so that through members each would be read
// and written alone. Those over buffers of a chunk run over whole registers.
ECHELON_INLINE void keep_where(std::uint8_t* __restrict mask, const std::uint8_t* __restrict other, std::uint8_t flip, std::size_t n) {
  for_lanes<kByteLanes>(n, [=](std::size_t i) { mask[i] = static_cast<std::uint8_t>(mask[i] & (other[i] ^ flip)); });
}
ECHELON_INLINE void add_where(std::uint8_t* __restrict mask, const std::uint8_t* __restrict other, std::size_t n) {
  for_lanes<kByteLanes>(n, [=](std::size_t i) { mask[i] = static_cast<std::uint8_t>(mask[i] | other[i]); });
}
ECHELON_INLINE void clear_unless(std::uint8_t* __restrict bytes, const std::uint8_t* __restrict holds, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) bytes[i] = static_cast<std::uint8_t>(bytes[i] & -holds[i]);
}
ECHELON_INLINE void mark_set(std::uint8_t* __restrict mask, const std::uint8_t* __restrict bytes, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) mask[i] = bytes[i] != 0 ? 1 : 0;
}
// A list of firms goes on with copies of its last one, up to whole registers.
ECHELON_INLINE void fill_up(std::uint32_t* list, std::size_t n) {
  for (std::size_t i = n; i < in_lanes(n); ++i) list[i] = list[n - 1];
}
// How many bytes of 0, 1 or 2 are set.
ECHELON_INLINE std::size_t count_set(const std::uint8_t* bytes, std::size_t n) {
  constexpr std::uint64_t kOnes = 0x0101010101010101u;
  std::uint64_t count = 0;
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, bytes + i, 8);
    count += (((eight | (eight >> 1)) & kOnes) * kOnes) >> 56;
  }
  for (; i < n; ++i) count += bytes[i] != 0;
  return count;
}

// Whether neighbours are asked the step at all.
ECHELON_INLINE bool of_narrowing(const CompiledScheme& rules, const RuleStep& step) { return !rules.has_score || step.of_neighbours; }

// When one firm in so many of a neighbourhood is left or asked, a list of them is cheaper than all of it.
constexpr std::size_t kFew = 3;

// One evaluation of one chunk: the firms that are still in, as a list that shrinks from step to step, or as neighbours side by
// side of whom nobody is dropped.
class RuleRun {
 public:
  RuleRun(const CompiledScheme& rules, const RuleInputs& in, RuleScratch& scratch, const RuleResult& out)
      : rules_(rules), in_(in), s_(scratch), out_(out) {}

  void begin(std::span<const std::uint32_t> slots);
  std::size_t narrow(const CompiledRule& version, std::uint32_t first, std::size_t n, std::uint8_t* candidates);
  bool values(RuleField field, float* out);
  FirmList whole() const { return {neighbours_ ? nullptr : s_.slots.data(), s_.places.data(), n_, n_ == all_, first_, true}; }
  void step(const CompiledRule& version, const RuleStep& step);
  void finish();
  void score_all();
  void score_eligible();

 private:
  // run.kernel.cpp
  void know_nothing(const FirmList& chunk);
  void forget();
  const float* values_of(RuleField field, const FirmList& firms, float* buffer);
  const std::uint8_t* truth_of(const RuleTerm& term);
  const CompiledTable* table_of(RuleField field) const;
  void drop_unless(const std::uint8_t* holds, const RuleStep& step);
  std::size_t keep_candidates(const CompiledRule& version, const RuleStep& step, std::uint8_t* candidates);
  // ask.kernel.cpp: masks over the firms that are still in
  void ask(const CompiledRule& version, const RuleStep& step);
  void ask_any(const CompiledRule& version, const RuleStep& step);
  void ask_test(const CompiledRule& version, const RuleTest& test, bool any);
  const std::uint8_t* answer(const RuleTerm& term, const std::uint8_t* asks);
  FirmList list_asked(const std::uint8_t* asks);
  void give_full_marks();
  // screen.kernel.cpp
  void screen(const CompiledRule& version, const RuleStep& step);
  void may_hold(const RuleTerm& term);
  void can_hold(const CompiledRule& version, const RuleTest& test);
  const CompiledTable* bounding_table(const RuleTerm& term) const;
  void keep_in_bounds(const CompiledTable& table, const RuleTerm& term);
  void drop_out_of_bounds(const RuleTest& test);

  const CompiledScheme& rules_;
  const RuleInputs& in_;
  RuleScratch& s_;
  RuleResult out_;
  std::size_t n_ = 0, all_ = 0;
  std::uint32_t first_ = 0;
  bool neighbours_ = false;
};

}  // namespace ECHELON_ISA
}  // namespace echelon
