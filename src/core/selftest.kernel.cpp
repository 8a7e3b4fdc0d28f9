#include "core/selftest.hpp"

#include "core/math/log_gamma.hpp"
#include "core/math/vecmath.hpp"
#include "core/random/philox.hpp"
#include "core/random/philox_fill.hpp"
#include "core/random/uniform.hpp"
#include "core/sums.hpp"

namespace echelon {
inline namespace ECHELON_ISA {

namespace {

// One plain loop a function, the shape in which kernels call it.
template <class In, class Out, class Function>
void apply(std::size_t n, const In* in, Out* out, Function function) {
  ECHELON_EACH_FIRM
  for (std::size_t i = 0; i < n; ++i) out[i] = function(in[i]);
}

template <class T>
void elementary(std::size_t n, const T* x, T* const* out) {
  apply(n, x, out[0], [](T v) { return vexp(v); });
  apply(n, x, out[1], [](T v) { return vexpm1(v); });
  apply(n, x, out[2], [](T v) { return vlog(v); });
  apply(n, x, out[3], [](T v) { return vlog1p(v); });
  apply(n, x, out[4], [](T v) { return vpow(v, T{1.75}); });
  apply(n, x, out[5], [](T v) { return logistic(v); });
  apply(n, x, out[6], [](T v) { return vtanh(v); });
}

void generator(std::size_t n, const std::uint32_t* words, std::uint32_t* const* out) {
  const PhiloxKey key{0x01234567u, 0x89abcdefu};
  std::uint32_t *const w0 = out[0], *const w1 = out[1], *const w2 = out[2], *const w3 = out[3];
  ECHELON_EACH_FIRM
  for (std::size_t i = 0; i < n; ++i) {
    const Words4 w = philox(key, words[i], 1, 2, 3);
    w0[i] = w.w0, w1[i] = w.w1, w2[i] = w.w2, w3[i] = w.w3;
  }
  philox_fill(key, words, n, 1, 2, 3, out[4], out[5], out[6], out[7]);
}

}  // namespace

void selftest(const SelftestArrays& a) {
  generator(a.n, a.words, a.word_out);
  apply(a.n, a.words, a.float_out[0], [](std::uint32_t w) { return unit_float(w); });
  apply(a.n, a.words, a.float_out[1], [](std::uint32_t w) { return inverse_normal(unit_float(w)); });
  const GammaTableView gamma = a.gamma;
  apply(a.n, a.words, a.float_out[2], [gamma](std::uint32_t w) { return gamma_quantile(gamma, unit_float(w)); });
  elementary(a.n, a.floats, a.float_out + 3);
  apply(a.n, a.words, a.double_out[0], [](std::uint32_t w) { return unit_double(w, ~w); });
  apply(a.n, a.words, a.double_out[1], [](std::uint32_t w) { return inverse_normal(unit_double(w, ~w)); });
  apply(a.n, a.moderate, a.double_out[2], [](double v) { return normal_cdf(v); });
  apply(a.n, a.moderate, a.double_out[3], [](double v) { return log_gamma(v < 0 ? -v : v + 0.01); });
  elementary(a.n, a.doubles, a.double_out + 4);
  elementary(a.n, a.moderate, a.double_out + 11);
  apply(a.n, a.moderate, a.fixed_out, [](double v) { return to_fixed_in_range(v, 1000.0); });
}

}  // namespace ECHELON_ISA
}  // namespace echelon
