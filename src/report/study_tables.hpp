#pragma once
// The tables of a study's report, each empty where the study has nothing of the kind.
#include <string>

#include "engine/study/view.hpp"
#include "report/words.hpp"

namespace echelon {

struct StudyText {
  const char* en;
  const char* zh;
};
inline const char* text(Lang lang, const StudyText& t) { return lang == Lang::zh ? t.zh : t.en; }
template <class... Args>
std::string fill(Lang lang, const StudyText& t, const Args&... args) {
  return fmt::format(fmt::runtime(text(lang, t)), args...);
}

struct StudyPage {
  const Results& results;
  const StudyView& view;
  Lang lang;
  const std::vector<double>* reals(const std::string& name) const;  // null when there is none
  const std::vector<std::int64_t>* whole(const std::string& name) const;
  std::string label(const char* dimension, std::size_t i) const;     // its name in this language, else its id
};

inline constexpr StudyText outcome_column{"outcome", "结果"}, interval_column{"interval", "区间"};

// Cells. A number that is not there is "-".
std::string rounded(double x);
std::string share(double x);                                                    // in per cent
std::string odds(double p, double low, double high);
std::string amount(const StudyPage& page, std::size_t outcome, double x);       // money is scaled, shares are in per cent
std::string amounts(const StudyPage& page, std::size_t outcome, double low, double high);
std::string with_half(const StudyPage& page, std::size_t outcome, double x, double half);  // "312 ± 40"; without an interval "312"
std::string outcome_label(const StudyPage& page, std::size_t outcome);          // id, name and unit

std::string outcome_tables(const StudyPage& page);   // means, quantiles, probabilities
std::string input_tables(const StudyPage& page);     // what it depends on
std::string second_order_table(const StudyPage& page);
std::string pair_tables(const StudyPage& page);      // differences
std::string cost_tables(const StudyPage& page, std::size_t other);  // what a unit costs
std::string shapley_table(const StudyPage& page);

}  // namespace echelon
