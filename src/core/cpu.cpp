#include "core/cpu.hpp"

#include <cstdlib>
#include <stdexcept>

namespace echelon {

const char* name(Isa isa) {
  switch (isa) {
    case Isa::avx2: return "avx2";
    case Isa::avx512: return "avx512";
    default: return "baseline";
  }
}

std::optional<Isa> isa_from_name(const std::string& text) {
  for (Isa isa : {Isa::baseline, Isa::avx2, Isa::avx512})
    if (text == name(isa)) return isa;
  return std::nullopt;
}

bool available(Isa isa) {
#if defined(__x86_64__)
  // What -march=x86-64-v3 and -v4 let the compiler use.
  const bool v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") &&
                  __builtin_cpu_supports("bmi2");
  const bool v4 = v3 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                  __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
                  __builtin_cpu_supports("avx512vl");
  return isa == Isa::baseline || (isa == Isa::avx2 && v3) || (isa == Isa::avx512 && v4);
#else
  return isa == Isa::baseline;
#endif
}

Isa best_isa() {
  if (const char* wish = std::getenv("ECHELON_ISA"); wish && *wish) {
    const auto isa = isa_from_name(wish);
    if (!isa) throw std::runtime_error("ECHELON_ISA is '" + std::string(wish) + "'; known are baseline, avx2, avx512");
    if (!available(*isa))
      throw std::runtime_error("ECHELON_ISA asks for " + std::string(wish) + ", which this machine lacks");
    return *isa;
  }
  if (available(Isa::avx512)) return Isa::avx512;
  return available(Isa::avx2) ? Isa::avx2 : Isa::baseline;
}

}  // namespace echelon
