#pragma once
#include <stdexcept>
#include <string>
#include <vector>

namespace echelon {

// A place in a text file, 1-based; line 0 means "the file as a whole".
struct SourcePos {
  std::string file;
  int line = 0;
  int column = 0;
  std::string text() const;  // file:line:column
};

// One thing wrong with what the user gave us: where, what, why it matters, and the nearest right thing.
struct Problem {
  SourcePos where;
  std::string what;
  std::string why;
  std::string hint;
};

// All problems of one reading, collected and told at once.
class Problems {
 public:
  void add(SourcePos where, std::string what, std::string why = {}, std::string hint = {});
  bool empty() const { return list_.empty(); }
  std::size_t size() const { return list_.size(); }
  const std::vector<Problem>& list() const { return list_; }
  std::string text() const;  // sorted by file, line, column; one problem a paragraph

 private:
  std::vector<Problem> list_;
};

// Carries problems up to `app`, which prints them and exits with 2.
class UserError : public std::runtime_error {
 public:
  explicit UserError(Problems problems);
  const Problems& problems() const { return problems_; }

 private:
  Problems problems_;
};

// Reading or writing failed: path and the system's reason; `app` exits with 4.
class IoError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The closest of `known` to `name` by edit distance, or empty when nothing is near.
std::string nearest(const std::string& name, const std::vector<std::string>& known);

}  // namespace echelon
