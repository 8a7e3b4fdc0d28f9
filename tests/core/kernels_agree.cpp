#include <algorithm>
#include <catch2/catch.hpp>

#include "core/random/philox.hpp"
#include "core/selftest.hpp"

using namespace echelon;

namespace {

// Bit patterns of all kinds: spread over the whole range, then the surroundings of the floats' special values.
std::vector<std::uint32_t> patterns() {
  std::vector<std::uint32_t> words;
  for (std::uint32_t i = 0; i < 200003; ++i) words.push_back(static_cast<std::uint32_t>(mix64(i)));
  for (std::uint32_t i = 0; i < 65536; ++i) words.push_back(i << 16);
  for (std::uint32_t centre : {0u, 0x00800000u, 0x3f800000u, 0x42b17218u, 0x7f800000u, 0x80000000u, 0xbf800000u,
                               0xc2aeac50u})
    for (std::uint32_t step = 0; step < 64; ++step) words.push_back(centre + step - 32);
  return words;
}

// How many results differ; a comparison of whole columns would print them all on failure.
std::size_t differences(const SelftestColumn& p, const SelftestColumn& q) {
  if (p.bits.size() != q.bits.size()) return std::max(p.bits.size(), q.bits.size());
  std::size_t count = 0;
  for (std::size_t i = 0; i < p.bits.size(); ++i) count += p.bits[i] != q.bits[i];
  return count;
}

}  // namespace

TEST_CASE("All copies of the kernels give the same bits", "[kernels]") {
  const auto words = patterns();
  const GammaTable table(0.8);
  const auto reference = run_selftest(Isa::baseline, words, table);
  REQUIRE(reference.size() == 37);
  int compared = 0;
  for (Isa isa : {Isa::avx2, Isa::avx512}) {
    if (!available(isa)) continue;
    ++compared;
    const auto other = run_selftest(isa, words, table);
    REQUIRE(other.size() == reference.size());
    for (std::size_t c = 0; c < other.size(); ++c) {
      INFO(name(isa) << " " << reference[c].function);
      REQUIRE(other[c].bits.size() == words.size());
      CHECK(differences(other[c], reference[c]) == 0);
    }
  }
  if (compared == 0) WARN("this machine has neither AVX2 nor AVX-512: nothing was compared");
}

TEST_CASE("Block-wise and firm-wise Philox agree within a copy", "[kernels]") {
  const auto words = patterns();
  const GammaTable table(1.0);
  for (Isa isa : {Isa::baseline, Isa::avx2, Isa::avx512}) {
    if (!available(isa)) continue;
    const auto columns = run_selftest(isa, words, table);
    for (int lane = 0; lane < 4; ++lane) {
      REQUIRE(columns[lane].function == "philox");
      REQUIRE(columns[lane + 4].function == "philox_fill");
      CHECK(differences(columns[lane], columns[lane + 4]) == 0);
    }
  }
}

TEST_CASE("An instruction set has a name, and the environment may choose among those present", "[kernels]") {
  for (Isa isa : {Isa::baseline, Isa::avx2, Isa::avx512}) CHECK(isa_from_name(name(isa)) == isa);
  CHECK(!isa_from_name("sse9"));
  CHECK(available(Isa::baseline));
  const char* before = std::getenv("ECHELON_ISA");
  const std::string kept = before ? before : "";
  setenv("ECHELON_ISA", "baseline", 1);
  CHECK(best_isa() == Isa::baseline);
  setenv("ECHELON_ISA", "sse9", 1);
  CHECK_THROWS_AS(best_isa(), std::runtime_error);
  unsetenv("ECHELON_ISA");
  CHECK(available(best_isa()));
  for (Isa isa : {Isa::avx2, Isa::avx512}) {
    setenv("ECHELON_ISA", name(isa), 1);
    if (available(isa)) CHECK(best_isa() == isa);
    else CHECK_THROWS_AS(best_isa(), std::runtime_error);
  }
  if (before) setenv("ECHELON_ISA", kept.c_str(), 1);
  else unsetenv("ECHELON_ISA");
}
