#include "core/math/vecmath.hpp"
#include "core/random/uniform.hpp"
#include "model/processes/consortia.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

void leader_scores(std::uint32_t n, const float* sales, const float* knowledge, float noise, const std::uint32_t* words, float* score) {
  ECHELON_EACH_FIRM
  for (std::uint32_t i = 0; i < n; ++i) {
    const float size = vlog(sales[i]) + vlog1p(knowledge[i]);
    score[i] = size + noise * inverse_normal(unit_float(words[i]));
  }
}

void gumbels(std::uint32_t n, const std::uint32_t* words, float* gumbel) {
  ECHELON_EACH_FIRM
  for (std::uint32_t i = 0; i < n; ++i) gumbel[i] = -vlog(-vlog(unit_float(words[i])));
}

}  // namespace ECHELON_ISA
}  // namespace echelon
