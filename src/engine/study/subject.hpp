#pragma once
// What a study asks: something that answers an experiment. The model is one; tests put a formula in its place.
#include <functional>
#include <vector>

#include "engine/study/plan.hpp"

namespace echelon {

struct Answer {
  std::vector<double> values;       // by outcome
  std::vector<double> first_years;  // by outcome: when its goal was first reached, NaN if never or without a goal
  double outlay = 0;                // CNY paid by all instruments over the horizon
  double relocated = 0;             // firms that moved in from elsewhere in the region over the horizon
  double tax_local = 0;             // CNY of tax that stayed in the province, city and districts over the horizon
  double firm_quarters = 0;
};

using Ask = std::function<Answer(const Experiment&)>;  // throws when the experiment fails
using Subject = std::function<Ask()>;                  // one Ask for each thread

// The model. The study must outlive what it gives.
Subject model_subject(const Study& study);

}  // namespace echelon
