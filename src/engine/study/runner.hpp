#pragma once
// Runs a study block by block. A block is what is written at once: when the program is killed no more than one is lost.
#include <atomic>
#include <functional>

#include "engine/results.hpp"
#include "engine/study/subject.hpp"

namespace echelon {

struct StudyBlock {
  std::size_t first = 0;
  std::vector<Experiment> experiments;
  std::vector<Answer> answers;          // NaN where the experiment failed
  std::vector<std::string> messages;    // why it failed; empty: it did not
  bool interrupted = false;             // not all experiments were begun; the block is worth nothing
};

class StudyRunner {
 public:
  // `study` and `interrupt` must outlive the runner. `on_done` is called from one thread at a time, after every experiment, with
  // the firm-quarters that it took.
  StudyRunner(const Study& study, Subject subject, int threads, const std::atomic<bool>* interrupt,
              std::function<void(double firm_quarters)> on_done);
  StudyBlock run(std::size_t first, std::size_t count);

 private:
  const Study& study_;
  Plan plan_;
  Subject subject_;
  std::vector<Ask> asks_;  // one for each thread, kept from block to block
  const std::atomic<bool>* interrupt_;
  std::function<void(double)> on_done_;
};

// The block as a part of a result: experiments [first, first + count), and everything that is needed to judge them later without the
// study file. `digest` names the study: parts with another one do not belong together.
Results study_part(const Study& study, const StudyBlock& block, const std::string& digest);

}  // namespace echelon
