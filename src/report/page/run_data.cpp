#include "report/page/run_data.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace echelon::page {
namespace {

double at(const std::vector<double>& sorted, double p) {
  const double place = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

Spread spread_of(std::vector<double> v) {
  std::erase_if(v, [](double x) { return std::isnan(x); });
  if (v.empty()) return {kNothing, kNothing, kNothing, kNothing, kNothing, kNothing, kNothing, kNothing};
  const double mean = std::accumulate(v.begin(), v.end(), 0.0) / static_cast<double>(v.size());
  std::sort(v.begin(), v.end());
  return {at(v, 0.05), at(v, 0.1), at(v, 0.25), at(v, 0.5), at(v, 0.75), at(v, 0.9), at(v, 0.95), mean};
}

RunData::RunData(const PageInput& in) : input(in), view(in.results), run(summarise(in.results)), replicates(view.size("replicate")) {
  for (const double year : view.coordinates("year")) years.push_back(static_cast<int>(year));
}

const std::vector<double>& RunData::numbers(const std::string& variable) const {
  auto found = kept_.find(variable);
  if (found == kept_.end()) found = kept_.emplace(variable, view.numbers(variable)).first;
  return found->second;
}

std::function<double(std::size_t, std::size_t, std::size_t)> RunData::yearly(const std::string& variable) const {
  const std::vector<double>& all = numbers(variable);
  const auto quarters = view.quarters();
  const std::vector<std::string>& dims = input.results.find(variable)->dims;
  const bool quarterly = dims.size() > 1 && dims[1] == "time";
  const std::size_t steps = quarterly ? quarters.size() : years.size(), width = all.size() / std::max<std::size_t>(1, replicates * steps);
  std::vector<std::size_t> step(years.size());
  for (std::size_t y = 0; y < years.size(); ++y) {
    step[y] = y;
    for (std::size_t t = 0; quarterly && t < quarters.size(); ++t) {
      if (quarters[t].year() == years[y]) step[y] = t;  // the last one that is in the year
    }
  }
  return [&all, step, steps, width](std::size_t r, std::size_t y, std::size_t i) { return all[(r * steps + step[y]) * width + i]; };
}

std::function<double(std::size_t, std::size_t, std::size_t)> RunData::amounts(const std::string& variable) const {
  return [value = yearly(variable), scale = scale_of(view)](std::size_t r, std::size_t y, std::size_t i) { return value(r, y, i) / scale; };
}

Spread RunData::over_replicates(const std::function<double(std::size_t)>& value) const {
  std::vector<double> values;
  for (std::size_t r = 0; r < replicates; ++r) values.push_back(value(r));
  return spread_of(std::move(values));
}

Names RunData::name(const std::string& dimension, std::size_t item) const {
  return {view.texts(dimension + "_name")[item], view.texts(dimension + "_name_zh")[item]};
}

std::size_t RunData::place(const std::string& dimension, const std::string& id) const {
  const auto ids = view.labels(dimension);
  return static_cast<std::size_t>(std::find(ids.begin(), ids.end(), id) - ids.begin());
}

std::size_t index_of(const RunSummary& run, const TargetSummary& target) { return static_cast<std::size_t>(&target - run.targets.data()); }

std::string chart_id(const std::string& kind, const std::string& id) {
  std::string out = kind + "-" + id;
  for (char& c : out) {
    if (!std::isalnum(static_cast<unsigned char>(c)) && c != '.' && c != '_') c = '-';
  }
  return out;
}

}  // namespace echelon::page
