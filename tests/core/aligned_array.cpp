// Memory for columns: begins with a cache line, zeros, copies, moves.
#include "core/aligned_array.hpp"

#include <catch2/catch.hpp>

#include "core/column.hpp"

using namespace echelon;

namespace {
struct Cash { using type = std::int32_t; };
}  // namespace

TEST_CASE("aligned arrays begin with a cache line and hold zeros, whatever their length", "[column]") {
  for (const std::size_t n : {1u, 3u, 64u, 1000u, 100000u}) {
    const AlignedArray<std::uint8_t> bytes(n);
    const AlignedArray<double> doubles(n);
    CHECK(reinterpret_cast<std::uintptr_t>(bytes.data()) % 64 == 0);
    CHECK(reinterpret_cast<std::uintptr_t>(doubles.data()) % 64 == 0);
    CHECK(bytes.size() == n);
    for (std::size_t i = 0; i < n; ++i) REQUIRE((bytes.data()[i] == 0 && doubles.data()[i] == 0));
  }
  CHECK(AlignedArray<int>().data() == nullptr);
  CHECK(AlignedArray<int>(0).size() == 0);
}

TEST_CASE("columns are copied whole and keep their own memory", "[column]") {
  Column<Cash> a;
  a.assign(5, 7);
  Column<Cash> b = a;
  b[2] = 9;
  CHECK((a[2] == 7 && b[2] == 9 && b[4] == 7 && b.size() == 5));
  a = b;
  b.assign(2, 1);
  CHECK((a[2] == 9 && a.size() == 5 && b[1] == 1 && b.size() == 2));
  const Column<Cash> c = std::move(a);
  CHECK((c[2] == 9 && c.size() == 5));
}
