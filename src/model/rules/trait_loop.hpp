#pragma once
// The loop over the firms of a list that knows their traits. A trait's words are drawn for the whole chunk once (a call
// serves four traits) or, when most of it is out, for the firms that are still in; either way they are the same function of key and uid.
#include <limits>

#include "model/rules/list_columns.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

// The uniforms of the firms of a list, in its order.
struct Uniforms {
  const std::uint32_t* words;
  ECHELON_INLINE float operator[](std::size_t i) const { return unit_float(words[i]); }
};

// Years of a firm born in the quarter.
ECHELON_INLINE float age(std::int32_t birth, float age_from) { return 0.25f * (age_from - static_cast<float>(birth)); }

class TraitLoop {
 public:
  static constexpr float kUndefined = std::numeric_limits<float>::quiet_NaN();

  TraitLoop(const RuleInputs& inputs, const FirmList& list, RuleScratch& kept, float* result)
      : in(inputs), w(inputs.context.world), c(inputs.c), firms(list), out(result), scratch_(kept), columns_(list, kept) {}

  // Traits for life, and traits of the fiscal year that began `years_ago` years before the one of the date. A second set
  // may be held beside the first. The words of a year lie in the order of the list.
  Uniforms first(TraitLane t) const { return for_life(t, scratch_.part); }
  Uniforms second(TraitLane t) const { return for_life(t, scratch_.part2); }
  Uniforms first_of_year(TraitLane t, int years_ago) const { return of_year(t, years_ago, scratch_.part); }
  Uniforms second_of_year(TraitLane t, int years_ago) const { return of_year(t, years_ago, scratch_.part2); }

  // out = value(u): plain arithmetic that becomes vector code where the words lie side by side.
  template <class F>
  bool each(TraitLane t, F value) const {
    return make(t, value, out);
  }
  // The same into a buffer beside `out`.
  template <class F>
  const float* beside(TraitLane t, F value) const {
    make(t, value, scratch_.beside.data());
    return scratch_.beside.data();
  }
  // e^q of (T3) for every firm of the list.
  const float* odds() const;
  // The column's values of the firms of the list, in its order.
  template <class Tag>
  const typename Tag::type* of(const Column<Tag>& column) const {
    return columns_.of(column);
  }
  // out = value(out, values of the firm in the columns); with the place in the list first. All answer true, for the functions that
  // answer whether a field is theirs.
  template <class F, class... Tags>
  bool then_at(F value, const Column<Tags>&... column) const {
    float* const o = out;
    for_lanes<kLanesOf<Tags...>>(firms.n, [=, ... values = of(column)](std::size_t i) { o[i] = value(i, o[i], values[i]...); });
    return true;
  }
  template <class F, class... Tags>
  bool then(F value, const Column<Tags>&... column) const {
    return then_at([value](std::size_t, auto... v) { return value(v...); }, column...);
  }

  static float truth(bool b) { return b ? 1.0f : 0.0f; }
  static float whole_part(float x) { return static_cast<float>(static_cast<std::int32_t>(x)); }
  static float itself(float u) { return u; }

  const RuleInputs& in;
  const World& w;
  const RuleConstants& c;
  const FirmList& firms;
  float* out;

 private:
  template <class F>
  bool make(TraitLane t, F value, float* to) const {
    const Uniforms u = first(t);
    for_lanes(firms.n, [=](std::size_t i) { to[i] = value(u[i]); });
    return true;
  }
  Uniforms for_life(TraitLane t, TraitWords& part) const;
  Uniforms of_year(TraitLane t, int years_ago, TraitWords& part) const;
  void draw(const FirmList& list, std::uint32_t quarter, Call call, TraitWords& words) const;

  RuleScratch& scratch_;
  ListColumns columns_;
};

// Each answers whether the field is one of its own.
bool fill_share(RuleField field, const TraitLoop& loop);
bool fill_books(RuleField field, const TraitLoop& loop);
bool fill_market(RuleField field, const TraitLoop& loop);
bool fill_property(RuleField field, const TraitLoop& loop);
bool fill_merit(RuleField field, const TraitLoop& loop);
bool fill_conduct(RuleField field, const TraitLoop& loop);
bool fill_judgement(RuleField field, const TraitLoop& loop);
bool fill_trait_field(RuleField field, const RuleInputs& in, const FirmList& firms, RuleScratch& scratch, float* out);

}  // namespace ECHELON_ISA
}  // namespace echelon
