#pragma once
// A joined study as columns, for those who judge it.
#include <string>
#include <vector>

#include "engine/results.hpp"
#include "engine/study/indices.hpp"

namespace echelon {

class StudyView {
 public:
  explicit StudyView(const Results& results);

  std::string kind, design;
  std::size_t experiments, seeds, variants, factors, inputs, outcomes, together, slices, resamples;
  std::uint64_t seed;
  double level, precision;
  bool second_order, sampled;  // sampled: Shapley shares from orders of joining
  int first_year = 0, last_year = 0;  // of the horizon; 0 when there is none

  const std::vector<std::string>& ids(const char* dimension) const;
  const std::vector<double>& reals(const char* variable) const;
  const std::vector<std::int64_t>& whole(const char* variable) const;
  const std::vector<std::string>& texts(const char* variable) const;
  std::size_t place(const char* dimension, const std::string& id) const;  // the size of the dimension when unknown

  double outcome(std::size_t experiment, std::size_t o) const { return outcome_[experiment * outcomes + o]; }
  double factor(std::size_t experiment, std::size_t f) const { return factor_[experiment * factors + f]; }
  std::size_t experiment(std::size_t point, std::size_t s, std::size_t v) const { return (point * seeds + s) * variants + v; }
  std::size_t points() const { return experiments / (seeds * variants); }      // whole ones
  std::size_t experiments_together() const { return together * seeds * variants; }
  std::size_t groups() const { return points() / together; }                   // base rows, trajectories
  // Over the seeds of every point; NaN where one of them failed.
  Column point_means(std::size_t o, std::size_t variant) const;
  // The same of a variable that has one number for every experiment.
  Column point_sums(const char* variable, std::size_t variant) const;
  // Points that are a sample of what is believed: of Saltelli's design A and B, of orders of joining where all take part.
  bool counts(std::size_t point) const;
  std::vector<std::size_t> sample(std::size_t variant) const;
  Column finished(std::size_t variant, std::size_t o) const;  // outcomes of the sample, without failed experiments
  std::vector<std::string> players() const;
  bool constraint(std::size_t o) const;  // named among the constraints
  bool judges_inputs() const { return kind == "sobol" || kind == "morris" || kind == "prcc" || kind == "pawn"; }
  bool is_sample() const { return kind != "morris" && kind != "grid" && kind != "table"; }

 private:
  const Results& r_;
  const std::vector<double>&outcome_, &factor_;
};

// Leaves the places at which every column has a number.
void keep_whole(const std::vector<Column*>& columns);

// Adds a variable to the results.
void add_estimate(Results& r, const std::string& name, const std::string& units, const std::string& en, const std::string& zh,
                  std::vector<std::string> dims, decltype(ResultVariable::data) data);

// The parts of conclude_study().
void add_moments(const StudyView& view, Results& r);
void add_targets(const StudyView& view, Results& r);
void add_sobol(const StudyView& view, Results& r);
void add_morris(const StudyView& view, Results& r);
void add_given_data(const StudyView& view, Results& r);  // PRCC, PAWN
void add_noise(const StudyView& view, Results& r);
void add_pairs(const StudyView& view, Results& r);
void add_shapley(const StudyView& view, Results& r);

}  // namespace echelon
