#pragma once
// What the charts of a run are made from: the result with its years, and small statistics over replicates.
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "report/page/chart.hpp"
#include "report/page/page.hpp"
#include "report/result_view.hpp"
#include "report/summary.hpp"

namespace echelon::page {

struct Spread {
  double p05, p10, p25, median, p75, p90, p95, mean;
};
Spread spread_of(std::vector<double> values);

class RunData {
 public:
  explicit RunData(const PageInput& input);

  // A variable over replicate x (time or year) x `width` others, as value(replicate, year, item); time is taken at year ends.
  std::function<double(std::size_t, std::size_t, std::size_t)> yearly(const std::string& variable) const;
  // The same of counts and amounts, which of a trial are scaled up to the whole city.
  std::function<double(std::size_t, std::size_t, std::size_t)> amounts(const std::string& variable) const;
  Spread over_replicates(const std::function<double(std::size_t)>& value) const;
  Names name(const std::string& dimension, std::size_t item) const;
  std::size_t place(const std::string& dimension, const std::string& id) const;  // its size where there is no such id

  const PageInput& input;
  ResultView view;
  RunSummary run;
  std::vector<int> years;
  std::size_t replicates;

 private:
  const std::vector<double>& numbers(const std::string& variable) const;
  mutable std::map<std::string, std::vector<double>> kept_;
};

std::size_t index_of(const RunSummary& run, const TargetSummary& target);

std::string chart_id(const std::string& kind, const std::string& id);

}  // namespace echelon::page
