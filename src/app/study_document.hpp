#pragma once
#include "app/document.hpp"
#include "engine/results.hpp"

namespace echelon::app {

// The JSON document of a finished study: what its result says, without the experiments themselves.
Json study_document(const Results& results);

}  // namespace echelon::app
