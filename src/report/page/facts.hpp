#pragma once
// The stylised facts beside a run: what `facts --json` said.
#include <string>
#include <vector>

#include "model/scenario.hpp"
#include "report/page/shell.hpp"

namespace echelon::page {

struct PageStatistic {
  Names name;
  double low, high;         // accepted range; NaN where it is open
  double median, p05, p95;
  bool in;                  // true for those that are only shown
  std::string rule;         // median-in-range, band-holds, shown
};

struct PageFact {
  std::string number, tier, verdict, reference;  // verdict: in, missed, unmeasured, later
  Names name, why;
  std::vector<PageStatistic> statistics;
};

struct PageFacts {
  std::string scenario;
  std::size_t replicates = 0;
  double scale = 1;
  std::vector<PageFact> facts;
};

Section facts_section(const PageFacts& facts);

}  // namespace echelon::page
