#pragma once
// What the page of a study is made from: its result, with names in both languages and units that the charts know.
#include <string>
#include <vector>

#include "engine/study/view.hpp"
#include "report/page/chart.hpp"
#include "report/page/page.hpp"
#include "report/drivers.hpp"

namespace echelon::page {

// Indices of one name: S1, mu_star, prcc, ...
struct IndexFamily {
  std::string id;
  Names name;
};

class StudyData {
 public:
  // Throws IoError when the result is no finished study.
  explicit StudyData(const PageInput& input);

  std::string attribute(const std::string& name) const;                // "" where there is none
  const std::vector<double>* reals(const std::string& name) const;     // null where there is none
  double at(const std::string& name, std::size_t i) const;             // NaN where there is none
  Estimate with_interval(const std::string& name, std::size_t i) const;  // from _low and _high
  Names outcome(std::size_t o) const;                                  // name, or the id where it has none
  Names variant(std::size_t v) const;
  Names input_name(std::size_t i) const;
  std::string unit(std::size_t o) const;
  std::string level() const;                                           // of the intervals, in per cent: 95
  double goal(std::size_t o) const { return view.reals("outcome_goal")[o]; }
  bool goal_assumed(std::size_t o) const { return view.whole("outcome_assumption")[o] != 0; }
  std::size_t cell(std::size_t v, std::size_t o) const { return v * view.outcomes + o; }

  const std::vector<IndexFamily>& families() const { return families_; }  // the first one ranks
  Estimate index(const IndexFamily& family, std::size_t o, std::size_t i) const;
  bool converged(const IndexFamily& family, std::size_t o, std::size_t i) const;
  bool clear(std::size_t o, std::size_t i) const;                        // told from no influence, by the family that ranks
  std::vector<Driver> drivers(std::size_t o) const;                      // of a Monte Carlo study, by rank correlation
  std::vector<std::size_t> ranked(std::size_t o) const;                  // inputs that have an index, the largest first
  std::vector<std::size_t> drawn() const;                                // outcomes with pictures of their own: that of the first screen, then those with a goal

  const PageInput& input;
  StudyView view;
  std::vector<std::size_t> judged;  // outcomes with a goal
  std::size_t least_likely = 0;     // of those with a goal, in the last variant
  std::size_t headline = 0;         // of the first screen: of Monte Carlo the least likely goal, else the first outcome
  std::size_t failed = 0;

 private:
  std::vector<IndexFamily> families_;
};

}  // namespace echelon::page
