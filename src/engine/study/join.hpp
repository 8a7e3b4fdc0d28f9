#pragma once
// Parts of a study put together again: the same bytes whoever ran them.
#include <string>
#include <vector>

#include "engine/results.hpp"

namespace echelon {

// What a part says of itself.
struct PartRecord {
  std::string digest;          // of the study
  std::size_t first, count;    // experiments
  std::size_t total;           // of the whole study
  std::size_t block;
};
// Throws std::invalid_argument, saying what is missing, for a result that is no part of a study.
PartRecord part_record(const Results& part);

// Experiments of `more` behind those of `all`, which come directly before; all else must be the same (std::invalid_argument).
void append_part(Results& all, const Results& more);

// Cuts a joined study behind its first `count` experiments.
void cut_part(Results& all, std::size_t count);

// What is known so far, block after block from the first on: of one probability, the one that the study's own rule to stop looks at,
// else the first that can be judged; of a comparison, how far the last scenario is from the first in the first outcome.
class RunningOdds {
 public:
  void add(const Results& part);
  // Whether the rule says, at the end of what was added, that it is precise enough. A study without a rule never is.
  bool enough() const { return enough_; }
  std::string text() const;  // "T9.hte 0.61 (0.52-0.69)", "T9.hte action-plan - baseline 312 +- 40"; empty when nothing can be told

 private:
  void count(const Results& part, std::size_t from, std::size_t to);
  void count_pairs(const Results& part);
  std::string id_;
  std::size_t reached_ = 0, done_ = 0;
  double width_ = -1, level_ = 0.95;
  double first_ = 0, mean_ = 0, squares_ = 0;  // of the pair at hand; of the differences so far
  std::size_t pairs_ = 0;
  bool enough_ = false;
  friend std::size_t stopping_point(const Results& all);
};

// Where the study's own rule says that it is precise enough: the number of experiments at the end of a block, 0 if nowhere in
// these. Needs the experiments from the first on.
std::size_t stopping_point(const Results& all);

// The judged study: indices, intervals and probabilities added. Takes the record of the part away.
void conclude_study(Results& all);

}  // namespace echelon
