#include "model/kernels.hpp"

namespace echelon {

namespace baseline {
const Kernels& kernel_table();
}
#if defined(__x86_64__)
namespace avx2 {
const Kernels& kernel_table();
}
namespace avx512 {
const Kernels& kernel_table();
}
#endif

const Kernels& kernels([[maybe_unused]] Isa isa) {
#if defined(__x86_64__)
  if (isa == Isa::avx512) return avx512::kernel_table();
  if (isa == Isa::avx2) return avx2::kernel_table();
#endif
  return baseline::kernel_table();
}

}  // namespace echelon
