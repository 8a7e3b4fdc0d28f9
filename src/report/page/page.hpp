#pragma once
// The result as one HTML page that needs nothing besides itself.
#include <string>
#include <vector>

#include "engine/results.hpp"
#include "io/sources.hpp"
#include "model/scenario.hpp"
#include "report/page/facts.hpp"
#include "report/words.hpp"

namespace echelon::page {

struct BackTest;  // back_test.hpp

struct PageInput {
  const Results& results;
  const Scenario* scenario;      // as it was run; of a comparison the reference; nullptr where this program cannot read it
  const Bibliography* sources;   // nullptr where there is none
  std::string fitted_use;        // what the ensemble of the scenario was fitted to: fit-2021, fit-all; "" for none
  std::string digest;
  Lang lang;                     // which language the page opens in
  const PageFacts* facts = nullptr;  // stylised facts of the scenario, where they were measured
  const std::vector<BackTest>* back_tests = nullptr;  // of the model; shown with a run
};

// Of a run, a comparison or a finished study; throws IoError when `results` is none of them.
std::string result_page(const PageInput& input);

}  // namespace echelon::page
