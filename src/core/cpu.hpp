#pragma once
// Which copy of the kernels to run. All copies give the same bytes; the choice is about speed only.
#include <optional>
#include <string>

namespace echelon {

enum class Isa { baseline, avx2, avx512 };

const char* name(Isa isa);
std::optional<Isa> isa_from_name(const std::string& text);

// Whether this machine (and this build) can run it.
bool available(Isa isa);

// The environment variable ECHELON_ISA where it is set, else the widest available. Throws std::runtime_error when the
// variable names an unknown set or one that the machine lacks.
Isa best_isa();

}  // namespace echelon
