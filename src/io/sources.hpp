#pragma once
// One bibliography for all files. A value cites a row id (`R4.age`); `R4` stands for all rows that begin with `R4.`.
#include <map>
#include <string>
#include <vector>

#include "core/problems.hpp"

namespace echelon {

struct Source {
  std::string id;
  std::vector<std::pair<std::string, std::string>> fields;  // title, issuer, date, confidence, ...: as written
  SourcePos where;
};

class Bibliography {
 public:
  void add(Source source) { list_[source.id] = std::move(source); }
  bool empty() const { return list_.empty(); }
  const Source* find(const std::string& id) const;  // the row itself, else the longest stem of it
  std::vector<std::string> ids() const;

  // The row ids that a `source` text cites: `R4.age`, `A11.budget, A10.share`, `K12.firms: more than 500; assumed:
  // ...`.
  static std::vector<std::string> cited(const std::string& source);

 private:
  std::map<std::string, Source> list_;
};

}  // namespace echelon
