#include "engine/study/runner.hpp"

#include <limits>
#include <mutex>

#include "engine/tasks.hpp"

namespace echelon {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Answer nothing(std::size_t outcomes) {
  Answer a;
  a.values.assign(outcomes, kNan), a.first_years.assign(outcomes, kNan);
  a.outlay = a.relocated = a.tax_local = kNan;
  return a;
}

}  // namespace

StudyRunner::StudyRunner(const Study& study, Subject subject, int threads, const std::atomic<bool>* interrupt,
                         std::function<void(double)> on_done)
    : study_(study), plan_(study), subject_(std::move(subject)), asks_(static_cast<std::size_t>(threads > 0 ? threads : 1)),
      interrupt_(interrupt), on_done_(std::move(on_done)) {}

StudyBlock StudyRunner::run(std::size_t first, std::size_t count) {
  StudyBlock block;
  block.first = first;
  for (std::size_t e = first; e < first + count; ++e) block.experiments.push_back(plan_.at(e));
  block.answers.assign(count, nothing(study_.outcomes.size()));
  block.messages.resize(count);
  std::mutex mutex;
  std::atomic<std::size_t> slot{0};
  std::size_t done = 0;
  run_tasks(count, static_cast<int>(asks_.size()), interrupt_, [&] {
    Ask& ask = asks_[slot++];
    return [&](std::size_t i) {
      double lived = 0;
      try {
        if (!ask) ask = subject_();
        block.answers[i] = ask(block.experiments[i]);
        lived = block.answers[i].firm_quarters;
      } catch (const std::exception& e) {
        block.messages[i] = e.what();
        if (block.messages[i].empty()) block.messages[i] = "failed without a reason";
      }
      const std::lock_guard lock(mutex);
      ++done;
      if (on_done_) on_done_(lived);
    };
  });
  block.interrupted = done < count;
  return block;
}

}  // namespace echelon
