#pragma once
// Kernels alone are compiled once per instruction set, each time inside its own namespace. Everything that a kernel
// may inline lives in `echelon::ECHELON_ISA`, an inline namespace, so that no AVX-512 copy of an inline function can
// ever be picked by the linker for code that must run on an older machine.
#ifndef ECHELON_ISA
#define ECHELON_ISA baseline
#endif

// Opened here so that a header may afterwards name all three namespaces without `inline`.
namespace echelon {
inline namespace ECHELON_ISA {}
}  // namespace echelon

#define ECHELON_INLINE [[gnu::always_inline]] inline

// A loop over the firms of one block whose iterations are independent: no two columns alias.
#define ECHELON_EACH_FIRM _Pragma("GCC ivdep")

namespace echelon {
inline namespace ECHELON_ISA {

// The widest register holds so many numbers of 32 bits, and so many bytes. A loop over whole registers leaves nothing over for scalar
// code, which in short lists would be most of the work.
constexpr unsigned kLanes = 16;
constexpr unsigned kByteLanes = 64;
constexpr unsigned long in_lanes(unsigned long n) { return (n + kLanes - 1) / kLanes * kLanes; }

// each(i) for all i < n rounded up to a multiple of Lanes, independent of each other: buffers must reach that far, and whatever
// stands there beyond n must be safe to read.
template <unsigned Lanes = kLanes, class F>
ECHELON_INLINE void for_lanes(unsigned long n, F each) {
  ECHELON_EACH_FIRM
  for (unsigned long i = 0; i < n; i += Lanes) {
    ECHELON_EACH_FIRM
    for (unsigned long j = 0; j < Lanes; ++j) each(i + j);
  }
}

}  // namespace ECHELON_ISA
}  // namespace echelon
