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
