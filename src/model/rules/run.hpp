#pragma once
// One evaluation of one chunk of firms, as book.cpp, run.cpp, ask.cpp and screen.cpp see it.
#include <cstring>

#include "model/rules/book.hpp"

namespace echelon {

// Loops over bytes of 0 and 1 with pointers of their own: a byte may alias anything, so that through members each would be read
// and written alone.
inline void keep_where(std::uint8_t* __restrict mask, const std::uint8_t* __restrict other, std::uint8_t flip, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) mask[i] = static_cast<std::uint8_t>(mask[i] & (other[i] ^ flip));
}
inline void add_where(std::uint8_t* __restrict mask, const std::uint8_t* __restrict other, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) mask[i] = static_cast<std::uint8_t>(mask[i] | other[i]);
}
inline void clear_unless(std::uint8_t* __restrict bytes, const std::uint8_t* __restrict holds, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) bytes[i] = static_cast<std::uint8_t>(bytes[i] & -holds[i]);
}
inline void mark_set(std::uint8_t* __restrict mask, const std::uint8_t* __restrict bytes, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) mask[i] = bytes[i] != 0 ? 1 : 0;
}
// How many bytes of 0, 1 or 2 are set.
inline std::size_t count_set(const std::uint8_t* bytes, std::size_t n) {
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

// One evaluation of one chunk: the firms that are still in, as a list that shrinks from step to step, or as neighbours side by
// side of whom nobody is dropped.
class RuleBook::Run {
 public:
  // What becomes of the firms of the chunk.
  struct Result {
    std::uint8_t* eligible;
    std::uint16_t* refused_by;
    float* score;
  };
  Run(const SchemeRules& rules, const RuleInputs& in, RuleScratch& scratch, Result out)
      : rules_(rules), in_(in), k_(in.kernels()), s_(scratch), out_(out) {}

  void begin(std::span<const std::uint32_t> slots);
  std::size_t narrow(const Version& version, std::uint32_t first, std::size_t n, std::uint8_t* candidates);
  void fill(RuleField field, const FirmList& firms, float* values);
  FirmList whole() const { return {neighbours_ ? nullptr : s_.slots.data(), s_.places.data(), n_, n_ == all_, first_, true}; }
  void step(const Version& version, const Step& step);
  void finish();
  void score_eligible();

 private:
  // run.cpp
  void know_nothing(const FirmList& chunk);
  void forget();
  const float* values_of(RuleField field, const FirmList& firms, float* buffer);
  const std::uint8_t* truth_of(const Term& term);
  const CompiledTable* table_of(RuleField field) const;
  void drop_unless(const std::uint8_t* holds, const Step& step);
  std::size_t keep_candidates(const Version& version, const Step& step, std::uint8_t* candidates);
  // ask.cpp: masks over the firms that are still in
  void ask(const Version& version, const Step& step);
  void ask_any(const Version& version, const Step& step);
  void ask_test(const Version& version, const Test& test, bool any);
  const std::uint8_t* answer(const Term& term, const std::uint8_t* asks);
  FirmList list_asked(const std::uint8_t* asks);
  void give_full_marks();
  // screen.cpp
  void screen(const Version& version, const Step& step);
  void may_hold(const Term& term);
  void can_hold(const Version& version, const Test& test);
  const CompiledTable* bounding_table(const Term& term) const;
  void keep_in_bounds(const CompiledTable& table, const Term& term);
  void drop_out_of_bounds(const Test& test);

  const SchemeRules& rules_;
  const RuleInputs& in_;
  const Kernels& k_;
  RuleScratch& s_;
  Result out_;
  std::size_t n_ = 0, all_ = 0;
  std::uint32_t first_ = 0;
  bool neighbours_ = false;
};

}  // namespace echelon
