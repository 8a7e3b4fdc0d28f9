#include "core/selftest.hpp"

#include <bit>
#include <stdexcept>

namespace echelon {

namespace {

std::uint64_t bits_of(float x) { return x == x ? std::bit_cast<std::uint32_t>(x) : 0x7fc00000u; }
std::uint64_t bits_of(double x) { return x == x ? std::bit_cast<std::uint64_t>(x) : 0x7ff8000000000000u; }
std::uint64_t bits_of(std::uint32_t x) { return x; }
std::uint64_t bits_of(std::int64_t x) { return static_cast<std::uint64_t>(x); }

constexpr const char* kElementary[] = {"vexp", "vexpm1", "vlog", "vlog1p", "vpow", "logistic", "vtanh"};

std::string float_name(int column) {
  constexpr const char* first[] = {"unit_float", "inverse_normal", "gamma_quantile"};
  return column < 3 ? first[column] : std::string(kElementary[column - 3]) + " float";
}

std::string double_name(int column) {
  constexpr const char* first[] = {"unit_double", "inverse_normal double", "normal_cdf", "log_gamma"};
  return column < 4 ? first[column] : std::string(kElementary[(column - 4) % 7]) + " double";
}

template <class T>
SelftestColumn column_of(std::string function, const std::vector<T>& values) {
  SelftestColumn column{std::move(function), {}};
  for (const T x : values) column.bits.push_back(bits_of(x));
  return column;
}

void run(Isa isa, const SelftestArrays& arrays) {
#if defined(__x86_64__)
  if (isa == Isa::avx512) return avx512::selftest(arrays);
  if (isa == Isa::avx2) return avx2::selftest(arrays);
#endif
  baseline::selftest(arrays);
}

}  // namespace

std::vector<SelftestColumn> run_selftest(Isa isa, const std::vector<std::uint32_t>& words, const GammaTable& table) {
  if (!available(isa)) throw std::runtime_error(std::string("this machine lacks ") + name(isa));
  const std::size_t n = words.size();
  std::vector<float> floats;
  std::vector<double> doubles, moderate;
  for (std::size_t i = 0; i < n; ++i) {
    floats.push_back(std::bit_cast<float>(words[i]));
    doubles.push_back(std::bit_cast<double>((std::uint64_t{words[i]} << 32) | words[n - 1 - i]));
    moderate.push_back(static_cast<double>(static_cast<std::int32_t>(words[i])) * 0x1p-24);
  }
  std::vector<std::vector<std::uint32_t>> w(kSelftestWordColumns, std::vector<std::uint32_t>(n));
  std::vector<std::vector<float>> f(kSelftestFloatColumns, std::vector<float>(n));
  std::vector<std::vector<double>> d(kSelftestDoubleColumns, std::vector<double>(n));
  std::vector<std::int64_t> fixed(n);
  SelftestArrays arrays{n,  words.data(), floats.data(), doubles.data(), moderate.data(), table.view(),
                        {}, {},           {},            fixed.data()};
  for (int c = 0; c < kSelftestWordColumns; ++c) arrays.word_out[c] = w[c].data();
  for (int c = 0; c < kSelftestFloatColumns; ++c) arrays.float_out[c] = f[c].data();
  for (int c = 0; c < kSelftestDoubleColumns; ++c) arrays.double_out[c] = d[c].data();
  run(isa, arrays);
  std::vector<SelftestColumn> all;
  for (int c = 0; c < kSelftestWordColumns; ++c) all.push_back(column_of(c < 4 ? "philox" : "philox_fill", w[c]));
  for (int c = 0; c < kSelftestFloatColumns; ++c) all.push_back(column_of(float_name(c), f[c]));
  for (int c = 0; c < kSelftestDoubleColumns; ++c) all.push_back(column_of(double_name(c), d[c]));
  all.push_back(column_of("to_fixed_in_range", fixed));
  return all;
}

}  // namespace echelon
