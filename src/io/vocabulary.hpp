#pragma once
#include "io/load.hpp"

namespace echelon {

// The words of the model as it is built: what files may name.
Vocabulary model_vocabulary();

}  // namespace echelon
