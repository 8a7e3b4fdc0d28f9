#pragma once
// The line on standard error that says how far long work is.
#include <chrono>
#include <string>

#include "app/command.hpp"
#include "engine/ensemble.hpp"

namespace echelon::app {

// "45 of 200 replicates, 12.3 million firm-quarters/s, 1 min 20 s left"; the time left is known from the first replicate on.
std::string progress_text(const Progress& progress, double seconds, const char* what = "replicates");

class ProgressLine {
 public:
  explicit ProgressLine(const Options& options, const char* what = "replicates");
  ~ProgressLine();  // leaves the terminal at the start of an empty line
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  void show(const Progress& progress, const std::string& more = "");  // `more` is said behind it

 private:
  using Clock = std::chrono::steady_clock;
  const char* what_;
  bool on_;
  bool live_;                     // rewrites one line; otherwise a line every ten seconds
  Clock::time_point begin_ = Clock::now();
  Clock::time_point last_ = begin_;
};

}  // namespace echelon::app
