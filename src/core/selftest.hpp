#pragma once
// What every copy of the kernels must agree on, bit for bit.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/cpu.hpp"
#include "core/isa.hpp"
#include "core/math/gamma_table.hpp"

namespace echelon {

// The result bits of one function over all inputs. A NaN is written as one fixed pattern, because its payload is not
// part of any promise.
struct SelftestColumn {
  std::string function;
  std::vector<std::uint64_t> bits;
};

// Runs the copy for `isa` of every function of random/ and math/ that kernels may call, over `words` read as counters, as
// uniforms, as the bit patterns of floats and, in pairs, of doubles. Throws std::runtime_error when the machine lacks
// the instruction set.
std::vector<SelftestColumn> run_selftest(Isa isa, const std::vector<std::uint32_t>& words, const GammaTable& table);

// Bare arrays of equal length for the kernels: no template of the standard library may be instantiated there, since the
// linker could hand its AVX-512 copy to everybody.
constexpr int kSelftestWordColumns = 8;     // philox x 4, philox_fill x 4
constexpr int kSelftestFloatColumns = 10;   // unit_float, inverse_normal, gamma_quantile, 7 elementary functions
constexpr int kSelftestDoubleColumns = 18;  // unit_double, inverse_normal, twice 7 elementary, normal_cdf, log_gamma
struct SelftestArrays {
  std::size_t n;
  const std::uint32_t* words;
  const float* floats;
  const double* doubles;
  const double* moderate;  // within +-128
  GammaTableView gamma;
  std::uint32_t* word_out[kSelftestWordColumns];
  float* float_out[kSelftestFloatColumns];
  double* double_out[kSelftestDoubleColumns];
  std::int64_t* fixed_out;
};

namespace baseline {
void selftest(const SelftestArrays& arrays);
}
#if defined(__x86_64__)
namespace avx2 {
void selftest(const SelftestArrays& arrays);
}
namespace avx512 {
void selftest(const SelftestArrays& arrays);
}
#endif

}  // namespace echelon
