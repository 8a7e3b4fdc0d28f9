#pragma once
// The loop over the firms of a list that knows their traits. A trait's words are drawn for the whole batch once (a call
// serves four traits) or for the firms that are still in; either way they are the same function of key and uid.
#include <limits>

#include "model/rules/inputs.hpp"

namespace echelon {

// The words of the firms of a list: those of the whole batch looked up by place, or drawn for this list.
struct WordsOf {
  const Words4* words;
  const std::uint32_t* place;  // null: in the order of the list
  int lane;
  float operator[](std::size_t i) const { return lane_of(words[place != nullptr ? place[i] : i], lane); }
};

class TraitLoop {
 public:
  static constexpr float kUndefined = std::numeric_limits<float>::quiet_NaN();

  TraitLoop(const RuleInputs& inputs, const FirmList& list, RuleScratch& kept, float* result)
      : in(inputs), w(inputs.context.world), c(inputs.c), firms(list), out(result), scratch_(kept) {}

  // Traits for life. The second set may be held beside the first.
  WordsOf first(TraitLane t) const { return for_life(t, scratch_.part); }
  WordsOf second(TraitLane t) const { return for_life(t, scratch_.part2); }

  // Traits of the fiscal year that began `years_ago` years before the one of the date.
  WordsOf first_of_year(TraitLane t, int years_ago) const { return of_year(t, years_ago, scratch_.part); }
  WordsOf second_of_year(TraitLane t, int years_ago) const { return of_year(t, years_ago, scratch_.part2); }

  // out = value(slot, u); answers true, for the functions that answer whether a field is theirs.
  template <class F>
  bool each(TraitLane t, F value) const {
    const WordsOf u = first(t);
    for (std::size_t i = 0; i < firms.n; ++i) out[i] = value(firms.slot[i], u[i]);
    return true;
  }

  float age(std::uint32_t s) const { return 0.25f * (in.age_from - static_cast<float>(w.birth[s])); }
  int rights(std::uint32_t s) const { return w.inventions[s] + w.utilities[s]; }
  static float truth(bool b) { return b ? 1.0f : 0.0f; }
  static float whole_part(float x) { return static_cast<float>(static_cast<std::int32_t>(x)); }

  const RuleInputs& in;
  const World& w;
  const RuleConstants& c;
  const FirmList& firms;
  float* out;

 private:
  WordsOf for_life(TraitLane t, std::vector<Words4>& part) const;
  WordsOf of_year(TraitLane t, int years_ago, std::vector<Words4>& part) const;
  void draw(std::uint32_t quarter, Call call, std::vector<Words4>& words) const;

  RuleScratch& scratch_;
};

// Each answers whether the field is one of its own.
bool fill_share(RuleField field, const TraitLoop& loop);
bool fill_books(RuleField field, const TraitLoop& loop);
bool fill_market(RuleField field, const TraitLoop& loop);
bool fill_property(RuleField field, const TraitLoop& loop);
bool fill_merit(RuleField field, const TraitLoop& loop);
bool fill_conduct(RuleField field, const TraitLoop& loop);
bool fill_judgement(RuleField field, const TraitLoop& loop);

}  // namespace echelon
