#pragma once
#include <string>

namespace echelon {

std::string hdf5_version();  // of the library that is loaded, 1.10.8

}  // namespace echelon
