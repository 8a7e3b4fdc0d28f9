#pragma once
// The tables of a study's report, each empty where the study has nothing of the kind.
#include <string>
#include <vector>

#include "engine/study/view.hpp"
#include "report/words.hpp"

namespace echelon {

struct StudyPage {
  const Results& results;
  const StudyView& view;
  Lang lang;
  const std::vector<double>* reals(const std::string& name) const;  // null when there is none
  const std::vector<std::int64_t>* whole(const std::string& name) const;
  std::string label(const char* dimension, std::size_t i) const;     // its name in this language, else its id
};

// Texts and orders that the page of a study has too.
inline constexpr Both no_sample{"The rows of this design are no sample of what is believed: no probability can be read from them.", "本设计的样本点并非先验抽样，不能据此读出概率。"},
    of_constraints{"of the constraints ", "约束中"};
// Of the attributes "luck" (own, common or factor) and "macro_path" (none, common or factor).
std::string luck_text(Lang lang, const std::string& luck, const std::string& macro_path);
std::vector<std::size_t> largest_first(const std::vector<double>& values, std::size_t row, std::size_t width);  // places in the row that have a number, by size

inline constexpr Both outcome_column{"outcome", "结果"}, interval_column{"interval", "区间"};

// Cells. A number that is not there is "-".
std::string rounded(double x);
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
