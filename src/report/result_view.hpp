#pragma once
// Typed access to the arrays of a result. A variable that is not there throws IoError, because a file without it is not a
// result of a run.
#include <functional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "engine/results.hpp"

namespace echelon {

class ResultView {
 public:
  explicit ResultView(const Results& results) : results_(results) {}

  bool has(const std::string& variable) const { return results_.find(variable) != nullptr; }
  std::size_t size(const std::string& dimension) const;
  std::vector<std::string> labels(const std::string& dimension) const;  // of a dimension with text labels
  std::vector<double> coordinates(const std::string& dimension) const;  // of one with numbers
  const std::vector<std::string>& texts(const std::string& variable) const;
  std::vector<double> numbers(const std::string& variable) const;
  std::string attribute(const std::string& name) const;                 // "" where there is none

  // The quarter that ends at each point of `time`, decoded from its CF units (`days since YYYY-MM-DD`).
  std::vector<Quarter> quarters() const;

  // Median over replicates of value(replicate).
  double median_over_replicates(const std::function<double(std::size_t)>& value) const;

 private:
  const ResultVariable& variable(const std::string& name) const;
  const ResultDimension& dimension(const std::string& name) const;

  const Results& results_;
};

// Half of the values lie below; NaN for an empty list. Values may be infinite.
double median(std::vector<double> values);

}  // namespace echelon
