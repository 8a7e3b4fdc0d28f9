#pragma once
// Every sentence that a report says, in English and Chinese, in one table.
#include <fmt/format.h>

#include <string>

#include "model/scenario.hpp"

namespace echelon {

enum class Lang { en, zh };

inline const std::string& in(Lang lang, const Names& names) {
  return lang == Lang::zh && !names.zh.empty() ? names.zh : names.en;
}

enum class Word {
  targets, id, target, goal, by, median, band, probability, verdict,
  assumption, incomplete, no_goal, not_measured, why, joint, joint_line, certificates, year, outlay, outlay_unit, instrument, total, no_outlay,
  drawn, drawn_some, drawn_none, drawn_single, assumptions, stand_in_line, instrument_line,
  drivers, parameter, rank_correlation, lowest_third, highest_third,
  answer_judged, answer_none, answer_weakest, answer_weakest_other, odds, in_ten, run_line, interrupted, scaled,
  fact, fact_statistic, fact_tier, fact_range, fact_shown, fact_in, fact_missed, fact_unmeasured, fact_later, fact_outside,
  fact_reason, fact_answer, fact_few, fact_band, fact_unexplained,
  count_  // the number of words
};

// The template of a sentence, with {} where its numbers go.
const char* word(Lang lang, Word which);

template <class... Args>
std::string say(Lang lang, Word which, const Args&... args) {
  return fmt::format(fmt::runtime(word(lang, which)), args...);
}

// A sentence that only one report says stands there, in both languages.
struct Both {
  const char* en;
  const char* zh;
};
inline const char* text(Lang lang, const Both& t) { return lang == Lang::zh ? t.zh : t.en; }

template <class... Args>
std::string fill(Lang lang, const Both& t, const Args&... args) {
  return fmt::format(fmt::runtime(text(lang, t)), args...);
}

// A verdict (`out-of-reach`) and a unit (`firms`) of the contract as a reader calls them.
std::string verdict_word(Lang lang, const std::string& verdict);
std::string unit_word(Lang lang, const std::string& unit);

}  // namespace echelon
